"""Cropping, ZeroPadding and UpSampling: the rest of `keras/src/layers/reshaping`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.arguments import Positive
from keras_shape_lint.layers.axes import channels_first
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.window_arguments import DataFormat, Margins, Window
from keras_shape_lint.layers.windows import pairs, per_axis, require_room, reshape_axes
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.convolution import grow, scale
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, total


def _cut(x: Tensor, cropping: Any, rank: int, data_format: Any, world: World, state: LayerState) -> Tensor:
    """Up to 2.3, and of three axes in 2.15, Keras lets nothing be left; 2.15 calls that a size of 0."""
    x.require_rank(rank + 2)
    margins = pairs(cropping, rank)
    checked = world.generation >= ((3,) if rank == 3 else (2, 4))

    def size(i: int, dim: Dim) -> Dim:
        left = None if dim is None else dim - total(margins[i])  # type: ignore[operator]
        if checked or not isinstance(left, int) or left > 0:
            return left
        return 0 if world.generation == (2, 15) else UNKNOWN

    out = reshape_axes(x, rank, data_format, world, size)
    if world.generation < (2,):
        state.freeze_shape(x, world, resume_as=out)
    if checked:
        require_room(x, out, "cropping", margins)
    return out


@layer("keras.layers.Cropping1D", rank=1)
def cropping1d(x: Tensor, *, cropping: Margins = 1, world: World, state: LayerState, rank: int) -> Tensor:
    """(batch, steps, channels), steps less the cropping at both ends."""
    return _cut(x, cropping, rank, "channels_last", world, state)


@layer("keras.layers.Cropping2D", rank=2)
def cropping2d(
    x: Tensor, *, cropping: Margins = 0, data_format: DataFormat = None, world: World, state: LayerState, rank: int
) -> Tensor:
    """Height and width less the cropping at both ends."""
    return _cut(x, cropping, rank, data_format, world, state)


@layer("keras.layers.Cropping3D", rank=3)
def cropping3d(
    x: Tensor, *, cropping: Margins = 1, data_format: DataFormat = None, world: World, state: LayerState, rank: int
) -> Tensor:
    """Each spatial axis less the cropping at both ends."""
    return _cut(x, cropping, rank, data_format, world, state)


@layer("keras.layers.ZeroPadding1D", rank=1)
@layer("keras.layers.ZeroPadding2D", rank=2)
@layer("keras.layers.ZeroPadding3D", rank=3)
def zero_padding(x: Tensor, *, padding: Margins = 1, data_format: DataFormat = None, world: World, rank: int) -> Tensor:
    """Each spatial axis and the padding at both ends."""
    x.require_rank(rank + 2)
    margins = pairs(padding, rank)
    return reshape_axes(x, rank, data_format, world, lambda i, dim: grow(dim, total(margins[i])))


@layer("keras.layers.UpSampling1D")
def up_sampling1d(x: Tensor, *, size: Positive = 2, world: World) -> Tensor:
    """(batch, steps, channels) -> (batch, steps * size, channels). Keras 2.0 to 2.3 takes vectors, too."""
    if (2,) <= world.generation < (2, 4) and x.rank in (2, None):
        return x.unknown()
    x.require_rank(3)
    batch, steps, channels = x.dims
    return x.computed(batch, scale(steps, size), channels)


@layer("keras.layers.UpSampling2D", rank=2)
def up_sampling2d(
    x: Tensor,
    *,
    size: Window = 2,
    data_format: DataFormat = None,
    interpolation: Any = "nearest",
    world: World,
    rank: int,
) -> Tensor:
    """Height and width times `size`; in 2.15 both are None as soon as one is."""
    x.require_rank(rank + 2)
    if world.generation == (2, 15):
        spatial = x.dims[2:] if channels_first(data_format, world) is True else x.dims[1:-1]
        if None in spatial:
            return reshape_axes(x, rank, data_format, world, lambda i, dim: None)
    return up_sampling3d(x, size=size, data_format=data_format, world=world, rank=rank)  # type: ignore[no-any-return]


@layer("keras.layers.UpSampling3D", rank=3)
def up_sampling3d(x: Tensor, *, size: Window = 2, data_format: DataFormat = None, world: World, rank: int) -> Tensor:
    """Each spatial axis times `size`. Of three, Keras 2 takes an axis less, 2.15 any number."""
    lenient = rank == 3 and (2,) <= world.generation < (3,)
    if lenient and x.rank != 5 and (x.rank in (4, None) or world.generation == (2, 15)):
        return x.unknown()
    x.require_rank(rank + 2)
    factors = per_axis(size, rank)
    return reshape_axes(x, rank, data_format, world, lambda i, dim: scale(dim, factors[i]))
