"""Four looks at one sensor reading, added up. One of them has another width."""

from keras import Input, Model
from keras.layers import Add, Dense

reading = Input((24,), name="reading")

level = Dense(16, activation="relu")(reading)
trend = Dense(16, activation="relu")(reading)
noise = Dense(16, activation="relu")(reading)
drift = Dense(12, activation="relu")(reading)

together = Add()([level, trend, noise, drift])  # [keras-merge-shapes-differ]

alarm = Dense(1, activation="sigmoid")(together)
model = Model(reading, alarm)
