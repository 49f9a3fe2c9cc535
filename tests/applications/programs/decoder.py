import tensorflow as tf
from tensorflow.keras.layers import Conv2D, Conv2DTranspose, Subtract

encoder = tf.keras.applications.VGG19(include_top=False, weights=None, input_shape=(96, 96, 3))
x = encoder.output
for filters in (256, 128, 64, 32, 16):  # faulty: for filters in (256, 128, 64, 32):
    x = Conv2DTranspose(filters, 3, strides=2, padding="same", activation="relu")(x)
x = Conv2D(3, 3, padding="same")(x)
error = Subtract()([encoder.input, x])  # refused
model = tf.keras.Model(encoder.input, error)
