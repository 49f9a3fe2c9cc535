from keras import Input, layers

encoder = layers.Dense(16)
encoder(Input((10,)))
encoder(Input((12,)))  # [keras-shared-layer]
