from keras import Input, layers

left = Input((8,))
right = Input((8,))
layers.Concatenate()([left, right])
