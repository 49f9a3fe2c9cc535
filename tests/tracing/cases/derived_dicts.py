"""Dicts of the program's own: settings whose keys are attributes."""

import copy
import json

from keras import Input, layers
from keras.layers import Dense

x = Input((3,))


class Settings(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name)

    def __setattr__(self, name, value):
        self[name] = value


settings = Settings(units=4, depth=2)
Dense(settings.units + settings["depth"])(x)  #: (None, 6)
settings.width = 9
Dense(settings["width"])(x)  #: (None, 9)
settings.update(units=5)
Dense(settings.units)(x)  #: (None, 5)
Dense(settings.get("nothing", 7))(x)  #: (None, 7)
Dense(getattr(settings, "nothing", 8))(x)  #: (None, 8)
Dense(len(settings))(x)  #: (None, 3)
Dense(sum(settings.values()))(x)  #: (None, 16)
Dense({**settings, "units": 1}["units"] + dict(settings)["depth"])(x)  #: (None, 3)
Dense(1 if isinstance(settings, dict) else 2)(x)  #: (None, 1)
Dense(1 if isinstance(settings, Settings) else 2)(x)  #: (None, 1)
Dense(1 if isinstance({}, Settings) else 2)(x)  #: (None, 2)
Dense(1 if "units" in settings and "none" not in settings else 2)(x)  #: (None, 1)


def made(units, depth, width):
    return Dense(units * depth * width)(x)  #: (None, 90)


made(**settings)


class Short(dict):
    __getattr__ = dict.get
    __setattr__ = dict.__setitem__
    __delattr__ = dict.__delitem__


short = Short(json.loads('{"units": 6}'))
short.more = 3
Dense(short.units + short.more)(x)  #: (None, 9)
Dense(1 if short.nothing is None else 2)(x)  #: (None, 1)


class Itself(dict):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.__dict__ = self


itself = Itself({"units": 11}, rate=0.5)
Dense(itself.units)(x)  #: (None, 11)
itself.units = 12
Dense(itself["units"])(x)  #: (None, 12)
other = copy.deepcopy(itself)
other["units"] = 13
Dense(itself["units"])(x)  #: (None, 12)


def wrapped(value):
    if isinstance(value, dict):
        return Settings({key: wrapped(item) for key, item in value.items()})
    return [wrapped(item) for item in value] if isinstance(value, list) else value


nested = wrapped({"model": {"stages": [{"f": 8}, {"f": 16}]}})
for stage in nested.model.stages:
    Dense(stage.f)(x)  #: (None, 8); (None, 16)


class Table(dict):
    """One with methods, of another one."""

    def total(self):
        return sum(self.values())

    @property
    def largest(self):
        return max(self.values())


class Deep(Table):
    def total(self):
        return super().total() + 1


deep = Deep(a=3, b=4)
Dense(deep.total())(x)  #: (None, 8)
Dense(deep.largest)(x)  #: (None, 4)


class Other(dict):
    """A dict that works in its own way."""

    def __getitem__(self, key):
        return super().__getitem__(key) + 1


Dense(Other(a=3)["a"])(x)  #: unknown


def handed(given):
    mine = Settings(given)
    Dense(mine.units)(x)  #: unknown
    mine.units = 4
    Dense(mine.units)(x)  #: (None, 4)
    given(mine)
    return layers.add([Dense(mine.units)(x), x])
