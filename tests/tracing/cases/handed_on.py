"""Arguments of what only a caller knows, handed on by stars."""

from dataclasses import dataclass

from keras import Input, layers, ops

x = Input((8,))


class Mixing(layers.Layer):
    def __init__(self, units, bases=None, **kwargs):
        super().__init__(**kwargs)
        self.bases = bases
        self.inner = layers.Dense(units)

    def build(self, shape):
        if self.bases is not None:
            self.mixes = self.add_weight(shape=(5, 4))
        else:
            self.mixes = None

    def call(self, inputs):
        inner = self.inner(inputs)
        if self.bases is not None:
            inner = ops.concatenate([inner, self.mixes[:0, :]], axis=0)
        return inner


def mixed(settings):
    return Mixing(**settings)(x)


def sizes(units, more=3):
    return units


def one_mapping(settings):
    units = sizes(**settings)
    layers.Dense(units + 1)(x)  #: (None, units + 1)
    layers.add([layers.Dense(sizes(**settings))(x), layers.Dense(units)(x)])  #: (None, units)
    return layers.add([layers.Dense(sizes(**settings))(x), layers.Dense(units + 1)(x)])  #: fault


def two_mappings(settings, others):
    return layers.add([layers.Dense(sizes(**settings))(x), layers.Dense(sizes(**others) + 1)(x)])


def other_defaults(units=32):
    return units


def yet_others(units=31):
    return units


def defaults(settings):
    """Where the mapping does not have it, each has its own."""
    return layers.add([layers.Dense(other_defaults(**settings))(x), layers.Dense(yet_others(**settings) + 1)(x)])


def positions(*given):
    return layers.Dense(sizes(*given) + 1)(x)


@dataclass
class Settings:
    units: int
    depth: int = 2


def records(settings):
    made = Settings(**settings)
    first = layers.Dense(made.units)(x)
    second = layers.Dense(made.units)(x)
    return layers.add([first, second])  #: (None, units)


class Relative(layers.Layer):
    """A size that makes no sense where a class is entered with its defaults."""

    def __init__(self, width=0, units=4):
        super().__init__()
        self.width = width
        self.units = units

    def build(self, shape):
        self.table = self.add_weight(shape=(self.units, 2 * self.width - 1))

    def call(self, inputs):
        return ops.matmul(inputs, self.table[:, 0:])


def sized(settings):
    units = settings["units"]

    class Sized(layers.Layer):
        def build(self, shape):
            self.table = self.add_weight(shape=(settings["units"], 2))

        def call(self, inputs):
            return ops.matmul(inputs, self.table)  #: (None, 2)

    return Sized()(layers.Dense(units)(Input((3,))))
