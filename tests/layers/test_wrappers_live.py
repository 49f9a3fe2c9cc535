"""Layers around layers, cells and other layers of few arguments, against the installed Keras."""

from __future__ import annotations

from typing import Any

import pytest

from keras_shape_lint.findings import FAILS_AT_RUN
from keras_shape_lint.layers.augmentation import ARGUMENTS, NEEDED
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.tracing.keras.asking import ask
from tests.layers.nested import L, Run
from tests.layers.ops_live import agree, shapes

keras = pytest.importorskip("keras")


BIN_MODES = ("int", "one_hot", "multi_hot", "count")
DTYPES = {
    "CategoryEncoding": "int32", "StringLookup": "string", "TextVectorization": "string", "IntegerLookup": "int64",
    "Hashing": "int64", "ReversibleEmbedding": "int32",
}  # fmt: skip
CELLS = [L("LSTMCell", units=4), L("GRUCell", units=3), L("SimpleRNNCell", units=5)]
WRAPPED = [
    *(L("TimeDistributed", layer=inner) for inner in (
        L("Dense", units=3), L("Conv2D", filters=4, kernel_size=3), L("Flatten"), L("LSTM", units=2),
        L("GlobalAveragePooling1D"), L("MaxPooling2D"), L("Dropout", rate=0.5), L("Reshape", target_shape=(6,)),
    )),
    *(
        L("Bidirectional", layer=L(kind, units=4, return_sequences=each, return_state=state), merge_mode=mode)
        for kind in ("LSTM", "GRU", "SimpleRNN") for each in (False, True) for state in (False, True)
        for mode in ("concat", "sum", "mul", "ave", None)
    ),
    L("Bidirectional", layer=L("LSTM", units=4), backward_layer=L("LSTM", units=4, go_backwards=True)),
    L("Bidirectional", layer=L("LSTM", units=4), backward_layer=L("GRU", units=2, go_backwards=True)),
    L("SpectralNormalization", layer=L("Dense", units=3)),
    L("SpectralNormalization", layer=L("Conv2D", filters=3, kernel_size=2)),
    *(L("RNN", cell=cell, return_sequences=each, return_state=state)
      for cell in (*CELLS, CELLS, L("StackedRNNCells", cells=CELLS))
      for each in (False, True) for state in (False, True)),
    *(L(f"ConvLSTM{rank}D", filters=2, kernel_size=2, padding=padding, return_sequences=each, return_state=state)
      for rank in (1, 2, 3) for padding in ("valid", "same") for each in (False, True) for state in (False, True)),
    L("EinsumDense", equation="abc,cd->abd", output_shape=(None, 7)),
    L("EinsumDense", equation="ab,bc->ac", output_shape=7),
    L("EinsumDense", equation="abc,cde->abde", output_shape=(None, 2, 7)),
    *(L("CategoryEncoding", num_tokens=5, output_mode=mode) for mode in ("one_hot", "multi_hot", "count")),
    *(L("Discretization", bin_boundaries=[0.0, 1.0], output_mode=mode) for mode in BIN_MODES),
    *(L("Hashing", num_bins=4, output_mode=mode) for mode in BIN_MODES),
    *(L(lookup, vocabulary=words, output_mode=mode, **more)
      for lookup, words in (("StringLookup", ["a", "b"]), ("IntegerLookup", [1, 2])) for mode in BIN_MODES
      for more in ({}, {"num_oov_indices": 2}, {"max_tokens": 9, "pad_to_max_tokens": True})),
    *(L("TextVectorization", vocabulary=["a", "b"], split=split, **more) for split in ("whitespace", "character", None)
      for more in ({}, {"output_sequence_length": 5}, {"output_mode": "multi_hot"}, {"output_mode": "count"},
                   {"output_mode": "count", "output_sequence_length": 5})),
    *(L("STFTSpectrogram", frame_length=4, frame_step=step, mode=mode, padding=padding, expand_dims=each,
        data_format=where)
      for step in (1, 2, None) for mode in ("log", "stft") for padding in ("valid", "same") for each in (False, True)
      for where in (None, "channels_first")),
    L("MelSpectrogram"), L("MelSpectrogram", num_mel_bins=4, sequence_stride=3, fft_length=16, sequence_length=8),
    L("ReversibleEmbedding", input_dim=7, output_dim=4), L("MixUp"), L("CutMix"),
    L("MaxNumBoundingBoxes", max_number=3),
    L("RandomPosterization", factor=4),
    *(L(name, **{each: 0.2 for each, default in arguments.items() if default is NEEDED})
      for name, arguments in ARGUMENTS.items() if name != "RandomPosterization"),
]  # fmt: skip
SHAPES = [
    (None, 6), (None, 1), (None, 4, 6), (None, None, 6), (None, 4, None), (2, 4, 6), (None, 3, 2, 3),
    (None, 5, 6, 6, 3), (None, None, 6, 6, 3), (None, 2, 4, 4, 4, 2),
]  # fmt: skip


@pytest.mark.parametrize("made", WRAPPED, ids=str)
def test_agrees_with_keras(made: L) -> None:
    """What a layer inside TimeDistributed would refuse itself, Keras 3 only asks for a shape: that is not followed."""
    known = 0
    for shape in SHAPES:
        dtype = DTYPES.get(made.name, "float32")
        mine, real = _rule(made, shape, dtype), _keras(made, shape, dtype)
        declared_unseen = made.name == "TimeDistributed" and mine is UNKNOWN
        assert declared_unseen or agree(mine, real), f"{made} on {shape}\n  rule:  {mine}\n  Keras: {real}"
        known += mine is not UNKNOWN and not isinstance(mine, str)
    stacked = made.name == "RNN" and made.kwargs["return_state"] and made.kwargs["cell"] not in CELLS
    learnt = made.kwargs.get("expand_dims") is not None or made.kwargs.get("output_sequence_length") == 5
    assert known or stacked or learnt


def _rule(made: L, shape: tuple[int | None, ...], dtype: str) -> Any:
    run = Run(World((3,)))
    layer = made.ours(run)
    assert layer.rule is not None
    out, reason = ask(run, layer.rule, layer, [Tensor(shape, dtype)], {})
    refused = reason is not None and reason.message is not FAILS_AT_RUN
    return f"refused: {reason.text(layer.label, str)}" if reason is not None and refused else shapes(out)


def _keras(made: L, shape: tuple[int | None, ...], dtype: str) -> Any:
    try:
        return shapes(made.real()(keras.Input(batch_shape=shape, dtype=dtype)))
    except Exception as error:
        return f"refused: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
