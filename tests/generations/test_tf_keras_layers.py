"""Layers of tf.keras 2.15 where it answers otherwise than Keras 3; each row was seen there."""

from __future__ import annotations

from typing import Any

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

IMPORTS = "from tensorflow.keras import layers as L, Input\n"
GIVEN: list[tuple[str, Any]] = [
    ("L.Attention()([Input((4,)), Input((3, 4))])", (None, None, 4)),
    ("L.Attention()([Input((3, 4)), Input((2, 3, 4))])", (None, 2, 3, 4)),
    ("L.Attention(score_mode='concat')([Input((3, 1)), Input((3, 4))])", (None, 3, 4)),
    ("L.AdditiveAttention()([Input((5, 4)), Input((2, 3, 4))])", (None, 2, 5, 4)),
    ("L.AdditiveAttention()([Input((1, 4)), Input((2, 3, 4)), Input((3, 4))])", (None, 2, 1, 4)),
    ("L.AdditiveAttention(use_scale=False)([Input((6,)), Input((3, 6))])", (None, None, 6)),
    ("L.MultiHeadAttention(2, 3, attention_axes=(1,))(Input((6,)), Input((6,)))", (None, 6)),
    ("L.MultiHeadAttention(2, 3, attention_axes=(2,))(Input((4, 6)), Input((4, 6)))", (None, 4, 6)),
    ("L.RNN([L.SimpleRNNCell(2), L.GRUCell(3)], return_state=True)(Input((5, 6)))[2]", (None, 3)),
    ("L.Bidirectional(L.GRU(3))([Input((4, 6)), Input((3,)), Input((3,))])", (None, 6)),
    ("L.Bidirectional(L.LSTM(2), backward_layer=L.LSTM(3, go_backwards=True))(Input((4, 6)))", (None, 5)),
    ("L.Bidirectional(L.LSTM(2, go_backwards=True))(Input((4, 6)))", (None, 4)),
    ("L.CategoryEncoding(4, 'one_hot')(Input((1,)))", (None, 4)),
    ("L.Cropping3D(((0, 1), (1, 0), (0, 0)))(Input((3, 4, 5, 6)))", (None, 2, 3, 5, 6)),
    ("L.Cropping3D(((1, 2), (1, 0), (2, 1)), 'channels_first')(Input((6, 3, 4, 5)))", (None, 6, 0, 3, 2)),
]
REFUSED = [
    "L.MultiHeadAttention(2, 3)(Input((6,)), Input((6,)))",
    "L.MultiHeadAttention(2, 3)(Input((4, 6)), Input((6,)))",
    "L.MultiHeadAttention(2, 3)(Input((3, 4, 6)), Input((4, 6)))",
    "L.MultiHeadAttention(2, 3, attention_axes=(2,))(Input((6,)), Input((6,)))",
    "L.MultiHeadAttention(2, 3, attention_axes=(1, 3))(Input((4, 6)), Input((4, 6)))",
    "L.MultiHeadAttention(2, 3, attention_axes=(1,))(Input((3, 4, 6)), Input((4, 6)))",
    "L.Attention()([Input((6,)), Input((3, 4))])",
    "L.Attention()([Input((3, 4)), Input((5, 6))])",
    "L.AdditiveAttention()([Input((3, 4)), Input((5, 4)), Input((2, 3, 4))])",
    "L.AdditiveAttention()([Input((2, 3, 4)), Input((5, 4)), Input((3, 4))])",
    "L.MultiHeadAttention(2, 4)(Input((5, 8)), Input((3, 5, 8)))",
    "L.Discretization([1.0], output_mode='count')(Input((4, 3)))",
    "L.StringLookup(vocabulary=['a'], output_mode='multi_hot')(Input((4, 3), dtype='string'))",
    "L.TextVectorization(vocabulary=['a'])(Input((6,), dtype='string'))",
    "L.Hashing(3)(Input((4,)))",
    "L.CategoryEncoding(0)",
    "L.Dense(2)([Input((4,)), Input((4,))])",
    "L.Flatten()([Input((4, 6))])",
    "L.RNN(L.LSTMCell(3), stateful=True)(Input((4, 6)))",
    "L.SpectralNormalization(L.LSTM(2))(Input((4, 6)))",
    "L.Bidirectional(L.LSTM(2), backward_layer=L.LSTM(3, go_backwards=True), merge_mode='sum')(Input((4, 6)))",
    "L.Bidirectional(L.LSTM(2, return_sequences=True), backward_layer=L.LSTM(2, go_backwards=True))(Input((4, 6)))",
]


def traced(call: str) -> tuple[list[Any], int]:
    text = f"{IMPORTS}r = {call}\nL.Lambda(lambda q: q)(r)\n"
    said = analyze(Source("p.py", text), Settings("2.15"))
    return [made.inputs for made in said.calls if made.callee == "keras.layers.Lambda"], len(said.findings)


@pytest.mark.parametrize(("call", "shape"), GIVEN)
def test_given(call: str, shape: tuple[int | None, ...]) -> None:
    assert traced(call) == ([(list(shape),)], 0)


@pytest.mark.parametrize("call", REFUSED)
def test_refused(call: str) -> None:
    assert traced(call)[1] == 1


def test_a_shared_layer_normalization_keeps_its_axis_from_the_left() -> None:
    text = f"{IMPORTS}n = L.LayerNormalization()\nn(Input((2, 6)))\nn(Input((5, 6, 3)))\n"
    assert analyze(Source("p.py", text), Settings("2.15")).findings == ()
    assert len(analyze(Source("p.py", text), Settings("3")).findings) == 1


def test_a_model_of_one_listed_tensor_gives_that_tensor_before_keras_3() -> None:
    text = """
from keras import Input, Model, layers
a, b = Input((2,)), Input((2,))
y = Model([a], [layers.Dense(3)(a)])(b)
Model([b], [y])
layers.Dense(5)(y)
"""
    for release in ("1.2.2", "2.2.4", "2.15"):
        said = analyze(Source("p.py", text), Settings(release))
        assert said.findings == ()
        assert said.calls[-1].outputs == ([None, 5],)
    assert [finding.line for finding in analyze(Source("p.py", text), Settings("3")).findings] == [6]
