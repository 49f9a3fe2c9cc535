"""Keras 1.2 to 2.1: attention over twelve time steps, with a score for every pair of steps."""

from keras.layers import Activation, Dense, Input, Reshape, merge
from keras.models import Model

STEPS, FEATURES = 12, 24

sequence = Input(shape=(STEPS, FEATURES), name="sequence")

scores = Dense(STEPS, activation="tanh")(sequence)
scores = Reshape((STEPS,))(scores)  # [keras-reshape-size]
weights = Reshape((STEPS, 1))(Activation("softmax")(scores))

summary = merge([sequence, weights], mode="dot", dot_axes=(2, 1))  # [keras-dot-shapes-differ]
summary = Reshape((FEATURES,))(summary)
label = Dense(1, activation="sigmoid")(summary)
model = Model(input=sequence, output=label)
