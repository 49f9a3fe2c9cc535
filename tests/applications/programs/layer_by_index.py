from tensorflow.keras import Model, layers
from tensorflow.keras.applications import VGG16

whole = VGG16(weights=None, input_shape=(64, 64, 3), classes=10)
features = whole.layers[-5].output
cut = Model(whole.inputs, features)
pixels = layers.Input((64, 64, 3))
x = cut(pixels)
x = layers.Reshape((4, 512))(x)  # faulty: x = layers.Reshape((16, 512))(x)
out = layers.LSTM(8)(x)
model = Model(pixels, out)
