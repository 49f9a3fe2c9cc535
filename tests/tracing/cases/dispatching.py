"""Functions chosen by the type of an argument, and descriptors."""
import dataclasses
import enum
import functools
import itertools

from keras import Input
from keras.layers import Dense

inp = Input((7,))


@functools.singledispatch
def size(value):
    return 1


@size.register
def _(value: int):
    return value


@size.register(str)
def _(value):
    return len(value)


@size.register(list)
@size.register(tuple)
def _(value):
    return sum(map(size, value))


@size.register(bool)
def _(value):
    return 50


Dense(size([1, "abc", (2, 3)]))(inp)  #: (None, 9)
Dense(size(2.5))(inp)  #: (None, 1)
Dense(size(True) + size(14))(inp)  #: (None, 64)
Dense(size(open("sizes")))(inp)  #: unknown


class Base:
    pass


class Sub(Base):
    pass


class SubSub(Sub):
    pass


class Sizes:
    @functools.singledispatchmethod
    def of(self, value):
        return 2

    @of.register
    def _(self, value: Base):
        return 3

    @of.register
    def _(self, value: Sub):
        return 4


Dense(Sizes().of(Base()))(inp)  #: (None, 3)
Dense(Sizes().of(SubSub()))(inp)  #: (None, 4)
Dense(Sizes().of(1))(inp)  #: (None, 2)


class Positive:
    def __init__(self, default):
        self.default = default

    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        return self if instance is None else getattr(instance, self.name, self.default)

    def __set__(self, instance, value):
        setattr(instance, self.name, max(1, value))


class Config:
    width = Positive(5)
    depth = Positive(3)
    other = Base()

    def __init__(self, **given):
        for name, value in given.items():
            setattr(self, name, value)


config = Config(width=8)
Dense(config.width * 10 + config.depth)(inp)  #: (None, 83)
config.width = -3
Dense(config.width)(inp)  #: (None, 1)
Dense(Config.width.default)(inp)  #: (None, 5)
config.other = 6
Dense(config.other + config.depth)(inp)  #: (None, 9)


class Method:
    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner=None):
        return functools.partial(self.function, instance)


class Holder:
    units = 4

    @Method
    def make(self, x):
        return Dense(self.units)(x)  #: (None, 4)


Dense(9)(Holder().make(inp))  #: (None, 9)


class Level(enum.Enum):
    LOW = 1
    HIGH = 2
    TOP = 2


@dataclasses.dataclass
class Pair:
    a: int
    b: int = 2


Dense(len(Level) * 10 + dataclasses.astuple(Pair(3))[1])(inp)  #: (None, 22)
for _, group in itertools.groupby(["ab", "ad", "c"], key=lambda word: word[0]):
    Dense(len(list(group)))(inp)  #: (None, 2); (None, 1)
Dense(list(itertools.dropwhile(lambda n: n < 4, [1, 5, 2]))[-1])(inp)  #: (None, 2)
Dense(list(itertools.compress([5, 6, 7], [0, 1, 0]))[0])(inp)  #: (None, 6)
