"""Functions in a Lambda that is told its output shape: they are followed all the same."""

import keras
from keras import Input, ops
from keras.layers import Lambda

series = Input((5, 8))
Lambda(lambda t: ops.sum(t, axis=1), output_shape=(8,))(series)  #: (None, 8)
Lambda(lambda t: ops.sum(t, axis=3), output_shape=(8,))(series)  #: fault
Lambda(lambda t: ops.sum(t, axis=2), output_shape=(8,))(series)  #: fault
Lambda(lambda t: ops.sum(t, axis=2, keepdims=True), output_shape=lambda s: (*s[:2], 1))(series)  #: (None, 5, 1)
Lambda(lambda t: ops.sum(t, axis=2, keepdims=True), output_shape=lambda s: s[:2])(series)  #: fault
Lambda(lambda t: keras.unheard_of(t), output_shape=(3,))(series)  #: (None, 3)
Lambda(lambda t: t, arguments={1: 2})(series)  #: unknown
