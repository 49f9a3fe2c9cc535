"""Kernels of Keras 1 by position, as measured: 1.x and 2.0 to 2.3 read a size for each axis, later ones strides."""

from __future__ import annotations

from typing import Any

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

START = "from keras.layers import Input, Convolution2D\nimage = Input((12, 12, 3))\n"


def outputs(call: str, release: str) -> Any:
    analysis = analyze(Source("m.py", f"{START}x = {call}(image)\n"), Settings(release, "channels_last"))
    return [call.outputs for call in analysis.calls if call.line == 3], analysis.findings


@pytest.mark.parametrize(
    ("release", "shape"),
    [("1.2.2", [None, 10, 10, 8]), ("2.1.6", [None, 10, 10, 8]), ("2.3.1", [None, 10, 10, 8]),
     ("2.15", [None, 4, 4, 8]), ("3", [None, 4, 4, 8])],
)  # fmt: skip
def test_three_numbers(release: str, shape: list[Any]) -> None:
    assert outputs("Convolution2D(8, 3, 3)", release) == ([(shape,)], ())


@pytest.mark.parametrize("release", ["1.2.2", "2.3.1"])
def test_strides_beside_them(release: str) -> None:
    call = "Convolution2D(8, 3, 3, border_mode='same', subsample=(2, 2), dim_ordering='tf')"
    assert outputs(call, release) == ([([None, 6, 6, 8],)], ())


def test_2_takes_no_more_by_position() -> None:
    _, findings = outputs("Convolution2D(8, (3, 3), (2, 2))", "2.1.6")
    assert [finding.message.symbol for finding in findings] == ["keras-argument"]
