from keras.applications.vgg16 import VGG16
from keras.layers import Dense, Flatten, Input, Reshape
from keras.models import Model

inputs = Input(shape=(224, 224, 3))
base = VGG16(weights=None, include_top=False, input_tensor=inputs)
flat = Flatten(name="flatten")(base.output)
first = Dense(100, activation="relu", name="fc1")(flat)
x = Reshape((49 * 2, 256))(base.output)  # faulty: x = Reshape((49, 500))(base.output)
model = Model(inputs=inputs, outputs=x)
for layer in model.layers[:19]:
    layer.trainable = False
