"""Lambda's `arguments`, tests of the backend, names of star imports."""
from keras.models import *
from keras.layers import *
from keras import backend as K


def part(x, start, stop, axis):
    if axis == 3:
        return x[:, :, :, start:stop]
    return x[:, start:stop]


inp = Input((5, 5, 8))
Lambda(part, arguments={"start": 2, "stop": 4, "axis": 3})(inp)  #: (None, 5, 5, 2)
given = {"start": 2, "axis": 1}
given["stop"] = 3
Lambda(part, arguments=given)(inp)  #: (None, 1, 5, 8)
x = concatenate([inp, inp])  #: (None, 5, 5, 16)
Model(inp, x)

if K.backend() == "theano":
    y = Lambda(lambda t: K.pattern_broadcast(t, [True] * 4))(x)
else:
    y = x
Conv2D(3, 1)(y)  #: (None, 5, 5, 3)
