"""The weights that rules declare, against those that the installed Keras makes: their order and their shapes."""

from __future__ import annotations

from typing import Any

import pytest

from keras_shape_lint.analysis import Settings, Source, graph_of
from keras_shape_lint.tracing.keras.weights import held

keras = pytest.importorskip("keras")

LAYERS: dict[str, tuple[int, ...]] = {
    "Dense(4)": (6,), "Dense(4, use_bias=False)": (3, 6),
    "EinsumDense('abc,cd->abd', (None, 4), bias_axes='d')": (9, 5),
    "Embedding(10, 4)": (6,), "ReversibleEmbedding(7, 4)": (5,),
    "Conv1D(4, 3)": (9, 2), "Conv2D(4, (3, 2), groups=2)": (9, 8, 2), "Conv3D(4, 3)": (9, 8, 7, 2),
    "Conv1DTranspose(4, 3)": (9, 2), "Conv2DTranspose(4, (3, 2))": (9, 8, 2), "Conv3DTranspose(4, 3)": (9, 8, 7, 2),
    "SeparableConv1D(4, 3, depth_multiplier=2)": (9, 5), "SeparableConv2D(4, (3, 2), depth_multiplier=2)": (9, 8, 5),
    "DepthwiseConv1D(3, depth_multiplier=2)": (9, 5), "DepthwiseConv2D((3, 2), depth_multiplier=2)": (9, 8, 5),
    "LSTM(4)": (9, 5), "LSTM(4, use_bias=False)": (9, 5), "GRU(4)": (9, 5), "GRU(4, reset_after=False)": (9, 5),
    "SimpleRNN(4)": (9, 5), "ConvLSTM1D(4, 3)": (9, 8, 5), "ConvLSTM2D(4, 3)": (9, 8, 7, 5),
    "BatchNormalization()": (9, 5), "BatchNormalization(scale=False)": (9, 5),
    "BatchNormalization(axis=1, center=False)": (9, 5), "LayerNormalization(axis=(1, 2))": (9, 5),
    "LayerNormalization()": (9, 5), "GroupNormalization(groups=2)": (9, 4), "RMSNormalization()": (9, 4),
    "Normalization()": (9, 5), "PReLU()": (9, 8, 5), "PReLU(shared_axes=[1, 2])": (9, 8, 5),
    "Dropout(0.2)": (9, 5), "GaussianNoise(0.2)": (9, 5), "Flatten()": (9, 5), "MaxPooling1D()": (9, 5),
    "RandomFlip()": (9, 8, 3), "RandomZoom(0.2)": (9, 8, 3), "Rescaling(0.2)": (9, 8, 3),
    "Discretization(bin_boundaries=[0., 1.])": (9,), "MelSpectrogram()": (16000,),
    "Dense(4, lora_rank=2)": (6,), "Embedding(10, 4, lora_rank=2)": (6,), "Conv2D(4, 3, lora_rank=2)": (9, 8, 2),
    "Conv2D(4, 3, groups=2, lora_rank=2)": (9, 8, 2), "ReversibleEmbedding(7, 4, tie_weights=False)": (5,),
    "EinsumDense('abc,cd->abd', (None, 4), bias_axes='d', lora_rank=2)": (9, 5),
    "BatchNormalization(renorm=True)": (9, 5), "BatchNormalization(renorm=True, scale=False)": (9, 5),
    "STFTSpectrogram()": (900, 1), "STFTSpectrogram(mode='real', frame_length=100)": (900, 1),
    "STFTSpectrogram(mode='imag', fft_length=512)": (900, 1), "TimeDistributed(layers.Dropout(0.5))": (9, 5),
    "Pipeline([layers.Dense(3)])": (4,), "SpectralNormalization(layers.Dense(3))": (4,),
    "TimeDistributed(layers.Dense(4))": (9, 5), "Bidirectional(layers.LSTM(4))": (9, 5),
}  # fmt: skip
CALLED = {
    "LSTMCell(4)": "Input((3,)), [Input((4,)), Input((4,))]",
    "LSTMCell(4, use_bias=False)": "Input((3,)), [Input((4,)), Input((4,))]",
    "GRUCell(4)": "Input((3,)), Input((4,))",
    "GRUCell(4, reset_after=False)": "Input((3,)), Input((4,))",
    "SimpleRNNCell(4)": "Input((3,)), Input((4,))",
    "Attention()": "[Input((5, 4)), Input((6, 4))]",
    "Attention(use_scale=True, score_mode='concat')": "[Input((5, 4)), Input((6, 4))]",
    "AdditiveAttention()": "[Input((5, 4)), Input((6, 4))]",
    "MultiHeadAttention(2, 3)": "Input((5, 4)), Input((6, 7))",
    "MultiHeadAttention(2, 3, value_dim=5, use_bias=False, output_shape=8)": "Input((5, 4)), Input((6, 7))",
    "MultiHeadAttention(2, 3, value_dim=5, use_gate=True)": "Input((5, 4)), Input((6, 7))",
    "GroupQueryAttention(4, 4, 2)": "Input((5, 8)), Input((6, 8))",
    "GroupQueryAttention(4, 4, 2, use_gate=True)": "Input((5, 8)), Input((6, 8))",
}
"""Those that are called on more than one tensor."""
SILENT = ("TimeDistributed", "Bidirectional", "Pipeline", "SpectralNormalization")
"""Weights of layers within a layer are not said."""


@pytest.mark.parametrize("made", [*LAYERS, *CALLED])
def test_weights_are_those_of_keras(made: str) -> None:
    scope: dict[str, Any] = {"layers": keras.layers, "Input": keras.Input}
    layer = eval(f"layers.{made}", scope)
    given = CALLED.get(made) or f"Input({LAYERS[made]})"
    eval(f"layer({given})", scope | {"layer": layer})
    real = [tuple(weight.shape) for weight in layer.get_weights()]
    program = f"from keras import Input, layers\nlayers.{made}({given})\n"
    traced = graph_of(Source("program.py", program), Settings("3"))
    known = held(traced.nodes[-1][0].layer, traced.worlds[0])
    if made.startswith(SILENT):
        assert known is None
    else:
        assert known is not None
        assert [weight.shape for weight in known] == real
