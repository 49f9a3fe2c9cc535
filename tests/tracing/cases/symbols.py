"""Helpers nobody calls: sizes that only a caller knows."""

from keras import Input
from keras.layers import Add, Concatenate, Dense


def grown(n):
    x = Dense(n)(Input((7,)))  #: (None, n)
    y = Dense(n + 1)(Input((7,)))  #: (None, n + 1)
    return Add()([x, y])  #: fault


def other(n, m):
    return Add()([Dense(n)(Input((7,))), Dense(m)(Input((7,)))])


def maybe_nothing(n, extra):
    return Add()([Dense(n)(Input((7,))), Dense(n + extra)(Input((7,)))])


def same(n):
    x = Add()([Dense(2 * n + n)(Input((7,))), Dense(n * 3)(Input((7,)))])  #: (None, 3 * n)
    return Concatenate()([x, Dense(n)(Input((7,)))])  #: (None, 4 * n)


def attributes(config):
    x, y = Dense(config.units)(Input((7,))), Dense(config.units)(Input((7,)))
    Add()([x, y])
    return Add()([x, Dense(config.units * 2)(Input((7,)))])  #: fault


def written(config):
    x = Dense(config.units)(Input((7,)))
    config.units = config.units + 1
    return Add()([x, Dense(config.units)(Input((7,)))])  #: fault


def forgotten(config, update):
    x = Dense(config.units)(Input((7,)))
    update(config)
    return Add()([x, Dense(config.units + 1)(Input((7,)))])


def defaulted(n):
    n = n or 4
    return Add()([Dense(n)(Input((7,))), Dense(4)(Input((7,)))])


def items(sizes):
    first, second = sizes
    Add()([Dense(first)(Input((7,))), Dense(second)(Input((7,)))])
    return Add()([Dense(first)(Input((7,))), Dense(sizes[0] + 1)(Input((7,)))])  #: fault


def several(sizes):
    x = Input((7,))
    for size in sizes:
        x = Dense(size)(x)
    return x


def last_size_of_unknown_rank(x):
    known = Dense(4)(x)
    sizes = known.shape
    return Dense(sizes[-1] + 1)(Input((7,)))  #: (None, 5)


def residual(x):
    """Of an unknown rank the last size may be known all the same."""
    y = Dense(4)(x)
    z = Dense(y.shape[-1])(x)
    Dense(y.shape[0])(z)  #: unknown
    return Add()([Dense(y.shape[-1] + 1)(z), z])  #: fault
