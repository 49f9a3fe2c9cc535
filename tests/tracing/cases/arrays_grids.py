"""NumPy's less common functions, their results given to a layer."""

import numpy as np

from keras.layers import Dense

x = np.random.rand(6, 4)
Dense(1)(np.kron(x, np.ones((2, 3))))  #: (12, 1)
Dense(1)(np.kron(x, np.ones(3)))  #: (6, 1)
Dense(1)(np.vander([1, 2, 3]))  #: (3, 1)
Dense(1)(np.vander(x[:, 0], 5))  #: (6, 1)
Dense(1)(np.indices((2, 3)))  #: (2, 2, 1)
Dense(1)(x[np.ix_([0, 2], [1, 3])])  #: (2, 1)
Dense(1)(x[np.ix_([0, 2, 3], range(2))].T)  #: (2, 1)
Dense(1)(np.fromiter([1, 2, 3], float)[None])  #: (1, 1)
Dense(1)(np.fromiter((i for i in range(4)), dtype=np.float32, count=4)[:, None])  #: (4, 1)
Dense(1)(np.packbits(np.ones((3, 17), dtype=bool), axis=1))  #: (3, 1)
Dense(1)(np.unpackbits(np.zeros((3, 2), dtype=np.uint8), axis=1).T)  #: (16, 1)
Dense(1)(np.bincount([0, 3, 1])[:, None])  #: (4, 1)
Dense(1)(np.bincount([0, 3, 1], minlength=7)[:, None])  #: (7, 1)
Dense(1)(np.trim_zeros(np.array([0, 1, 2, 0]))[:, None])  #: (left, 1)
Dense(1)(np.apply_along_axis(lambda row: row[:2], 1, x).T)  #: (2, 1)
Dense(1)(np.apply_along_axis(np.mean, 1, x)[:, None])  #: (6, 1)
Dense(1)(np.apply_along_axis(lambda v: np.outer(v, v), 0, x))  #: (6, 6, 1)
