"""Convolution and pooling as functions on tensors, the kernel a tensor; attention; normalization by given numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras_shape_lint.layers.op_arguments import Known
from keras_shape_lint.layers.ops_pointwise import KERAS, TF, K, names
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.windows import reshape_axes
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.convolution import scale, slide
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims

NN = (KERAS, KERAS + "nn.")


def _each(value: Any, rank: int) -> Dims:
    """A number for every axis, or one each; UNKNOWN for whatever is neither."""
    if isinstance(value, int):
        return (value,) * rank
    if isinstance(value, (tuple, list)) and len(value) == rank and all(isinstance(each, int) for each in value):
        return tuple(value)
    return (UNKNOWN,) * rank


def _slid(x: Tensor, size: Callable[[int, Dim], Dim], data_format: Any, world: World, channels: Any = ...) -> Tensor:
    """Unknown where some axis would have nothing left: Keras words it by the function called."""
    if x.rank is None or x.rank < 3 or data_format is UNKNOWN:
        return x.unknown()
    out = reshape_axes(x, x.rank - 2, data_format, world, size, channels)
    return x.unknown() if any(isinstance(dim, int) and dim <= 0 for dim in out.dims[1:]) else out


def _windows(x: Tensor, window: Dims, strides: Any, padding: Any, dilation: Any = 1) -> Callable[[int, Dim], Dim]:
    rank = len(window)
    steps, gaps = _each(strides, rank), _each(dilation, rank)

    def size(i: int, dim: Dim) -> Dim:
        if padding not in ("valid", "same"):
            return UNKNOWN
        return slide(dim, window[i], steps[i], gaps[i], padding == "valid")

    return size


def _kernel(kernel: Tensor, rank: int | None) -> Dims | None:
    return kernel.dims if rank is not None and rank > 2 and kernel.rank == rank else None


@op(*names(NN, "conv"))
def conv(
    inputs: Tensor, kernel: Tensor, strides: Known = 1, padding: Known = "valid", data_format: Known = None,
    dilation_rate: Known = 1, *, world: World,
) -> Tensor:  # fmt: skip
    """The channels become the kernel's last axis, each spatial axis the number of windows along it."""
    dims = _kernel(kernel, inputs.rank)
    if dims is None:
        return inputs.unknown()
    return _slid(inputs, _windows(inputs, dims[:-2], strides, padding, dilation_rate), data_format, world, dims[-1])


@op(*names(NN, "depthwise_conv"))
def depthwise_conv(
    inputs: Tensor, kernel: Tensor, strides: Known = 1, padding: Known = "valid", data_format: Known = None,
    dilation_rate: Known = 1, *, world: World,
) -> Tensor:  # fmt: skip
    """As `conv`; the channels are the product of the kernel's last two axes."""
    dims = _kernel(kernel, inputs.rank)
    if dims is None:
        return inputs.unknown()
    channels = scale(dims[-2], dims[-1])
    return _slid(inputs, _windows(inputs, dims[:-2], strides, padding, dilation_rate), data_format, world, channels)


@op(*names(NN, "separable_conv"))
def separable_conv(
    inputs: Tensor, depthwise_kernel: Tensor, pointwise_kernel: Tensor, strides: Known = 1, padding: Known = "valid",
    data_format: Known = None, dilation_rate: Known = 1, *, world: World,
) -> Tensor:  # fmt: skip
    """As `conv`; the channels are the second kernel's last axis."""
    dims = _kernel(depthwise_kernel, inputs.rank)
    if dims is None or pointwise_kernel.rank != inputs.rank:
        return inputs.unknown()
    size = _windows(inputs, dims[:-2], strides, padding, dilation_rate)
    return _slid(inputs, size, data_format, world, pointwise_kernel.dims[-1])


@op(*names(NN, "conv_transpose"))
def conv_transpose(
    inputs: Tensor, kernel: Tensor, strides: Known = 1, padding: Known = "valid", output_padding: Known = None,
    data_format: Known = None, dilation_rate: Known = 1, *, world: World,
) -> Tensor:  # fmt: skip
    """The channels become the kernel's last but one axis; `same` without more multiplies by the strides."""
    dims = _kernel(kernel, inputs.rank)
    if dims is None or inputs.rank is None:
        return inputs.unknown()
    steps = _each(strides, inputs.rank - 2)
    plain = padding == "same" and output_padding is None and dilation_rate == 1
    return _slid(inputs, lambda i, dim: scale(dim, steps[i]) if plain else UNKNOWN, data_format, world, dims[-2])


@op(*names(NN, "max_pool average_pool"))
def pool(
    inputs: Tensor, pool_size: Known, strides: Known = None, padding: Known = "valid", data_format: Known = None,
    *, world: World,
) -> Tensor:  # fmt: skip
    """Each spatial axis becomes the number of windows along it; the strides are the window unless told."""
    if inputs.rank is None or inputs.rank < 3:
        return inputs.unknown()
    window = _each(pool_size, inputs.rank - 2)
    return _slid(inputs, _windows(inputs, window, window if strides is None else strides, padding), data_format, world)


@op(*names(NN, "adaptive_average_pool adaptive_max_pool"))
def adaptive_pool(inputs: Tensor, output_size: Known, data_format: Known = None, *, world: World) -> Tensor:
    """Each spatial axis becomes the size given. Of several sizes Keras declares another shape than it computes."""
    if not isinstance(output_size, int):
        return inputs.unknown()
    return _slid(inputs, lambda i, dim: output_size, data_format, world)


