from tensorflow.keras import Model
from tensorflow.keras.applications.inception_v3 import InceptionV3
from tensorflow.keras.layers import Dense, GlobalAveragePooling2D

base = InceptionV3(include_top=False, weights=None, input_shape=(75, 75, 3))  # faulty: base = InceptionV3(include_top=False, weights=None, input_shape=(64, 64, 3))
x = GlobalAveragePooling2D()(base.output)
model = Model(base.input, Dense(4)(x))
