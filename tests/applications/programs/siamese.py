import tensorflow as tf
from tensorflow.keras import layers


def embedding():
    base = tf.keras.applications.EfficientNetB0(include_top=False, weights=None, input_shape=(64, 64, 3))
    x = layers.GlobalAveragePooling2D()(base.output)
    return tf.keras.Model(base.input, layers.Dense(32)(x), name="embedding")


net = embedding()
left, right = layers.Input((64, 64, 3)), layers.Input((64, 64, 3))
near, far = net(left), net(right)
score = layers.Dot(axes=1)([near, far])  # faulty: score = layers.Dot(axes=2)([near, far])
model = tf.keras.Model([left, right], score)
