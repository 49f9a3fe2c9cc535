"""Shapes as tensors: TensorFlow knows the sizes of one, and those of a part of it only together."""
import numpy as np
import tensorflow as tf
from tensorflow.keras import Input, backend as K
from tensorflow.keras.layers import Layer

image = Input((4, 6, 3))
anchors = np.zeros((9, 4), "float32")


class Sizes(Layer):
    def call(self, x):
        whole = tf.shape(x)
        part = whole[1:3]
        tf.range(whole[1] * 2)  #: (8,)
        tf.range(part[1])  #: (None,)
        tf.zeros(part)  #: (4, 6)
        tf.zeros([whole[0], part[0], whole[2] // 2])  #: (None, None, 3)
        tf.reshape(x, [-1, whole[1], part[1] * 3])  #: (None, 4, None)
        tf.broadcast_to(x[:, :1], [whole[0], part[0], part[1], 3])  #: (None, None, 6, 3)
        K.reshape(anchors, [1, K.shape(anchors)[0], 4])  #: (1, 9, 4)
        return tf.clip_by_value(x, 0, tf.cast(tf.unstack(tf.shape(x)[1:])[0], "float32"))  #: (None, 4, 6, 3)


Sizes()(image)


def total(x, axis=None, keep_dims=False, reduction_indices=None):
    try:
        return tf.reduce_sum(x, axis=axis, keep_dims=keep_dims, reduction_indices=reduction_indices)
    except TypeError:
        return tf.reduce_sum(x, axis=axis, keepdims=keep_dims)


class Summed(Layer):
    def call(self, x):
        return total(x, -1)


tf.identity(Summed()(image))  #: (None, 4, 6)
