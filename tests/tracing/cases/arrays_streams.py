"""tf.data, generators and Sequences: what one step gives."""

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras.layers import Dense

x, y = np.zeros((100, 32, 32, 3)), np.zeros((100,), dtype="int32")
data = tf.data.Dataset.from_tensor_slices((x, y))
for image, label in data:
    Dense(1)(image)  #: (32, 32, 1)

for images, labels in data.shuffle(100).repeat().batch(16).prefetch(tf.data.AUTOTUNE):
    Dense(1)(images)  #: (16, 32, 32, 1)
for images, labels in data.batch(32):
    Dense(1)(images)  #: (?, 32, 32, 1)
for images, labels in data.batch(32, drop_remainder=True).take(2):
    Dense(1)(images)  #: (32, 32, 32, 1)


def prepare(image, label):
    return tf.image.resize(image, (64, 48)) / 255, tf.one_hot(label, 10)


for images, labels in data.map(prepare, num_parallel_calls=tf.data.AUTOTUNE).batch(10):
    Dense(1)(images)  #: (10, 64, 48, 1)
    Dense(1)(labels)  #: (10, 1)

for first, second in tf.data.Dataset.zip((data, tf.data.Dataset.range(5))):
    Dense(1)(first[0])  #: (32, 32, 1)

for element in tf.data.Dataset.from_tensor_slices({"a": x, "b": y}).batch(50):
    Dense(1)(element["a"])  #: (50, 32, 32, 1)

signature = (tf.TensorSpec(shape=(None, 7), dtype=tf.float32), tf.TensorSpec(shape=()))
for a, b in tf.data.Dataset.from_generator(lambda: None, output_signature=signature):
    Dense(1)(a)  #: (?, 1)

folder = keras.utils.image_dataset_from_directory("images", image_size=(180, 160), label_mode="categorical")
for images, labels in folder:
    Dense(1)(images)  #: (?, 180, 160, 1)
    Dense(len(folder.class_names))(images)  #: (?, 180, 160, classes)


def batches(size):
    while True:
        chosen = np.random.randint(0, len(x), size)
        yield x[chosen], y[chosen]


images, labels = next(batches(24))
Dense(1)(images)  #: (24, 32, 32, 1)
for images, labels in batches(6):
    Dense(1)(images)  #: (6, 32, 32, 1)
    break
Dense(1)(tf.convert_to_tensor(x))  #: (100, 32, 32, 1)
Dense(1)(tf.constant([[1.0, 2.0]]))  #: (1, 1)
Dense(1)(tf.cast(x, tf.float32) / 255.0)  #: (100, 32, 32, 1)
Dense(1)(tf.zeros((3, 4)) + np.ones(4))  #: (3, 1)
