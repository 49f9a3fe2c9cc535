"""What a Sequential takes its input from, by generation."""

from __future__ import annotations

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

TEXT = """from keras.models import Sequential
from keras.layers import Dense, Embedding, Flatten
model = Sequential([Embedding(10, 4{argument}), Flatten(), Dense(3)])
"""


@pytest.mark.parametrize(
    ("version", "argument", "flat"),
    [
        ("1.2.2", ", input_length=6", (None, 24)),
        ("2.1.6", ", input_length=6", (None, 24)),
        ("2.3.1", ", input_length=6", (None, 24)),
        ("2.15", ", input_length=6", (None, 24)),
        ("2.15", ", input_shape=(7,)", (None, 28)),
        ("3", ", input_shape=(7,)", (None, 28)),
        ("3", ", input_length=6", None),
        ("3", "", None),
    ],
)
def test_embedding_declares_its_input_before_keras_3(version: str, argument: str, flat: tuple[int, ...] | None) -> None:
    """Real Keras: 2.15 builds at once with `input_length`, 3 waits for data."""
    analysis = analyze(Source("m.py", TEXT.format(argument=argument)), Settings(version))
    assert not analysis.findings
    outputs = [call.outputs for call in analysis.calls if call.callee == "keras.layers.Flatten"]
    assert outputs == ([(list(flat),)] if flat else [])


@pytest.mark.parametrize(("version", "layer"), [("2.1.6", "Flatten"), ("2.15", "Dense(3)")])
def test_an_open_length_is_refused_once(version: str, layer: str) -> None:
    """Keras to 2.3 refuses Flatten of an open axis; 2.15 builds it, and refuses Dense on the open width."""
    (finding,) = analyze(Source("m.py", TEXT.format(argument="")), Settings(version)).findings
    assert finding.message.symbol == "keras-undefined-dimension"
    assert finding.text.startswith(layer)
