"""Sizes read from the shape of a tensor of unknown rank."""

import keras
from keras.layers import Dense

inp = keras.Input((7,))


def some(x):
    y = Dense(9)(x)
    Dense(y.shape[-1])(inp)  #: (None, 9)
    Dense(y.shape[1])(inp)  #: unknown
    return y


def widened(x):
    """A size read from a tensor is a size of that tensor."""
    wide = Dense(x.shape[-1] + 1)(x)
    return keras.layers.add([x, wide])  #: fault


def kept(x):
    narrow = Dense(keras.backend.int_shape(x)[-1] // 4)(x)
    wide = Dense(x.shape[-1])(narrow)
    return keras.layers.add([x, wide])


def another(x, y):
    return keras.layers.add([x, Dense(y.shape[-1] + 1)(x)])


def of_an_image(x):
    n = x.shape[-1]
    return keras.layers.multiply([x, keras.layers.Conv2D(n, 3, padding="same")(x)])


def perhaps_open(x):
    """The last size need not be known to Keras."""
    return keras.layers.add([x, keras.layers.concatenate([x, x])])
