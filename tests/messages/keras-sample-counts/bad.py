import numpy as np
from keras.layers import Dense
from keras.models import Sequential

hours = np.random.random((500, 6))
load = np.random.random((500, 1))
model = Sequential([Dense(1, input_shape=(6,))])
model.compile(optimizer="sgd", loss="mse")
model.fit(hours[:400], load)  # [keras-sample-counts]
