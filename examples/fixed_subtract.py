"""A triplet network: two differences from one anchor, by one shared encoder."""

from keras import Input, Model, Sequential
from keras.layers import Concatenate, Dense, Subtract

encoder = Sequential([Dense(64, activation="relu", input_shape=(128,)), Dense(32)], name="encoder")

anchor, near, far = (Input((128,), name=name) for name in ("anchor", "near", "far"))
embedded = [encoder(sample) for sample in (anchor, near, far)]

to_near = Subtract()([embedded[0], embedded[1]])
to_far = Subtract()([embedded[0], embedded[2]])

closer = Dense(1, activation="sigmoid")(Concatenate()([to_near, to_far]))
model = Model([anchor, near, far], closer)
