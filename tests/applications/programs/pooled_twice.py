import tensorflow as tf
from tensorflow import keras

base = keras.applications.ResNet50(weights=None, include_top=False, pooling="avg", input_shape=(96, 96, 3))
base.trainable = False
x = base.output
x = keras.layers.Dropout(0.2)(x)  # faulty: x = keras.layers.GlobalAveragePooling2D()(x)
out = keras.layers.Dense(5, activation="softmax")(x)
model = tf.keras.Model(base.input, out)
