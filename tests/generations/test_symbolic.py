"""A function of TensorFlow takes no symbolic tensor of Keras 3; the calls below were made with 3.15.1."""

from __future__ import annotations

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

IMPORTS = """import numpy as np, tensorflow as tf
import keras
from keras import layers, ops
"""
INPUTS = "x = keras.Input((4, 6))\nmodel = keras.Model(x, layers.Dense(3)(x))\n"
RAISE = [
    "tf.reduce_mean(x, axis=1)",
    "tf.concat([x, x], -1)",
    "tf.nn.relu(layers.Dense(3)(x))",
    "tf.shape(x)",
    "tf.cast(x, 'float32')",
    "x + tf.square(x)",
    "tf.image.resize(keras.Input((8, 8, 3)), (4, 4))",
    "tf.reduce_mean(model.output)",
    "tf.gather(tf.zeros((9, 3)), keras.Input((5,), dtype='int32'))",
    "tf.math.angle(ops.add(x, 1))",
]
GO_ON = [
    "ops.mean(x) + x + tf.zeros((6,))",
    "tf.reduce_mean(model(tf.zeros((2, 4, 6))))",
    "tf.reduce_mean(model.predict(np.zeros((2, 4, 6))))",
    "layers.Lambda(lambda t: tf.square(t))(x)",
    "layers.Lambda(tf.square)(x)",
    "layers.Activation(tf.nn.relu)(x)",
    "tf.zeros((2, x.shape[1]))",
    "tf.keras.losses.binary_crossentropy(x, x)",
    "tf.nn.batch_normalization(x, 0., 1., None, None, 1e-3)",
]


def said(call: str, release: str, imports: str = IMPORTS) -> list[str]:
    return [fault.text for fault in analyze(Source("p.py", f"{imports}{INPUTS}{call}\n"), Settings(release)).findings]


@pytest.mark.parametrize("call", RAISE)
def test_outside_a_layer(call: str) -> None:
    (text,) = said(call, "3")
    assert "takes no symbolic tensor" in text
    assert said(call, "2.15") == []


@pytest.mark.parametrize("call", RAISE)
def test_only_where_the_program_can_be_for_no_older_keras(call: str) -> None:
    assert said(call, "auto", "import tensorflow as tf\nfrom tensorflow import keras\nfrom keras import layers\n") == []
    assert len(said(call, "auto")) == 1


@pytest.mark.parametrize("call", GO_ON)
def test_taken(call: str) -> None:
    assert said(call, "3") == []


def test_in_a_layer_a_loss_and_a_step_of_training() -> None:
    text = """class Net(keras.Model):
    def call(self, x):
        return tf.reduce_mean(x, 1) + tf.cast(tf.shape(x)[0], "float32")
    def train_step(self, data):
        return {"loss": tf.reduce_mean(model(data[0]))}
class Mean(layers.Layer):
    def call(self, x):
        return tf.reduce_mean(x, 1)
def loss(y, p):
    return tf.reduce_sum(tf.square(y - p))
Mean()(x), Net()(x)
model.compile("sgd", loss=loss, metrics=[loss])
model.fit(np.zeros((2, 4, 6)), np.zeros((2, 4, 3)))
"""
    assert said(text, "3") == []


def test_tensors_of_tf_keras_compare_their_places() -> None:
    """What `==` gives there is a tensor, and no truth."""
    imports = "from tensorflow import keras\nfrom tensorflow.keras import layers\n"
    analysis = analyze(
        Source("p.py", f"{imports}{INPUTS}y = keras.backend.cast(x == x, 'float32')\n"), Settings("2.15")
    )
    (call,) = [call for call in analysis.calls if call.callee == "keras.backend.cast"]
    assert call.outputs != ([],)
