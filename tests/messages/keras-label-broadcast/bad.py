import numpy as np
from keras.layers import Dense
from keras.models import Sequential

rooms = np.random.random((90, 7))
rents = np.random.random((90, 1))
model = Sequential([Dense(5, input_shape=(7,))])
model.compile(optimizer="sgd", loss="mse")
model.fit(rooms, rents)  # [keras-label-broadcast]
