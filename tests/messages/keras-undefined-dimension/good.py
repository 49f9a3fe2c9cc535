from keras import Input, layers

signal = Input((None, 4))
pooled = layers.GlobalAveragePooling1D()(signal)
layers.Dense(2)(pooled)
