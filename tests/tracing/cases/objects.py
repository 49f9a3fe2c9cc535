"""Objects of the program's own: dunder methods, inheritance, registries."""

import abc
import functools
from collections import namedtuple

from keras import Input, Model
from keras.layers import Dense

inp = Input((7,))


class Vec:
    def __init__(self, *xs):
        self.xs = list(xs)
    def __len__(self):
        return len(self.xs)
    def __getitem__(self, i):
        return self.xs[i]
    def __setitem__(self, i, v):
        self.xs[i] = v
    def __add__(self, other):
        return Vec(*self.xs, *other.xs)
    def __radd__(self, other):
        return self if other == 0 else NotImplemented
    def __iadd__(self, n):
        self.xs.append(n)
        return self
    def __mul__(self, n):
        return Vec(*[x * n for x in self.xs])
    __rmul__ = __mul__
    def __contains__(self, x):
        return x in self.xs
    def __iter__(self):
        return iter(self.xs)
    def __eq__(self, other):
        return self.xs == other.xs
    def __lt__(self, other):
        return len(self) < len(other)
    def __neg__(self):
        return Vec(*self.xs[::-1])
    def __bool__(self):
        return len(self.xs) > 1
    def __call__(self, n):
        return self.xs[0] + n
    def __int__(self):
        return self.xs[0]
    def __index__(self):
        return self.xs[0]
    def __delitem__(self, i):
        del self.xs[i]
    def __hash__(self):
        return 5
    def __str__(self):
        return "x" * len(self.xs)
    def __repr__(self):
        return "Vec"
    def __missing__(self, k):
        return 0
    @classmethod
    def of(cls, n):
        return cls(*range(n))
    @staticmethod
    def size():
        return 13
    @property
    def first(self):
        return self.xs[0]
    @first.setter
    def first(self, v):
        self.xs[0] = v


v = Vec(1, 2) + Vec(3)
v[0] = 4
v += 6
Dense(len(v) + v[0])(inp)  #: (None, 8)
Dense(sum([Vec(1), Vec(2)], Vec(7))[0] + (2 * v)[1])(inp)  #: (None, 11)
Dense((3 in v) + (v == Vec(4, 2, 3, 6)) + (Vec(1) < v) + max(v))(inp)  #: (None, 9)
Dense((-v)[0] + v(1) + int(v))(inp)  #: (None, 15)
del v[0]
v.first = 8
Dense(v.first + Vec.of(4)[3] + Vec.size() + len(str(v)) + len(f"{v}"))(inp)  #: (None, 30)
Dense(4 if Vec(1) else 5)(inp)  #: (None, 5)
first, *others = v
Dense(first + len(others))(inp)  #: (None, 10)


# inheritance, ABCs
class Base(abc.ABC):
    scale = 2
    def __init__(self, n):
        self.n = n
    @abc.abstractmethod
    def units(self): ...
    @property
    @abc.abstractmethod
    def name(self): ...
    def build(self):
        return self.units() * self.scale
class Mixin:
    def units(self):
        return self.n + 1
class Real(Mixin, Base):
    scale = 3
    def __init__(self, n, extra=0, **kw):
        super().__init__(n + extra)
        self.kw = kw
    @property
    def name(self):
        return "real"
    def build(self):
        return super().build() + len(self.kw)
Dense(Real(2, extra=1, a=1, b=2).build() + len(Real(1).name))(inp)  #: (None, 18)
class Registry(dict):
    def register(self, name):
        def wrap(f):
            self[name] = f
            return f
        return wrap
BLOCKS = {}
def register(name):
    def wrap(f):
        BLOCKS[name] = f
        return f
    return wrap
@register("a")
def block_a(n):
    return n + 2
Dense(BLOCKS["a"](3))(inp)  #: (None, 5)
class Plugin:
    known = []
    def __init_subclass__(cls, **kw):
        Plugin.known.append(cls)
class P1(Plugin):
    n = 3
class P2(Plugin):
    n = 4
Dense(len(Plugin.known) + Plugin.known[1].n)(inp)  #: (None, 6)



class Cached:
    """What is kept is one object: the second access gives the same Input."""

    @functools.cached_property
    def inputs(self):
        return Input((7,))

    @functools.cached_property
    def size(self):
        self.asked = getattr(self, "asked", 0) + 1
        return self.asked + 4


cached = Cached()
Model(cached.inputs, Dense(cached.size)(cached.inputs))  #: (None, 5)
Dense(cached.size)(cached.inputs)  #: (None, 5)
Dense(Cached().size + 1)(cached.inputs)  #: (None, 6)


class Pipe:
    def __init__(self, *steps):
        self.steps = steps

    def __or__(self, other):
        return Pipe(*self.steps, other)

    def __rrshift__(self, x):
        return functools.reduce(lambda value, step: step(value), self.steps, x)

    def __len__(self):
        return len(self.steps)


pipe = Pipe() | Dense(6) | Dense(4)
Dense(len(pipe))(Input((7,)))  #: (None, 2)
Dense((8 >> Pipe(lambda n: n + 1)) + len(pipe))(Input((7,)))  #: (None, 11)

Feature = namedtuple("Feature", ["name", "size"])
for feature in (Feature("price", 3),):
    Dense(getattr(feature, "dimension", 1) + feature.size)(inp)  #: (None, 4)
    Dense(2 if hasattr(feature, "dimension") else 3)(inp)  #: (None, 3)
levels = range(3, 9, 2)
Dense(levels.start + 10 * levels.stop + 100 * levels.step)(inp)  #: (None, 293)
