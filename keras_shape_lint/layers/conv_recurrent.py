"""ConvLSTM1D to 3D: `keras/src/layers/rnn/conv_lstm.py`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, UNDEFINED_DIMENSION
from keras_shape_lint.layers.arguments import Flag, NonNegative, Switch
from keras_shape_lint.layers.axes import channels_first
from keras_shape_lint.layers.convolutional import Windows
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.window_arguments import DataFormat, PlainPadding, Window
from keras_shape_lint.layers.windows import require_room
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.convolution import scale, slide
from keras_shape_lint.shapes.dims import UNKNOWN


@layer("keras.layers.ConvLSTM1D", rank=1, label="ConvLSTM1D({filters}, {kernel_size})")
@layer("keras.layers.ConvLSTM2D", rank=2, label="ConvLSTM2D({filters}, {kernel_size})")
@layer("keras.layers.ConvLSTM3D", rank=3, label="ConvLSTM3D({filters}, {kernel_size})")
def conv_lstm(
    sequences: Tensor, initial_state: Any = None, mask: Any = None, training: Any = None,
    *, filters: NonNegative, kernel_size: Window, strides: Window = 1, padding: PlainPadding = "valid",
    data_format: DataFormat = None, dilation_rate: Window = 1, activation: Any = "tanh",
    recurrent_activation: Any = "sigmoid", use_bias: Switch = True, kernel_initializer: Any = "glorot_uniform",
    recurrent_initializer: Any = "orthogonal", bias_initializer: Any = "zeros", unit_forget_bias: Any = True,
    kernel_regularizer: Any = None, recurrent_regularizer: Any = None, bias_regularizer: Any = None,
    activity_regularizer: Any = None, kernel_constraint: Any = None, recurrent_constraint: Any = None,
    bias_constraint: Any = None, dropout: Any = 0.0, recurrent_dropout: Any = 0.0, seed: Any = None,
    return_sequences: Flag = False, return_state: Flag = False, go_backwards: Any = False, stateful: Switch = False,
    world: World, rank: int, state: LayerState,
) -> Any:  # fmt: skip
    """(batch, time, *space, channels) -> (batch, *convolved, filters); each step, and two states, if asked."""
    sequences.require_rank(rank + 3)
    first = channels_first(data_format, world)
    if first is UNKNOWN or padding is UNKNOWN:
        return Tensor(UNKNOWN, None)
    batch, steps, *frame = sequences.dims
    channels, space = (frame[0], frame[1:]) if first else (frame[-1], frame[:-1])
    if channels is None:
        raise Reject(UNDEFINED_DIMENSION, "{layer} needs to know the channels of {0}", sequences)
    if None in space and world.generation >= (3,):
        raise Reject(UNDEFINED_DIMENSION, "{layer} needs to know the frame of {0}", sequences)
    windows = Windows(rank, kernel_size, strides, padding, data_format, dilation_rate)
    if windows.conflict() and world.generation >= (3,):
        text = "{layer}: strides={0} and dilation_rate={1} cannot both be above 1"
        raise Reject(ARGUMENT, text, strides, dilation_rate)
    spans = zip(space, windows.kernel, windows.strides, windows.dilation)
    valid = padding == "valid"
    moved = [slide(size, kernel, stride, dilation, valid) for size, kernel, stride, dilation in spans]
    state.weights.setdefault("kernel", (*windows.kernel, channels, scale(filters, 4)))
    state.weights.setdefault("recurrent_kernel", (*windows.kernel, filters, scale(filters, 4)))
    if use_bias is True:
        state.weights.setdefault("bias", (scale(filters, 4),))
    shape = (filters, *moved) if first else (*moved, filters)
    last = sequences.computed(batch, *shape)
    out = sequences.computed(batch, steps, *shape) if return_sequences else last
    require_room(sequences, Tensor((batch, *moved)), "kernel_size", kernel_size)
    if world.generation < (2,):
        state.freeze_shape(sequences, world, resume_as=out)
    return [out, last.like(), last.like()] if return_state else out
