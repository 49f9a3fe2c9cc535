from tensorflow.keras import Model, Sequential, layers
from tensorflow.keras.applications import VGG16

base = VGG16(include_top=False, weights=None, input_shape=(64, 64, 3))
model = Sequential([base, layers.GlobalAveragePooling2D(), layers.Dense(3, name="scores")])
inner = model.get_layer("vgg16").get_layer("block3_pool")
branch = Model(model.layers[0].input, inner.output)
x = layers.Conv2D(8, 3)(branch.output)
y = layers.Reshape((6, 6, 8))(x)  # faulty: y = layers.Reshape((8, 8, 8))(x)
scores = model.get_layer("scores").output
