"""Functions on tensors take their arguments by the names and in the order of the installed Keras and TensorFlow."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from keras_shape_lint.layers.indexing import modules
from keras_shape_lint.layers.rule import find

PREFIXES = ("keras.ops.", "keras.random.", "keras.activations.", "tensorflow.", "keras.backend.")
RULED = [name for name in modules() if name.startswith(PREFIXES) and ".numpy." not in name]
FILLED = {"axis": -1, "num_classes": 5}
"""What stands for arguments that are no tensors, 1 but for these."""


@pytest.mark.parametrize("name", RULED)
def test_arguments_are_its_own(name: str) -> None:
    function = _real(name)
    rule = find(name)
    assert rule is not None
    if rule.variadic:
        return
    real = list(inspect.signature(function).parameters.values())
    names = [each.name for each in real if each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)]
    ours = [parameter.name for parameter in rule.inputs]
    optional = ours[len(names) :]
    assert ours[: len(names)] == names[: len(ours)]
    assert not optional or any(each.kind is each.VAR_KEYWORD for each in real)
    needed = [each.name for each in real if each.default is each.empty and each.kind is each.POSITIONAL_OR_KEYWORD]
    assert needed == [parameter.name for parameter in rule.inputs if parameter.required]


@pytest.mark.parametrize("name", [name for name in RULED if name.startswith("keras.ops.")])
def test_lists_of_tensors_for_one(name: str) -> None:
    """A list of symbolic tensors stands for one tensor where the rule says so, and nowhere else."""
    function = _real(name)
    keras = pytest.importorskip("keras")
    rule = find(name)
    assert rule is not None
    x = keras.KerasTensor((None, 4))
    given = {each.name: x if each.tensor else FILLED.get(each.name, 1) for each in rule.inputs if each.required}
    tensors = [each.name for each in rule.inputs if each.tensor]
    assert any(_accepts(function, {**given, name: [x, x]}) for name in tensors) == rule.stacks


def _accepts(function: Any, given: dict[str, Any]) -> bool:
    try:
        function(**given)
    except Exception:
        return False
    return True


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
