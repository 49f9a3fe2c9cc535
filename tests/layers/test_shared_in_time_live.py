"""One layer for every step, called again on another width: what TimeDistributed builds, and what then fails."""

from __future__ import annotations

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

LAYERS = {
    "Dense(6)": ((4,), (5,)),
    "Conv1D(6, 2)": ((5, 4), (5, 3)),
    "Conv1D(4, 2)": ((5, 4), (5, 8)),
    "Conv2DTranspose(3, 2)": ((5, 5, 4), (5, 5, 3)),
    "DepthwiseConv1D(2)": ((5, 4), (5, 3)),
    "LSTM(6)": ((5, 4), (5, 3)),
    "GRU(5)": ((5, 4), (5, 3)),
    "SimpleRNN(7)": ((5, 4), (5, 3)),
    "BatchNormalization()": ((4,), (1,)),
    "BatchNormalization(axis=-1)": ((4,), (3,)),
    "LayerNormalization()": ((4,), (3,)),
    "PReLU()": ((4,), (3,)),
    "UnitNormalization()": ((4,), (3,)),
    "EinsumDense('ab,bc->ac', 6)": ((4,), (3,)),
}
PROGRAM = """
import numpy as np
from keras import Input, Model
from keras.layers import *
shared = TimeDistributed({layer})
first, second = Input((2, *{first})), Input((2, *{second}))
shared(first)
out = shared(second)
"""


@pytest.mark.parametrize("layer", LAYERS)
def test_what_is_said_to_fail_fails(layer: str) -> None:
    keras = pytest.importorskip("keras", minversion="3")
    first, second = LAYERS[layer]
    text = PROGRAM.format(layer=layer, first=first, second=second)
    names: dict[str, object] = {}
    exec(text, names)
    out = names["out"]
    analysis = analyze(Source("program.py", text), Settings("3"))
    (call,) = [call for call in analysis.calls if call.line == 8]
    try:
        keras.Model(names["second"], out)(keras.ops.zeros((3, 2, *second)))
        fails = False
    except Exception:
        fails = True
    said = [finding.message.symbol for finding in analysis.findings]
    assert said in ([], ["keras-fails-at-run"])
    if said:
        assert fails
        assert call.outputs == (list(out.shape),)
    elif fails:
        assert layer in SILENT


SILENT = {"EinsumDense('ab,bc->ac', 6)"}
"""What fails and is not said to."""
