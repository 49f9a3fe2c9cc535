from tensorflow.keras import Model, layers
from tensorflow.keras.applications import MobileNet, MobileNetV3Small

inputs = layers.Input((96, 96, 3))
members = [
    MobileNet(weights=None, classes=10, input_tensor=inputs, alpha=0.25),
    MobileNetV3Small(weights=None, classes=10, input_shape=(96, 96, 3)),  # faulty: MobileNetV3Small(weights=None, classes=12, input_shape=(96, 96, 3)),
]
outputs = [members[0].output, members[1](inputs)]
mean = layers.Average()(outputs)  # refused
model = Model(inputs, mean)
