"""Layers and models of the program's own."""
import keras
from keras import Input, Model, Sequential, layers, ops
from keras.layers import Add, Concatenate, Dense, Layer
import tensorflow as tf

inp = Input((7,))


class Scale(Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.blocks = [Dense(units + i) for i in range(3)]
        self.heads = {"a": Dense(2), "b": Dense(3)}

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer="zeros", name="w")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros")
        super().build(input_shape)

    def call(self, inputs, training=None, mask=None):
        x = ops.matmul(inputs, self.w) + self.b
        for block in self.blocks:
            x = block(x)
        return x

    def head(self, x, name):
        return self.heads[name](x)

    def get_config(self):
        return {**super().get_config(), "units": self.units}


scale = Scale(4, name="s")
out = scale(inp, training=True)
Add()([out, Dense(6)(inp)])  #: (None, 6)
scale.head(out, "b")
scale.head(out, "a")
Model(inp, out)


class Gated(Layer):
    def call(self, inputs):
        x, gate = inputs
        return x * gate


Add()([Gated()([Dense(4)(inp), Dense(4)(inp)]), Dense(4)(inp)])  #: (None, 4)


class Wrong(Layer):
    def call(self, inputs):
        return layers.Dense(4)(inputs)

    def compute_output_shape(self, input_shape):  #: fault
        return (input_shape[0], 5)


Wrong()(inp)


class Right(Layer):
    def call(self, inputs):
        return layers.Dense(5)(inputs)

    def compute_output_shape(self, input_shape):
        return input_shape[:-1] + (5,)


Dense(2)(Right()(inp))
Right()(inp)


class Net(Model):
    def __init__(self, sizes=(4, 5), classes=2):
        super().__init__()
        self.stack = [Dense(n) for n in sizes]
        self.norm = layers.BatchNormalization()
        self.out = Dense(classes)
        self.seq = Sequential([Dense(6), Dense(7)])

    def features(self, x):
        for layer in self.stack:
            x = layer(x)
        return self.norm(x)

    def call(self, x, training=False):
        x = self.features(x)
        x = self.seq(x)
        return self.out(x)


net = Net(classes=3)
Dense(9)(net(inp))
Net((1, 2))(inp)
net.build((None, 7))
net.compile("adam", "mse")
net.summary()


class Sub(Net):
    def __init__(self, **kw):
        super().__init__((8,), **kw)
        self.extra = Dense(12)

    def call(self, x):
        y = super().call(x)
        return Concatenate()([y, self.extra(x)])


Add()([Sub(classes=5)(inp), Dense(17)(inp)])  #: (None, 17)


class Func(Model):
    def __init__(self, n, **kw):
        i = Input((n,))
        super().__init__(inputs=i, outputs=Dense(n + 1)(i), **kw)


f = Func(7)
f(inp)  #: (None, 8)
Dense(f.output_shape[-1])(inp)  #: (None, 8)
f(Input((8,)))  #: fault


class Cell(Layer):
    def __init__(self, units, **kw):
        self.units = units
        self.state_size = units
        super().__init__(**kw)

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units))
        self.rec = self.add_weight(shape=(self.units, self.units))

    def call(self, inputs, states):
        h = ops.matmul(inputs, self.kernel) + ops.matmul(states[0], self.rec)
        return h, [h]


layers.RNN(Cell(4))(Input((3, 7)))  #: (None, 4)
layers.RNN(Cell(4), return_sequences=True)(Input((3, 7)))  #: (None, 3, 4)

enc = Sequential([Input((7,)), Dense(4)])
dec = Sequential([Input((4,)), Dense(7)])
auto = Model(inp, dec(enc(inp)))
Dense(3)(auto(Input((7,))))
dec(Input((5,)))  #: fault
for layer in enc.layers:
    layer.trainable = False
enc.layers[-1].units
Dense(len(enc.layers) + 3)(inp)  #: (None, 4)
Dense(enc.layers[0].units + 1)(inp)  #: (None, 5)


def block(x, filters, stride=1, *, name=None):
    shortcut = x
    if stride != 1 or x.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, strides=stride)(x)
    x = layers.Conv2D(filters, 3, strides=stride, padding="same")(x)
    return Add(name=name)([x, shortcut])


img = Input((32, 32, 3))
block(block(img, 8), 16, stride=2)


class Dropped(Layer):
    def __init__(self, units):
        super().__init__()
        self.first, self.second = Dense(units), Dense(units * 2)

    def call(self, x):
        return self.first(x) + self.second(x)  #: fault


