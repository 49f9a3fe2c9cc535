import numpy as np
from keras.layers import Dense
from keras.metrics import Precision
from keras.models import Sequential

petals = np.random.random((150, 4))
species = np.zeros((150,))
model = Sequential([Dense(3, activation="softmax", input_shape=(4,))])
model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=[Precision()])
model.fit(petals, species)  # [keras-metric-shape]
