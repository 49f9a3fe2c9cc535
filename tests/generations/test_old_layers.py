"""What layers of old Keras compare, and what they declare: 1.2.2, 2.1.6, 2.2.4 and 2.3.1 were seen to answer so."""

from __future__ import annotations

from typing import Any

import pytest

from keras_shape_lint.analysis import Analysis, Settings, Source, analyze

IMPORTS = """from keras import backend as K
from keras import layers as L
from keras.layers import Input
from keras.models import Model, Sequential
"""
OLD = ("1.2.2", "2.1.6", "2.2.4", "2.3.1")
TWICE = """l = {}
l(Input(batch_shape={}))
l(Input(batch_shape={}))
"""
CHAIN = "i = Input((3,))\nh = L.Dense(4)(i)\ny = L.Dense(2)(h)\n"
STACK = "s = Sequential([L.Dense(4, input_dim=3), L.Dense(5)])\n"
SUBCLASS = """class Mean(L.Layer):
    def call(self, x, mask=None):
        return K.mean(x, axis=1)
    def get_output_shape_for(self, shape):
        return shape[0], shape[2]
"""


def twice(layer: str, first: str, second: str) -> str:
    return TWICE.format(layer, first, second)


CROPPED, RECURRENT = "L.Cropping2D(((1, 1), (1, 1)))", "L.LSTM(2)"
STEPS, MORE, OPEN = "(None, 5, 3)", "(None, 7, 3)", "(None, None, 3)"
MODEL_TWICE = "i = Input((7, 3))\nm = Model(i, {}(i))\nm(Input((5, 3)))"
NORMALIZED = "m = Sequential([L.BatchNormalization(input_shape=(3, {}))])\nm(Input((3, {})))"
TAKEN = [
    (NORMALIZED.format(2, 1), OLD[2:]),
    (twice(RECURRENT, STEPS, MORE), OLD[1:]),
    (twice(RECURRENT, OPEN, MORE), OLD),
    (twice("L.BatchNormalization()", STEPS, MORE), OLD[1:]),
    (twice("L.TimeDistributed(L.Dense(2))", OPEN, STEPS), OLD),
    (twice("L.TimeDistributed(L.Dense(2))", STEPS, OPEN), OLD[1:]),
    (twice("L.Bidirectional(L.LSTM(2))", STEPS, MORE), OLD),
    (twice("L.Dense(2)", STEPS, MORE), OLD),
    (twice(CROPPED, "(None, 7, 7, 3)", "(None, 5, 7, 3)"), OLD[1:]),
    (MODEL_TWICE.format(RECURRENT), OLD),
    (MODEL_TWICE.format("L.TimeDistributed(L.Dense(2))"), OLD),
    ("m = Sequential([L.LSTM(2, input_shape=(7, 3))])\nm(Input((5, 3)))", OLD),
    ("Sequential([L.TimeDistributed(L.Dense(2))])", OLD[2:]),
    ("L.UpSampling2D((2, 2, 2))(Input((4, 4, 2)))", OLD[:1]),
    ("L.MaxPooling2D((2, 2, 2))(Input((4, 4, 2)))", OLD[:1]),
    ("L.ZeroPadding2D((0, 2, 2, 1))(Input((4, 4, 2)))", OLD[:1]),
    ("L.ZeroPadding3D((2, 0, 1, 1))(Input((4, 4, 4, 2)))", OLD[:1]),
    ("L.Embedding(5, 3, input_length=4)(Input(()))", OLD[1:2]),
    ("L.Lambda(lambda x: x[0] + x[1])([Input((3,)), Input((3,))])", OLD[1:]),
    (CHAIN + "Model([i, h], y)", OLD[:1]),
    (CHAIN + "m = Model(i, y)\nModel(m.layers[0].output, m.layers[-1].output)", OLD),
    (STACK + "Model(s.layers[0].input, L.Dense(2)(s.output))", OLD),
    ("s = Sequential([L.InputLayer((3,)), L.Dense(2)])\nModel(s.layers[0].output, s.output)", OLD[:2]),
    ("L.Lambda(lambda x: x[0] + x[1], output_shape=(3,))([Input((3,)), Input((3,))])", OLD),
]
REFUSED = [
    (NORMALIZED.format(1, 2), OLD[2:]),
    (NORMALIZED.format(2, 3), OLD[2:]),
    (twice(RECURRENT, STEPS, MORE), OLD[:1]),
    (twice(RECURRENT, STEPS, OPEN), OLD[:1]),
    (twice(RECURRENT, "(4, 5, 3)", STEPS), OLD[:1]),
    (twice("L.BatchNormalization()", STEPS, MORE), OLD[:1]),
    (twice("L.TimeDistributed(L.Dense(2))", STEPS, MORE), OLD),
    (twice("L.TimeDistributed(L.Dense(2))", STEPS, OPEN), OLD[:1]),
    (twice("L.ConvLSTM2D(2, 3, 3)", "(None, 4, 7, 7, 3)", "(None, 5, 7, 7, 3)"), OLD[:1]),
    (twice(CROPPED, "(None, 7, 7, 3)", "(None, 5, 7, 3)"), OLD[:1]),
    ("Sequential([L.TimeDistributed(L.Dense(2))])", OLD[:2]),
    ("Sequential([L.Bidirectional(L.LSTM(2, input_shape=(4, 3)))])", OLD[:2]),
    ("L.UpSampling2D((2, 2, 2))(Input((4, 4, 2)))", OLD[1:]),
    ("L.ZeroPadding2D((0, 2, 2))(Input((4, 4, 2)))", OLD),
    ("L.ZeroPadding2D((0, 2, 2, 1))(Input((4, 4, 2)))", OLD[1:]),
    ("L.Flatten()(L.MaxPooling1D(9)(Input((7, 2))))", OLD),
    ("L.Flatten()(Input((0, 3)))", OLD),
    ("L.Embedding(5, 3, input_length=4)(Input(()))", OLD[2:]),
    ("L.Lambda(lambda x: x[0] + x[1])([Input((3,)), Input((3,))])", OLD[:1]),
    (CHAIN + "Model(h, y)", OLD),
    (CHAIN + "Model([i, h], y)", OLD[1:]),
    (CHAIN + "Model(h, h)", OLD),
    (STACK + "Model(s.layers[0].output, L.Dense(2)(s.output))", OLD),
    ("s = Sequential([L.InputLayer((3,)), L.Dense(2)])\nModel(s.layers[0].output, s.output)", OLD[2:]),
    (SUBCLASS + "L.merge([Mean()(Input((4, 10))), Input((2, 4))], mode='concat')", OLD[:1]),
]
DECLARED = [
    ("L.Embedding(5, 3, input_length=4)(Input((2, 4)))", OLD[:2], (None, 4, 3)),
    ("L.Embedding(5, 3)(Input((2, 4)))", OLD[:1], (None, 2, 3)),
    ("L.Embedding(5, 3)(Input((2, 4)))", OLD[1:], (None, 2, 4, 3)),
    ("L.Embedding(5, 3, input_length=0)(Input((4,)))", OLD[:1], (None, 4, 3)),
    ("L.UpSampling2D((2, 3, 2))(Input((4, 4, 2)))", OLD[:1], (None, 8, 12, 2)),
    ("L.ZeroPadding2D((0, 2, 2, 1))(Input((4, 4, 2)))", OLD[:1], (None, 6, 7, 2)),
    (SUBCLASS + "L.merge([Mean()(Input((4, 10))), Input((4,))], mode='concat')", OLD[:1], (None, 14)),
]


def said(program: str, release: str) -> Analysis:
    return analyze(Source("m.py", f"{IMPORTS}{program}\n"), Settings(release))


def errors(program: str, release: str) -> list[Any]:
    return [finding for finding in said(program, release).findings if finding.severity == "E"]


@pytest.mark.parametrize(("program", "releases"), TAKEN)
def test_taken(program: str, releases: tuple[str, ...]) -> None:
    assert [errors(program, release) for release in releases] == [[]] * len(releases)


@pytest.mark.parametrize(("program", "releases"), REFUSED)
def test_refused(program: str, releases: tuple[str, ...]) -> None:
    assert [len(errors(program, release)) for release in releases] == [1] * len(releases)


@pytest.mark.parametrize(("program", "releases", "shape"), DECLARED)
def test_declared(program: str, releases: tuple[str, ...], shape: Any) -> None:
    for release in releases:
        made = [call.outputs for call in said(program, release).calls if call.kind in ("layer", "merge")]
        assert (shape,) in [tuple(map(tuple, outputs)) for outputs in made], (release, made)
