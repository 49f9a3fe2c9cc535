"""Ranks that old layers leave alone, and the ends of old models: 1.2.2, 2.2.4 and 2.3.1 were seen to answer so."""

from __future__ import annotations

from typing import Any

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

IMPORTS = "from keras import layers as L\nfrom keras.models import Model, Sequential\nfrom keras.layers import Input\n"
OLD = ("1.2.2", "2.2.4", "2.3.1")
TAKEN = [
    ("L.TimeDistributed(L.Flatten())(Input((None, 6)))", OLD),
    ("L.TimeDistributed(L.Flatten())(Input((3, 6)))", OLD),
    ("L.TimeDistributed(L.GlobalMaxPooling1D())(Input((3, 4, 5, 6)))", OLD),
    ("L.TimeDistributed(L.SpatialDropout1D(0.1))(Input((3, 4, 5, 6)))", OLD),
    ("L.TimeDistributed(L.UpSampling1D())(Input((3, 6)))", OLD[1:]),
    ("L.TimeDistributed(L.LSTM(2))(Input((3, 4, 5, 6)))", OLD[:1]),
    ("L.Cropping2D(1)(Input((3, 2, 4)))", OLD[1:]),
    ("L.UpSampling1D()(Input((6,)))", OLD[1:]),
    ("L.UpSampling3D()(Input((4, 5, 6)))", OLD[1:]),
    ("L.SpatialDropout1D(0.1)(Input((4, 5, 6)))", OLD[:1]),
    ("L.Softmax(axis=3)(Input((6,)))", OLD[1:]),
    ("Model((i,), (L.Dense(2)(i),))", OLD),
    ("Sequential([L.InputLayer((4, 8)), L.Dense(2)])", OLD),
    ("L.Dense(3)(Model([i], [L.Dense(2)(i)])(Input((8, 8))))", (*OLD, "2.15")),
    ("L.Dense(3)(Model(i, (L.Dense(2)(i),))(Input((8, 8))))", OLD),
    ("Model(i, [Model([i], [L.Dense(2)(i)])(i)])", (*OLD, "2.15")),
    ("L.Dense(3)(Model([i], [L.Dense(2)(i)]).output)", (*OLD, "2.15")),
    ("Model(i, L.BatchNormalization()(i))(Input((8, 1, 8)))", OLD[1:]),
]
REFUSED = [
    ("L.TimeDistributed(L.Flatten())(Input((6,)))", OLD),
    ("L.TimeDistributed(L.Conv1D(2, 1))(Input((3, 6)))", OLD[1:]),
    ("L.TimeDistributed(L.Conv1D(2, 1))(Input((3, 4, 5, 6)))", OLD[1:]),
    ("L.SpatialDropout1D(0.1)(Input((4, 5, 6)))", OLD[1:]),
    ("Sequential([Input((4, 8))])", OLD),
    ("L.Dense(3)(Model([i], [L.Dense(2)(i)])(Input((8, 8))))", ("3",)),
    ("Model(i, {'m': L.Dense(2)(i)})", OLD),
    ("Model({'x': i}, L.Dense(2)(i))", OLD),
    ("Model([i], [[L.Dense(2)(i)], i])", OLD),
]


def said(call: str, release: str) -> list[Any]:
    text = f"{IMPORTS}i = Input((8, 8))\n{call}\n"
    return [finding for finding in analyze(Source("m.py", text), Settings(release)).findings if finding.severity == "E"]


@pytest.mark.parametrize(("call", "releases"), TAKEN)
def test_taken(call: str, releases: tuple[str, ...]) -> None:
    assert [said(call, release) for release in releases] == [[]] * len(releases)


@pytest.mark.parametrize(("call", "releases"), REFUSED)
def test_refused(call: str, releases: tuple[str, ...]) -> None:
    assert [len(said(call, release)) for release in releases] == [1] * len(releases)
