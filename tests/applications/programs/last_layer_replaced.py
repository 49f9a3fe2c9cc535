from tensorflow.keras import Input, Sequential
from tensorflow.keras.applications import VGG16
from tensorflow.keras.layers import Dense, GlobalAveragePooling2D, Reshape

base = VGG16(weights=None, include_top=False, input_shape=(64, 64, 3))
model = Sequential([Input((64, 64, 3)), base, GlobalAveragePooling2D(), Dense(10)])
model.pop()
model.add(Dense(12))
model.add(Reshape((3, 4)))  # faulty: model.add(Reshape((2, 5)))
millions = base.count_params() // 1_000_000
wide = Reshape((millions, 1))(Dense(14)(model.layers[1].output))
