"""Counts of parameters: those of the installed Keras, or none at all."""

from __future__ import annotations

import inspect

import pytest

from keras_shape_lint.analysis import Source, graph_of
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.tracing.keras.parameters import inside, parameters, parameters_of

SHAPES = ["(8,)", "(6, 4)", "(8, 8, 4)", "(4, 8, 8, 4)", "(2, 4, 8, 8, 4)"]
ARGUMENTS = {
    "Activation": '"relu"', "Bidirectional": "layers.LSTM(4)", "CategoryEncoding": "5", "Dense": "3",
    "Discretization": "bin_boundaries=[0.0, 1.0]", "Dot": "-1", "EinsumDense": '"abc,cd->abd", (None, 4)',
    "Embedding": "9, 4", "GRU": "5", "GRUCell": "5", "GroupNormalization": "2", "GroupQueryAttention": "4, 4, 2",
    "GroupedQueryAttention": "4, 4, 2", "IntegerLookup": "vocabulary=[1, 2]", "LSTM": "5", "LSTMCell": "5",
    "Lambda": "lambda x: x", "MultiHeadAttention": "2, 3", "Permute": "(2, 1)", "RNN": "layers.LSTMCell(4)",
    "RepeatVector": "3", "Reshape": "(-1,)", "ReversibleEmbedding": "9, 4", "SimpleRNN": "5", "SimpleRNNCell": "5",
    "SpectralNormalization": "layers.Dense(4)", "StackedRNNCells": "[layers.LSTMCell(4)]",
    "TimeDistributed": "layers.Dense(4)",
}  # fmt: skip
MORE = [
    "Dense(3, use_bias=False)", "GRU(5, reset_after=False)", "LSTM(5, use_bias=False, return_sequences=True)",
    "Bidirectional(layers.GRU(3, return_sequences=True), merge_mode='sum')", "Conv2D(6, 3, groups=2)",
    "Conv2D(6, (3, 2), use_bias=False)", "DepthwiseConv2D(3, depth_multiplier=3)", "SeparableConv2D(5, 3)",
    "BatchNormalization(scale=False)", "LayerNormalization(axis=[1, 2])", "PReLU(shared_axes=[1, 2])",
    "MultiHeadAttention(2, 3, use_bias=False, value_dim=5)", "TimeDistributed(layers.Conv1D(3, 2))",
    "Attention(use_scale=True)", "Attention(score_mode='concat')", "AdditiveAttention(use_scale=False)",
    "EinsumDense('abc,cd->abd', (None, 4), bias_axes='d')", "EinsumDense('abc,dc->abd', (None, 4), bias_axes='bd')",
    "EinsumDense('ab,bcd->acd', (3, 4), bias_axes='c')", "EinsumDense('abc,bc->ab', 6, bias_axes='')",
    "EinsumDense('abc,cd->abd', (None, 4), lora_rank=2)", "Dense(3, lora_rank=2)", "Embedding(9, 4, lora_rank=2)",
    "ConvLSTM2D(3, (2, 3), use_bias=False)", "GRUCell(5, reset_after=False)", "LSTMCell(5, use_bias=False)",
    "RNN([layers.LSTMCell(4), layers.GRUCell(3)])", "RNN(layers.StackedRNNCells([layers.LSTMCell(4)]))",
    "Bidirectional(layers.RNN(layers.SimpleRNNCell(4)))", "GroupQueryAttention(4, 4, 2, use_gate=True)",
    "GroupQueryAttention(4, 4, 2, use_bias=False)", "SpectralNormalization(layers.Conv1D(3, 2))",
    "SpectralNormalization(layers.Embedding(9, 4))", "TimeDistributed(Sequential([Input((4,)), layers.Dense(3)]))",
    "Bidirectional(layers.LSTM(3), backward_layer=layers.LSTM(3, go_backwards=True))",
    "TimeDistributed(layers.TimeDistributed(layers.Dense(2)))",
]  # fmt: skip


