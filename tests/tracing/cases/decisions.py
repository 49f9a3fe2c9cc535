"""Tests that only a caller can decide: both sides are followed, and the same test is decided the same way."""

import keras
import pytest
from keras import Input
from keras.layers import Add, Dense, Multiply

size = 5


def one_side(gate):
    x, y = Dense(4)(Input((7,))), Dense(5)(Input((7,)))
    if gate:
        x = Add()([x, y])  #: fault when gate is true
    return Dense(3)(x)  #: (None, 3)


def other_side(gate):
    x, y = Dense(4)(Input((7,))), Dense(5)(Input((7,)))
    if gate == 1:
        y = x
    return Add()([x, y])  #: fault when gate == 1 is false


def twice_the_same(gate):
    x, y = Dense(4)(Input((7,))), Dense(5)(Input((7,)))
    if gate:
        y = Dense(4)(y)
    if gate:
        x = Add()([x, y])
    if not gate:
        x = Dense(5)(x)
        x = Add()([x, y])
    return x


def checked(settings, gate):
    for position in range(60):
        if settings[position] is None:
            raise ValueError(position)
    x, y = Dense(4)(Input((7,))), Dense(5)(Input((7,)))
    if gate:
        y = x
    return Add()([x, y])  #: fault when gate is false


def table_of_one(kind):
    return Dense({"wide": 8}[kind])(Input((7,)))  #: (None, 8)


def checked_in_vain(settings):
    y = Dense(5)(Input((7,)))
    try:
        if settings is None:
            raise ValueError
        x = Dense(4)(Input((7,)))
    except ValueError:
        x = Dense(5)(Input((7,)))
    return Add()([x, y])  #: fault when settings is None is false


def two_needed(first, second):
    x, y = Dense(4)(Input((7,))), Dense(4)(Input((7,)))
    if first:
        x = Dense(5)(x)
    if second:
        y = Dense(6)(y)
    return Add()([Dense(3)(x), Multiply()([Dense(9)(y), Dense(9)(x)])]) if first else x  #: fault when first is true


def both_needed(first, second):
    n = 4
    x = Dense(4)(Input((7,)))
    if first:
        n = n + 1
    if second:
        n = n - 1
    return Add()([x, Dense(n * n - 9 * n + 24)(Input((7,)))])


def guarded(x):
    if x is None:
        raise ValueError("no x")
    return Add()([Dense(4)(x), Dense(5)(x)])  #: fault


def early(x):
    if x is None:
        return Dense(1)(Input((2,)))
    return Add()([Dense(4)(x), Dense(5)(x)])  #: fault when x is None is false


def appended(flag):
    """What one path appends is not there on the next one."""
    found = []
    if flag:
        found.append(1)
    Dense(len(kept) + 3)(Input((7,)))  #: (None, 3)
    kept.append(1)
    kept.pop()


kept = []


def pushes(flag):
    Dense(len(shared) + 3)(Input((7,)))  #: (None, 3)
    shared.append(1)
    if flag:
        shared.append(2)


shared = []


class Builder:
    def __init__(self, units):
        self.units = units

    def build(self):
        x = Dense(self.units)(Input((7,)))
        return Add()([x, Dense(self.units + 2)(Input((7,)))])  #: fault


try:
    Add()([Dense(4)(Input((7,))), Dense(5)(Input((7,)))])
except ValueError:
    size = 6
Dense(size)(Input((7,)))  #: (None, 6)

try:
    Add()([Dense(4)(Input((7,))), Dense(5)(Input((7,)))])  #: fault
except ImportError:
    pass


def test_refused():
    with pytest.raises(ValueError):
        Add()([Dense(4)(Input((7,))), Dense(5)(Input((7,)))])


# One finding, no cascade, and the next one all the same.
a, b = Dense(4)(Input((7,))), Dense(5)(Input((7,)))
c = Add()([a, b])  #: fault
d = Multiply()([c, Dense(9)(b)])
Add()([Dense(3)(d), Dense(2)(d)])  #: fault

