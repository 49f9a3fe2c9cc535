"""What Keras' own classes have is known, so that `hasattr` is answered; lists are stacked by functions on tensors."""

import numpy as np
import tensorflow as tf
from tensorflow.keras import Input, Model, layers

x = Input((4, 4, 8))


class Positions(layers.Layer):
    def build(self, shape):
        table = np.stack(np.meshgrid(range(shape[1]), range(shape[2])), axis=-1)
        if hasattr(self, "enlarged"):
            self.table = tf.convert_to_tensor(np.concatenate([table, table], axis=-1))
        else:
            self.table = tf.convert_to_tensor(table)
        self.scale = self.add_weight(shape=(2, 3 if hasattr(self, "table") else 5))
        super().build(shape)

    def call(self, inputs):
        scaled = tf.matmul(tf.cast(self.table, inputs.dtype), self.scale)
        return inputs + scaled  #: (None, 4, 4, 3)


Positions()(Input((4, 4, 3)))
net = Model(x, layers.Flatten()(x))
layers.Dense(1 if hasattr(Positions(), "shapes") else 2)(x)  #: (None, 4, 4, 2)
layers.Dense(1 if hasattr(Positions(), "add_weight") else 2)(x)  #: (None, 4, 4, 1); (None, 4, 4, 2)
layers.Dense(getattr(Positions(), "units", 7))(x)  #: (None, 4, 4, 7)

a, b = tf.split(x, 2, axis=-1)
tf.reduce_sum([a, b], axis=0)  #: (None, 4, 4, 4)
tf.reduce_mean([a, b])  #: ()
tf.transpose([a, b], [1, 0, 2, 3, 4])  #: (None, 2, 4, 4, 4)
tf.reduce_sum([a, x], axis=0)  #: unknown
