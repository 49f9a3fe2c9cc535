"""Four looks at one sensor reading, added up."""

from keras import Input, Model
from keras.layers import Add, Dense

WIDTH = 16

reading = Input((24,), name="reading")
looks = [Dense(WIDTH, activation="relu", name=name)(reading) for name in ("level", "trend", "noise", "drift")]
together = Add()(looks)

alarm = Dense(1, activation="sigmoid")(together)
model = Model(reading, alarm)
