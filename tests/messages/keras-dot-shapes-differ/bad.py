from keras import Input, layers

query = Input((7, 16))
value = Input((9, 16))
layers.Dot(axes=1)([query, value])  # [keras-dot-shapes-differ]
