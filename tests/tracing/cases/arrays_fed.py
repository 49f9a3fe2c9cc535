"""Generators and Sequences fed to a model: their first batch is held against it."""

import numpy as np
import tensorflow as tf
from tensorflow import keras

model = keras.Sequential([keras.Input((7,)), keras.layers.Dense(3)])
model.compile("sgd", "mse")
x, y = np.zeros((64, 7)), np.zeros((64, 3))
wide = np.zeros((64, 8))


def batches(data, labels):
    while True:
        chosen = np.random.randint(0, len(data), 16)
        yield data[chosen], labels[chosen]


model.fit(batches(x, y), steps_per_epoch=4)
model.fit(batches(wide, y), steps_per_epoch=4)  #: fault
taken = batches(x, y)
next(taken)
model.fit(taken, steps_per_epoch=4)


class Rows(keras.utils.Sequence):
    def __init__(self, data):
        super().__init__()
        self.data = data

    def __len__(self):
        return 4

    def __getitem__(self, index):
        start = index * 16
        return self.data[start : start + 16], y[start : start + 16]


model.fit(Rows(x))
model.fit(Rows(wide))  #: fault
model.fit(tf.data.Dataset.from_tensor_slices((x, y)).batch(16))
model.fit(tf.data.Dataset.from_tensor_slices((wide, y)).batch(16))  #: fault
model.predict(x[0])  #: fault
model.predict(x[:1])
