# keras-octave-conv==0.11.0 with keras 2.15
from keras_octave_conv import OctaveConv1D, OctaveConv2D, octave_conv_2d, octave_dual
from tensorflow import keras

inputs = keras.layers.Input(shape=(32, 32, 3))
high, low = OctaveConv2D(filters=8, kernel_size=3)(inputs)
high = keras.layers.MaxPool2D()(high)
low = keras.layers.MaxPool2D()(low)
conv = OctaveConv2D(filters=6, kernel_size=3, octave=2, ratio_out=0.0)([high, low])
flat = keras.layers.Flatten()(conv)
keras.models.Model(inputs, keras.layers.Dense(10)(flat))
series = keras.layers.Input(shape=(32, 3))
outs = OctaveConv1D(filters=8, kernel_size=3, octave=4)(series)
OctaveConv1D(filters=8, kernel_size=3, octave=4, ratio_out=0.0)(outs)
octave_conv_2d(inputs, filters=8, kernel_size=3)
octave_dual(octave_conv_2d(inputs, filters=8, kernel_size=3), lambda: keras.layers.Dropout(0.5))
