"""Layers and models handed to functions of the library, which call them; findings stand at that call."""

import operator
from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial, reduce
from itertools import accumulate, starmap

from keras import Input, Model, Sequential
from keras.layers import Add, Concatenate, Dense, MultiHeadAttention, Reshape, add

inp, other = Input((6,)), Input((6,))
shared = Sequential([Input((6,)), Dense(3)])
a, b = map(shared, (inp, other))
Add()([a, b])  #: (None, 3)
Add()([a, Dense(5)(b)])  #: fault

relu = partial(Dense, activation="relu")
relu(4)(inp)  #: (None, 4)
partial(Dense(2), inp)()  #: (None, 2)
broken = partial(Add(), [a, inp])
broken()  #: fault

towers = list(map(Dense(8), [a, b]))
Concatenate()(towers)  #: (None, 16)
misfits = [Dense(1)(x) for x in map(Reshape((2,)), [a])]  #: fault
for each in map(Reshape((5,)), [a]):  #: fault
    Dense(1)(each)

layers = [Dense(4), Dense(7)]
Dense(1)(reduce(lambda x, layer: layer(x), layers, inp))  #: (None, 1)
reduce(lambda x, y: add([x, y]), [a, b, inp])  #: fault
*_, last = accumulate([a, b, a], lambda x, y: Add()([x, y]))
Dense(2)(last)  #: (None, 2)
first, *_ = starmap(Model([inp, other], Add()([a, b])), [([inp, other],)])
Dense(2)(first)  #: (None, 2)

table = defaultdict(partial(Dense, 9))
table["x"](inp)  #: (None, 9)


@dataclass
class Parts:
    head: Dense = field(default_factory=partial(Dense, 5))


Parts().head(inp)  #: (None, 5)

series, memory = Input((5, 8)), Input((9, 12))
MultiHeadAttention(2, 4)(query=series, value=memory, key=memory)  #: (None, 5, 8)
Add()([series, MultiHeadAttention(2, 4)(query=memory, value=series)])  #: fault

Dense(2)(operator.mul(inp, other))  #: (None, 2)
joined = [f(inp, other) for f in (operator.add, operator.sub)]  #: (None, 6)
operator.add(inp, a)  #: fault
operator.itemgetter(0)(Sequential([Dense(4)])(each) for each in [inp])
pow(inp, 2)  #: (None, 6)
