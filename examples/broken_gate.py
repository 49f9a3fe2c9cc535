"""A weather gate over demand features: both branches fit each other, the raw inputs do not."""

from keras import Input, Model
from keras.layers import Dense, Multiply

demand = Input((10,), name="demand")
weather = Input((5,), name="weather")

features = Dense(10, activation="relu")(demand)
gate = Dense(10, activation="sigmoid")(weather)
gated = Multiply()([features, gate])

crossed = Multiply()([demand, weather])  # [keras-merge-shapes-differ]
both = Multiply()([gated, crossed])

forecast = Dense(1)(both)
model = Model([demand, weather], forecast)
