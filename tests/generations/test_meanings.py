"""Calls that every release takes and that mean another thing in some: a warning, and only where none is named."""

from __future__ import annotations

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

START = """from keras.layers import *
from keras.layers import Input
image = Input((12, 12, 3))
a, b = Input((5, 10, 3)), Input((5, 5, 3))
p, q = Input((1,)), Input((10,))
"""


def said(code: str, release: str = "auto") -> list[str]:
    analysis = analyze(Source("p.py", f"{START}{code}\n"), Settings(release, "channels_last"))
    return [finding.text for finding in analysis.findings if finding.message.symbol == "keras-meaning-changed"]


@pytest.mark.parametrize(
    ("code", "shapes"),
    [
        ("Convolution2D(8, 3, 3)(image)", ["(None, 4, 4, 8) in Keras 3", "(None, 10, 10, 8) in Keras 2.3.1"]),
        ("Convolution2D(8, 5, 3)(image)", ["(None, 3, 3, 8) in Keras 3", "(None, 8, 10, 8) in Keras 2.3.1"]),
        ("Dense(output_dim=4)(Dot(axes=-1)([a, b]))", ["declared (None, 5, 10, 5, 5) but gives (None, 5, 10, 5)"]),
    ],
)
def test_a_warning(code: str, shapes: list[str]) -> None:
    found = said(code)
    assert len(found) == 1
    assert all(shape in found[0] for shape in shapes)
    for release in ("1.2.2", "2.1.6", "2.3.1", "2.15", "3"):
        assert said(code, release) == []


@pytest.mark.parametrize(
    "code",
    [
        "Conv2D(8, 3, 3)(image)",
        "Conv2D(8, 3, 2)(image)",
        "Convolution2D(8, 3)(image)",
        "Convolution2D(8, (3, 3))(image)",
        "Convolution2D(8, 3, 3, padding='same')(image)",
        "Convolution2D(8, 1, 1)(image)",
        "Add()([p, q])",
        "Dot(axes=-1)([a, b])",
    ],
)
def test_no_warning(code: str) -> None:
    """What a program of today may well mean, what is dated otherwise, and what gives one shape everywhere."""
    assert said(code) == []
