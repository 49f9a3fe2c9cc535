"""Layers of the user's own: their weights, and what `compute_output_shape` says, as each release takes it.

Measured: (None, 8) -> call doubles the last axis; what `layer(x).shape` is.
"""

from __future__ import annotations

from typing import Any

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

HEAD = "from keras.layers import Input, Dense, Layer\nfrom keras import backend as K\n"
DOUBLE = """\
class Double(Layer):
    def call(self, x):
        return {}
{}
Dense(3)(Double()(Input(shape=(8,))))
"""
DECLARED = "    def compute_output_shape(self, input_shape):\n        return (input_shape[0], {})"
CALL, LOST = "K.concatenate([x, x])", "somewhere(x)"


def given_to_dense(text: str, version: str) -> Any:
    analysis = analyze(Source("program.py", HEAD + text), Settings(keras_version=version))
    assert not [finding for finding in analysis.findings if finding.severity == "E"]
    return next(call.inputs[0] for call in analysis.calls if call.callee == "keras.layers.Dense")


@pytest.mark.parametrize("version", ["2.2.4", "2.3.1", "3"])
def test_a_declared_shape_counts(version: str) -> None:
    assert given_to_dense(DOUBLE.format(CALL, DECLARED.format("2 * input_shape[1]")), version) == [None, 16]
    assert given_to_dense(DOUBLE.format(LOST, DECLARED.format("2 * input_shape[1]")), version) == [None, 16]
    assert given_to_dense(DOUBLE.format(CALL, DECLARED.format("7")), version) == [None, 7]


def test_what_call_gives_counts_in_keras_2_15() -> None:
    assert given_to_dense(DOUBLE.format(CALL, DECLARED.format("7")), "2.15") == [None, 16]


@pytest.mark.parametrize(("version", "shape"), [("2.3.1", [None, 8]), ("2.15", "?"), ("3", "?")])
def test_a_layer_that_says_nothing_gives_its_input_up_to_2_3(version: str, shape: Any) -> None:
    assert given_to_dense(DOUBLE.format(LOST, ""), version) == shape


WEIGHTS = """\
class Product(Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight({})
    def call(self, x):
        return x @ self.kernel
x = Input(shape=(8,))
Dense(3)(Product()(x))
"""


@pytest.mark.parametrize(
    "arguments", ["(input_shape[-1], 5)", "shape=(input_shape[-1], 5)", "'kernel', (input_shape[-1], 5)"]
)
def test_a_weight_has_the_shape_it_was_asked_for(arguments: str) -> None:
    assert given_to_dense(WEIGHTS.format(arguments), "3") == [None, 5]


def test_several_inputs_have_several_shapes() -> None:
    text = """\
class Product(Layer):
    def build(self, input_shape):
        first, second = input_shape
        self.kernel = self.add_weight(shape=(first[-1], second[-1]))
    def call(self, inputs):
        return inputs[0] @ self.kernel
Dense(3)(Product()([Input(shape=(8,)), Input(shape=(2, 6))]))
"""
    assert given_to_dense(text, "3") == [None, 6]
