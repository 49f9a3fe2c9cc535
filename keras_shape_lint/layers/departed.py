"""Layers that Keras 3 no longer has: `keras/legacy`, `keras/layers/local` and `cudnn_recurrent` of Keras 1 and 2."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, UNDEFINED_DIMENSION
from keras_shape_lint.layers.activations import prelu
from keras_shape_lint.layers.arguments import Axes, Entries, Flag, Positive, Raw, Switch
from keras_shape_lint.layers.axes import channels_first
from keras_shape_lint.layers.convolutional import conv3d_transpose, conv_transpose
from keras_shape_lint.layers.recurrent import Recurrence, recur
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.window_arguments import DataFormat, OutputPadding, PlainPadding, Window
from keras_shape_lint.layers.windows import per_axis, require_room, reshape_axes
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.convolution import slide, split
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, product
from keras_shape_lint.shapes.symbols import Symbol


@layer("keras.layers.MaxoutDense")
def maxout_dense(
    x: Tensor,
    *, output_dim: Positive, nb_feature: Positive = 4, init: Any = "glorot_uniform", weights: Any = None,
    W_regularizer: Any = None, b_regularizer: Any = None, activity_regularizer: Any = None, W_constraint: Any = None,
    b_constraint: Any = None, bias: Switch = True, input_dim: Any = None, state: LayerState,
) -> Tensor:  # fmt: skip
    """(batch, features) -> (batch, output_dim): the largest of `nb_feature` Dense layers. To 2.3."""
    x.require_rank(2)
    out = x.computed(x.dims[0], output_dim)
    features = state.size(x, -1, resume_as=out)
    state.weight("W", nb_feature, features, output_dim)
    if bias is True:
        state.weight("b", nb_feature, output_dim)
    return out


@layer("keras.layers.Highway")
def highway(
    x: Tensor,
    *, init: Any = "glorot_uniform", activation: Any = None, weights: Any = None, W_regularizer: Any = None,
    b_regularizer: Any = None, activity_regularizer: Any = None, W_constraint: Any = None, b_constraint: Any = None,
    bias: Switch = True, input_dim: Any = None, transform_bias: Any = -1, state: LayerState,
) -> Tensor:  # fmt: skip
    """(batch, features), unchanged. To 2.3."""
    x.require_rank(2)
    features = state.size(x, -1, resume_as=x.computed())
    for name in ("W", "W_carry"):
        state.weight(name, features, features)
    if bias is True:
        state.weight("b", features)
        state.weight("b_carry", features)
    return x.computed()


@layer("keras.layers.TimeDistributedDense")
def time_distributed_dense(
    x: Tensor,
    *, output_dim: Positive, init: Any = "glorot_uniform", activation: Any = None, weights: Any = None,
    W_regularizer: Any = None, b_regularizer: Any = None, activity_regularizer: Any = None, W_constraint: Any = None,
    b_constraint: Any = None, bias: Switch = True, input_dim: Any = None, input_length: Any = None,
    world: World, state: LayerState,
) -> Tensor:  # fmt: skip
    """(batch, time, features) -> (batch, time, output_dim). In Keras 1; 1.2 wants to know the number of steps."""
    x.require_rank(3)
    out = x.computed(*x.dims[:2], output_dim)
    if x.dims[1] is None and world.generation >= (1, 2):
        raise Reject(UNDEFINED_DIMENSION, "{layer} needs to know axis 1 of {0}", x, resume_as=out)
    features = state.size(x, -1, resume_as=out)
    state.weight("W", features, output_dim)
    if bias is True:
        state.weight("b", output_dim)
    return out


@layer("keras.layers.SReLU")
def srelu(
    x: Tensor,
    *, t_left_init: Any = "zero", a_left_init: Any = "glorot_uniform", t_right_init: Any = "glorot_uniform",
    a_right_init: Any = "one", shared_axes: Axes = None, state: LayerState,
) -> Tensor:  # fmt: skip
    """As PReLU, with four weights for each element. In Keras 1."""
    return _each_with(x, shared_axes, state, "a_left", "t_right", "a_right")


@layer("keras.layers.ParametricSoftplus")
def parametric_softplus(
    x: Tensor,
    *, alpha_init: Any = 0.2, beta_init: Any = 5.0, weights: Any = None, shared_axes: Axes = None, state: LayerState,
) -> Tensor:  # fmt: skip
    """As PReLU, with two weights for each element. In Keras 1."""
    return _each_with(x, shared_axes, state, "beta")


def _each_with(x: Tensor, shared_axes: Any, state: LayerState, *further: str) -> Tensor:
    """PReLU with further weights, of the same shape as its own."""
    out: Tensor = prelu(x, shared_axes=shared_axes, state=state)
    for name in further:
        if "alpha" in state.weights:
            state.weights.setdefault(name, state.weights["alpha"])
    return out


@layer("keras.layers.LocallyConnected1D", rank=1)
@layer("keras.layers.LocallyConnected2D", rank=2)
def locally_connected(
    x: Tensor,
    *, filters: Entries, kernel_size: Window, strides: Window = 1, padding: Any = "valid",
    data_format: DataFormat = None, activation: Any = None, use_bias: Switch = True,
    kernel_initializer: Any = "glorot_uniform", bias_initializer: Any = "zeros", kernel_regularizer: Any = None,
    bias_regularizer: Any = None, activity_regularizer: Any = None, kernel_constraint: Any = None,
    bias_constraint: Any = None, implementation: Raw = 1, world: World, state: LayerState, rank: int,
) -> Tensor:  # fmt: skip
    """As Conv, with weights of its own for each window: the spatial axes must be known. To 2.15."""
    x.require_rank(rank + 2)
    valid = padding == "valid" if isinstance(padding, str) else UNKNOWN
    if valid is False and implementation == 1:
        raise Reject(ARGUMENT, "{layer}: padding must be 'valid', got {0}", padding)
    kernel, steps = per_axis(kernel_size, rank), per_axis(strides, rank)

    def size(i: int, dim: Dim) -> Dim:
        return UNKNOWN if valid is UNKNOWN else slide(dim, kernel[i], steps[i], 1, bool(valid))

    out = reshape_axes(x, rank, data_format, world, size, filters)
    first = channels_first(data_format, world)
    channels: Dim = UNKNOWN
    if first is not UNKNOWN and not state.built:
        spatial, channels = split(x.dims, first)
        if None in spatial or channels is None:
            raise Reject(UNDEFINED_DIMENSION, "{layer} needs to know all axes of {0}", x, resume_as=out)
    require_room(x, out, "kernel_size", kernel)
    state.freeze_rank(x)
    windows = (UNKNOWN,) * rank if first is UNKNOWN else split(out.dims, first)[0]
    entries = product((*kernel, channels))
    state.weights.setdefault("kernel", (product(windows), entries, filters) if implementation == 1 else (UNKNOWN,))
    if use_bias is True:
        state.weights.setdefault("bias", (*windows, filters))
    return out


@layer("keras.layers.Deconv2D", "keras.layers.Deconvolution2D", rank=2)
def deconvolution(
    x: Tensor,
    *, filters: Entries, kernel_size: Window, output_shape: Raw = None, strides: Window = 1,
    padding: PlainPadding = "valid", output_padding: OutputPadding = None, data_format: DataFormat = None,
    dilation_rate: Window = 1, activation: Any = None, use_bias: Switch = True,
    kernel_initializer: Any = "glorot_uniform", bias_initializer: Any = "zeros", kernel_regularizer: Any = None,
    bias_regularizer: Any = None, activity_regularizer: Any = None, kernel_constraint: Any = None,
    bias_constraint: Any = None, world: World, state: LayerState, rank: int,
) -> Tensor:  # fmt: skip
    """Conv2DTranspose; 1.2 takes its spatial sizes from `output_shape`, the batch axis first. To 2.3."""
    out: Tensor = conv_transpose(
        x, filters=filters, kernel_size=kernel_size, strides=strides, padding=padding, output_padding=output_padding,
        data_format=data_format, dilation_rate=dilation_rate, use_bias=use_bias, world=world, state=state, rank=rank,
    )  # fmt: skip
    if not (1, 2) <= world.generation < (2,):
        return out if world.generation >= (2,) else out.with_shape(*(UNKNOWN,) * (rank + 2))
    first = channels_first(data_format, world)
    given = output_shape if isinstance(output_shape, (tuple, list)) and not getattr(output_shape, "open", False) else ()
    dims = [dim if dim is None or isinstance(dim, (int, Symbol)) else UNKNOWN for dim in given]
    if first is UNKNOWN or not dims:
        return out.with_shape(*(UNKNOWN,) * (rank + 2))
    if len(dims) != rank + 2:
        text = "{layer}: output_shape must have {0} sizes, the batch first, got {1}"
        raise Reject(ARGUMENT, text, rank + 2, output_shape, resume_as=out.unknown())
    spatial = dims[2 : rank + 2] if first else dims[1 : rank + 1]
    return out.with_shape(out.dims[0], *([filters, *spatial] if first else [*spatial, filters]))


@layer("keras.layers.Deconv3D", "keras.layers.Deconvolution3D", rank=3)
def deconvolution_3d(
    x: Tensor,
    *, filters: Entries, kernel_size: Window, strides: Window = 1, padding: PlainPadding = "valid",
    output_padding: OutputPadding = None, data_format: DataFormat = None, activation: Any = None,
    use_bias: Switch = True, kernel_initializer: Any = "glorot_uniform", bias_initializer: Any = "zeros",
    kernel_regularizer: Any = None, bias_regularizer: Any = None, activity_regularizer: Any = None,
    kernel_constraint: Any = None, bias_constraint: Any = None, world: World, state: LayerState, rank: int,
) -> Tensor:  # fmt: skip
    """Conv3DTranspose. 2.0 to 2.3."""
    return conv3d_transpose(  # type: ignore[no-any-return]
        x, filters=filters, kernel_size=kernel_size, strides=strides, padding=padding, data_format=data_format,
        output_padding=output_padding, use_bias=use_bias, world=world, state=state, rank=rank,
    )  # fmt: skip


@layer("keras.layers.CuDNNLSTM")
def cudnn_lstm(
    sequences: Tensor, initial_state: Any = None, mask: Any = None, training: Any = None,
    *, units: Entries, kernel_initializer: Any = "glorot_uniform", recurrent_initializer: Any = "orthogonal",
    bias_initializer: Any = "zeros", unit_forget_bias: Any = True, kernel_regularizer: Any = None,
    recurrent_regularizer: Any = None, bias_regularizer: Any = None, activity_regularizer: Any = None,
    kernel_constraint: Any = None, recurrent_constraint: Any = None, bias_constraint: Any = None,
    return_sequences: Flag = False, return_state: Flag = False, go_backwards: Any = False, stateful: Switch = False,
    world: World, state: LayerState,
) -> Any:  # fmt: skip
    """As LSTM. 2.0 to 2.3, and `tensorflow.compat.v1`."""
    recurrence = Recurrence(units, 4, 2, True, return_sequences, return_state, stateful, False, biases=2)
    return recur(sequences, initial_state, recurrence, False, world, state)


@layer("keras.layers.CuDNNGRU")
def cudnn_gru(
    sequences: Tensor, initial_state: Any = None, mask: Any = None, training: Any = None,
    *, units: Entries, kernel_initializer: Any = "glorot_uniform", recurrent_initializer: Any = "orthogonal",
    bias_initializer: Any = "zeros", kernel_regularizer: Any = None, recurrent_regularizer: Any = None,
    bias_regularizer: Any = None, activity_regularizer: Any = None, kernel_constraint: Any = None,
    recurrent_constraint: Any = None, bias_constraint: Any = None, return_sequences: Flag = False,
    return_state: Flag = False, go_backwards: Any = False, stateful: Switch = False, world: World, state: LayerState,
) -> Any:  # fmt: skip
    """As GRU. 2.0 to 2.3, and `tensorflow.compat.v1`."""
    recurrence = Recurrence(units, 3, 1, True, return_sequences, return_state, stateful, False, biases=2)
    return recur(sequences, initial_state, recurrence, False, world, state)


@layer("keras.layers.RandomHeight")
def random_height(
    x: Tensor, training: Any = None, *, factor: Any, interpolation: Any = "bilinear", seed: Any = None
) -> Tensor:
    """Any image, its height undefined. 2.15."""
    return _undefined(x, -3)


@layer("keras.layers.RandomWidth")
def random_width(
    x: Tensor, training: Any = None, *, factor: Any, interpolation: Any = "bilinear", seed: Any = None
) -> Tensor:
    """Any image, its width undefined. 2.15."""
    return _undefined(x, -2)


def _undefined(x: Tensor, axis: int) -> Tensor:
    if x.rank is None or x.rank < 3:
        return x.unknown()
    dims = list(x.dims)
    dims[axis] = None
    return x.computed(*dims)
