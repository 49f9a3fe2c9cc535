from keras import Input, layers

left = Input((4, 8))
right = Input((4, 8))
layers.concatenate([left, right], axis=3)  # [keras-concat-axis]
