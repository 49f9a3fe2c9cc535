from tensorflow.keras import Model
from tensorflow.keras.applications import EfficientNetB3
from tensorflow.keras.layers import GlobalMaxPooling1D, Reshape

base = EfficientNetB3(include_top=False, weights=None, input_shape=(300, 300, 3))
x = Reshape((10 * 10, 1536))(base.output)  # faulty: x = Reshape((9 * 9, 1536))(base.output)
model = Model(base.input, GlobalMaxPooling1D()(x))
