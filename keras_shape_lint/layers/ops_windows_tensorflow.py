"""Convolution and pooling by the argument names of TensorFlow and of the old backend."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.op_arguments import Known, SomeSizes
from keras_shape_lint.layers.op_names import TF, K, names
from keras_shape_lint.layers.ops_windows import conv, depthwise_conv, each, kernel_sizes, pool, separable_conv, windowed
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.convolution import scale
from keras_shape_lint.shapes.dims import UNKNOWN, product


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
    """As `conv`; in time a causal padding leaves as many steps as `same` does."""
    padding = "same" if padding == "causal" and x.rank == 3 else padding
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
    if images.rank != 4 or any(not isinstance(value, (list, tuple)) or len(value) != 4 for value in given):
        return images.unknown()
    window, steps, gaps = (each(value[1:3], 2) for value in given)
    deep = scale(scale(window[0], window[1]), images.dims[-1])
    return windowed(images, window, steps, _lower(padding), "channels_last", world, deep, gaps)


@op(TF + "extract_volume_patches")
def extract_volume_patches(
    input: Tensor, ksizes: Known, strides: Known, padding: Known, name: Any = None, *, world: World
) -> Tensor:
    """(batch, planes, rows, columns, depth) -> a window for each place of each, of window * depth."""
    if input.rank != 5 or any(not isinstance(value, (list, tuple)) or len(value) != 5 for value in (ksizes, strides)):
        return input.unknown()
    window, steps = each(ksizes[1:4], 3), each(strides[1:4], 3)
    deep = product((*window, input.dims[-1]))
    return windowed(input, window, steps, _lower(padding), "channels_last", world, deep)


@op(TF + "nn.convolution")
def convolution(
    input: Tensor, filters: Tensor, strides: Known = None, padding: Known = "VALID", data_format: Known = None,
    dilations: Known = None, name: Any = None, *, world: World,
) -> Tensor:  # fmt: skip
    """As `conv`, in TensorFlow's words."""
    steps = 1 if strides is None else strides
    return tensorflow_conv(input, filters, steps, padding, data_format, dilations, world=world)


@op(TF + "nn.atrous_conv2d")
def atrous_conv(
    value: Tensor, filters: Tensor, rate: Known, padding: Known, name: Any = None, *, world: World
) -> Tensor:
    """As `conv` with holes in its kernel."""
    return tensorflow_conv(value, filters, 1, padding, "NHWC", rate, world=world)


@op(TF + "nn.separable_conv2d")
def tensorflow_separable_conv(
    input: Tensor, depthwise_filter: Tensor, pointwise_filter: Tensor, strides: Known, padding: Known,
    data_format: Known = None, dilations: Known = None, name: Any = None, *, world: World,
) -> Tensor:  # fmt: skip
    """As `separable_conv`, in TensorFlow's words."""
    order = _format(data_format)
    gaps = 1 if dilations is None else dilations
    steps = _spatial(strides, 2, order)
    return separable_conv(input, depthwise_filter, pointwise_filter, steps, _lower(padding), order, gaps, world=world)


@op(K + "separable_conv2d")
def backend_separable_conv(
    x: Tensor, depthwise_kernel: Tensor, pointwise_kernel: Tensor, strides: Known = 1, padding: Known = "valid",
    data_format: Known = None, dilation_rate: Known = 1, *, world: World,
) -> Tensor:  # fmt: skip
    """As `separable_conv`."""
    return separable_conv(
        x, depthwise_kernel, pointwise_kernel, strides, padding, data_format, dilation_rate, world=world
    )


@op(*names(TF + "nn.", "conv1d_transpose conv2d_transpose conv3d_transpose conv_transpose"),
    arguments="input filters output_shape strides padding= data_format= dilations= name=")  # fmt: skip
def tensorflow_conv_transpose(
    input: Tensor, filters: Tensor, output_shape: SomeSizes, strides: Any, padding: Any = "SAME",
    data_format: Known = None, *, world: World,
) -> Tensor:  # fmt: skip
    """The given shape, of as many samples as the input. Refused: a kernel for another number of channels."""
    order = _format(data_format)
    if order is not UNKNOWN:
        kernel_sizes(input, filters, -1, order, world)
    return _as_given(input, output_shape)


def _as_given(input: Tensor, output_shape: Any) -> Tensor:
    if output_shape is UNKNOWN or input.rank != len(output_shape):
        return input.unknown()
    batch = output_shape[0] if isinstance(output_shape[0], int) and None not in input.dims[:1] else input.dims[0]
    return input.with_shape(batch, *output_shape[1:])


@op(K + "conv2d_transpose",
    arguments="x kernel output_shape strides= padding= data_format= dilation_rate=")  # fmt: skip
def backend_conv_transpose(x: Tensor, kernel: Tensor, output_shape: SomeSizes) -> Tensor:
    """The given shape, of as many samples as the input."""
    return _as_given(x, output_shape)


@op(TF + "nn.pool")
def pool_of_any_rank(
    input: Tensor, window_shape: Known, pooling_type: Any, strides: Known = None, padding: Known = "VALID",
    data_format: Known = None, dilations: Known = None, name: Any = None, *, world: World,
) -> Tensor:  # fmt: skip
    """As `max_pool`, every step unless told."""
    if dilations is not None:
        return input.unknown()
    steps = 1 if strides is None else strides
    return pool(input, window_shape, steps, _lower(padding), _format(data_format), world=world)


@op(TF + "nn.max_pool_with_argmax")
def pool_with_places(
    input: Tensor, ksize: Known, strides: Known, padding: Known, data_format: Known = "NHWC", output_dtype: Any = None,
    include_batch_in_index: Any = False, name: Any = None, *, world: World,
) -> Any:  # fmt: skip
    """As `max_pool`, and the places of the largest."""
    out = tensorflow_pool(input, ksize, strides, padding, data_format, world=world)
    return out, Tensor(out.shape, "int64")


@op(TF + "nn.dilation2d", arguments="input filters strides padding data_format dilations name=")
@op(TF + "nn.erosion2d", arguments="value filters strides padding data_format dilations name=")
def morphology(
    x: Tensor, filters: Tensor, strides: Known, padding: Known, data_format: Known, dilations: Known, *, world: World
) -> Tensor:
    """(batch, height, width, channels): each spatial axis becomes the number of windows along it."""
    if x.rank != 4 or filters.rank != 3 or data_format != "NHWC":
        return x.unknown()
    steps, gaps = (_spatial(value, 2, "channels_last") for value in (strides, dilations))
    return windowed(x, filters.dims[:2], steps, _lower(padding), "channels_last", world, dilation=gaps)
