"""Keras 1.0 to 2.1: four looks at one sensor reading, added by merge(). One has another width."""

from keras.layers import Dense, Input, merge
from keras.models import Model

reading = Input(shape=(24,), name="reading")

level = Dense(16, activation="relu")(reading)
trend = Dense(16, activation="relu")(reading)
noise = Dense(16, activation="relu")(reading)
drift = Dense(12, activation="relu")(reading)

together = merge([level, trend, noise, drift], mode="sum")  # [keras-merge-shapes-differ]

alarm = Dense(1, activation="sigmoid")(together)
model = Model(input=reading, output=alarm)
