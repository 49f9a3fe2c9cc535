"""Attention over twelve time steps: one score a step, softmax over the steps, weighted sum."""

from keras import Input, Model
from keras.layers import Dense, Dot, Reshape, Softmax

STEPS, FEATURES = 12, 24

sequence = Input((STEPS, FEATURES), name="sequence")

scores = Dense(1, activation="tanh")(sequence)
weights = Softmax(axis=1)(scores)

summary = Dot(axes=(1, 1))([sequence, weights])
summary = Reshape((FEATURES,))(summary)
label = Dense(1, activation="sigmoid")(summary)
model = Model(sequence, label)
