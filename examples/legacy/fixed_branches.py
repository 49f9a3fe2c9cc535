"""Keras 1.0 to 2.1: four looks at one sensor reading, added by merge()."""

from keras.layers import Dense, Input, merge
from keras.models import Model

WIDTH = 16

reading = Input(shape=(24,), name="reading")
looks = [Dense(WIDTH, activation="relu", name=name)(reading) for name in ("level", "trend", "noise", "drift")]
together = merge(looks, mode="sum")

alarm = Dense(1, activation="sigmoid")(together)
model = Model(input=reading, output=alarm)
