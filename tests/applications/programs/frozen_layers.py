from tensorflow.keras import Model
from tensorflow.keras.applications import VGG16
from tensorflow.keras.layers import BatchNormalization, Dense, Flatten, Reshape

base = VGG16(include_top=False, weights=None, input_shape=(48, 48, 3))
for layer in base.layers[:-4]:
    layer.trainable = False
frozen = 0
for layer in base.layers:
    if isinstance(layer, BatchNormalization):
        frozen += 1
    print(layer.name, layer.trainable, layer.output_shape if hasattr(layer, "output_shape") else layer.output.shape)
x = Dense(2 * len(base.layers))(Flatten()(base.output))
x = Reshape((len(base.layers), 2 + frozen))(x)  # faulty: x = Reshape((len(base.layers), 3 + frozen))(x)
model = Model(base.input, x)
