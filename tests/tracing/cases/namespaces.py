"""Names and attributes as dicts: `__dict__`, `vars`, `locals`, `globals`."""

from keras import Input
from keras.layers import Dense

x = Input((3,))


class Free:
    def __init__(self, **given):
        self.__dict__.update(given)


free = Free(units=7)
Dense(free.units)(x)  #: (None, 7)
vars(free)["depth"] = 5
Dense(free.depth)(x)  #: (None, 5)
free.depth = 6
Dense(free.__dict__["depth"])(x)  #: (None, 6)
Dense(len(vars(free)))(x)  #: (None, 2)
free.__dict__ |= {"width": 13}
Dense(free.width)(x)  #: (None, 13)


class Listed:
    def __init__(self, units, rate=0.5):
        for name, value in vars().items():
            if name != "self":
                setattr(self, name, value)


Dense(Listed(8).units)(x)  #: (None, 8)


class Kept:
    def __init__(self, units, rate=0.5):
        self.__dict__.update(locals())


Dense(Kept(9).units)(x)  #: (None, 9)


def outer(units, k=2, **rest):
    return inner(**locals(), z=3)


def inner(units, k, rest, z):
    return Dense(units + k + z + len(rest))(x)


three = outer(3)
Dense(three.shape[-1])(x)  #: (None, 8)
Dense(outer(4, a=5).shape[-1])(x)  #: (None, 10)


def build_small():
    return 11


def build_large():
    return 12


def chosen(name):
    return globals()["build_" + name]()


Dense(chosen("small"))(x)  #: (None, 11)
Dense(globals().get("build_large")())(x)  #: (None, 12)


class Settings:
    units = 14
    layers = (1, 2)


Dense(vars(Settings)["units"])(x)  #: (None, 14)
Dense({k: v for k, v in Settings.__dict__.items() if not k.startswith("_")}["units"])(x)  #: (None, 14)


def unknown(thing):
    thing.units = 5
    named = vars(thing)
    Dense(named["depth"])(x)  #: unknown
    mixed = Free(units=4)
    thing(mixed.__dict__)
    Dense(mixed.units)(x)  #: unknown


def undone(flag):
    own = Free(units=4)
    if flag:
        own.__dict__["units"] = 5
        own.units = 6
    return Dense(own.units)(x)  #: (None, 4); (None, 6)
