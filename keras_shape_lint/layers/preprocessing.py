"""Image preprocessing and augmentation: `keras/src/layers/preprocessing/image_preprocessing`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.arguments import Added
from keras_shape_lint.layers.augmentation import IMAGE_BASE, OLD
from keras_shape_lint.layers.axes import channels_first, require_images
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.window_arguments import DataFormat
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim


@layer("keras.layers.Rescaling", OLD + "Rescaling")
def rescaling(x: Tensor, *, scale: Any, offset: Any = 0.0) -> Tensor:
    """Any shape, unchanged."""
    return x.computed()


@layer("keras.layers.Resizing", OLD + "Resizing", label="Resizing({height}, {width})", inherited=IMAGE_BASE)
def resizing(
    x: Tensor,
    *,
    height: Any,
    width: Any,
    interpolation: Any = "bilinear",
    crop_to_aspect_ratio: Any = False,
    pad_to_aspect_ratio: Added = False,
    fill_mode: Added = "constant",
    fill_value: Added = 0.0,
    antialias: Added = False,
    data_format: DataFormat = None,
    world: World,
) -> Tensor:
    """An image, or a batch of them, of the given height and width. Keras 3 takes the first axes of any other rank."""
    first = channels_first(data_format, world)
    if world.generation < (3,) or x.rank in (None, 3, 4) or first is UNKNOWN:
        return _sized(x, height, width, data_format, world)
    x.require_min_rank(3 if first else 2)
    return _placed(x, height, width, 1 if first else 0)


@layer("keras.layers.CenterCrop", OLD + "CenterCrop", label="CenterCrop({height}, {width})", inherited=IMAGE_BASE)
def center_crop(x: Tensor, *, height: Any, width: Any, data_format: DataFormat = None, world: World) -> Tensor:
    """An image, or a batch of them, of the given height and width."""
    if world.generation >= (3,):
        require_images(x)
    return _sized(x, height, width, data_format, world)


@layer("keras.layers.RandomCrop", OLD + "RandomCrop", label="RandomCrop({height}, {width})", inherited=IMAGE_BASE)
def random_crop(
    x: Tensor,
    *,
    height: Any,
    width: Any,
    seed: Any = None,
    data_format: DataFormat = None,
    name: Any = None,
    world: World,
) -> Tensor:
    """An image, or a batch of them, of the given height and width. Keras 3 takes the last axes of any other rank."""
    first = channels_first(data_format, world)
    if world.generation < (3,) or x.rank in (None, 3, 4) or first is UNKNOWN:
        return _sized(x, height, width, data_format, world)
    ends = 2 if first else 3
    x.require_min_rank(ends)
    return _placed(x, height, width, len(x.dims) - ends)


def _sized(x: Tensor, height: Any, width: Any, data_format: Any, world: World) -> Tensor:
    first = channels_first(data_format, world)
    if x.rank not in (3, 4) or first is UNKNOWN:
        return x.unknown()
    return _placed(x, height, width, len(x.dims) - (2 if first else 3))


def _placed(x: Tensor, height: Any, width: Any, start: int) -> Tensor:
    sizes: list[Dim] = [size if type(size) is int and size > 0 else UNKNOWN for size in (height, width)]
    return x.computed(*x.dims[:start], *sizes, *x.dims[start + 2 :])
