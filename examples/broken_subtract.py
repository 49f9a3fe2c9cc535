"""A triplet network that subtracts three embeddings at once."""

from keras import Input, Model, Sequential
from keras.layers import Dense, Subtract

encoder = Sequential([Dense(64, activation="relu", input_shape=(128,)), Dense(32)], name="encoder")

anchor, near, far = (Input((128,), name=name) for name in ("anchor", "near", "far"))
embedded = [encoder(sample) for sample in (anchor, near, far)]

difference = Subtract()(embedded)  # [keras-merge-inputs]

closer = Dense(1, activation="sigmoid")(difference)
model = Model([anchor, near, far], closer)
