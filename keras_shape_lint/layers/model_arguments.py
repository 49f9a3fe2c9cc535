"""The arguments of Model and Sequential: `keras/src/models/model.py`, `sequential.py`."""

from __future__ import annotations

from collections.abc import Iterable

from keras_shape_lint.findings import Reason
from keras_shape_lint.layers.spelling import unknown_argument
from keras_shape_lint.layers.world import World

_OF_SEQUENTIAL = ("layers", "name", "trainable")
_OF_MODEL = ("inputs", "outputs", "input", "output", "name", "trainable", "dtype", "autocast", "dynamic")


def strange_of_sequential(names: Iterable[str]) -> Reason | None:
    """An argument that no release has."""
    return next((unknown_argument(name, _OF_SEQUENTIAL) for name in names if name not in _OF_SEQUENTIAL), None)


def strange_of_model(names: Iterable[str], complete: bool, world: World) -> Reason | None:
    """As much; Keras 3 disregards them where the model is `complete`, with inputs and outputs."""
    if world.generation < (2, 15) or (complete and world.generation >= (3,)):
        return None
    return next((unknown_argument(name, _OF_MODEL) for name in names if name not in _OF_MODEL), None)
