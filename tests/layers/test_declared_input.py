"""The input that the first layer of a Sequential declares. Measured: `model.output_shape` after `model.add(layer)`."""

from __future__ import annotations

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

NOTHING = "refused"
CASES = {
    "LSTM(4, input_dim=5)": {"2.2.4": [None, 4], "2.3.1": [None, 4], "2.15": [None, 4], "3": NOTHING},
    "LSTM(4, input_dim=5, input_length=7, return_sequences=True)": {"2.3.1": [None, 7, 4], "2.15": [None, 7, 4]},
    "Conv1D(4, 3, input_dim=5)": {"2.2.4": [None, None, 4], "2.3.1": [None, None, 4], "2.15": NOTHING, "3": NOTHING},
    "Conv1D(4, 3, input_dim=5, input_length=9)": {"2.2.4": [None, 7, 4], "2.3.1": [None, 7, 4]},
    "Activation('relu', input_dim=5)": {"2.15": [None, 5], "3": [None, 5]},
    "Embedding(5, 3)": {"2.2.4": [None, None, 3], "2.3.1": [None, None, 3], "2.15": [None, None, 3], "3": "?"},
    "Embedding(5, 3, input_length=6)": {"2.2.4": [None, 6, 3], "2.3.1": [None, 6, 3], "2.15": [None, 6, 3], "3": "?"},
    "Embedding(5, 3, input_shape=(9,))": {"2.3.1": [None, 9, 3], "2.15": [None, 9, 3], "3": [None, 9, 3]},
    "Embedding(5, 3, batch_input_shape=(2, 9))": {"2.2.4": [2, 9, 3], "2.3.1": [2, 9, 3], "2.15": [2, 9, 3]},
    "Dense(5, input_dim=3)": {version: [None, 5] for version in ("2.2.4", "2.3.1", "2.15", "3")},
}


@pytest.mark.parametrize(("made", "version", "real"), [(m, v, s) for m, by in CASES.items() for v, s in by.items()])
def test_a_sequential_begins_as_under_keras(made: str, version: str, real: object) -> None:
    text = f"from keras.models import Sequential\nfrom keras.layers import *\nm = Sequential()\nm.add({made})\n"
    analysis = analyze(Source("program.py", text), Settings(keras_version=version))
    faults = [finding.message.symbol for finding in analysis.findings]
    if real is NOTHING:
        assert faults == ["keras-input-rank"]
        return
    assert not faults
    shapes = [call.outputs[0] for call in analysis.calls if call.kind == "sequential"]
    assert shapes == ([] if real == "?" else [real])
