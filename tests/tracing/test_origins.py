"""Where dimensions came from: the call, and its argument or the sizes it is computed from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from keras_shape_lint.analysis import Settings, Source, graph_of
from keras_shape_lint.shapes.dims import is_known
from keras_shape_lint.tracing.keras.origins import origin
from tests.processes import ROOT

PROGRAMS = sorted((ROOT / "tests" / "applications" / "programs").glob("*.py"))[::4]
START = """\
from keras import Input, Model, Sequential, layers, ops
image = Input((28, 28, 3))
text = Input((12, 12))
"""


def origins(program: str) -> list[tuple[Any, ...]]:
    """Of each axis of the last call but the first: line and label of its call, argument, parts."""
    traced = graph_of(Source("m.py", START + program), Settings("3"))
    assert traced.world is not None
    node = traced.nodes[-1][0]
    (output,) = node.outputs
    found = [origin(output, axis, traced.world) for axis in range(1, len(output.dims))]
    return [(each.tensor.producer.site.line, each.tensor.producer.label, each.argument, each.parts) for each in found]


IMAGE, TEXT = (2, "Input", None, ()), (3, "Input", None, ())


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("layers.Conv2D(28, 3, padding='same')(image)", [IMAGE, IMAGE, (4, "Conv2D(28, (3, 3))", "filters", ())]),
        ("layers.LSTM(12, return_sequences=True)(text)", [TEXT, (4, "LSTM(12)", "units", ())]),
        ("layers.Embedding(5, 5)(Input((7,)))", [(4, "Input", None, ()), (4, "Embedding(5, 5)", "output_dim", ())]),
        ("layers.MaxPooling2D(2)(image)", [*[(4, "MaxPooling2D", None, (28,))] * 2, IMAGE]),
        ("layers.Flatten()(image)", [(4, "Flatten", None, (28, 28, 3))]),
        ("layers.Reshape((-1, 28))(image)", [
            (4, "Reshape((-1, 28))", None, (28, 28, 3)), (4, "Reshape((-1, 28))", "target_shape", ())]),
        ("y = layers.Dense(5)(text)\nlayers.Permute((2, 1))(y)", [(4, "Dense(5)", "units", ()), TEXT]),
        ("layers.Concatenate()([text, layers.Dense(4)(text)])", [
            TEXT, (4, "Concatenate(axis=-1)", None, (12, 4))]),
        ("y = layers.Dense(4)(text)\n-(y + y) * 2", [TEXT, (4, "Dense(4)", "units", ())]),
        ("layers.Add()([text, layers.Dense(12)(text)])", [TEXT, TEXT]),
        ("layers.Dot((2, 1))([layers.Dense(5)(text), layers.Reshape((5, 12))(Input((60,)))])", [
            TEXT, (4, "Reshape((5, 12))", "target_shape", ())]),
        ("m = Model(text, layers.Dense(4)(text))\nm(Input((12, 12)))", [
            (5, "Input", None, ()), (4, "Dense(4)", "units", ())]),
        ("m = Sequential([layers.Dense(5), layers.Dense(3)])\nlayers.ReLU()(m(text))", [
            TEXT, (4, "Dense(3)", "units", ())]),
        ("ops.transpose(ops.reshape(text, (-1, 3, 48)), (0, 2, 1))", [
            (4, "reshape", "newshape", ()), (4, "reshape", "newshape", ())]),
        ("layers.Lambda(lambda v: v * 2)(text)", [TEXT, TEXT]),
        ("layers.Lambda(lambda v: v[:, 1:])(text)", [(4, "Lambda", None, (12,)), TEXT]),
        ("class Own(layers.Layer):\n    def call(self, v):\n        return layers.Dense(4)(v)\nOwn()(text)", [
            TEXT, (6, "Dense(4)", "units", ())]),
        ("def f(n):\n    return layers.ReLU()(layers.Dense(n + 1)(text))", [TEXT, (5, "Dense(n + 1)", "units", ())]),
        ("y = layers.GRU(4, return_sequences=True)(Input((None, 2)))\nlayers.ReLU()(y)", [
            (4, "Input", None, ()), (4, "GRU(4)", "units", ())]),
    ],
)  # fmt: skip
def test_examples(program: str, expected: list[Any]) -> None:
    assert origins(program) == expected


def test_a_stated_shape_comes_from_the_variable() -> None:
    traced = graph_of(Source("m.py", f"{START}x = load()  # shape: (None, 32)\nlayers.ReLU()(x)\n"), Settings("3"))
    assert traced.world is not None
    found = origin(traced.nodes[-1][0].outputs[0], 1, traced.world)
    assert (found.tensor.name, found.argument, found.parts) == ("x", None, ())


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_the_size_stands_where_it_came_from(program: Path) -> None:
    traced = graph_of(Source(str(program), program.read_text(encoding="utf-8")), Settings("3"))
    assert traced.world is not None
    known = [
        (output, axis)
        for node, _ in traced.nodes[:: max(1, len(traced.nodes) // 20)]
        for output in node.outputs
        for axis, size in enumerate(output.dims)
        if is_known(size)
    ]
    for output, axis in known:
        assert output.dims[axis] in origin(output, axis, traced.world).tensor.dims
