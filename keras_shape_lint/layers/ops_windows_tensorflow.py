"""Convolution and pooling by the argument names of TensorFlow and of the old backend."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.op_arguments import Known
from keras_shape_lint.layers.ops_pointwise import TF, K, names
from keras_shape_lint.layers.ops_windows import conv, depthwise_conv, each, pool, windowed
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.convolution import scale
from keras_shape_lint.shapes.dims import UNKNOWN


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
    if images.rank != 4 or any(not isinstance(value, (list, tuple)) or len(value) != 4 for value in given):
        return images.unknown()
    window, steps, gaps = (each(value[1:3], 2) for value in given)
    deep = scale(scale(window[0], window[1]), images.dims[-1])
    return windowed(images, window, steps, _lower(padding), "channels_last", world, deep, gaps)
