"""The weights of layers of Keras 1 and 2, as 1.2.2 and 2.1.6 made them on TensorFlow."""

from __future__ import annotations

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

GATE = [(3, 4), (4, 4), (4,)]
MEASURED = {
    ("2.1.6", "CuDNNLSTM(8)", (5, 3)): [(3, 32), (8, 32), (64,)],
    ("2.1.6", "CuDNNGRU(8)", (5, 3)): [(3, 24), (8, 24), (48,)],
    ("2.1.6", "MaxoutDense(4, nb_feature=3)", (6,)): [(3, 6, 4), (3, 4)],
    ("2.1.6", "Highway()", (6,)): [(6, 6), (6, 6), (6,), (6,)],
    ("2.1.6", "LocallyConnected1D(4, 3)", (7, 2)): [(5, 6, 4), (5, 4)],
    ("2.1.6", "LocallyConnected2D(4, (3, 3))", (7, 7, 2)): [(25, 18, 4), (5, 5, 4)],
    ("2.1.6", "Deconvolution2D(4, (3, 3))", (7, 7, 2)): [(3, 3, 4, 2), (4,)],
    ("2.1.6", "BatchNormalization()", (6,)): [(6,)] * 4,
    ("2.1.6", "GRU(4)", (5, 3)): [(3, 12), (4, 12), (12,)],
    ("2.1.6", "LSTM(4)", (5, 3)): [(3, 16), (4, 16), (16,)],
    ("2.1.6", "SeparableConv2D(4, 3)", (7, 7, 2)): [(3, 3, 2, 1), (1, 1, 2, 4), (4,)],
    ("2.1.6", "ConvLSTM2D(4, 3)", (5, 7, 7, 2)): [(3, 3, 2, 16), (3, 3, 4, 16), (16,)],
    ("2.1.6", "Bidirectional(LSTM(4))", (5, 3)): [(3, 16), (4, 16), (16,)] * 2,
    ("1.2.2", "TimeDistributedDense(4)", (5, 3)): [(3, 4), (4,)],
    ("1.2.2", "SReLU()", (6,)): [(6,)] * 4,
    ("1.2.2", "ParametricSoftplus()", (6,)): [(6,)] * 2,
    ("1.2.2", "Deconvolution2D(4, 3, 3, output_shape=(None, 9, 9, 4))", (7, 7, 2)): [(3, 3, 2, 4), (4,)],
    ("1.2.2", "Convolution1D(4, 3)", (7, 2)): [(3, 1, 2, 4), (4,)],
    ("1.2.2", "GRU(4)", (5, 3)): GATE * 3,
    ("1.2.2", "LSTM(4)", (5, 3)): GATE * 4,
    ("1.2.2", "Dense(4)", (6,)): [(6, 4), (4,)],
}
"""Release, layer and input shape -> weights in their order."""
KNOWN = ("CuDNN", "Maxout", "Highway", "LocallyConnected", "BatchNormalization", "SeparableConv", "Dense")

PROGRAM = """import numpy as np
from keras.layers import *
made = {layer}
made(Input({shape}))
made.set_weights([np.zeros(shape) for shape in {weights}])
"""


def refused(version: str, layer: str, shape: tuple[int, ...], weights: list[tuple[int, ...]]) -> list[str]:
    program = PROGRAM.format(layer=layer, shape=shape, weights=weights)
    return [found.message.symbol for found in analyze(Source("p.py", program), Settings(version)).findings]


@pytest.mark.parametrize("case", MEASURED, ids=lambda case: f"{case[1]} {case[0]}")
def test_its_own_weights_are_taken(case: tuple[str, str, tuple[int, ...]]) -> None:
    assert refused(*case, MEASURED[case]) == []


@pytest.mark.parametrize("case", [case for case in MEASURED if case[1].startswith(KNOWN)], ids=lambda case: case[1])
def test_others_are_refused(case: tuple[str, str, tuple[int, ...]]) -> None:
    weights = MEASURED[case]
    assert refused(*case, weights[:-1]) == ["keras-weights"]
    assert refused(*case, [(*weights[0], 1), *weights[1:]]) == ["keras-weights"]
