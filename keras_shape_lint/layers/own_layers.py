"""What Keras' base class refuses of the layers that a program writes: `keras/src/layers/layer.py`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from keras_shape_lint.findings import ARGUMENT, Reason
from keras_shape_lint.layers.rule import BASE_ARGUMENTS
from keras_shape_lint.layers.spelling import unknown_argument
from keras_shape_lint.layers.world import World, fits

_BASE = {*BASE_ARGUMENTS, "implementation"}
_WEIGHT = frozenset(
    {
        "name", "shape", "dtype", "initializer", "regularizer", "trainable", "constraint", "autocast", "aggregation",
        "synchronization", "use_resource", "overwrite_with_gradient", "layout", "partitioner", "collections",
        "experimental_autocast", "caching_device", "getter", "experimental_enable_variable_lifting",
    }
)  # fmt: skip
"""Those of 1.0 to 3.15 together."""


def strange_argument(names: Iterable[str], world: World) -> Reason | None:
    """One that `super().__init__` of a Layer does not take. Raised by every release."""
    for name in names:
        if name not in _BASE or not fits(BASE_ARGUMENTS.get(name, ((2,), (2, 99))), world):
            return unknown_argument(name, _BASE)
    return None


def refused_weight(names: Iterable[str], shape: Any, world: World) -> Reason | None:
    """An argument that `add_weight` has in no release, or since 2.15 a shape that is no tuple of sizes."""
    for name in names:
        if name not in _WEIGHT:
            return unknown_argument(name, _WEIGHT)
    if world.generation < (2, 15):
        return None
    if type(shape) in (int, float, str):
        return Reason(ARGUMENT, "{layer}: the shape must be a tuple, not {0}; write ({0},)", (shape,))
    if isinstance(shape, (tuple, list)) and not getattr(shape, "open", False):
        wrong = next((size for size in shape if size is None or type(size) in (float, str, tuple)), 0)
        if wrong is None:
            return Reason(ARGUMENT, "{layer}: the shape {0} has a size that is not known, None", (tuple(shape),))
        if wrong != 0:
            return Reason(ARGUMENT, "{layer}: the shape {0} holds {1}, which is no integer", (tuple(shape), wrong))
    return None
