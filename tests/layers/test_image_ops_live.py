"""`keras.ops.image` against the installed Keras."""

from __future__ import annotations

from typing import Any

import pytest

from tests.layers.ops_live import X, ask_rule, difference

pytest.importorskip("keras")
NAME = "keras.ops.image."
IMAGES = [X(None, 32, 32, 3), X(2, 17, 8, 1), X(16, 12, 3), X(None, None, 20, 3), X(None, 3, 24, 24), X(4, 5)]
PATCHES: list[dict[str, Any]] = [
    {"size": 8}, {"size": (4, 2)}, {"size": 3, "strides": 2}, {"size": 4, "strides": (1, 3), "padding": "same"},
    {"size": 2, "dilation_rate": 2, "strides": 1}, {"size": 5, "data_format": "channels_first"},
]  # fmt: skip


@pytest.mark.parametrize("images", IMAGES, ids=repr)
@pytest.mark.parametrize("options", PATCHES, ids=repr)
def test_patches(images: X, options: dict[str, Any]) -> None:
    assert difference(NAME + "extract_patches", images, **options) is None


@pytest.mark.parametrize("images", IMAGES, ids=repr)
@pytest.mark.parametrize("name", ["rgb_to_grayscale", "rgb_to_hsv", "hsv_to_rgb"])
def test_colours(name: str, images: X) -> None:
    assert difference(NAME + name, images) is None


def test_shapes_are_given() -> None:
    assert ask_rule(NAME + "extract_patches", (X(None, 32, 32, 3),), {"size": 8}) == (None, 4, 4, 192)
    assert ask_rule(NAME + "rgb_to_grayscale", (X(None, 32, 32, 3),), {}) == (None, 32, 32, 1)
