"""Convolution and pooling as functions on tensors, the kernel a tensor; attention; normalization by given numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras_shape_lint.findings import ARGUMENT, SHAPES_DIFFER, UNDEFINED_DIMENSION
from keras_shape_lint.layers.axes import channels_first
from keras_shape_lint.layers.op_arguments import Known, vague
from keras_shape_lint.layers.op_names import KERAS, names
from keras_shape_lint.layers.reshaping import quotient
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.windows import require_room, reshape_axes
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.convolution import grow, scale, slide, unslide
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, differ, product

NN = (KERAS, KERAS + "nn.")


def each(value: Any, rank: int) -> Dims:
    """A number for every axis, or one each; UNKNOWN for whatever is neither."""
    if isinstance(value, int):
        return (value,) * rank
    if isinstance(value, (tuple, list)) and len(value) == rank and all(isinstance(each, int) for each in value):
        return tuple(value)
    return (UNKNOWN,) * rank


def slid(x: Tensor, size: Callable[[int, Dim], Dim], data_format: Any, world: World, channels: Any = ...) -> Tensor:
    """`size(i, dim)` for each spatial axis, the channels as they are or `channels`."""
    if x.rank is None or x.rank < 3 or data_format is UNKNOWN:
        return x.unknown()
    return reshape_axes(x, x.rank - 2, data_format, world, size, channels)


def windowed(
    x: Tensor, window: Dims, strides: Any, padding: Any, data_format: Any, world: World, channels: Any = ...,
    dilation: Any = 1, symbolic: bool = True,
) -> Tensor:  # fmt: skip
    """Each spatial axis becomes the number of windows along it. Refused: an unknown padding, and of symbolic tensors no
    window at all."""
    if isinstance(padding, str) and padding not in ("valid", "same"):
        raise Reject(ARGUMENT, "{layer}: the padding must be 'valid' or 'same', got {0}", repr(padding))
    out = slid(x, _sizes(window, strides, padding, dilation), data_format, world, channels)
    if not symbolic:
        return Tensor(vague(x), x.dtype) if any(isinstance(dim, int) and dim < 1 for dim in out.dims) else out
    require_room(x, out, "the window", window)
    return out


def _sizes(window: Dims, strides: Any, padding: Any, dilation: Any) -> Callable[[int, Dim], Dim]:
    rank = len(window)
    steps, gaps = each(strides, rank), each(dilation, rank)

    def size(i: int, dim: Dim) -> Dim:
        if padding not in ("valid", "same"):
            return UNKNOWN
        return slide(dim, window[i], steps[i], gaps[i], padding == "valid")

    return size


def kernel_sizes(x: Tensor, kernel: Tensor, incoming: int, data_format: Any, world: World) -> Dims | None:
    """The kernel's sizes. Refused: one of another rank than the input, or for another number of channels.

    `incoming` is the axis of the kernel that the channels of the input run along.
    """
    if x.rank is None or kernel.rank is None or x.rank < 3:
        return None
    if kernel.rank != x.rank:
        raise Reject(ARGUMENT, "{layer}: the kernel {0} must have as many axes as {1}", kernel, x)
    first = channels_first(data_format, world)
    channels = UNKNOWN if first is UNKNOWN else x.dims[1 if first else -1]
    if differ(channels, kernel.dims[incoming]):
        text = "{layer}: {0} has {1} channels, the kernel {2} is for {3}"
        raise Reject(SHAPES_DIFFER, text, x, channels, kernel, kernel.dims[incoming])
    return kernel.dims


@op(*names(NN, "conv"))
def conv(
    inputs: Tensor, kernel: Tensor, strides: Known = 1, padding: Known = "valid", data_format: Known = None,
    dilation_rate: Known = 1, *, world: World, symbolic: bool = True,
) -> Tensor:  # fmt: skip
    """The channels become the kernel's last axis, each spatial axis the number of windows along it."""
    dims = kernel_sizes(inputs, kernel, -2, data_format, world)
    if dims is None:
        return inputs.unknown()
    return windowed(inputs, dims[:-2], strides, padding, data_format, world, dims[-1], dilation_rate, symbolic)


@op(*names(NN, "depthwise_conv"))
def depthwise_conv(
    inputs: Tensor, kernel: Tensor, strides: Known = 1, padding: Known = "valid", data_format: Known = None,
    dilation_rate: Known = 1, *, world: World, symbolic: bool = True,
) -> Tensor:  # fmt: skip
    """As `conv`; the channels are the product of the kernel's last two axes."""
    dims = kernel_sizes(inputs, kernel, -2, data_format, world)
    if dims is None:
        return inputs.unknown()
    channels = scale(dims[-2], dims[-1])
    return windowed(inputs, dims[:-2], strides, padding, data_format, world, channels, dilation_rate, symbolic)


