import numpy as np
from keras.layers import LSTM, Dense
from keras.models import Sequential

steps = np.random.random((300, 20, 3))
kinds = np.zeros((300, 4))
model = Sequential()
model.add(LSTM(8, input_shape=(20, 3)))
model.add(Dense(4, activation="softmax"))
model.compile(optimizer="sgd", loss="categorical_crossentropy")
model.fit(steps, kinds)
