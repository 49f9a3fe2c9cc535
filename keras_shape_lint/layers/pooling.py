"""Pooling in windows, over everything, and to a given size: `keras/src/layers/pooling`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, FAILS_AT_RUN
from keras_shape_lint.layers.arguments import Flag
from keras_shape_lint.layers.axes import channels_first
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.tensor import Eager, Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.layers.window_arguments import DataFormat, OutputSize, PoolPadding, Strides, Window
from keras_shape_lint.layers.windows import per_axis, require_room, reshape_axes
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.convolution import slide
from keras_shape_lint.shapes.dims import UNKNOWN


@layer("keras.layers.MaxPooling1D", "keras.layers.MaxPool1D", rank=1)
@layer("keras.layers.MaxPooling2D", "keras.layers.MaxPool2D", rank=2)
@layer("keras.layers.MaxPooling3D", "keras.layers.MaxPool3D", rank=3)
def max_pooling(
    x: Tensor,
    *,
    pool_size: Window = 2,
    strides: Strides = None,
    padding: PoolPadding = "valid",
    data_format: DataFormat = None,
    name: Any = None,
    world: World,
    rank: int,
) -> Tensor:
    """Each spatial axis becomes the number of windows along it. Theano lets it be none, others so of an array."""
    x.require_rank(rank + 2)
    window = per_axis(pool_size, rank)
    step = window if strides is None else per_axis(strides, rank)
    if padding is UNKNOWN:
        return reshape_axes(x, rank, data_format, world, lambda i, dim: UNKNOWN)
    out = reshape_axes(
        x, rank, data_format, world, lambda i, dim: slide(dim, window[i], step[i], valid=padding == "valid")
    )
    if world.backend != "theano" and not (isinstance(x, Eager) and 0 in out.dims):
        require_room(x, out, "pool_size", window)
    return out


@layer("keras.layers.AveragePooling1D", "keras.layers.AvgPool1D", rank=1)
@layer("keras.layers.AveragePooling2D", "keras.layers.AvgPool2D", rank=2)
@layer("keras.layers.AveragePooling3D", "keras.layers.AvgPool3D", rank=3)
def average_pooling(
    x: Tensor,
    *,
    pool_size: Window = None,
    strides: Strides = None,
    padding: PoolPadding = "valid",
    data_format: DataFormat = None,
    name: Any = None,
    world: World,
    rank: int,
) -> Tensor:
    """As MaxPooling; Keras 3 has no default for `pool_size`."""
    if pool_size is None and world.generation >= (3,):
        raise Reject(ARGUMENT, "{layer} needs its argument 'pool_size' since Keras 3")
    window = 2 if pool_size is None else pool_size
    return max_pooling(  # type: ignore[no-any-return]
        x, pool_size=window, strides=strides, padding=padding, data_format=data_format, world=world, rank=rank
    )


@layer("keras.layers.GlobalMaxPooling1D", "keras.layers.GlobalMaxPool1D", rank=1)
@layer("keras.layers.GlobalMaxPooling2D", "keras.layers.GlobalMaxPool2D", rank=2)
@layer("keras.layers.GlobalMaxPooling3D", "keras.layers.GlobalMaxPool3D", rank=3)
@layer("keras.layers.GlobalAveragePooling1D", "keras.layers.GlobalAvgPool1D", rank=1)
@layer("keras.layers.GlobalAveragePooling2D", "keras.layers.GlobalAvgPool2D", rank=2)
@layer("keras.layers.GlobalAveragePooling3D", "keras.layers.GlobalAvgPool3D", rank=3)
def global_pooling(
    x: Tensor, mask: Any = None, *, data_format: DataFormat = None, keepdims: Flag = False, world: World, rank: int
) -> Tensor:
    """(batch, channels); with `keepdims` the spatial axes stay, of size 1."""
    x.require_rank(rank + 2)
    if keepdims:
        return reshape_axes(x, rank, data_format, world, lambda i, dim: 1)
    first = channels_first(data_format, world)
    return x.computed(x.dims[0], UNKNOWN if first is UNKNOWN else x.dims[1] if first else x.dims[-1])


@layer("keras.layers.AdaptiveMaxPooling1D", rank=1)
@layer("keras.layers.AdaptiveMaxPooling2D", rank=2)
@layer("keras.layers.AdaptiveMaxPooling3D", rank=3)
@layer("keras.layers.AdaptiveAveragePooling1D", rank=1)
@layer("keras.layers.AdaptiveAveragePooling2D", rank=2)
@layer("keras.layers.AdaptiveAveragePooling3D", rank=3)
def adaptive_pooling(
    x: Tensor, *, output_size: OutputSize, data_format: DataFormat = None, world: World, rank: int
) -> Tensor | FailsAtRun:
    """The spatial axes become `output_size`. Keras looks at the number of axes only when it runs, and takes 3 to 5."""
    if not isinstance(x.shape, tuple):
        return x.unknown()
    first = channels_first(data_format, world)
    if first is UNKNOWN:
        return x.computed(x.dims[0], *(UNKNOWN,) * (rank + 1))
    if first and len(x.dims) < 2:
        raise Reject(ARGUMENT, "{layer} takes inputs of {0} axes, batch included; {1} has {2}", rank + 2, x, 1)
    channels = x.dims[1] if first else x.dims[-1]
    out = x.computed(x.dims[0], *((channels, *output_size) if first else (*output_size, channels)))
    if 3 <= len(x.dims) <= 5:
        return out
    text = "{layer} takes inputs of {0} axes, batch included; {1} has {2}, which fails when it runs"
    return FailsAtRun(out, FAILS_AT_RUN, text, rank + 2, x, len(x.dims))
