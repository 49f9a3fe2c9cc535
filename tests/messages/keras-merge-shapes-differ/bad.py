from keras import Input, layers

left = Input((10,))
right = Input((5,))
layers.Multiply()([left, right])  # [keras-merge-shapes-differ]
