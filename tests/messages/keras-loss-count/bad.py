import numpy as np
from keras.layers import Dense, Input
from keras.models import Model

face = Input((64,))
age = Dense(1, name="age")(face)
mood = Dense(5, activation="softmax", name="mood")(face)
model = Model(face, [age, mood])
model.compile(optimizer="sgd", loss={"age": "mse", "feeling": "categorical_crossentropy"})  # [keras-loss-count]
model.fit(np.zeros((8, 64)), [np.zeros((8, 1)), np.zeros((8, 5))])
