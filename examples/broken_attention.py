"""Attention over twelve time steps, with a score for every pair of steps where one a step was meant."""

from keras import Input, Model
from keras.layers import Dense, Dot, Reshape, Softmax

STEPS, FEATURES = 12, 24

sequence = Input((STEPS, FEATURES), name="sequence")

query = Dense(STEPS, activation="tanh")(sequence)
query = Reshape((STEPS, 1))(query)  # [keras-reshape-size]
scores = Dot(axes=(2, 1))([sequence, query])  # [keras-dot-shapes-differ]
weights = Softmax(axis=1)(scores)

summary = Dot(axes=(1, 1))([sequence, weights])
summary = Reshape((FEATURES,))(summary)
label = Dense(1, activation="sigmoid")(summary)
model = Model(sequence, label)
