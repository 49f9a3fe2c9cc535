from keras import Input, layers

frames = Input((20, 8))
words = Input((12, 8))
layers.Concatenate(axis=-1)([frames, words])  # [keras-concat-shapes-differ]
