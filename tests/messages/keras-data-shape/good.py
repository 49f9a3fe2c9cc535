import numpy as np
from keras.layers import Dense
from keras.models import Sequential

images = np.random.random((600, 28, 28))
digits = np.zeros((600, 10))
model = Sequential([Dense(10, activation="softmax", input_shape=(784,))])
model.compile(optimizer="sgd", loss="categorical_crossentropy")
model.fit(images.reshape(600, 784), digits)