@op(*names(NN, "separable_conv"))
def separable_conv(
    inputs: Tensor, depthwise_kernel: Tensor, pointwise_kernel: Tensor, strides: Known = 1, padding: Known = "valid",
    data_format: Known = None, dilation_rate: Known = 1, *, world: World, symbolic: bool = True,
) -> Tensor:  # fmt: skip
    """As `conv`; the channels are the second kernel's last axis."""
    dims = kernel_sizes(inputs, depthwise_kernel, -2, data_format, world)
    if dims is None or pointwise_kernel.rank != inputs.rank:
        return inputs.unknown()
    channels = pointwise_kernel.dims[-1]
    return windowed(inputs, dims[:-2], strides, padding, data_format, world, channels, dilation_rate, symbolic)


@op(*names(NN, "conv_transpose"))
def conv_transpose(
    inputs: Tensor, kernel: Tensor, strides: Known = 1, padding: Known = "valid", output_padding: Known = None,
    data_format: Known = None, dilation_rate: Known = 1, *, world: World,
) -> Tensor:  # fmt: skip
    """The channels become the kernel's last but one axis; each spatial axis what the windows write."""
    dims = kernel_sizes(inputs, kernel, -1, data_format, world)
    if dims is None or padding not in ("valid", "same"):
        return inputs.unknown()
    rank = len(dims) - 2
    steps, gaps = each(strides, rank), each(dilation_rate, rank)
    extra = (None,) * rank if output_padding is None else each(output_padding, rank)

    def size(i: int, dim: Dim) -> Dim:
        return unslide(dim, dims[i], steps[i], gaps[i], padding == "valid", extra[i])

    return slid(inputs, size, data_format, world, dims[-2])


@op(*names(NN, "max_pool average_pool"))
def pool(
    inputs: Tensor, pool_size: Known, strides: Known = None, padding: Known = "valid", data_format: Known = None,
    *, world: World, symbolic: bool = True,
) -> Tensor:  # fmt: skip
    """Each spatial axis becomes the number of windows along it; the strides are the window unless told."""
    if inputs.rank is None or inputs.rank < 3:
        return inputs.unknown()
    window = each(pool_size, inputs.rank - 2)
    strides = window if strides is None else strides
    return windowed(inputs, window, strides, padding, data_format, world, symbolic=symbolic)


@op(*names(NN, "adaptive_average_pool adaptive_max_pool"))
def adaptive_pool(
    inputs: Tensor, output_size: Known, data_format: Known = None, *, world: World, symbolic: bool
) -> Tensor:
    """Each spatial axis becomes the size given. Keras declares the sizes behind as many axes as are left, not in place
    of the spatial ones, and takes no single number there."""
    if not symbolic:
        sizes = each(output_size, (inputs.rank or 2) - 2)
        return slid(inputs, lambda i, dim: sizes[i], data_format, world)
    if isinstance(output_size, int):
        raise Reject(ARGUMENT, "{layer}: output_size must be a tuple, got {0}", output_size)
    first = channels_first(data_format, world)
    if inputs.rank is None or first is UNKNOWN or not isinstance(output_size, (tuple, list)):
        return inputs.unknown()
    sizes = each(output_size, len(output_size))
    if first:
        return inputs.with_shape(*inputs.dims[:2], *sizes)
    return inputs.with_shape(*inputs.dims[: -len(sizes)], *sizes, inputs.dims[-1])


@op(*names(NN, "unfold"))
def unfold(
    x: Tensor, kernel_size: Known, dilation: Known = 1, padding: Known = 0, stride: Known = 1
) -> Tensor:  # fmt: skip
    """(batch, channels, height, width) -> (batch, channels * window, windows)."""
    x.require_rank(4)
    window, gaps, margins, steps = (each(value, 2) for value in (kernel_size, dilation, padding, stride))
    if None in x.dims[2:]:
        raise Reject(UNDEFINED_DIMENSION, "{layer} needs to know the height and width of {0}", x)
    counts = [
        UNKNOWN if margin is UNKNOWN else slide(grow(dim, 2 * margin), size, step, gap)  # type: ignore[operator]
        for dim, size, gap, margin, step in zip(x.dims[2:], window, gaps, margins, steps)
    ]
    return x.with_shape(x.dims[0], product((x.dims[1], *window)), product(counts))


@op(*names(NN, "fold"))
def fold(
    x: Tensor, output_size: Known, kernel_size: Known, dilation: Any = 1, padding: Any = 0, stride: Any = 1
) -> Tensor:
    """(batch, channels * window, windows) -> (batch, channels, height, width)."""
    x.require_rank(3)
    area = product(each(kernel_size, 2))
    channels = None if x.dims[1] is None else quotient(x.dims[1], area)
    if channels is None and x.dims[1] is not None:
        raise Reject(ARGUMENT, "{layer}: axis 1 of {0} is no multiple of the window of {1}", x, area)
    return x.with_shape(x.dims[0], channels, *each(output_size, 2))
