from tensorflow.keras import Model, layers
from tensorflow.keras.applications import MobileNet

frames = layers.Input((8, 64, 64, 3))
cnn = MobileNet(include_top=False, weights=None, input_shape=(64, 64, 3), alpha=0.25)
x = layers.TimeDistributed(cnn)(frames)
x = layers.TimeDistributed(layers.GlobalAveragePooling2D())(x)  # faulty: x = layers.TimeDistributed(layers.Dropout(0.1))(x)
x = layers.LSTM(16)(x)  # refused
model = Model(frames, layers.Dense(2)(x))
