"""Shapes that a program reads as tensors, and functions of keras.backend, as tf.keras 2.15 answered."""

from __future__ import annotations

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

PROGRAM = """import tensorflow as tf
from tensorflow.keras import layers as L, backend as K
x, y, z = L.Input((4, 6)), L.Input((8, 8, 3)), L.Input((4, 4, 4, 1))
out = L.Lambda({})({})
"""


@pytest.mark.parametrize(
    ("function", "on", "shape"),
    [
        ("lambda x: tf.reshape(x, [tf.shape(x)[0], -1, 3])", "x", (None, None, 3)),
        ("lambda x: tf.reshape(x, (tf.shape(x)[0], tf.shape(x)[1], 2, 3))", "x", (None, 4, 2, 3)),
        ("lambda x: tf.reshape(x, tf.shape(x)[1:])", "x", (4, 6)),
        ("lambda x: tf.zeros((tf.shape(x)[0], 5))", "x", (None, 5)),
        ("lambda x: tf.broadcast_to(tf.zeros((1, 1, 6)), tf.shape(x))", "x", (None, 4, 6)),
        ("lambda x: tf.random.normal(shape=(tf.shape(x)[0], 6))", "x", (None, 6)),
        ("lambda x: tf.ones(tf.shape(x)[:2])", "x", (None, 4)),
        ("lambda x: K.reshape(x, (K.shape(x)[0], 24))", "x", (None, 24)),
        ("lambda x: K.in_train_phase(x, x)", "x", (None, 4, 6)),
        ("lambda x: K.batch_normalization(x, 0.0, 1.0, 0.0, 1.0)", "x", (None, 4, 6)),
        ("lambda x: K.spatial_3d_padding(x, ((1, 2), (1, 1), (0, 1)))", "z", (None, 7, 6, 5, 1)),
        ("lambda x: tf.ensure_shape(x, (2, 4, None))", "x", (2, 4, 6)),
        ("lambda x: tf.argsort(x)", "x", (None, 4, 6)),
        ("lambda x: tf.image.rgb_to_grayscale(x)", "y", (None, 8, 8, 1)),
        ("lambda x: tf.image.rgb_to_hsv(x)", "y", (None, 8, 8, 3)),
        ("lambda x: x[:, tf.newaxis]", "x", (None, 1, 4, 6)),
    ],
)
def test_as_tf_keras_answers(function: str, on: str, shape: tuple[int | None, ...]) -> None:
    said = analyze(Source("p.py", PROGRAM.format(function, on)), Settings("2.15"))
    calls = [call for call in said.calls if call.callee == "keras.layers.Lambda"]
    assert said.findings == ()
    assert [tuple(out) for out in calls[-1].outputs] == [shape]


def test_arithmetic_with_a_size_of_the_run_gives_another() -> None:
    text = PROGRAM.format("lambda x: tf.zeros((tf.shape(x)[0] * 2, tf.shape(x)[1] * 2))", "x")
    assert analyze(Source("p.py", text), Settings("2.15")).calls[-1].outputs == ([None, 8],)