# What fails in plain Python is never a finding.
e = 1 // 0
f = {}["a"] + [][0] + None.x + undefined  # noqa: F821
Dense(e)(a)  #: unknown
Dense(f)(a)  #: unknown
Dense(3)(a)  #: (None, 3)


def chain(mode):
    """One value, one choice: whichever branch is taken, that is the only decision."""
    x, y = Dense(4)(Input((7,))), Dense(4)(Input((7,)))
    if mode == "sum":
        y = Dense(4)(y)
    elif mode == "wide":
        x = Add()([x, Dense(5)(y)])  #: fault when mode == 'wide' is true
    elif mode in ("deep", "deeper"):
        x = Add()([x, Dense(6)(y)])  #: fault when mode in ('deep', 'deeper') is true
    else:
        x = Add()([x, Dense(8)(y)])  #: fault when mode == 'sum' is false
    return Add()([x, y])


def chain_of_kinds(layer):
    x, y = Dense(4)(Input((7,))), Dense(4)(Input((7,)))
    if isinstance(layer, int):
        y = Dense(4)(y)
    elif isinstance(layer, str):
        y = Dense(6)(y)
    elif layer is None:
        y = Dense(4)(y)
    return Add()([x, y])  #: fault when isinstance(layer, str) is true


def apart(mode):
    """Tests that stand apart exclude each other all the same; that none holds is more than one decision."""
    x, y = Dense(4)(Input((7,))), Dense(5)(Input((7,)))
    if mode == "a":
        y = Dense(4)(y)
    if mode == "b":
        y = Dense(4)(y)
    if mode == "c":
        y = Dense(6)(y)
    return Add()([x, y])  #: fault when mode == 'c' is true


def known_since(mode, size):
    x = Dense(4)(Input((7,)))
    if mode == "a":
        x = Dense(3 if mode in ("a", "b") else 5)(x)
        x = Dense(3 if mode != "b" and mode and mode is not None else 5)(x)
        x = Add()([x, Dense(3)(x)])
    if size > 4:
        x = Dense(3 if size > 4 and not 4 >= size else 5)(x)
        x = Add()([x, Dense(3)(x)])
    return x


def looked_up(mode, other):
    units, kernel = {"small": (4, 1), "large": (5, 3)}[mode]
    x = Dense(units)(Input((7,)))  #: (None, 4); (None, 5)
    y = Add()([x, Dense(4)(x)])  #: fault when mode == 'large' is true
    return Dense({"small": 4, "large": 5}.get(other, 6))(y)  #: (None, 4); (None, 5); (None, 6)


def matched(mode, item):
    x, y = Dense(4)(Input((7,))), Dense(4)(Input((7,)))
    match mode:
        case "same":
            y = Dense(4)(y)
        case "wide" | "wider":
            y = Dense(5)(y)
        case "deep":
            y = Dense(4)(y)
        case _:
            pass
    Add()([x, y])  #: fault when mode matches 'wide' | 'wider' is true
    match item:
        case [a, b]:
            return Dense(4)(x)
        case {"n": n}:
            return Add()([Dense(n)(x), Dense(n + 1)(x)])  #: fault when item matches {'n': n} is true
    return x


def by_backend(x):
    """What Keras runs on is no choice of the program: each side is meant for a world of its own."""
    n = 4 if keras.backend.backend() in ("tensorflow", "jax") else 5
    m = 5 if keras.backend.backend() == "torch" or x else 4
    return Add()([Dense(n)(Input((7,))), Dense(m)(Input((7,)))])


class Joined(keras.Model):
    """Nobody calls it: with how many inputs it is called is not known."""

    def __init__(self):
        a, b = Input((7,)), Input((7,))
        super().__init__([a, b], Add()([a, b]))

    def call(self, inputs):
        return super().call(inputs)
