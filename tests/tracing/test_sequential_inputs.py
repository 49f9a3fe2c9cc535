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


WAITED = "model = Sequential([Dense(4)]); model({})\n"
DECLARED = "model = Sequential([Input((12, 2{})), Dense(4)])\n"
VALUES = "from numpy import zeros, ones\nfrom {} import Input\nfrom {}.layers import Dense\nfrom {} import Sequential\n"


@pytest.mark.parametrize("version", ["2.15", "3"])
@pytest.mark.parametrize("value", ["zeros((1, 20, 2))", "Dense(2)(zeros((1, 20, 3)))", "-Dense(2)(ones((1, 20, 3)))"])
def test_a_first_call_binds_no_other_size(version: str, value: str) -> None:
    """Real Keras, both: called on values, a Sequential that waited for its input asks its layers alone."""
    name = "tensorflow.keras" if version == "2.15" else "keras"
    text = VALUES.format(name, name, name) + WAITED.format("zeros((1, 12, 2))") + f"y = model({value})\n"
    analysis = analyze(Source("m.py", text), Settings(version))
    assert not analysis.findings
    (outputs,) = [call.outputs for call in analysis.calls if (call.line, call.col) == (6, 4)]
    assert outputs == ([1, 20, 4],)


@pytest.mark.parametrize(
    ("version", "last", "value", "refused"),
    [
        ("2.15", "", "zeros((1, 20, 2))", True),
        ("3", "", "zeros((1, 20, 2))", False),
        ("3", "", "Dense(2)(zeros((1, 20, 3)))", False),
        ("3", "", "Dense(2)(Input((20, 3)))", True),
        ("3", ", 1", "zeros((1, 20, 2))", False),
        ("3", ", 1", "zeros((1, 20, 2, 2))", True),
        ("3", "", "zeros((20, 2))", True),
    ],
)
def test_values_of_other_sizes_than_declared(version: str, last: str, value: str, refused: bool) -> None:
    """Real Keras: 3 holds tensors of its own against the declared sizes, and values only against the layers."""
    name = "tensorflow.keras" if version == "2.15" else "keras"
    text = VALUES.format(name, name, name) + DECLARED.format(last) + f"y = model({value})\n"
    findings = analyze(Source("m.py", text), Settings(version)).findings
    assert [finding.line for finding in findings] == ([6] if refused else [])
