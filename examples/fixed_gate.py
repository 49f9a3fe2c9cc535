"""A weather gate over demand features, and the raw inputs crossed once both have one width."""

from keras import Input, Model
from keras.layers import Dense, Multiply

demand = Input((10,), name="demand")
weather = Input((5,), name="weather")

features = Dense(10, activation="relu")(demand)
gate = Dense(10, activation="sigmoid")(weather)
gated = Multiply()([features, gate])

crossed = Multiply()([demand, Dense(10, use_bias=False)(weather)])
both = Multiply()([gated, crossed])

forecast = Dense(1)(both)
model = Model([demand, weather], forecast)
