"""Shapes that the program states itself."""

import data
from jaxtyping import Array, Float
from keras import Input
from keras.layers import Add, Concatenate, Dense, Flatten, Reshape
from numpy import load

inp = Input((7,))
x = data.read()  # shape: (None, 32, 6)
Dense(4)(x)  #: (None, 32, 4)
y = Dense(5)(inp)  # shape: (None, 6)  #: fault
z = Dense(5)(inp)  # shape: (None, 5)
z = Dense(5)(inp)  # shape: (None, 3, 5)  #: fault
z = data.read()  # shape: (..., 5)
z = data.read()  # what shape: (it has) is not said
Dense(4)(z)  #: unknown


def merged(
    a,  # shape: (None, 32, n)
    b,  # shape: (None, 32, n + 1)
    n,
):
    Concatenate()([a, b])  #: (None, 32, 2 * n + 1)
    return Add()([a, b])  #: fault


def sized(a, units):  # two parameters on a line say nothing
    a = data.read(a)  # shape: (None, units, 3)
    b = Flatten()(a)  #: (None, 3 * units)
    c = Dense(units)(b)  # shape: (None, units)
    d = Dense(units)(b)  # shape: (None, units + 1)  #: fault
    return c, d


def attention(query: Float[Array, "batch time d"], key: Float[Array, "batch steps d"], skip: Float[Array, "*all 9"]):
    Concatenate(axis=1)([query, key])  #: (batch, steps + time, d)
    e: Float[Array, "batch time 8"] = Dense(8)(query)  #: (batch, time, 8)
    f: Float[Array, "batch time 9"] = Dense(8)(query)  #: fault
    return e, f


def called(p: Float[Array, "b 4"]):  #: fault
    return Dense(3)(p)


called(Dense(4)(inp))
called(Dense(5)(inp))
Dense(2)(called(data.read()))  #: (b, 2)
text = """
q = Dense(5)(inp)  # shape: (None, 6)
"""
