"""Convolutions, plain, depthwise, separable and transposed: `keras/src/layers/convolutional`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, UNDEFINED_DIMENSION
from keras_shape_lint.layers.activations import require_activated
from keras_shape_lint.layers.arguments import Added, Entries, Positive, Switch
from keras_shape_lint.layers.axes import channels_first
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.window_arguments import (
    ConvPadding,
    DataFormat,
    OutputPadding,
    PlainPadding,
    SeparablePadding,
    Window,
)
from keras_shape_lint.layers.windows import per_axis, require_room, reshape_axes, shown
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.convolution import scale, slide, unslide
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, Unknown


class Windows:
    """The checked windows of one convolution."""

    __slots__ = ("data_format", "dilation", "kernel", "padding", "strides")

    def __init__(self, rank: int, kernel: Any, strides: Any, padding: Any, data_format: Any, dilation: Any) -> None:
        self.kernel, self.strides, self.dilation = (per_axis(each, rank) for each in (kernel, strides, dilation))
        self.padding, self.data_format = padding, data_format

    def conflict(self) -> bool:
        """Strides and dilation may not both exceed 1."""
        return any(_above_one(each) for each in self.strides) and any(_above_one(each) for each in self.dilation)


@layer(
    "keras.layers.Conv1D", "keras.layers.Convolution1D", "keras.layers.AtrousConv1D",
    "keras.layers.AtrousConvolution1D", rank=1, label="Conv1D({filters}, {kernel_size})",
)  # fmt: skip
@layer(
    "keras.layers.Conv2D", "keras.layers.Convolution2D", "keras.layers.AtrousConv2D",
    "keras.layers.AtrousConvolution2D", rank=2, label="Conv2D({filters}, {kernel_size})",
)  # fmt: skip
@layer("keras.layers.Conv3D", "keras.layers.Convolution3D", rank=3, label="Conv3D({filters}, {kernel_size})")
def conv(
    x: Tensor,
    *,
    filters: Entries,
    kernel_size: Window,
    strides: Window = 1,
    padding: ConvPadding = "valid",
    data_format: DataFormat = None,
    dilation_rate: Window = 1,
    groups: Entries = 1,
    activation: Any = None,
    use_bias: Switch = True,
    kernel_initializer: Any = "glorot_uniform",
    bias_initializer: Any = "zeros",
    kernel_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    bias_constraint: Any = None,
    lora_rank: Added = None,
    lora_alpha: Added = None,
    world: World,
    state: LayerState,
    rank: int,
) -> Tensor:
    """The channels become `filters`, each spatial axis the number of windows along it."""
    windows = Windows(rank, kernel_size, strides, padding, data_format, dilation_rate)
    if isinstance(filters, int) and isinstance(groups, int) and filters % groups:
        raise Reject(ARGUMENT, "{layer}: filters={0} is not a multiple of groups={1}", filters, groups)
    if windows.conflict() and world.generation >= (2,):
        raise Reject(ARGUMENT, "{layer}: strides={0} and dilation_rate={1} cannot both be above 1", *_written(windows))
    out, channels = _slid(x, windows, filters, world, state, rank)
    if isinstance(channels, int) and isinstance(groups, int) and channels % groups:
        raise Reject(
            ARGUMENT, "{layer}: {0} has {1} channels, not a multiple of groups={2}", x, channels, groups, resume_as=out
        )
    require_room(x, out, "kernel_size", windows.kernel)
    state.weight("kernel", *windows.kernel, channels if groups == 1 else _share(channels, groups), filters)
    if use_bias is True:
        state.weight("bias", filters)
    if lora_rank is not None:
        state.low_rank("kernel", lora_rank)
    require_activated(out, activation, world)
    return out


@layer("keras.layers.DepthwiseConv1D", rank=1)
@layer("keras.layers.DepthwiseConv2D", rank=2)
def depthwise_conv(
    x: Tensor,
    *,
    kernel_size: Window,
    strides: Window = 1,
    padding: PlainPadding = "valid",
    depth_multiplier: Positive = 1,
    data_format: DataFormat = None,
    dilation_rate: Window = 1,
    activation: Any = None,
    use_bias: Switch = True,
    depthwise_initializer: Any = "glorot_uniform",
    bias_initializer: Any = "zeros",
    depthwise_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    depthwise_constraint: Any = None,
    bias_constraint: Any = None,
    world: World,
    state: LayerState,
    rank: int,
) -> Tensor:
    """As Conv, each channel for itself: the channels become `depth_multiplier` times as many."""
    x.require_rank(rank + 2)
    windows = Windows(rank, kernel_size, strides, padding, data_format, dilation_rate)
    out, channels = _slid(x, windows, None, world, state, rank, depth_multiplier)
    if channels is None and world.generation >= (3,):
        raise Reject(UNDEFINED_DIMENSION, "{layer} needs to know the channels of {0}", x, resume_as=out)
    require_room(x, out, "kernel_size", windows.kernel)
    state.weight("kernel", *windows.kernel, channels, depth_multiplier)
    if use_bias is True:
        state.weight("bias", scale(channels, depth_multiplier))
    return out


@layer("keras.layers.SeparableConv1D", "keras.layers.SeparableConvolution1D", rank=1)
@layer("keras.layers.SeparableConv2D", "keras.layers.SeparableConvolution2D", rank=2)
def separable_conv(
    x: Tensor,
    *,
    filters: Entries,
    kernel_size: Window,
    strides: Window = 1,
    padding: SeparablePadding = "valid",
    data_format: DataFormat = None,
    dilation_rate: Window = 1,
    depth_multiplier: Positive = 1,
    activation: Any = None,
    use_bias: Switch = True,
    depthwise_initializer: Any = "glorot_uniform",
    pointwise_initializer: Any = "glorot_uniform",
    bias_initializer: Any = "zeros",
    depthwise_regularizer: Any = None,
    pointwise_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    depthwise_constraint: Any = None,
    pointwise_constraint: Any = None,
    bias_constraint: Any = None,
    world: World,
    state: LayerState,
    rank: int,
) -> Tensor:
    """As Conv: a depthwise convolution, then one of kernel size 1 to `filters` channels."""
    x.require_rank(rank + 2)
    windows = Windows(rank, kernel_size, strides, padding, data_format, dilation_rate)
    if windows.conflict() and world.generation == (2, 15):
        raise Reject(ARGUMENT, "{layer}: strides={0} and dilation_rate={1} cannot both be above 1", *_written(windows))
    out, channels = _slid(x, windows, filters, world, state, rank)
    require_room(x, out, "kernel_size", windows.kernel)
    state.weight("depthwise_kernel", *windows.kernel, channels, depth_multiplier)
    state.weight("pointwise_kernel", *(1,) * rank, scale(channels, depth_multiplier), filters)
    if use_bias is True:
        state.weight("bias", filters)
    return out


@layer("keras.layers.Conv1DTranspose", "keras.layers.Convolution1DTranspose", rank=1)
@layer("keras.layers.Conv2DTranspose", "keras.layers.Convolution2DTranspose", rank=2)
def conv_transpose(
    x: Tensor,
    *,
    filters: Entries,
    kernel_size: Window,
    strides: Window = 1,
    padding: PlainPadding = "valid",
    output_padding: OutputPadding = None,
    data_format: DataFormat = None,
    dilation_rate: Window = 1,
    activation: Any = None,
    use_bias: Switch = True,
    kernel_initializer: Any = "glorot_uniform",
    bias_initializer: Any = "zeros",
    kernel_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    bias_constraint: Any = None,
    world: World,
    state: LayerState,
    rank: int,
) -> Tensor:
    """The channels become `filters`; each spatial axis what the windows write: size * stride, or a bit more."""
    windows = Windows(rank, kernel_size, strides, padding, data_format, dilation_rate)
    extra = (None,) * rank if output_padding is None else per_axis(output_padding, rank)
    for added, stride in zip(extra, windows.strides, strict=True):
        if isinstance(added, int) and isinstance(stride, int) and added >= stride:
            raise Reject(ARGUMENT, "{layer}: output_padding={0} must be less than strides={1}", added, stride)
    if windows.conflict():
        raise Reject(ARGUMENT, "{layer}: strides={0} and dilation_rate={1} cannot both be above 1", *_written(windows))
    x.require_rank(rank + 2)

    def size(i: int, dim: Dim) -> Dim:
        if padding is UNKNOWN:
            return None if dim is None else UNKNOWN
        valid = padding == "valid"
        return unslide(dim, windows.kernel[i], windows.strides[i], windows.dilation[i], valid, extra[i])

    out = reshape_axes(x, rank, data_format, world, size, filters)
    channels = _channels(x, out, data_format, world, state)
    state.weight("kernel", *windows.kernel, filters, channels)
    if use_bias is True:
        state.weight("bias", filters)
    return out


@layer("keras.layers.Conv3DTranspose", "keras.layers.Convolution3DTranspose", rank=3)
def conv3d_transpose(
    x: Tensor,
    *,
    filters: Entries,
    kernel_size: Window,
    strides: Window = 1,
    padding: PlainPadding = "valid",
    data_format: DataFormat = None,
    output_padding: OutputPadding = None,
    dilation_rate: Window = 1,
    activation: Any = None,
    use_bias: Switch = True,
    kernel_initializer: Any = "glorot_uniform",
    bias_initializer: Any = "zeros",
    kernel_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    bias_constraint: Any = None,
    world: World,
    state: LayerState,
    rank: int,
) -> Tensor:
    """As Conv2DTranspose, its arguments in another order."""
    return conv_transpose(  # type: ignore[no-any-return]
        x,
        filters=filters,
        kernel_size=kernel_size,
        strides=strides,
        padding=padding,
        output_padding=output_padding,
        data_format=data_format,
        dilation_rate=dilation_rate,
        use_bias=use_bias,
        world=world,
        state=state,
        rank=rank,
    )


def _slid(
    x: Tensor, windows: Windows, filters: Dim, world: World, state: LayerState, rank: int, multiplier: Dim = 1
) -> tuple[Tensor, Dim]:
    """The output, and the channels of the input. 2.15 takes more batch axes than one, channels last."""
    first = channels_first(windows.data_format, world)
    if world.generation == (2, 15) and first is False and x.rank is not None and x.rank > rank + 2:
        leading = x.dims[: -rank - 2]
        one = Tensor(x.dims[-rank - 2 :], x.dtype)
        out, channels = _slid(one, windows, filters, world, state, rank, multiplier)
        return out.with_shape(*leading, *out.dims), channels
    x.require_rank(rank + 2)

    def size(i: int, dim: Dim) -> Dim:
        if windows.padding is UNKNOWN:
            return None if dim is None else UNKNOWN
        valid = windows.padding == "valid"
        return slide(dim, windows.kernel[i], windows.strides[i], windows.dilation[i], valid)

    if filters is None:
        channels = UNKNOWN if first is UNKNOWN else x.dims[1] if first else x.dims[-1]
        filters = scale(channels, multiplier)
    out = reshape_axes(x, rank, windows.data_format, world, size, filters)
    return out, _channels(x, out, windows.data_format, world, state)


def _channels(x: Tensor, out: Tensor, data_format: Any, world: World, state: LayerState) -> Dim:
    first = channels_first(data_format, world)
    if isinstance(first, Unknown):
        return UNKNOWN
    axis = 1 if first else -1
    channels = state.size(x, axis, resume_as=out)
    state.freeze_axis(x, axis, resume_as=out)
    return channels


def _above_one(dim: Dim) -> bool:
    return isinstance(dim, int) and dim > 1


def _written(windows: Windows) -> Dims:
    return shown(windows.strides), shown(windows.dilation)


def _share(channels: Dim, groups: Dim) -> Dim:
    if channels is None or groups is None:
        return UNKNOWN
    share: Dim = channels // groups
    return share
