"""What programs modelled on keras.applications do: their input shape, names in text, objects made by __new__."""
from collections import namedtuple

from keras.applications.imagenet_utils import obtain_input_shape
from keras.layers import *
from keras import layers

shape = obtain_input_shape(None, default_size=32, min_size=8, data_format="channels_last", require_flatten=True)
x = Input(shape=shape)
Conv2D(4, 3)(x)  #: (None, 30, 30, 4)
shape = obtain_input_shape(None, default_size=32, min_size=8, data_format="channels_first", require_flatten=False)
Input(shape=shape)
Conv2D(4, 3)(Input(obtain_input_shape((9, 8, 1), 32, 8, "channels_last", True)))  #: (None, 7, 6, 4)
for name in ("ReLU", "layers.Flatten"):
    eval(name)()(x)  #: (None, 32, 32, 3); (None, 3072)
eval("ReLU()")  # more than a name is not followed


class Feature(namedtuple("Feature", ["name", "size", "dim"])):
    def __new__(cls, name, size, dim=4):
        if dim == "auto":
            dim = 6
        return super(Feature, cls).__new__(cls, name, size, dim)


class Single:
    made = None

    def __new__(cls, *args):
        if cls.made is None:
            cls.made = super().__new__(cls)
        return cls.made

    def __init__(self, n):
        self.n = n


Dense(Feature("a", 3).dim)(x)  #: (None, 32, 32, 4)
Dense(Feature("a", 3, "auto").dim)(x)  #: (None, 32, 32, 6)
first = Single(3)
second = Single(5)
Dense(first.n)(x)  #: (None, 32, 32, 5)


class Block(Layer):
    def __init__(self, n, **kwargs):
        self.n = n
        super().__init__(**kwargs)

    def build(self, input_shape):
        self.conv = Conv2D(self.n, 3)
        self.conv.build(input_shape)
        self.out = self.conv.compute_output_shape(input_shape)
        for layer in [self.conv]:
            self.__setattr__(layer.name, layer)
            setattr(self, layer.name, layer)
        self.built = True

    def call(self, x):
        return Dense(self.out[-1] + self.n)(self.conv(x))  #: (None, 30, 30, 10)


Block(5, name="b")(x)
Dense(x.get_shape().as_list()[-1] + x.shape[1])(x)  #: (None, 32, 32, 35)
