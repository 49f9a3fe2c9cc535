import numpy as np
from keras.layers import LSTM, Dense, Input
from keras.models import Model

ticks = Input(batch_shape=(10, 6, 2))
model = Model(ticks, Dense(1)(LSTM(4, stateful=True)(ticks)))
model.compile(optimizer="sgd", loss="mse")
model.fit(np.zeros((95, 6, 2)), np.zeros((95, 1)), batch_size=10)  # [keras-batch-size]
