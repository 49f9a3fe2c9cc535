"""Loops that train a model and look at what it learnt build nothing: what comes after is followed."""

import numpy as np
from keras import Input, Model
from keras.layers import Add, Dense

inp = Input((4,))
model = Model(inp, Dense(2)(inp))
model.compile("sgd", "mse")
x, y = np.zeros((50, 4)), np.zeros((50, 2))
for epoch in range(1, 200):
    model.fit(x, y, epochs=1)
    for trial in range(10):
        row = x[np.array([np.random.randint(0, len(x))])]
        guess = model.predict(row)
        if guess.argmax() == y[np.random.randint(0, len(y))].argmax():
            print("right")
        else:
            print("wrong")
Add()([Dense(3)(inp), Dense(5)(inp)])  #: fault
