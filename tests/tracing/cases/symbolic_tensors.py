"""What cannot be done with a symbolic tensor of Keras 3, and what only looks like it."""

import keras
import numpy as np
import tensorflow as tf
from keras import Input, layers, ops
from keras.layers import GRU, LSTM, Dense, Lambda, Layer

x = Input((6, 4))
flag = ops.max(x) > 0
if flag:  #: fault
    pass
either = flag or x  #: fault
kept = x if flag else None  #: fault
for step in x:  #: fault
    pass
first, second = Dense(3)(x)  #: fault
last, state = LSTM(4, return_state=True)(x)  #: fault
one, *more = GRU(4, return_state=True)(x)
Dense(2)(more[0])  #: (None, 2)
mean = np.mean(x)  #: fault
both = np.stack([x, x])  #: fault
value = x.numpy()  #: fault
Dense(x.get_shape()[-1])(x)  #: fault
np.shape(x)
row = x[1:]  #: fault
row = x[1:, ...]  #: (None, 6, 4)
picked = x[:, [0, 1]]  #: fault
picked = x[..., "a"]  #: fault
twice = ops.expand_dims(x, (1, 1))  #: fault
if x is not None and x.shape[-1] == 4:
    Dense(5)(x)  #: (None, 6, 5)
ops.mean(x, axis=x)  #: fault
ops.maximum([x, x])  #: fault
ops.multiply(x, x, axis=1)  #: fault
ops.add(x)  #: fault
ops.where([x, x])
ops.fmax([x, x], x)  #: fault
ops.convert_to_tensor([x, x])  #: fault
ops.linspace(0.0, [x, x])
ops.layer_normalization(x, rms_scaling=True)  #: (None, 6, 4)
ops.einsum("abc,abc,abc,abc,abc->ab", x, x, x, x, x)

weights = np.ones(4)
scaled = weights * x  #: fault
scaled = x * weights  #: (None, 6, 4)
scaled = 2.0 * x * weights.mean()  #: (None, 6, 4)
moved = x + [1.0, 2.0, 3.0, 4.0]  #: fault
chosen = flag & [True]
neither = np.ones(4) > 0
neither = neither & (x > 0)  #: fault
table = layers.Embedding(6, 4)(ops.arange(6))
Dense(3 if type(x) is keras.KerasTensor else 4)(x)  #: (None, 6, 3)
if type(table) is keras.KerasTensor:
    Dense(0)(x)  #: fault when type(table) is keras.KerasTensor is true
layers.Add()([table, x])  #: fault
x + table  #: (None, 6, 4)
layers.Concatenate()([np.ones((2, 6, 4)), x])  #: fault
layers.Concatenate()([x, np.ones((2, 6, 4))])  #: (None, 6, 8)
keras.Model(x, [Dense(2)(x), -table])  #: fault
keras.Model(np.ones(3), x)  #: fault
ops.top_k(x, 5)  #: fault
last, state = LSTM(4, return_state=True)(np.ones((2, 6, 4)))  #: fault

try:
    a, b = Dense(2)(x)
except Exception:
    a = b = Dense(7)(x)  #: (None, 6, 7)
Dense(1)(a)  #: (None, 6, 1)

picture = Input((None, 32, 3))
height, width = picture.shape[1:3]
half = height // 2  #: fault
half = width // 2
layers.Reshape((half, 6, -1))(picture)
area = 1
for size in picture.shape[1:]:
    area *= size  #: fault
try:
    height = height + 1
except TypeError:
    height = 8
Dense(height)(picture)  #: (None, None, 32, 8)


class Inside(Layer):
    def call(self, y):
        y = ops.maximum([y, y], 0)[0]
        y = layers.Reshape((y.shape[0] * 2, -1))(y)
        if tf.reduce_sum(y) > 0:
            y = y[1:]
        for part in y:
            print(part)
        return np.mean(y)


Inside()(x)
Lambda(lambda y: y[None])(x)

model = keras.Sequential([Input((4,)), Dense(10)])
for batch in tf.data.Dataset.from_tensor_slices(np.zeros((100, 4))).batch(8):
    logits = model(batch)
    tail = logits[1:]
    if tf.reduce_sum(logits) > 0:
        print(np.mean(logits), logits.numpy())
for item in model(np.zeros((3, 4))):
    print(item)


def unknown(layer):
    a, b = layer(x)
    return a if a > b else b


def begun(y):
    return layers.Add()([y, x]), layers.Add()([tf.identity(y), x])


def told_apart(z=Dense(3)(x)):
    """What asks whether a tensor is one with values gets a no."""
    numpy = getattr(z, "numpy", None)
    if hasattr(z, "numpy") or numpy is not None or isinstance(z, (tf.Tensor, np.ndarray)):
        z.numpy()
    if keras.ops.is_tensor(z) or not keras.backend.is_keras_tensor(z) or not isinstance(z, keras.KerasTensor):
        z.mean()
    z.cache = lambda: 3
    Dense(z.cache())(z)
    z.transpose()  #: fault
    return Dense(5 if hasattr(z, "shape") else 6)(z)  #: (None, 6, 5)


told_apart()

pair = keras.Model([first := Input((6, 4)), second := Input((1,))], layers.Concatenate()([Dense(2)(second), second]))
pair([x, tf.constant([[1.0], [2.0]])])
pair([x, ops.zeros((2, 1))])
pair([np.zeros((2, 6, 4)), np.zeros((2, 1))])
for part in tf.data.Dataset.from_tensor_slices(np.zeros((4, 3))).batch(2):
    pair([x, part[:, :1]])
    pair([x, tf.reduce_sum(part, axis=1, keepdims=True)])


def measured(wanted, given):
    return ops.mean(pair([wanted, ops.zeros((2, 1))]))


learner = keras.Sequential([Input((6, 4)), Dense(4)])
learner.compile("adam", measured)
learner.fit(np.zeros((8, 6, 4)), np.zeros((8, 6, 4)), batch_size=2)
