# keras-mdn-layer==1.0.0 with keras 3
import keras
from keras_mdn_layer import MDN

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(15, activation="relu"), MDN(2, 5)])
inputs = keras.Input((6, 3))
hidden = keras.layers.LSTM(8)(inputs)
keras.Model(inputs, MDN(3, 4)(hidden))
