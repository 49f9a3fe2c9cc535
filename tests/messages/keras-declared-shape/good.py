from keras.layers import Add, Input, Reshape
from keras.models import Model

tokens = Input(shape=(2,))
grid = Input(shape=(2, 1))
mixed = Add()([Reshape((2, 1))(tokens), grid])
model = Model(inputs=[tokens, grid], outputs=mixed)
