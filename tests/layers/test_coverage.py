"""Every public layer and function on tensors of the installed Keras has a rule, or a reason why not."""

from __future__ import annotations

import inspect

import pytest

from keras_shape_lint.layers.indexing import modules
from keras_shape_lint.layers.opaque import LAYERS, OPS, opaque

keras = pytest.importorskip("keras")
RULED = modules()


def _missing(names: list[str], prefix: str, table: dict[str, str]) -> list[str]:
    without = opaque(table)
    both = [name for name in without if prefix + name in RULED]
    assert not both, f"ruled and opaque: {both}"
    return [name for name in names if prefix + name not in RULED and name not in without]


def test_every_layer() -> None:
    names = [name for name, value in vars(keras.layers).items() if inspect.isclass(value)]
    assert _missing(names, "keras.layers.", LAYERS) == []


def test_every_function() -> None:
    names = [name for name, value in vars(keras.ops).items() if inspect.isfunction(value)]
    assert _missing(names, "keras.ops.", OPS) == []
