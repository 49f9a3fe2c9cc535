"""Functions on tensors take their arguments by the names and in the order of the installed Keras and TensorFlow."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from keras_shape_lint.layers.indexing import modules
from keras_shape_lint.layers.rule import find

VARIADIC = ("einsum", "meshgrid", "switch", "rearrange")
PREFIXES = ("keras.ops.", "keras.random.", "keras.activations.", "tensorflow.", "keras.backend.")
RULED = [name for name in modules() if name.startswith(PREFIXES) and ".numpy." not in name]


@pytest.mark.parametrize("name", RULED)
def test_arguments_are_its_own(name: str) -> None:
    function = _real(name)
    rule = find(name)
    assert rule is not None
    if name.rpartition(".")[2] in VARIADIC:
        return
    real = list(inspect.signature(function).parameters.values())
    names = [each.name for each in real if each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)]
    ours = [parameter.name for parameter in rule.inputs]
    optional = ours[len(names) :]
    assert ours[: len(names)] == names[: len(ours)]
    assert not optional or any(each.kind is each.VAR_KEYWORD for each in real)
    needed = [each.name for each in real if each.default is each.empty and each.kind is each.POSITIONAL_OR_KEYWORD]
    assert needed == [parameter.name for parameter in rule.inputs if parameter.required]


def _real(name: str) -> Any:
    top = "keras" if name.startswith("keras.") else "tensorflow"
    value: Any = pytest.importorskip(top)
    parts = name.split(".")[1:]
    if name.startswith("keras.backend."):
        value = pytest.importorskip("keras.src.legacy.backend") if hasattr(value, "ops") else value.backend
        parts = parts[1:]
    for part in parts:
        if not hasattr(value, part):
            pytest.skip(f"{name} is not in this release")
        value = getattr(value, part)
    return value
