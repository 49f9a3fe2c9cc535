from keras import Input, Model

tokens = Input(shape=(1,))
grid = Input(shape=(2, 1))
mixed = tokens + grid  # [keras-batch-broadcast]
model = Model([tokens, grid], mixed)
