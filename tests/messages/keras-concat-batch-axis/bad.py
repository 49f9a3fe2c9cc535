from keras import Input, layers

left = Input((8,))
right = Input((8,))
layers.Concatenate(axis=0)([left, right])  # [keras-concat-batch-axis]
