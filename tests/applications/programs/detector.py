from tensorflow.keras import Model, layers
from tensorflow.keras.applications import ResNet50

backbone = ResNet50(include_top=False, weights=None, input_shape=(256, 256, 3))
boxes = []
for name in ("conv3_block4_out", "conv4_block6_out", "conv5_block3_out"):
    x = backbone.get_layer(name).output
    x = layers.Conv2D(6 * 4, 3, padding="same")(x)
    boxes.append(layers.Reshape((-1, 4))(x))
out = layers.Concatenate(axis=1)(boxes)  # faulty: out = layers.Concatenate(axis=2)(boxes)
model = Model(backbone.input, out)
