from tensorflow.keras.applications import VGG16
from tensorflow.keras.layers import Dense, Flatten, Reshape
from tensorflow.keras.models import Model

base = VGG16(weights=None, include_top=False, input_shape=(224, 224, 3))
for layer in base.layers:
    layer.trainable = False
x = Flatten()(base.output)
x = Dense(256, activation="relu")(x)
x = Reshape((16, 16))(x)  # faulty: x = Reshape((16, 17))(x)
model = Model(inputs=base.input, outputs=x)
