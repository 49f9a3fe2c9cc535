"""Classes: attributes, properties, inheritance, dunder methods, records, enums."""

import enum
import sys
from collections import namedtuple
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import ClassVar, NamedTuple

from keras import Input
from keras.layers import Dense
from tensorflow import Module

inp = Input((7,))


class Base:
    made = 0
    sizes = [1, 2]

    def __init__(self, n, *rest):
        self.n = n
        self.rest = rest
        Base.made += 1

    def size(self):
        return self.n + self.extra()

    def extra(self):
        return 1

    @property
    def double(self):
        return self.n * 2

    @double.setter
    def double(self, value):
        self.n = value // 2

    @classmethod
    def small(cls):
        return cls(2)

    @staticmethod
    def plus(a, b=3):
        return a + b

    def __add__(self, other):
        return Base(self.n + other.n)

    def __len__(self):
        return self.n

    def __getitem__(self, key):
        return self.n * key

    def __call__(self, x):
        return x + self.n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n

    def __contains__(self, item):
        return item == self.n

    def __iter__(self):
        return iter(range(self.n))


class Left(Base):
    def extra(self):
        return 10 + super().extra()


class Right(Base):
    def extra(self):
        return 100 + super().extra()


class Both(Left, Right):
    def __init__(self):
        super(Both, self).__init__(5)

    def extra(self):
        return 1000 + super().extra()


Dense(Base(4).size())(inp)  #: (None, 5)
Dense(Both().size())(inp)  #: (None, 1116)
Dense(Left.small().size())(inp)  #: (None, 13)
Dense(Base.plus(1) + Both().plus(1, 1))(inp)  #: (None, 6)
base = Base(3, 8, 9)
base.double = 14
Dense(base.double + base.rest[1] + len(base) + base[2] + base(1))(inp)  #: (None, 52)
Dense((base + Base(1)).n)(inp)  #: (None, 8)
Dense(4 if base == Base(7) and Base(1) < base and 7 in base and 3 not in base else 5)(inp)  #: (None, 4)
Dense(sum(base) + len([*base]))(inp)  #: (None, 28)
Dense(Base.made)(inp)  #: (None, 9)
base.made = 50
Dense(base.made - Base.made)(inp)  #: (None, 41)
Left.sizes.append(3)
Dense(len(Base.sizes))(inp)  #: (None, 3)
setattr(base, "other", 6)
Dense(getattr(base, "other") + getattr(base, "missing", 1) + hasattr(base, "missing"))(inp)  #: (None, 7)
Dense(isinstance(Both(), Right) + issubclass(Both, Base) + isinstance(base, Left))(inp)  #: (None, 2)
Dense(3 if type(base) is Base and base.__class__.__name__ == "Base" else 4)(inp)  #: (None, 3)
bound = base.size
base.n = 20
Dense(bound())(inp)  #: (None, 21)
Dense(5 if Base(0) else 6)(inp)  #: (None, 6)

Point = namedtuple("Point", "x y", defaults=[5])
point = Point(2)
Dense(point.x + point[1] + len(point) + sum(point._replace(x=1)))(inp)  #: (None, 15)
x, y = point
Dense(x * 10 + y)(inp)  #: (None, 25)


class Config(NamedTuple):
    units: int
    depth: int = 2


Dense(Config(3).units * Config(units=4, depth=5).depth + Config(1).depth)(inp)  #: (None, 17)


@dataclass
class Settings:
    units: int
    kind: ClassVar[int] = 30
    sizes: list = field(default_factory=list)
    rate: float = 0.5
    hidden: int = field(default=3, init=False)

    def __post_init__(self):
        self.total = self.units + len(self.sizes)

    @property
    def twice(self):
        return self.units * 2


settings = Settings(4, [1, 2])
Settings(1).sizes.append(5)
Dense(settings.total + settings.twice + settings.hidden + settings.kind + len(Settings(1).sizes))(inp)  #: (None, 47)
Dense(replace(settings, units=8).twice)(inp)  #: (None, 16)


@dataclass
class More(Settings):
    depth: int = 1


Dense(More(5, [], 0.1, 7).depth + More(6).units)(inp)  #: (None, 13)


class Mode(enum.Enum):
    SMALL = 16
    LARGE = 64
    BIG = 64

    @property
    def half(self):
        return self.value // 2


class Kind(enum.IntEnum):
    A = enum.auto()
    B = enum.auto()


Dense(Mode.SMALL.value + len(Mode.LARGE.name) + Mode(64).half)(inp)  #: (None, 53)
Dense({Mode.SMALL: 3, Mode.LARGE: 4}[Mode.BIG] + len(list(Mode)) + Mode["SMALL"].value)(inp)  #: (None, 22)
Dense(3 if Mode.LARGE is Mode.BIG and Mode.SMALL != Mode.LARGE else 4)(inp)  #: (None, 3)
Dense(Kind.B + 3 if Kind.B == 2 and Kind.A < Kind.B else 9)(inp)  #: (None, 5)
Dense(Kind.B)(inp)  #: (None, 2)
Dense(Kind.B.value)(inp)  #: (None, 2)


@contextmanager
def changed(target):
    target.n += 1
    yield target.n
    target.n -= 1


with changed(base) as now:
    Dense(now)(inp)  #: (None, 21)
    Dense(base.n)(inp)  #: (None, 21)
with suppress(KeyError):
    now = 1
    {}["a"]
    now = 2
Dense(now)(inp)  #: (None, 1)


class Dynamic:
    def __getattr__(self, name):
        return len(name)

    def __setattr__(self, name, value):
        super().__setattr__(name, value * 2)


dynamic = Dynamic()
dynamic.units = 4
Dense(dynamic.units + dynamic.abc)(inp)  #: (None, 11)


class Watched:
    def __setattr__(self, name, value):
        if isinstance(getattr(type(self), name, None), property):
            return object.__setattr__(self, name, value + 1)
        super().__setattr__(name, value)

    @property
    def units(self):
        return getattr(self, "_units", None)

    @units.setter
    def units(self, value):
        self._units = value


watched = Watched()
watched.units = 4
watched.more = 3
Dense(watched.units)(inp)  #: (None, 5)
Dense(watched.more)(inp)  #: (None, 3)


class Foreign(sys.Unknown):
    units = 4

    def prepare(self):
        self.setup()
        return self.units


Dense(Foreign().prepare())(inp)  #: unknown


class Single:
    def __new__(cls):
        return sys.thing


Dense(Single().n)(inp)  #: unknown
holder = Base(3)
sys.settrace(holder)
Dense(holder.n)(inp)  #: unknown


class Scoped(Dense, Module):
    def __init__(self, units, **kwargs):
        super().__init__(units, **kwargs)


Scoped(4, _scope="a", reuse=True)(inp)


class Named(Dense):
    def __init__(self, units, **kwargs):
        super().__init__(units, **kwargs)  #: fault


Named(4, _scope="a")
