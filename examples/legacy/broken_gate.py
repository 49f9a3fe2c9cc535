"""Keras 1.0 to 2.1: a weather gate over demand features: the raw inputs do not fit each other."""

from keras.layers import Dense, Input, Merge
from keras.models import Model

demand = Input(shape=(10,), name="demand")
weather = Input(shape=(5,), name="weather")

features = Dense(10, activation="relu")(demand)
gate = Dense(10, activation="sigmoid")(weather)
gated = Merge(mode="mul")([features, gate])

crossed = Merge(mode="mul")([demand, weather])  # [keras-merge-shapes-differ]
both = Merge(mode="mul")([gated, crossed])

forecast = Dense(1)(both)
model = Model(input=[demand, weather], output=forecast)
