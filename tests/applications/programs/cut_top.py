from tensorflow.keras import Model, layers
from tensorflow.keras.applications import EfficientNetV2B0

whole = EfficientNetV2B0(weights=None, input_shape=(64, 64, 3), classes=7)
body = Model(whole.input, whole.layers[-4].output)
pooled = Model(whole.input, whole.get_layer("avg_pool").output)
a = layers.GlobalMaxPooling2D()(body.output)
b = layers.Concatenate()([a, pooled.output])
out = layers.Reshape((2, 1280))(b)  # faulty: out = layers.Reshape((2, 1000))(b)
model = Model(whole.input, out)
