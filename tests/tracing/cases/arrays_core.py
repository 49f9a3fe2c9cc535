"""Arrays of NumPy given to layers: made, reshaped, indexed, combined."""

import numpy as np

from keras.layers import Dense

x = np.random.random((1000, 28, 28))
Dense(3)(x)  #: (1000, 28, 3)
Dense(3)(x.reshape(1000, 784))  #: (1000, 3)
Dense(3)(x.reshape((-1, 28 * 28)))  #: (1000, 3)
Dense(3)(np.reshape(x, (x.shape[0], 7, -1)))  #: (1000, 7, 3)
Dense(3)(x.T)  #: (28, 28, 3)
Dense(3)(x[..., np.newaxis])  #: (1000, 28, 28, 3)
Dense(3)(x[:100, None, 3, ::2])  #: (100, 1, 3)
Dense(len(x))(x[[1, 2, 5]])  #: (3, 28, 1000)
Dense(3)(x[:, 0] + np.zeros((1, 28)))  #: (1000, 3)
Dense(3)(x[x[:, 0, 0] > 3])  #: (selected, 28, 3)
Dense(3)(x / 255.0 - x.reshape(28, 1000, 28))  #: unknown

first, second = np.array([[1, 2], [3, 4]])
Dense(first[1] + second[0])(x)  #: (1000, 28, 5)
Dense(np.arange(2, 11, 3).shape[0])(x)  #: (1000, 28, 3)

rng = np.random.default_rng(3)
Dense(3)(rng.normal(0, 1, (5, 4)))  #: (5, 3)
Dense(3)(np.random.randn(3, 4).transpose(1, 0))  #: (4, 3)

flat = x.copy()
flat.shape = (1000, 784)
flat /= 255
Dense(3)(flat)  #: (1000, 3)
Dense(3)(x.reshape(1000, 785))  #: unknown
