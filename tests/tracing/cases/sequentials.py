"""A Sequential that loses its last layer, positions made by arange, models of 1-D convolutions in loops."""
import keras
from keras import layers, ops

model = keras.Sequential()
model.add(layers.Dense(32, input_shape=(16, 8)))
model.add(layers.LSTM(10, return_sequences=True))
model.add(layers.TimeDistributed(layers.Dense(4)))
model.pop()
layers.Dense(model.output_shape[-1])(keras.Input((3,)))  #: (None, 10)
model.add(layers.GRU(5))  #: (None, 5)
layers.Dense(1)(model(keras.Input((16, 8))))  #: (None, 1)


class Positions(layers.Layer):
    def __init__(self, length, size):
        super().__init__()
        self.tokens = layers.Embedding(100, size)
        self.places = layers.Embedding(length, size)

    def call(self, x):
        places = self.places(ops.arange(start=0, stop=ops.shape(x)[-1], step=1))  #: (20, 6)
        return self.tokens(x) + places  #: (None, 20, 6)


x = Positions(20, 6)(keras.Input((20,)))
layers.Flatten()(x)  #: (None, 120)
layers.Embedding(9, 2)(ops.arange(3, 9, 2))  #: (3, 2)


class Cell(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units
        self.state_size = units


steps = keras.Input((None, 5))
layers.RNN(Cell(32))(steps)  #: (None, 32)
layers.RNN([Cell(8), layers.GRUCell(24)], return_sequences=True)(steps)  #: (None, None, 24)
