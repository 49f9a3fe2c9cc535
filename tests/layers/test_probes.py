"""Every layer of Keras 3.15.1 at ranks 1 to 6, and every function on tensors, against what each was seen to give.

Arguments without a default were given the values below; merges were called on twice the same tensor, a cell on its
inputs and a state of 4 units for each that it keeps.
"""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from keras_shape_lint.analysis import Settings, Source, graph_of
from keras_shape_lint.findings import FAILS_AT_RUN
from keras_shape_lint.graph import flat_tensors
from keras_shape_lint.layers.opaque import LAYERS, OPS, opaque

DATA = Path(__file__).parents[1] / "data" / "probes-3.json.xz"
MEASURED: dict[str, Any] = json.loads(lzma.decompress(DATA.read_bytes()))
GIVEN = {
    "units": "4", "filters": "4", "kernel_size": "2", "input_dim": "7", "output_dim": "4", "rate": "0.3", "n": "3",
    "num_heads": "2", "key_dim": "3", "head_dim": "3", "num_query_heads": "4", "num_key_value_heads": "2",
    "size": "2", "padding": "1", "cropping": "1", "stddev": ".1", "factor": ".2", "height": "8", "width": "8",
    "groups": "1", "scale": "1.0", "height_factor": ".1", "width_factor": ".1", "max_number": "5",
    "output_size": "4", "pool_size": "2",
}  # fmt: skip
WRITTEN = {
    "Bidirectional": "L.LSTM(4)", "TimeDistributed": "L.Dense(4)", "RNN": "L.LSTMCell(4)",
    "SpectralNormalization": "L.Dense(4)", "Permute": "(2, 1)", "Reshape": "(-1,)", "Dot": "axes=-1",
    "Lambda": "lambda x: x", "EinsumDense": "'abc,cd->abd', output_shape=(None, 4)", "Pipeline": "[L.Rescaling(1.)]",
    "Activation": "'relu'", "Discretization": "bin_boundaries=[0., 1.]", "CategoryEncoding": "num_tokens=5",
    "Hashing": "num_bins=5", "HashedCrossing": "num_bins=5", "IntegerLookup": "vocabulary=[1, 2]",
    "StringLookup": "vocabulary=['a']", "TextVectorization": "max_tokens=20, vocabulary=['a']",
    "RandomPosterization": "factor=4", "RepeatVector": "3", "ReversibleEmbedding": "7, 4",
    "GroupNormalization": "groups=1",
}  # fmt: skip
STATES = {"LSTMCell": 2, "GRUCell": 1, "SimpleRNNCell": 1}
TWICE = ("Attention", "AdditiveAttention", "HashedCrossing")
SPREAD = ("MultiHeadAttention", "GroupQueryAttention")
NOT_ASKED = {
    "Layer": "by what a program defines",
    "Wrapper": "by what a program defines",
    "STFTSpectrogram": "the probe could not build it",
    "StackedRNNCells": "the probe says nothing of the states it was called with, which nest",
}
NO_NUMBERS = "arange bartlett blackman empty eye full hamming hanning identity kaiser ones tri zeros"
NO_SHAPES = "beta binomial categorical dropout gamma normal randint truncated_normal uniform"
NOT_SAID = {
    **{f"keras.ops.{name}(x)": "a symbolic tensor where a number or a shape is wanted" for name in NO_NUMBERS.split()},
    **{f"keras.random.{name}(x)": "the same, or an argument is missing" for name in NO_SHAPES.split()},
    **dict.fromkeys(("bool(a)", "float(a)", "int(a)", "len(a)", "list(a)", "if_a", "a.T"), "Python's own error"),
    **dict.fromkeys(("keras.activations.get(x)", "keras.activations.deserialize(x)"), "no function on tensors"),
}
"""What is not about shapes: nothing is said there."""


def traced(program: str) -> Any:
    """Shapes of the outputs of the last call, None when it is refused."""
    graph = graph_of(Source("p.py", program), Settings("3"))
    if any(found.severity == "E" and found.message is not FAILS_AT_RUN for found in graph.analysis.findings):
        return None
    made = [node for node, _ in graph.nodes if node.kind not in ("model", "input")]
    return [list(x.shape) if isinstance(x.shape, tuple) else "?" for x in flat_tensors(made[-1].outputs)]


def tensor(shape: list[Any]) -> str:
    return f"L.Input(batch_shape={tuple(shape)!r})"


def called(name: str, row: dict[str, Any], shape: list[Any], more: str = "") -> str:
    needed = [each[0] for each in row["init"] if len(each) == 1 and each[0] in GIVEN]
    arguments = WRITTEN.get(name) or ", ".join(f"{each}={GIVEN[each]}" for each in needed)
    inputs = tensor(shape)
    if row.get("merge") or name in TWICE:
        inputs = f"[{inputs}, {inputs}]"
    elif name in SPREAD:
        inputs = f"{inputs}, {inputs}"
    elif name in STATES:
        state = ", ".join([tensor([*shape[:-1], 4])] * STATES[name])
        inputs = f"{inputs}, [{state}]"
    joined = ", ".join(each for each in (arguments, more) if each)
    return f"import keras\nfrom keras import layers as L\ny = L.{name}({joined})({inputs})\n"


PROBED = [name for name, row in MEASURED["layers"].items() if row["probes"] and name not in NOT_ASKED]


@pytest.mark.parametrize("name", PROBED)
def test_layer_at_every_rank(name: str) -> None:
    row = MEASURED["layers"][name]
    asked = [(shape, real, "") for shape, real in row["probes"].values()]
    asked += [
        (shape, None if real is None else [real], "data_format='channels_first'")
        for shape, real in row.get("channels_first", {}).values()
    ]
    for shape, real, more in asked:
        ours = traced(called(name, row, shape, more))
        if real is not None and name in STATES:
            ours, real = ours[:1], real[:1]
        assert ours == real, f"{name}({more}) on {shape}"


def test_every_class_is_probed_or_said_why_not() -> None:
    without = {name for name, row in MEASURED["layers"].items() if not row["probes"]} | set(NOT_ASKED)
    assert without <= set(opaque(LAYERS)) | set(NOT_ASKED)


PROGRAM = """import keras
x = keras.Input((4, 6))
a, b, c, bad = x, keras.Input((4, 6)), keras.Input((6, 5)), keras.Input((4, 5))
y = {}
"""
OPAQUE = opaque(OPS)


def test_functions_and_operators() -> None:
    wrong = []
    for text, real in MEASURED["ops"].items():
        if text in NOT_SAID or text.partition("(")[0].removeprefix("keras.ops.") in OPAQUE:
            continue
        ours = traced(PROGRAM.format(text))
        if ours != real:
            wrong.append((text, real, ours))
    assert wrong == []
