from keras import Input, layers

scores = Input((5, 5))
layers.Reshape((5, 1))(scores)  # [keras-reshape-size]