def _expressions(layers: object) -> list[str]:
    out = list(MORE)
    for name, value in sorted(vars(layers).items()):
        if not inspect.isclass(value) or name in ("Layer", "InputLayer", "Wrapper"):
            continue
        if name.startswith(("Conv", "Separable", "Depthwise")):
            out.append(f"{name}({'3' if name.startswith('Depth') else '4, 3'})")
        else:
            out.append(f"{name}({ARGUMENTS.get(name, '')})")
    return out


def test_every_layer() -> None:
    keras = pytest.importorskip("keras")
    counted: dict[str, int] = {}
    lines = ["from keras import Input, Sequential, layers"]
    for expression in _expressions(keras.layers):
        for shape in SHAPES:
            for call in ("x", "x, x", "[x, x]"):
                code = f"layers.{expression}({call.replace('x', f'Input({shape})')})"
                names = {"Input": keras.Input, "Sequential": keras.Sequential, "layers": keras.layers}
                try:
                    layer = eval(f"layers.{expression}", names)
                    eval(f"layer({call.replace('x', f'Input({shape})')})", {**names, "layer": layer})
                except Exception:
                    continue
                lines.append(code)
                counted[expression] = layer.count_params()
                break
            if expression in counted:
                break
    assert len(counted) > 130
    traced = graph_of(Source("layers.py", "\n".join(lines)))
    assert traced.world is not None
    ours = {node.site.line: (node, parameters(node, traced.world)) for node, _ in traced.nodes if node.kind != "input"}
    wrong, unknown = [], set()
    for line, (expression, real) in enumerate(counted.items(), 2):
        _, count = ours.get(line, (None, UNKNOWN))
        if count is UNKNOWN:
            unknown.add(expression)
        elif count != real:
            wrong.append(f"{lines[line - 1]}: {count} and not {real}")
    assert wrong == []
    assert [expression for expression in unknown if counted[expression]] == []


PROGRAM = """\
from keras import Input, Model, Sequential, layers

def build(n):
    x = Input((n,))
    shared = layers.Dense(n)
    return Model(x, shared(shared(x)))

encoder = Sequential([layers.Dense(3, input_shape=(4,)), layers.Dense(2)])
a = Input((4,))
b = Input((4,))
model = Model([a, b], layers.Add()([encoder(a), encoder(b)]))
"""


def test_models() -> None:
    traced = graph_of(Source("models.py", PROGRAM))
    assert traced.world is not None
    totals = {
        node.site.line: str(parameters_of(inside(node.inputs, node.outputs), traced.world)) for node, _ in traced.models
    }
    assert totals[8] == totals[11] == str(4 * 3 + 3 + 3 * 2 + 2)
    assert totals[6] == "n + n * n"


def test_an_open_switch_leaves_the_count_open() -> None:
    calls = [
        "Dense(3, use_bias=flag)(x)", "LSTM(3, use_bias=flag)(x)", "Conv1D(3, 3, use_bias=flag)(x)",
        "MultiHeadAttention(2, 3, use_bias=flag)(x, x)", "LayerNormalization(center=flag)(x)",
        "BatchNormalization(scale=flag)(x)", "GRU(3, reset_after=flag)(x)", "RNN(layers.LSTMCell(3, use_bias=flag))(x)",
        "RNN(own)(x)", "TimeDistributed(own)(x)", "Dense(units=own)(x)",
    ]  # fmt: skip
    program = "from keras import Input, layers\ndef f(flag, own):\n    x = Input((5, 4))\n"
    traced = graph_of(Source("open.py", program + "".join(f"    layers.{call}\n" for call in calls)))
    assert traced.world is not None
    counts = [str(parameters(node, traced.world)) for node, _ in traced.nodes if node.kind == "layer"]
    assert len(counts) == len(calls)
    assert not any(count.isdigit() for count in counts)
