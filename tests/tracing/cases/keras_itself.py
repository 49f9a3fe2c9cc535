"""What the tests of Keras itself do, and pass with."""
import numpy as np
from keras import Input, Model, backend, layers, ops
from keras.src.legacy.saving import legacy_h5_format
from keras.src.models import Sequential

Sequential([layers.Input((3,)), layers.Dense(5)])(Input((3,)))  #: (None, 5)


class Optional(layers.Layer):
    def call(self, x, y=None):
        return x if y is None else x + y

    def compute_output_shape(self, x_shape):
        return x_shape


one, two = Input((2,)), Input((2,), optional=True)
model = Model([one, two], Optional()(one, two))
model([np.ones((2, 2)), None])

start = Input((3,))
named = Model(start, {"a": layers.Dense(1, name="a")(start), "b": layers.Dense(1, name="b")(start)})
named.compile("sgd", loss={"b": ["binary_crossentropy"]})
named.fit(np.ones((8, 3)), {"a": np.ones((8, 1)), "b": np.ones((8, 1))})

volume = np.ones((2, 20, 20, 20, 3))
ops.image.extract_patches(volume, (5, 5, 5))  #: (2, 4, 4, 4, 375)
ops.image.extract_patches(volume[0], (5, 5, 5), strides=(2, 3, 4))  #: (8, 6, 4, 375)
ops.image.extract_patches(Input((20, None, 20, 3)), (3, 3, 3), dilation_rate=2)  #: (None, 6, None, 6, 81)
ops.image.extract_patches(Input((20, 20, 3)), (5, 5))  #: (None, 4, 4, 75)
ops.image.extract_patches(Input((20, 20, 3)), 5)  #: (None, 4, 4, 75)


class TestImages:
    def test_first(self):
        backend.set_image_data_format("channels_first")
        ops.image.rgb_to_hsv(np.ones((3, 50, 50)))  #: (3, 50, 50)

    def test_last(self):
        ops.image.rgb_to_hsv(np.ones((50, 50, 3)))  #: (50, 50, 3)
