from tensorflow.keras import Model, layers
from tensorflow.keras.applications import DenseNet121

grey = layers.Input((64, 64, 1))
rgb = layers.Concatenate()([grey, grey, grey])  # faulty: rgb = layers.Concatenate()([grey, grey])
base = DenseNet121(include_top=False, weights=None, input_shape=(64, 64, 3), pooling="avg")
x = base(rgb)  # refused
model = Model(grey, layers.Dense(2)(x))
