"""TimeDistributed, Bidirectional, SpectralNormalization: layers around one layer."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import (
    ARGUMENT,
    FAILS_AT_RUN,
    INPUT_RANK,
    INPUT_SHAPE,
    SHAPES_DIFFER,
    SHARED_LAYER,
    Message,
    Reason,
)
from keras_shape_lint.layers.arguments import Called, MergeMode, Positive
from keras_shape_lint.layers.cells import sequence_of
from keras_shape_lint.layers.inner import failing, inside, is_inner
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, product, total

RECURRENCES = ("LSTM", "GRU", "RNN", "LSTM1D", "LSTM2D", "LSTM3D")
CONVOLUTIONS = ("Conv", "SeparableConv", "DepthwiseConv")
LOOK_AT_AXES = (*CONVOLUTIONS, "Dense")
"""How the names of layers begin that count their axes without being told to; Dense did so in Keras 1.0 and 1.1."""
RECURRENT = ("LSTM", "GRU", "SimpleRNN")
WITH_KERNEL = (
    "Dense", "EinsumDense", "Embedding", "ReversibleEmbedding", "SpectralNormalization", "LocallyConnected",
    *(f"Conv{rank}D" for rank in (1, 2, 3)), *(f"DepthwiseConv{rank}D" for rank in (1, 2)),
)  # fmt: skip
"""How the names of layers that have a `kernel` or `embeddings` of their own begin."""


@layer("keras.layers.TimeDistributed", label="TimeDistributed({layer})")
def time_distributed(
    inputs: Tensor, training: Any = None, mask: Any = None, *, layer: Any, world: World, state: LayerState
) -> Any:
    """(batch, time, ...) -> (batch, time, *what the layer makes of one step). Up to 2.3 of as many steps at each call.

    Keras 3, as Keras up to 2.3, does not look at what the layer takes, and asks it for the shape of its output: a
    convolution needs its axes, a recurrent layer of Keras 3 reads the batch as features and fails when it runs.
    """
    if not inputs.require_min_rank(3):
        return inputs.unknown()
    batch, steps, *rest = inputs.dims
    fails = None
    try:
        out, fails = inside(layer, inputs.with_shape(batch, *rest))
        _heed(getattr(layer, "refusal", None), world)
    except Reject as reject:
        if reject.reason.message not in _left_to_the_layer(world):
            raise
        out = Tensor(UNKNOWN, None)
        if reject.reason.message is INPUT_RANK and layer.kind.startswith(LOOK_AT_AXES):
            raise
        if world.generation >= (3,) and layer.kind in RECURRENT and reject.reason.message is INPUT_RANK:
            if batch is None and inputs.rank == 3:
                raise
            text = "{layer} needs inputs of 4 axes, batch and time included, {0} has {1}: fails when it runs"
            return FailsAtRun(out, FAILS_AT_RUN, text, inputs, inputs.rank)
        if isinstance(reject.within, Tensor) and reject.reason.message is SHARED_LAYER:
            out, fails = reject.within, _of_another_size(inputs, reject)
    if not isinstance(out, Tensor) or not out.rank:
        return Tensor(UNKNOWN, None)
    out = out.with_shape(out.dims[0], steps, *out.dims[1:])
    if world.generation < (2, 4):
        state.freeze_shape(inputs, world, resume_as=out)
    return failing(out, fails)


def _heed(refusal: Reason | None, world: World) -> None:
    """A step must fit the input that a model declares; from 2.4 to 2.15 its layers, too. Raises Reject."""
    if refusal is None or world.generation < (2, 4):
        return
    if refusal.message is INPUT_SHAPE or world.generation < (3,):
        raise Reject(refusal.message, refusal.template, *refusal.values)


def _left_to_the_layer(world: World) -> tuple[Message, ...]:
    """What Keras does not look at before it asks the layer: up to 2.3 its ranks, since 3 what it was built for, too."""
    if world.generation >= (3,):
        return (INPUT_RANK, SHARED_LAYER)
    return (INPUT_RANK,) if world.generation < (2, 4) else ()


def _of_another_size(inputs: Tensor, reject: Reject) -> FailsAtRun | None:
    """Weights made for one size meet another: 1 may be broadcast, and channels that divide may be taken as groups."""
    built, axis, _, size = reject.reason.values
    if not isinstance(built, int) or not isinstance(size, int) or size == 1 or size % built == 0:
        return None
    text = "{layer} was built for {0} on axis {1}; {2} has {3}: fails when it runs; use a layer of its own"
    return FailsAtRun(reject.within, FAILS_AT_RUN, text, built, axis, inputs, size)


@layer("keras.layers.Bidirectional", label="Bidirectional({layer})")
def bidirectional(
    sequences: Any, initial_state: Any = None, mask: Any = None, training: Any = None,
    *, layer: Any, merge_mode: MergeMode = "concat", weights: Any = None, backward_layer: Any = None, world: World,
) -> Any:  # fmt: skip
    """What the layer gives forwards and backwards, side by side on the last axis or combined; all states after it.

    Without a layer for the way back a copy of the first is made, with weights of its own.
    """
    if is_inner(layer) and layer.kind and not layer.kind.endswith(RECURRENCES):
        raise Reject(ARGUMENT, "{layer} takes a recurrent layer, {0} is none", layer.kind)
    if is_inner(backward_layer):
        _require_opposite(layer, backward_layer)
    elif is_inner(layer) and world.generation >= (3,) and layer.values.get("go_backwards", False) is True:
        raise Reject(ARGUMENT, "{layer} makes the way back itself: {0} must not have go_backwards=True", layer.kind)
    x = sequence_of(sequences, world)
    if not isinstance(x, Tensor):
        return Tensor(UNKNOWN, None)
    forward, fails = inside(layer, x)
    back, _ = inside(backward_layer if is_inner(backward_layer) else layer, x)
    state = isinstance(forward, (list, tuple))
    out, states = (forward[0], list(forward[1:])) if state else (forward, [])
    if not isinstance(out, Tensor) or not out.rank:
        return Tensor(UNKNOWN, None)
    other = back[0] if isinstance(back, (list, tuple)) else back
    if world.generation < (3,) and (not isinstance(other, Tensor) or other.shape != out.shape):
        return _unlike(out, other, merge_mode) if not state else Tensor(UNKNOWN, None)
    merged = [out, out.like()] if merge_mode is None else [out]
    if merge_mode == "concat":
        merged = [out.with_shape(*out.dims[:-1], product((out.dims[-1], 2)))]
    if merge_mode is not None and not state:
        return failing(merged[0], fails)
    return failing([*merged, *states, *map(_again, states)], fails)


def _again(state: Any) -> Any:
    """Of its own; that of a stack of cells may be a list."""
    return [_again(each) for each in state] if isinstance(state, list) else state.like()


def _unlike(out: Tensor, other: Any, merge_mode: Any) -> Any:
    """Of two layers of other widths, which Keras 3 takes for one width."""
    if not isinstance(other, Tensor) or other.rank != out.rank:
        return Tensor(UNKNOWN, None)
    if merge_mode is None:
        return [out, other.like()]
    if merge_mode == "concat":
        return out.with_shape(*out.dims[:-1], total((out.dims[-1], other.dims[-1])))
    raise Reject(SHAPES_DIFFER, "{layer}: forwards gives {0}, backwards {1}", out, other)


def _require_opposite(forward: Any, backward: Any) -> None:
    if not is_inner(forward):
        return
    directions = [each.values.get("go_backwards", False) for each in (forward, backward)]
    if all(isinstance(each, bool) for each in directions) and directions[0] is directions[1]:
        raise Reject(ARGUMENT, "{layer}: one of both layers must have go_backwards=True, the other False")
    for name in ("stateful", "return_sequences", "return_state"):
        ours, theirs = (each.values.get(name, False) for each in (forward, backward))
        if isinstance(ours, bool) and isinstance(theirs, bool) and ours is not theirs:
            raise Reject(ARGUMENT, "{layer}: {0} is {1} in one layer and {2} in the other", name, ours, theirs)


@layer("keras.layers.Pipeline", label="Pipeline")
def pipeline(inputs: Any, training: Any = None, mask: Any = None, *, layers: Called, name: Any = None) -> Any:
    """What the layers give, one after the other."""
    if not isinstance(layers, (list, tuple)) or getattr(layers, "open", False):
        return Tensor(UNKNOWN, None)
    if not layers:
        raise Reject(ARGUMENT, "{layer} needs at least one layer")
    out, fails = inputs, None
    for each in layers:
        out, wrong = inside(each, out)
        fails = fails or wrong
    return failing(out, fails)


@layer("keras.layers.SpectralNormalization", label="SpectralNormalization({layer})")
def spectral_normalization(
    inputs: Tensor, training: Any = None, *, layer: Any, power_iterations: Positive = 1, world: World, state: LayerState
) -> Any:
    """What the layer gives; Keras asks only for its shape, and the layer refuses when it runs."""
    try:
        result = inside(layer, inputs)
    except Reject as reject:
        built = layer.kind.startswith(CONVOLUTIONS) or None in inputs.dims
        if world.generation < (3,) or reject.reason.message is not INPUT_RANK or built:
            raise
        text = reject.reason.template + ": fails when it runs"
        return FailsAtRun(Tensor(UNKNOWN, None), FAILS_AT_RUN, text, *reject.reason.values)
    if is_inner(layer) and layer.kind and not layer.kind.startswith(WITH_KERNEL):
        raise Reject(ARGUMENT, "{layer} takes a layer with a kernel or embeddings, {0} has none", layer.kind)
    made = layer.weights if is_inner(layer) and layer.kind else {}
    kernel = made.get("kernel") or made.get("embeddings")
    if kernel:
        state.weights.setdefault("vector_u", (1, kernel[-1]))
    return failing(*result)
