from keras.applications.vgg16 import VGG16
from keras.layers import Dense, Flatten, Input, Reshape
from keras.models import Model

inputs = Input(shape=(224, 224, 3))
base = VGG16(weights=None, include_top=False, input_tensor=inputs)
x = Flatten(name="flatten")(base.output)
x = Dense(100, activation="relu", name="fc1")(x)
x = Reshape((10, 10))(x)  # faulty: x = Reshape((10, 12))(x)
model = Model(inputs=inputs, outputs=x)
for layer in model.layers[:19]:
    layer.trainable = False
