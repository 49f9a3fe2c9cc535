from tensorflow.keras.applications import VGG16
from tensorflow.keras.layers import Dense, Flatten, Input
from tensorflow.keras.models import Model

inputs = Input(shape=(64, 64, 3), name="pixels")
other = Input(shape=(64, 64, 3), name="other")
base = VGG16(include_top=False, weights=None, input_tensor=inputs)
x = Flatten(name="flat")(base.output)
model = Model(inputs, Dense(2)(x))  # faulty: model = Model(other, Dense(2)(x))
