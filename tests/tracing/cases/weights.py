"""Weights as arrays, given and taken."""
import numpy as np
from tensorflow.keras import Input, Model, Sequential
from tensorflow.keras.layers import LSTM, Bidirectional, BatchNormalization, Conv2D, Dense, Embedding, Flatten

x = Input((28, 28, 1))
teacher = Model(x, Dense(10, name="head")(Flatten()(Conv2D(8, 3, name="base")(x))))
student = Model(x, Dense(10, name="head")(Flatten()(Conv2D(8, 5, name="base")(x))))
student.get_layer("head").set_weights(teacher.get_layer("head").get_weights())  #: fault
kernel, bias = teacher.get_layer("base").get_weights()
Dense(kernel.shape[-1] * 2)(Input((3,)))  #: (None, 16)
student.get_layer("base").set_weights([np.zeros((5, 5, 1, 8)), bias])
student.get_layer("base").set_weights([kernel, bias])  #: fault
student.get_layer("base").set_weights([bias])  #: fault
teacher.set_weights(teacher.get_weights())
student.set_weights(teacher.get_weights())  #: fault
student.set_weights(teacher.get_weights()[:2])  #: fault
clone = Model(teacher.inputs, teacher.outputs)
clone.set_weights(teacher.get_weights())


def copy_weights(source, target, names):
    for name in names:
        target.get_layer(name).set_weights(source.get_layer(name).get_weights())  #: fault


copy_weights(teacher, student, ["base"])

later = Dense(4)
later.set_weights([np.zeros((5, 3)), np.zeros(3)])
later(Input((5,)))
later.set_weights([np.zeros((5, 3)), np.zeros(3)])  #: fault

norm = BatchNormalization(scale=False)
norm(Input((6,)))
norm.set_weights([np.zeros(6)] * 3)
norm.set_weights([np.zeros(6)] * 4)  #: fault
both = Bidirectional(LSTM(3))
both(Input((7, 2)))
both.set_weights([np.zeros(1)])
steps = LSTM(3)
steps(Input((7, 2)))
steps.set_weights([np.zeros((2, 12)), np.zeros((3, 12)), np.zeros(12)])
steps.set_weights([np.zeros((3, 12)), np.zeros((2, 12)), np.zeros(12)])  #: fault

vectors = np.zeros((1001, 50))
words = Embedding(1001, 50, weights=[vectors])(Input((9,)))
words = Embedding(1000, 50, weights=[vectors])(Input((9,)))  #: fault
try:
    student.set_weights(teacher.get_weights())
except ValueError:
    pass


def transfer(size, arrays):
    layer = Dense(size)
    layer(Input((5,)))
    layer.set_weights(arrays)
    layer.set_weights([np.zeros((5, size)), np.zeros((size,))])
    layer.set_weights([np.zeros((5, size)), np.zeros((size + 1,))])  #: fault
