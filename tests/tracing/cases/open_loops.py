"""Loops that run an unknown number of times: what each round leaves as it is, holds after them."""
from keras import Input, layers, ops


def residual(count, units):
    x = Input((10, 8))
    for _ in range(count):
        y = layers.Dense(16)(x)  #: (None, 10, 16)
        x = layers.Add()([x, layers.Dense(8)(y)])  #: (None, 10, 8)
    layers.Dense(2)(x)  #: (None, 10, 2)
    layers.Add()([x, layers.Dense(9)(x)])  #: fault
    for _ in range(count):
        z = layers.Dense(5)(x)
        layers.Add()([x, z])  #: fault
    return x


def narrowing(sizes):
    x = start = Input((10, 8))
    for size in sizes:
        x = layers.Dense(size)(x)
    layers.Dense(2)(x)  #: (None, 10, 2)
    layers.Add()([x, start])  #: (None, 10, ?)
    layers.Concatenate(axis=3)([x, start])  #: fault
    return layers.Conv1D(4, 3)(x)  #: (None, 8, 4)


def shrinking(image, limit):
    x = Input((64, 64, 3))
    while image.size > limit:
        x = layers.MaxPooling2D()(layers.Conv2D(4, 3, padding="same")(x))
        image = image.half()
    layers.Conv2D(5, 1)(x)  #: (None, ?, ?, 5)


def chosen(count, kinds):
    x = Input((10, 8))
    for position in range(count):
        if position == 0:
            x = layers.Conv1D(4, 3)(x)
        elif kinds[position]:
            x = layers.Dense(4)(x)
    layers.Add()([x, Input((10, 8))])  #: unknown


def flattened(count):
    x = Input((10, 8))
    for _ in range(count):
        x = layers.Flatten()(x)
    layers.Add()([x, Input((80,))])  #: unknown


def by_turns(count):
    x, y = Input((10, 8)), Input((10, 4))
    for _ in range(count):
        x, y = layers.Dense(8)(y), x
    layers.Add()([x, y])  #: (None, 10, ?)


def gathered(count):
    x, taken = Input((10, 8)), []
    for _ in range(count):
        taken.append(x)
        x = layers.Dense(8)(ops.concatenate(taken, axis=-1))
    layers.Dense(3)(x)  #: unknown
