"""Weights as attributes of their layer, and layers made of a configuration."""

import copy

from keras import Input, layers, ops

t = Input((20,))
emb = layers.Embedding(100, 12)
e = emb(t)
layers.Dense(emb.embeddings.shape[0])(e)  #: (None, 20, 100)


class Tied(layers.Layer):
    def __init__(self, source):
        super().__init__()
        self.source = source

    def call(self, inputs):
        return ops.matmul(inputs, ops.transpose(self.source.embeddings))  #: (None, 20, 100)


Tied(emb)(e)


class Scaled(layers.Embedding):
    def call(self, inputs):
        table = ops.multiply(self.embeddings, 2.0)
        return ops.take(table, inputs, axis=0)  #: (None, 20, 12)


Scaled(100, 12)(t)


class Silent(layers.Embedding):
    """What Embedding says of its output counts in Keras 3, not what `call` gives."""

    def call(self, inputs):
        return ops.mean(super().call(inputs), axis=-1)


layers.Dense(2)(Silent(100, 12)(t))  #: (None, 20, 2)
layers.Conv1D(2, 3)(Silent(100, 12)(t))  #: (None, 18, 2)

dense = layers.Dense(7)
dense(e)
layers.Dense(dense.kernel.shape[0] + dense.bias.shape[0])(e)  #: (None, 20, 19)
layers.Dense(dense.weights[0].shape[1])(e)  #: (None, 20, 7)
layers.Dense(len(dense.weights))(e)  #: (None, 20, 2)


class Own(layers.Dense):
    """The kernel of its base, used before the base is called."""

    def call(self, inputs):
        return ops.matmul(inputs, self.kernel) + self.bias  #: (None, 20, 5)


layers.Dense(2)(Own(5)(e))  #: (None, 20, 2)

layers.Dense.from_config(dense.get_config())(e)  #: (None, 20, 7)
config = dense.get_config()
config["units"] = 9
layers.Dense.from_config(config)(e)  #: (None, 20, 9)
dense.__class__.from_config(dict(config, units=3))(e)  #: (None, 20, 3)
layers.Dense(config["units"])(e)  #: (None, 20, 9)
copied = copy.copy(layers.LSTM(5, return_sequences=True).get_config())
copied["name"] = "other"
layers.LSTM.from_config(copied)(e)  #: (None, 20, 5)
config["units"] = 10
layers.add([e, layers.Dense.from_config(config)(e)])  #: fault


class Written(layers.Layer):
    def __init__(self, units, rate=0.1, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.rate = rate
        self.inner = layers.Dense(units)

    def call(self, inputs):
        return self.inner(inputs)

    def get_config(self):
        config = super().get_config()
        config.update({"units": self.units, "rate": self.rate})
        return config


class Widened(Written):
    def get_config(self):
        base = super().get_config()
        return dict(list(base.items()) + list({"units": self.units + 1}.items()))


layers.Dense(Written.from_config(Written(6).get_config()).units)(e)  #: (None, 20, 6)
layers.Dense(Widened.from_config(Widened(6).get_config()).units)(e)  #: (None, 20, 7)


def given(config):
    layers.Dense.from_config(config)(e)  #: unknown
    layers.Dense(Written.from_config(config).units)(e)  #: unknown


class Weighing(layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)  #: fault
        self.units = units

    def build(self, input_shape):
        self.add_weight(shape=(input_shape[-1], self.units), names="kernel")  #: fault
        self.add_weight(shape=(self.units,), initialiser="zeros")  #: fault
        self.add_weight(shape=self.units)  #: fault
        self.add_weight(shape=(input_shape[0], self.units))  #: fault
        self.add_weight(shape=(self.units / 1, 2))  #: fault
        self.add_weight(shape=(self.units // 1, 2), name="good", autocast=False)

    def call(self, inputs):
        return inputs


Weighing(4, names="wrong")(Input((3,)))
