"""NumPy's functions by family, their results given to a layer."""

import numpy as np

from keras.layers import Dense

x = np.random.rand(6, 4)
Dense(1)(np.concatenate([x, x, np.ones((6, 4))], axis=1))  #: (6, 1)
Dense(1)(np.vstack((x, x[0])))  #: (7, 1)
Dense(1)(np.stack([x, x], axis=1))  #: (6, 2, 1)
Dense(1)(np.c_[x, np.zeros(6)][None])  #: (1, 6, 1)
Dense(1)(np.column_stack([x[:, 0], x[:, 1]]).T)  #: (2, 1)
Dense(1)(np.append(x, np.zeros((1, 4)), axis=0))  #: (7, 1)
Dense(1)(np.split(x, 3)[1])  #: (2, 1)
Dense(1)(np.array_split(x, 4)[0])  #: (2, 1)
Dense(1)(np.array_split(x, 4)[3])  #: (1, 1)
Dense(1)(np.tile(x, (2, 3)))  #: (12, 1)
Dense(1)(np.repeat(x, 3, axis=0))  #: (18, 1)
Dense(1)(np.pad(x, ((1, 1), (0, 2)), "constant"))  #: (8, 1)
Dense(1)(np.delete(x, [0, 2], axis=0))  #: (4, 1)
Dense(1)(np.expand_dims(x.mean(axis=0), 0))  #: (1, 1)
Dense(1)(x.sum(axis=1, keepdims=True))  #: (6, 1)
Dense(int(np.prod(x.shape)))(x)  #: (6, 24)
Dense(np.array([2, 3, 4]).sum() + np.max([1, 5, 2]))(x)  #: (6, 14)
Dense(len(np.unique([3, 3, 7])))(x)  #: (6, 2)
Dense(1)(np.eye(10)[np.random.randint(0, 10, 7)])  #: (7, 1)
Dense(1)(x @ np.ones((4, 9)))  #: (6, 1)
Dense(1)(np.dot(x.T, x))  #: (4, 1)
Dense(1)(np.where(x > 0.5, x, 0))  #: (6, 1)
Dense(1)(x[np.where(x[:, 0] > 0.5)[0]])  #: (found, 1)
Dense(1)(x[np.random.permutation(len(x))][: int(len(x) * 0.5)])  #: (3, 1)
Dense(1)(np.array([row * 2 for row in x]))  #: (6, 1)
Dense(1)(np.array([[1, 2, 3]] * 5))  #: (5, 1)
Dense(1)(np.array(x.tolist()))  #: (6, 1)
Dense(1)(np.load("x.npy"))  #: unknown
Dense(np.load("x.npy").shape[1])(x)  #: unknown
Dense(1)(np.reshape(np.load("x.npy"), (-1, 28, 28)))  #: (?, 28, 1)
text = np.loadtxt("data.csv", delimiter=",")
Dense(1)(text)  #: unknown
Dense(1)(text[:, 0:8])  #: (rows, 1)
Dense(1)(text[1:, 8:9])  #: (?, 1)
Dense(1)(np.array([[1, 2], [3]]))  #: unknown
Dense(x.argmax())(x)  #: unknown

windows = []
for i in range(len(x) - 2):
    windows.append(x[i : i + 2])
Dense(1)(np.array(windows))  #: (4, 2, 1)

target = np.zeros((len(x), 3))
for i, row in enumerate(x):
    target[i, :2] = row[:2]
Dense(1)(target)  #: (6, 1)

small = np.array([3, 4])
view = small[:1]
view[0] = 99
Dense(small[0])(x)  #: unknown


def normalised(data):
    data = data.astype("float32")
    data -= np.mean(data, axis=0)
    return data / np.std(data, axis=0)


Dense(1)(normalised(x))  #: (6, 1)

meshed, _ = np.meshgrid(np.arange(3), np.linspace(0, 1, 5))
Dense(1)(meshed)  #: (5, 1)
a, b = x.shape
Dense(a * b)(x)  #: (6, 24)
for batch in np.zeros((100000, 8, 2)):
    Dense(3)(batch)  #: (8, 3)
