from keras.layers import Input, Merge
from keras.models import Model

tokens = Input(shape=(2,))
grid = Input(shape=(2, 1))
mixed = Merge(mode="sum")([tokens, grid])  # [keras-declared-shape]
model = Model(inputs=[tokens, grid], outputs=mixed)
