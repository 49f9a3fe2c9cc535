"""Sizes read from the shape of a tensor of unknown rank."""

import keras
from keras.layers import Dense

inp = keras.Input((7,))


def some(x):
    y = Dense(9)(x)
    Dense(y.shape[-1])(inp)  #: (None, 9)
    Dense(y.shape[1])(inp)  #: unknown
    return y
