"""Recurrent cells, stacks of them, and RNN, which runs them: `keras/src/layers/rnn`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, UNDEFINED_DIMENSION
from keras_shape_lint.layers.arguments import Entries, Flag, Gone, Switch
from keras_shape_lint.layers.inner import inside, is_inner
from keras_shape_lint.layers.recurrent import two_biases
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.convolution import scale
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims

STATES = {"LSTMCell": 2, "GRUCell": 1, "SimpleRNNCell": 1}


@layer("keras.layers.LSTMCell")
def lstm_cell(
    inputs: Tensor, states: Any, training: Any = None,
    *, units: Entries, activation: Any = "tanh", recurrent_activation: Any = "sigmoid", use_bias: Switch = True,
    kernel_initializer: Any = "glorot_uniform", recurrent_initializer: Any = "orthogonal",
    bias_initializer: Any = "zeros", unit_forget_bias: Any = True, kernel_regularizer: Any = None,
    recurrent_regularizer: Any = None, bias_regularizer: Any = None, kernel_constraint: Any = None,
    recurrent_constraint: Any = None, bias_constraint: Any = None, dropout: Any = 0.0, recurrent_dropout: Any = 0.0,
    seed: Any = None, implementation: Any = 2, state: LayerState,
) -> Any:  # fmt: skip
    """(batch, features), states -> ((batch, units), new states)."""
    inputs.require_rank(2)
    _declare(state, inputs, units, 4, use_bias)
    return _step(inputs, [None, None], units, 2)


@layer("keras.layers.GRUCell")
def gru_cell(
    inputs: Tensor, states: Any, training: Any = None,
    *, units: Entries, activation: Any = "tanh", recurrent_activation: Any = "sigmoid", use_bias: Switch = True,
    kernel_initializer: Any = "glorot_uniform", recurrent_initializer: Any = "orthogonal",
    bias_initializer: Any = "zeros", kernel_regularizer: Any = None, recurrent_regularizer: Any = None,
    bias_regularizer: Any = None, kernel_constraint: Any = None, recurrent_constraint: Any = None,
    bias_constraint: Any = None, dropout: Any = 0.0, recurrent_dropout: Any = 0.0, reset_after: Switch = None,
    seed: Any = None, implementation: Any = 2, world: World, state: LayerState,
) -> Any:  # fmt: skip
    """(batch, features), states -> ((batch, units), new states)."""
    _declare(state, inputs, units, 3, use_bias, (2,) if two_biases(reset_after, world) else ())
    return _step(inputs, states, units, 1)


@layer("keras.layers.SimpleRNNCell")
def simple_rnn_cell(
    sequence: Tensor, states: Any, training: Any = None,
    *, units: Entries, activation: Any = "tanh", use_bias: Switch = True,
    kernel_initializer: Any = "glorot_uniform", recurrent_initializer: Any = "orthogonal",
    bias_initializer: Any = "zeros", kernel_regularizer: Any = None, recurrent_regularizer: Any = None,
    bias_regularizer: Any = None, kernel_constraint: Any = None, recurrent_constraint: Any = None,
    bias_constraint: Any = None, dropout: Any = 0.0, recurrent_dropout: Any = 0.0, seed: Any = None,
    state: LayerState,
) -> Any:  # fmt: skip
    """(batch, features), states -> ((batch, units), new states)."""
    _declare(state, sequence, units, 1, use_bias)
    return _step(sequence, states, units, 1)


def _declare(state: LayerState, x: Tensor, units: Dim, gates: int, use_bias: Any, biases: tuple[int, ...] = ()) -> None:
    if x.rank:
        state.weights.setdefault("kernel", (x.dims[-1], scale(units, gates)))
        state.weights.setdefault("recurrent_kernel", (units, scale(units, gates)))
    if x.rank and use_bias is True:
        state.weights.setdefault("bias", (*biases, scale(units, gates)))


def _step(x: Tensor, given: Any, units: Dim, states: int) -> Any:
    """A state given by itself comes back so."""
    if not x.require_min_rank(1):
        return (Tensor(UNKNOWN, None), Tensor(UNKNOWN, None))
    out = x.computed(*x.dims[:-1], units)
    if x.dims[-1] is None:
        raise Reject(UNDEFINED_DIMENSION, "{layer} needs to know the last axis of {0}", x, resume_as=(out, out.like()))
    return (out, out.like() if isinstance(given, Tensor) else [out.like() for _ in range(states)])


@layer("keras.layers.StackedRNNCells", label="StackedRNNCells")
def stacked(inputs: Tensor, states: Any, training: Any = None, *, cells: Any, reverse_state_order: Gone = False) -> Any:
    """(batch, features), states -> ((batch, units of the last cell), new states)."""
    _run_through(cells, inputs)
    sizes = _sizes(cells)
    if not sizes or not inputs.rank:
        return (Tensor(UNKNOWN, None), Tensor(UNKNOWN, None))
    dims = inputs.dims[:-1]
    return (inputs.computed(*dims, sizes[-1][0]), _states(inputs, dims, sizes, states))


def _states(x: Tensor, dims: Dims, sizes: list[tuple[Dim, int]], given: Any = None) -> list[Any]:
    """Of each cell its state, a list of them where it has several or was given one."""
    listed = [isinstance(each, (list, tuple)) for each in given] if isinstance(given, (list, tuple)) else []
    listed += [False] * (len(sizes) - len(listed))
    made = [[x.computed(*dims, units) for _ in range(count)] for units, count in sizes]
    return [each if len(each) > 1 or nested else each[0] for each, nested in zip(made, listed)]


@layer("keras.layers.RNN", label="RNN({cell})")
def rnn(
    sequences: Any, initial_state: Any = None, mask: Any = None, training: Any = None,
    *, cell: Any, return_sequences: Flag = False, return_state: Flag = False, go_backwards: Any = False,
    stateful: Switch = False, unroll: Switch = False, zero_output_for_mask: Any = False, world: World,
) -> Any:  # fmt: skip
    """(batch, time, features) -> (batch, units), or each step with `return_sequences`; and the states if asked."""
    x = sequence_of(sequences, world)
    sizes = _sizes(cell)
    if not isinstance(x, Tensor) or not x.require_min_rank(3) or sizes is None:
        return Tensor(UNKNOWN, None)
    if x.rank != 3 and world.generation < (3,):
        return Tensor(UNKNOWN, None)
    batch, steps, features = *x.dims[:2], x.dims[-1]
    units = sizes[-1][0]
    out = x.computed(batch, steps, units) if return_sequences else x.computed(batch, units)
    if features is None:
        raise Reject(UNDEFINED_DIMENSION, "{layer} needs to know the last axis of {0}", x)
    if stateful is True and batch is None:
        raise Reject(ARGUMENT, "{layer}: stateful=True needs a batch size, {0} has None", x, resume_as=out)
    _run_through(cell, x.computed(batch, features))
    if not return_state:
        return out
    if len(sizes) > 1 or (world.generation >= (3,) and _is_stack(cell)):
        return [out, *_states(x, (batch,), sizes)] if world.generation >= (2, 15) else Tensor(UNKNOWN, None)
    return [out, *(x.computed(batch, units) for _ in range(sizes[0][1]))]


def sequence_of(sequences: Any, world: World) -> Any:
    """Before Keras 3 the states may stand behind it in a list."""
    if not isinstance(sequences, (list, tuple)):
        return sequences
    if world.generation >= (3,) and sequences and isinstance(sequences[0], Tensor):
        raise Reject(ARGUMENT, "{layer} takes a tensor, not a list; give states as initial_state: {0}", sequences[0])
    return sequences[0] if sequences else Tensor(UNKNOWN, None)


def _run_through(cells: Any, x: Tensor) -> None:
    """One step of each cell, which declares its weights."""
    for cell in cells if isinstance(cells, (list, tuple)) else [cells]:
        out = inside(cell, x, None)[0]
        x = out[0] if isinstance(out, tuple) else Tensor(UNKNOWN, None)


def _is_stack(cell: Any) -> bool:
    return isinstance(cell, (list, tuple)) or (is_inner(cell) and cell.kind == "StackedRNNCells")


def _sizes(cells: Any) -> list[tuple[Dim, int]] | None:
    """Of each cell its units and number of states; None when one does not say."""
    if is_inner(cells) and cells.kind == "StackedRNNCells":
        cells = cells.values.get("cells")
    listed = list(cells) if isinstance(cells, (list, tuple)) else [cells]
    if not listed or not all(is_inner(cell) and "units" in cell.values for cell in listed):
        return None
    if not all(cell.kind in STATES or "states" in cell.values for cell in listed):
        return None
    return [(cell.values["units"], cell.values.get("states") or STATES[cell.kind]) for cell in listed]
