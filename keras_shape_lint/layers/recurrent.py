"""LSTM, GRU and SimpleRNN: `keras/src/layers/rnn`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, FAILS_AT_RUN, UNDEFINED_DIMENSION
from keras_shape_lint.layers.arguments import Added, Entries, Flag, Gone, Switch
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.convolution import scale
from keras_shape_lint.shapes.dims import Dim, differ


class Recurrence:
    """What the constructor of one recurrent layer says about shapes: `gates` parts a kernel, `states` states.

    `biases` of each gate stand in a row.
    """

    __slots__ = ("biases", "gates", "sequences", "state", "stateful", "states", "units", "unroll", "use_bias")

    def __init__(
        self,
        units: Dim,
        gates: int,
        states: int,
        use_bias: Any,
        sequences: bool,
        state: bool,
        stateful: Any,
        unroll: Any,
        biases: int = 1,
    ) -> None:
        self.units, self.gates, self.states, self.use_bias = units, gates, states, use_bias
        self.sequences, self.state, self.stateful, self.unroll = sequences, state, stateful, unroll
        self.biases = biases


@layer("keras.layers.LSTM", inherited="zero_output_for_mask")
def lstm(
    sequences: Tensor,
    initial_state: Any = None,
    mask: Any = None,
    training: Any = None,
    *,
    units: Entries,
    activation: Any = "tanh",
    recurrent_activation: Any = "sigmoid",
    use_bias: Switch = True,
    kernel_initializer: Any = "glorot_uniform",
    recurrent_initializer: Any = "orthogonal",
    bias_initializer: Any = "zeros",
    unit_forget_bias: Any = True,
    kernel_regularizer: Any = None,
    recurrent_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    recurrent_constraint: Any = None,
    bias_constraint: Any = None,
    dropout: Any = 0.0,
    recurrent_dropout: Any = 0.0,
    seed: Any = None,
    return_sequences: Flag = False,
    return_state: Flag = False,
    go_backwards: Any = False,
    stateful: Switch = False,
    unroll: Switch = False,
    use_cudnn: Added = "auto",
    implementation: Any = 2,
    time_major: Gone = False,
    world: World,
    state: LayerState,
) -> Any:
    """(batch, time, features) -> (batch, units), or each step with `return_sequences`; and two states if asked."""
    recurrence = Recurrence(units, 4, 2, use_bias, return_sequences, return_state, stateful, unroll)
    return recur(sequences, initial_state, recurrence, time_major, world, state)


@layer("keras.layers.GRU", inherited="zero_output_for_mask")
def gru(
    sequences: Tensor,
    initial_state: Any = None,
    mask: Any = None,
    training: Any = None,
    *,
    units: Entries,
    activation: Any = "tanh",
    recurrent_activation: Any = "sigmoid",
    use_bias: Switch = True,
    kernel_initializer: Any = "glorot_uniform",
    recurrent_initializer: Any = "orthogonal",
    bias_initializer: Any = "zeros",
    kernel_regularizer: Any = None,
    recurrent_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    recurrent_constraint: Any = None,
    bias_constraint: Any = None,
    dropout: Any = 0.0,
    recurrent_dropout: Any = 0.0,
    seed: Any = None,
    return_sequences: Flag = False,
    return_state: Flag = False,
    go_backwards: Any = False,
    stateful: Switch = False,
    unroll: Switch = False,
    reset_after: Switch = None,
    use_cudnn: Added = "auto",
    implementation: Any = 2,
    time_major: Gone = False,
    world: World,
    state: LayerState,
) -> Any:
    """As LSTM, with one state."""
    recurrence = Recurrence(units, 3, 1, use_bias, return_sequences, return_state, stateful, unroll)
    out = recur(sequences, initial_state, recurrence, time_major, world, state)
    if use_bias is True and two_biases(reset_after, world) and "bias" in state.weights:
        state.weights["bias"] = (2, scale(units, 3))
    return out


@layer("keras.layers.SimpleRNN", inherited="zero_output_for_mask")
def simple_rnn(
    sequences: Tensor,
    initial_state: Any = None,
    mask: Any = None,
    training: Any = None,
    *,
    units: Entries,
    activation: Any = "tanh",
    use_bias: Switch = True,
    kernel_initializer: Any = "glorot_uniform",
    recurrent_initializer: Any = "orthogonal",
    bias_initializer: Any = "zeros",
    kernel_regularizer: Any = None,
    recurrent_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    recurrent_constraint: Any = None,
    bias_constraint: Any = None,
    dropout: Any = 0.0,
    recurrent_dropout: Any = 0.0,
    return_sequences: Flag = False,
    return_state: Flag = False,
    go_backwards: Any = False,
    stateful: Switch = False,
    unroll: Switch = False,
    seed: Any = None,
    implementation: Any = 2,
    time_major: Gone = False,
    world: World,
    state: LayerState,
) -> Any:
    """As LSTM, with one state."""
    recurrence = Recurrence(units, 1, 1, use_bias, return_sequences, return_state, stateful, unroll)
    return recur(sequences, initial_state, recurrence, time_major, world, state)


def recur(x: Any, initial: Any, recurrence: Recurrence, time_major: Any, world: World, state: LayerState) -> Any:
    """`x` is a tensor, or until 2.15 a list of it and the initial states."""
    if isinstance(x, (list, tuple)):
        x, initial = x[0], list(x[1:]) or initial
    x.require_rank(3)
    batch, steps, features = x.dims
    if time_major:
        batch, steps = steps, batch
    last = x.computed(batch, recurrence.units)
    output = x.computed(*(x.dims[:2]), recurrence.units) if recurrence.sequences else last
    out = [output, *(last.like() for _ in range(recurrence.states))] if recurrence.state else output
    if features is None and not state.built:
        raise Reject(UNDEFINED_DIMENSION, "{layer} needs to know the last axis of {0}", x, resume_as=out)
    if recurrence.stateful is True and batch is None:
        raise Reject(ARGUMENT, "{layer}: stateful=True needs a batch size, {0} has None", x, resume_as=out)
    if world.generation < (3,):
        state.freeze_axis(x, -1, resume_as=out)
    if world.generation < (2,):
        state.freeze_shape(x, world, resume_as=out)
    units, gates = recurrence.units, recurrence.gates
    state.weight("kernel", features, scale(units, gates))
    state.weight("recurrent_kernel", units, scale(units, gates))
    if recurrence.use_bias is True:
        state.weights.setdefault("bias", (scale(units, gates * recurrence.biases),))
    if recurrence.unroll is True and steps is None:
        text = "{layer}: unroll=True needs the number of steps, {0} has None: fails when it runs"
        if world.generation < (3,):
            raise Reject(UNDEFINED_DIMENSION, text, x, resume_as=out)
        return FailsAtRun(out, FAILS_AT_RUN, text, x)
    wrong = _wrong_state(initial, recurrence, world)
    if wrong is not None:
        text = "{layer} has states of {0} units, its initial state is {1}"
        if world.generation < (3,):
            raise Reject(ARGUMENT, text, units, wrong, resume_as=out)
        return FailsAtRun(out, FAILS_AT_RUN, text + ": fails when it runs", units, wrong)
    return out


def two_biases(reset_after: Any, world: World) -> bool:
    """Whether GRU has a bias for its inputs and one for its states: unless it is told, since 2.4."""
    return bool(world.generation >= (2, 4) if reset_after is None else reset_after is True)


def _wrong_state(initial: Any, recurrence: Recurrence, world: World) -> Tensor | None:
    """The first initial state that certainly has another shape than (batch, units).

    Before Keras 3 every other is refused; since, states that meet a gate elementwise may be broadcast. One axis fits
    only where the batch happens to have as many samples as there are units.
    """
    for position, each in enumerate(initial if isinstance(initial, (list, tuple)) else [initial]):
        if not isinstance(each, Tensor) or each.rank is None:
            continue
        strict = world.generation < (3,)
        if each.rank != 2:
            if strict or each.rank < 2 or (recurrence.gates > 1 and differ(each.dims[1], 1)):
                return each
        elif differ(each.dims[1], recurrence.units) and (strict or position == 0 or differ(each.dims[1], 1)):
            return each
    return None
