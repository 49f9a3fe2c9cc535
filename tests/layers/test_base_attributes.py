"""The names that Keras' base classes have are those of the installed Keras."""

from __future__ import annotations

import pytest

from keras_shape_lint.layers.base_attributes import OF_BASES, OF_TORCH


def test_no_public_attribute_is_missing() -> None:
    keras = pytest.importorskip("keras")
    x = keras.Input((3,))
    made = (keras.layers.Layer(), keras.Model(), keras.Model(x, x), keras.Sequential([x, keras.layers.Dense(2)]))
    public = {name for each in made for name in dir(each) if not name.startswith("_")}
    assert public - OF_BASES <= OF_TORCH
