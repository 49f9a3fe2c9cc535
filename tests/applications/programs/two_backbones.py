from tensorflow.keras import Input, Model
from tensorflow.keras.applications import MobileNet, VGG16
from tensorflow.keras.layers import Add, Concatenate, Dense

shape = (96, 96, 3)
inputs = Input(shape)
a = VGG16(include_top=False, weights=None, input_shape=shape, pooling="max")(inputs)
b = MobileNet(include_top=False, weights=None, input_shape=shape, pooling="max")(inputs)
x = Concatenate()([a, b])  # faulty: x = Add()([a, b])
model = Model(inputs, Dense(3, activation="softmax")(x))
