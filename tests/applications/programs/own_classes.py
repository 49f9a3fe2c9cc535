from tensorflow.keras.applications import MobileNetV2
from tensorflow.keras.layers import Dense

model = MobileNetV2(weights=None, classes=10, input_shape=(64, 64, 3))  # faulty: model = MobileNetV2(weights="imagenet", classes=10, input_shape=(224, 224, 3))
x = Dense(3)(model.output)