class Shaped(Layer):
    def call(self, x):
        b, n = tf.shape(x)[0], x.shape[1]
        return tf.reshape(x, [b, n // 7, 7])


Add()([Shaped()(inp), Input((1, 7))])  #: (None, 1, 7)


@keras.saving.register_keras_serializable(package="x")
class Registered(Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.dense = Dense(units, activation=activation)

    def __call__(self, x):
        return super().__call__(x)

    def call(self, x):
        return self.dense(x)


Add()([Registered(3)(inp), Dense(3)(inp)])  #: (None, 3)


class Many(Layer):
    def call(self, inputs):
        return {"a": Dense(2)(inputs["x"]), "b": [Dense(3)(inputs["y"]), inputs["x"]]}


got = Many()({"x": inp, "y": inp})
Dense(3)(got["a"])
Concatenate()([got["a"], got["b"][0], got["b"][1]])  #: (None, 12)


class Residual(Model):
    def __init__(self, filters):
        super().__init__()
        self.conv1 = layers.Conv2D(filters, 3, padding="same")
        self.conv2 = layers.Conv2D(filters * 2, 3, padding="same")
        self.add = Add()

    def call(self, x):
        y = self.conv1(x)
        return self.add([self.conv2(y), y])  #: fault


class PlusOne(Layer):
    """What it gives is as wide as its input, whatever its state is."""

    def __init__(self, units, **kw):
        self.state_size = units
        super().__init__(**kw)

    def build(self, input_shape):
        self.output_size = input_shape[-1]

    def call(self, inputs, states):
        return inputs + 1, [states[0] + 1]


layers.RNN(PlusOne(5))(Input((3, 6)))  #: unknown


class Backbone(keras.Model):
    def __setattr__(self, name, value):
        if keras.config.backend() == "torch" and not hasattr(self, "_initialized"):
            return object.__setattr__(self, name, value)
        return super().__setattr__(name, value)

    @property
    def embedding(self):
        return getattr(self, "_embedding", None)

    @embedding.setter
    def embedding(self, value):
        self._embedding = value


class Reader(Backbone):
    def __init__(self, size):
        self.embedding = layers.Embedding(10, size)
        tokens = Input((5,))
        super().__init__(inputs=tokens, outputs=self.embedding(tokens))


Reader(4)(Input((5,)))  #: (None, 5, 4)


class Positions(Layer):
    def call(self, x):
        length = ops.shape(x)[1]
        places = ops.expand_dims(ops.arange(length), 1)
        return x + places  #: (None, None, 4)


Positions()(Input((None, 4)))


class Doubled(Layer):
    def call(self, x):
        return ops.concatenate([x, x])


begun = Sequential([Doubled(input_shape=(5, 3))])
begun.add(Dense(2))
begun(Input((5, 4)))  #: fault
begun.add(layers.Flatten())
Dense(1)(begun.output)
Dense(begun.output_shape[-1])(inp)  #: (None, 10)


heads = Model(inp, {"wide": Dense(6)(inp), "pair": [Dense(2)(inp), (Dense(3)(inp),)]})
given = heads(inp)
Dense(1)(given["wide"])  #: (None, 1)
layers.Identity()(given["wide"])  #: (None, 6)
layers.Identity()(given["pair"][0])  #: (None, 2)
layers.Identity()(given["pair"][1][0])  #: (None, 3)
layers.Add()([given["wide"], given["pair"][0]])  #: fault
layers.Identity()(heads.output["wide"])  #: (None, 6)

middle = Dense(5)(Input((6, 3)))
tapped = Input(tensor=middle)
Dense(tapped.shape[-1] * 2)(tapped)  #: (None, 6, 10)
Model(tapped, Dense(2)(tapped))

few, many = Input((3, 7)), Input((4, 8))
ops.einsum("bti,bsi->bts", few, many)  #: fault
ops.einsum("...i,...j->...ij", many, many)  #: (None, 4, 8, 8)

columns = [Input((1,), name=each) for each in ("user", "item")]
by_name = {column.name: Dense(size)(column) for size, column in enumerate(columns, 4)}
Dense(2)(by_name["item"])  #: (None, 2)
Add()([by_name["user"], by_name["item"]])  #: fault
Model({**{column.name: column for column in columns}, "numeric": inp}, Concatenate()([*columns, inp]))  #: (None, 9)
unnamed = Input((1,))
Model({**{unnamed.name: unnamed}, "numeric": inp}, Concatenate()([unnamed, inp]))  #: (None, 8)
Input(shapes=(7,))  #: fault
Input((7,), names="x")  #: fault

scalar = Model(inp, ops.sum(Dense(3)(inp)))
scalar.compile("sgd", "categorical_crossentropy")
scalar.fit(ops.zeros((4, 7)), ops.zeros((4,)))

keras.layers.InputLayer((7,), names="disregarded")
Dense(2)(keras.layers.InputLayer(input_tensor=inp))
Dense(3)(keras.layers.InputLayer(input_shape=(7,)))  #: (None, 3)

of_frames = Sequential([Input((6, 5, 1)), layers.Conv2D(2, 2), layers.Flatten(), Dense(3)])
layers.TimeDistributed(of_frames)(Input((7, 6, 5, 1)))  #: (None, 7, 3)
layers.TimeDistributed(of_frames)(Input((7, 8, 5, 1)))  #: fault

query, memory = Input((5, 8)), Input((6, 8))
attended, scores = layers.MultiHeadAttention(2, 3)(query, memory, return_attention_scores=True)
Dense(2)(attended)  #: (None, 5, 2)
Dense(2)(scores)  #: (None, 2, 5, 2)
context, scores = layers.Attention()([query, memory], training=False, return_attention_scores=True)
Dense(2)(scores)  #: (None, 5, 2)
layers.AdditiveAttention()([query, memory], return_attention_scores=False)  #: (None, 5, 8)

Model(inputss=inp, outputs=Dense(3)(inp))  #: fault
Model(inp, Dense(3)(inp), names="disregarded")  #: (None, 3)
Sequential(names="x")  #: fault
Sequential([Dense(3)], trainable=False, name="x")
