import tensorflow as tf
from tensorflow.keras import layers


class Classifier(tf.keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.base = tf.keras.applications.MobileNet(include_top=False, weights=None, input_shape=(64, 64, 3), alpha=0.5)
        self.base.trainable = False
        self.pool = layers.GlobalAveragePooling2D()
        self.head = layers.Dense(classes)  # faulty: self.head = layers.Conv2D(classes, 1)

    def call(self, x, training=False):
        x = self.base(x, training=training)
        x = self.pool(x)
        return self.head(x)  # refused


model = Classifier(5)
out = model(layers.Input((64, 64, 3)))
