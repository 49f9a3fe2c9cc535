from keras import Input, layers

signal = Input((None, 4))
flat = layers.Flatten()(signal)
layers.Dense(2)(flat)  # [keras-undefined-dimension]
