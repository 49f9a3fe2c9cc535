import numpy as np
from keras.layers import Dense
from keras.models import Sequential

petals = np.random.random((150, 4))
species = np.zeros((150, 3))
model = Sequential([Dense(3, activation="softmax", input_shape=(4,))])
model.compile(optimizer="sgd", loss="categorical_crossentropy")
model.fit(petals, species, sample_weight=np.ones((150,)))
