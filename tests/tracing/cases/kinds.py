"""What a value is: `type`, `__class__`, and identities of classes."""

from keras import Input, Model, Sequential, layers
from keras.layers import GRU, LSTM, Dense
import tensorflow as tf
import configure

x = Input((3,))
s = Input((5, 3))
for kind in ("gru", "lstm"):
    cell = GRU if kind == "gru" else LSTM
    own = {"reset_after": False} if cell is GRU else {}
    cell(4, **own)(s)  #: (None, 4)
Dense(1 if type(x) is list else 2)(x)  #: (None, 2)
Dense(1 if type([x]) is list else 2)(x)  #: (None, 1)
Dense(1 if type(x) == list else 2)(x)  #: (None, 2)
Dense(1 if type(x) in (list, tuple) else 2)(x)  #: (None, 2)
Dense(1 if type((x,)) in (list, tuple) else 2)(x)  #: (None, 1)
Dense(1 if type(3) is int else 2)(x)  #: (None, 1)
Dense(1 if type(3) == float else 2)(x)  #: (None, 2)
Dense(1 if cell in (LSTM, layers.LSTM) else 2)(x)  #: (None, 1)
Dense(1 if cell in (GRU, layers.GRU) else 2)(x)  #: (None, 2)
Dense(1 if cell != GRU else 2)(x)  #: (None, 1)
model = Model(x, Dense(2)(x))
ins = [model.input] if type(model.input) is not list else model.input
Dense(len(ins))(x)  #: (None, 1)
layer = Dense(3)
Dense(1 if type(layer) is Dense else 2)(x)  #: (None, 1)
Dense(1 if type(layer) is LSTM else 2)(x)  #: (None, 2)
Dense(1 if layer.__class__.__name__ == "Dense" else 2)(x)  #: (None, 1)
Dense(len(type(layer).__name__))(x)  #: (None, 5)
merged = Model(x, layers.add([Dense(3)(x), x]))
names = [type(each).__name__ for each in merged.layers]
Dense(1 if names == ["InputLayer", "Dense", "Add"] else 2)(x)  #: (None, 1)
Dense(type(layer)(6).units)(x)  #: (None, 6)
Dense(1 if isinstance(model, Sequential) else 2)(x)  #: (None, 2)
Dense(1 if isinstance(model, Model) else 2)(x)  #: (None, 1)
Dense(1 if isinstance(model, Dense) else 2)(x)  #: (None, 2)
Dense(1 if isinstance(Sequential([Dense(2)]), Sequential) else 2)(x)  #: (None, 1)
first, second = Input((3,)), Input((4,))
both = Model([first, second], layers.concatenate([first, second]))
Dense(both.inputs.index(second) + 5)(x)  #: (None, 6)
fed = [Dense(4)(x) if each == second else each for each in both.inputs]
Dense(2)(both(fed))  #: (None, 2)
Dense(1 if second in both.inputs else 2)(x)  #: (None, 1)
Dense(1 if x in both.inputs else 2)(x)  #: (None, 2)


def kinds(given):
    """The same question has one answer."""
    first = 4 if type(given) is list else 5
    second = 4 if type(given) is list else 5
    return layers.add([Dense(first)(x), Dense(second)(x)])  #: (None, 4); (None, 5)


def applied(layer, **arguments):
    if layer is layers.Lambda:
        arguments["arguments"] = {}
    return layer(**arguments)


applied(Dense, units=4)(applied(Input, shape=(3,)))  #: (None, 4)
Dense(4)(layers.InputLayer(shape=(3,), input_tensor=None, name="q").output)
row = tf.constant([1.0, 2.0, 3.0])
if tf.rank(row) == 1:
    row = tf.expand_dims(row, axis=-1)
tf.less_equal(row, tf.constant([1.0, 2.0]))  #: (3, 2)


class Configured:
    @configure.field
    def classes(self):
        return 5
    @configure.noted
    def block(self, x):
        return Dense(4)(x)  #: (None, 4)


configured = Configured()
Dense(configured.classes)(configured.block(x))  #: (None, ?)


class Masking(layers.Layer):
    def call(self, a, b):
        mask = tf.where(a == 0.0, -1e9, 0.0)
        layers.Dense(3)(mask)  #: (None, 4, 3)
        return tf.where(a == b, 1.0, 0.0)


Masking()(Input((4, 5)), Input((7, 8)))
