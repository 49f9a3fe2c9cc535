from keras import Input, layers

query = Input((16,))
key = Input((16,))
layers.Dot(axes=2)([query, key])  # [keras-dot-axes]