@op(*names(NN, "batch_normalization"))
def batch_normalization(
    x: Tensor, mean: Any, variance: Any, axis: Any, offset: Any = None, scale: Any = None, epsilon: Any = 0.001
) -> Tensor:
    """Any shape, unchanged."""
    return x.like()


@op(*names(NN, "dot_product_attention"))
def dot_product_attention(
    query: Tensor, key: Any, value: Any, bias: Any = None, mask: Any = None, scale: Any = None, is_causal: Any = False,
    flash_attention: Any = None, attn_logits_soft_cap: Any = None,
) -> Tensor:  # fmt: skip
    """(batch, length, heads, width), that of the query."""
    return query.like()


def _format(written: Any) -> Any:
    """TensorFlow's NHWC and NCHW by Keras' names."""
    if not isinstance(written, str) or not written.startswith("N"):
        return "channels_last" if written is None else UNKNOWN
    return "channels_last" if written.endswith("C") else "channels_first" if written[1] == "C" else UNKNOWN


def _spatial(value: Any, rank: int, data_format: Any) -> Any:
    """TensorFlow's strides and windows may have entries for batch and channels."""
    if not isinstance(value, (tuple, list)) or data_format is UNKNOWN:
        return value
    if len(value) == rank + 2:
        return value[2:] if data_format == "channels_first" else value[1:-1]
    return value[0] if len(value) == 1 else value


def _lower(padding: Any) -> Any:
    return padding.lower() if isinstance(padding, str) else padding


@op(TF + "nn.conv1d")
def tensorflow_conv1d(
    input: Tensor, filters: Tensor, stride: Known, padding: Known, data_format: Known = "NWC", dilations: Known = None,
    name: Any = None, *, world: World,
) -> Tensor:  # fmt: skip
    """As `conv`, in TensorFlow's words."""
    return tensorflow_conv(input, filters, stride, padding, data_format, dilations, world=world)


@op(*names(TF + "nn.", "conv2d conv3d"))
def tensorflow_conv(
    input: Tensor, filters: Tensor, strides: Known, padding: Known, data_format: Known = None, dilations: Known = None,
    name: Any = None, *, world: World,
) -> Tensor:  # fmt: skip
    """As `conv`, in TensorFlow's words."""
    rank, order = (input.rank or 2) - 2, _format(data_format)
    gaps = 1 if dilations is None else _spatial(dilations, rank, order)
    return conv(input, filters, _spatial(strides, rank, order), _lower(padding), order, gaps, world=world)


@op(*names(TF + "nn.", "depthwise_conv2d"))
def tensorflow_depthwise_conv(
    input: Tensor, filter: Tensor, strides: Known, padding: Known, data_format: Known = None, dilations: Known = None,
    name: Any = None, *, world: World,
) -> Tensor:  # fmt: skip
    """As `depthwise_conv`, in TensorFlow's words."""
    order = _format(data_format)
    gaps = 1 if dilations is None else _spatial(dilations, 2, order)
    return depthwise_conv(input, filter, _spatial(strides, 2, order), _lower(padding), order, gaps, world=world)


@op(*names(TF + "nn.", "max_pool max_pool1d max_pool2d max_pool3d avg_pool avg_pool1d avg_pool2d avg_pool3d"))
def tensorflow_pool(
    input: Tensor, ksize: Known, strides: Known, padding: Known, data_format: Known = None, name: Any = None,
    *, world: World,
) -> Tensor:  # fmt: skip
    """As `max_pool`, in TensorFlow's words."""
    rank, order = (input.rank or 2) - 2, _format(data_format)
    return pool(
        input, _spatial(ksize, rank, order), _spatial(strides, rank, order), _lower(padding), order, world=world
    )


@op(*names(K, "conv1d conv2d conv3d"))
def backend_conv(
    x: Tensor, kernel: Tensor, strides: Known = 1, padding: Known = "valid", data_format: Known = None,
    dilation_rate: Known = 1, *, world: World,
) -> Tensor:  # fmt: skip
    """As `conv`."""
    return conv(x, kernel, strides, padding, data_format, dilation_rate, world=world)


@op(*names(K, "depthwise_conv2d"))
def backend_depthwise_conv(
    x: Tensor, depthwise_kernel: Tensor, strides: Known = 1, padding: Known = "valid", data_format: Known = None,
    dilation_rate: Known = 1, *, world: World,
) -> Tensor:  # fmt: skip
    """As `depthwise_conv`."""
    return depthwise_conv(x, depthwise_kernel, strides, padding, data_format, dilation_rate, world=world)


@op(*names(K, "pool2d pool3d"))
def backend_pool(
    x: Tensor, pool_size: Known, strides: Known = 1, padding: Known = "valid", data_format: Known = None,
    pool_mode: Any = "max", *, world: World,
) -> Tensor:  # fmt: skip
    """As `max_pool`, every step unless told."""
    return pool(x, pool_size, strides, padding, data_format, world=world)


@op(TF + "image.extract_patches")
def extract_patches(
    images: Tensor, sizes: Known, strides: Known, rates: Known, padding: Known, name: Any = None, *, world: World
) -> Tensor:
    """(batch, rows, columns, depth) -> (batch, windows down, windows across, window * depth)."""
    given = (sizes, strides, rates)
    if images.rank != 4 or any(not isinstance(each, (list, tuple)) or len(each) != 4 for each in given):
        return images.unknown()
    window, steps, gaps = (_each(each[1:3], 2) for each in given)
    deep = scale(scale(window[0], window[1]), images.dims[-1])
    return _slid(images, _windows(images, window, steps, _lower(padding), gaps), "channels_last", world, deep)
