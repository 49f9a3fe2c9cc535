from tensorflow.keras import Sequential
from tensorflow.keras.applications.mobilenet_v2 import MobileNetV2
from tensorflow.keras.layers import Dense, Flatten, GlobalAveragePooling2D

model = Sequential()
model.add(MobileNetV2(input_shape=(96, 96, 3), alpha=0.35, include_top=False, weights=None))
model.add(GlobalAveragePooling2D())
model.add(Dense(64, activation="relu"))
model.add(Flatten())  # faulty: model.add(GlobalAveragePooling2D())
model.add(Dense(1))
