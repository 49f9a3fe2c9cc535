"""Functions of Keras 3 on arrays compute; what Keras declares of symbolic tensors holds for those alone."""
import numpy as np
from keras import Input, layers, ops

table = np.ones((2, 5), "float32")
row = ops.ones((3,))
declared = Input(batch_shape=(2, 5))
ops.corrcoef(table)  #: (2, 2)
ops.corrcoef(declared)  #: (2, 5)
ops.rot90(table, k=2)  #: (2, 5)
ops.rot90(declared, k=2)  #: (5, 2)
ops.hstack([row, row])  #: (6,)
ops.kron(table, row)  #: (2, 15)
ops.expand_dims(table, (1, 1))  #: unknown
ops.expand_dims(declared, (1, 1))  #: fault
ops.average_pool(np.ones((1, 2, 3), "float32"), 3, 1)  #: (?, ?, ?)
layers.AveragePooling1D(3, 1)(np.ones((1, 2, 3), "float32"))  #: (1, 0, 3)
layers.AveragePooling1D(4, 1)(np.ones((1, 2, 3), "float32"))  #: fault


def joined(x):
    flat = ops.reshape(x, (-1,))
    return ops.hstack([flat, flat])  #: unknown
