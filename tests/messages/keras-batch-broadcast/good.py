from keras import Input, Model
from keras.layers import Add

tokens = Input(shape=(1,))
grid = Input(shape=(2, 1))
mixed = Add()([tokens, grid])
model = Model([tokens, grid], mixed)
