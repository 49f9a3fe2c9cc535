"""Layers on images take by name what `BaseImagePreprocessingLayer` takes, as the installed Keras has it."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from keras_shape_lint.layers.augmentation import IMAGE_BASE
from keras_shape_lint.layers.rule import BASE_ARGUMENTS, find

keras = pytest.importorskip("keras")


def _base() -> Any:
    mro = keras.layers.RandomBrightness.__mro__
    return next((parent for parent in mro if parent.__name__ == "BaseImagePreprocessingLayer"), None)


def _names(cls: type) -> set[str]:
    parameters = list(inspect.signature(cls).parameters.values())
    return {p.name for p in parameters if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)}


def test_the_base_takes_these() -> None:
    if _base() is None:
        pytest.skip("this Keras has no class between Layer and the layers on images")
    assert _names(_base()) == set(IMAGE_BASE.split())


def test_every_layer_on_images_hands_them_on() -> None:
    if _base() is None:
        pytest.skip("this Keras has no class between Layer and the layers on images")
    found = 0
    for name, cls in vars(keras.layers).items():
        if not (isinstance(cls, type) and issubclass(cls, _base())):
            continue
        rule = find(f"keras.layers.{name}")
        if rule is None or not any(p.kind is p.VAR_KEYWORD for p in inspect.signature(cls).parameters.values()):
            continue
        found += 1
        assert set(IMAGE_BASE.split()) <= set(rule.parameters) | rule.inherited | set(BASE_ARGUMENTS), name
    assert found > 10
