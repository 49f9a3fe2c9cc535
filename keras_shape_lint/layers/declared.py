"""What the first layer of a Sequential says of the model's input, by release."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from keras_shape_lint.layers.world import World

ON_INPUT = ("input_shape", "batch_input_shape", "batch_size", "input_dim")
"""Arguments of every layer that speak of its input."""
EMBEDDING = "Embedding"
_SEQUENCES = frozenset({"LSTM", "GRU", "SimpleRNN", "RNN", "CuDNNLSTM", "CuDNNGRU", "Recurrent"})
_LONG = frozenset(
    {
        "Conv1D", "Convolution1D", "AtrousConvolution1D", "AtrousConv1D", "LocallyConnected1D", "TimeDistributedDense",
    }
)  # fmt: skip


def declared_input(short: str, base: Mapping[str, Any], values: Mapping[str, Any], world: World) -> Mapping[str, Any]:
    """Arguments of `Input` as the constructor of a layer gives them; empty where it says nothing.

    Measured: up to 2.15 an Embedding without a shape takes (None, input_length) and a recurrent layer with `input_dim`
    (input_length, input_dim); 1D convolutions did so up to 2.3. Since Keras 3 `input_dim` is the one axis of a vector.
    """
    batch = {"batch_size": base["batch_size"]} if "batch_size" in base else {}
    if "input_shape" in base:
        return {"shape": base["input_shape"], **batch}
    for name in ("batch_input_shape", "batch_shape"):
        if name in base:
            return {"batch_shape": base[name], **batch}
    if short == EMBEDDING:
        if not is_indices(short, world):
            return {}
        length = values.get("input_length")
        return {"shape": length if isinstance(length, (tuple, list)) else (length,), **batch}
    if "input_dim" not in base:
        return {}
    size = base["input_dim"]
    return {"shape": (base.get("input_length"), size) if is_sequence(short, world) else (size,), **batch}


def is_sequence(short: str, world: World) -> bool:
    """Whether `input_dim` is the second axis of its input, and `input_length` the first."""
    return world.generation < (3,) if short in _SEQUENCES else world.generation < (2, 4) and short in _LONG


def is_indices(short: str, world: World) -> bool:
    """Whether `input_length` is all of its input's shape."""
    return short == EMBEDDING and world.generation < (3,)
