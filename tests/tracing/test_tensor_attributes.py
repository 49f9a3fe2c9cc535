"""What a symbolic tensor has, by the installed Keras."""

from __future__ import annotations

import pytest

from keras_shape_lint.layers.tensor import ATTRIBUTES


def test_public_attributes() -> None:
    keras = pytest.importorskip("keras", minversion="3.15")
    made = keras.layers.Dense(2)(keras.Input((4,)))
    assert {name for name in dir(made) if not name.startswith("_")} == ATTRIBUTES
