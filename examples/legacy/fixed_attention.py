"""Keras 1.2 to 2.1: attention over twelve time steps: one score a step, softmax, weighted sum."""

from keras.layers import Activation, Dense, Input, Reshape, merge
from keras.models import Model

STEPS, FEATURES = 12, 24

sequence = Input(shape=(STEPS, FEATURES), name="sequence")

scores = Dense(1, activation="tanh")(sequence)
scores = Reshape((STEPS,))(scores)
weights = Reshape((STEPS, 1))(Activation("softmax")(scores))

summary = merge([sequence, weights], mode="dot", dot_axes=(1, 1))
summary = Reshape((FEATURES,))(summary)
label = Dense(1, activation="sigmoid")(summary)
model = Model(input=sequence, output=label)
