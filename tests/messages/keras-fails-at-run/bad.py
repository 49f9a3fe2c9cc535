from keras import Input, layers

memory = layers.LSTM(8)
memory(Input((5, 3)))
memory(Input((5, 4)))  # [keras-fails-at-run]
