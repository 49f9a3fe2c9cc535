"""`keras.ops.image`: colours and patches."""

from __future__ import annotations

from math import prod
from typing import Any

from keras_shape_lint.findings import INPUT_SHAPE
from keras_shape_lint.layers.axes import channels_first, require_images
from keras_shape_lint.layers.op_arguments import Known, SomeSizes, replaced
from keras_shape_lint.layers.op_names import KERAS, names
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.convolution import joined, slide, split
from keras_shape_lint.shapes.dims import UNKNOWN

IMAGE = KERAS + "image."


def _channel_axis(images: Tensor, data_format: Any, world: World, *wanted: int) -> int | None:
    """Where the channels are, None where that is not known. Refuses another number of them than wanted."""
    require_images(images)
    first = channels_first(data_format, world)
    if images.rank is None or first is UNKNOWN:
        return None
    axis = images.rank - (3 if first else 1)
    channels = images.dims[axis]
    if isinstance(channels, int) and channels not in wanted:
        text = "{layer} takes images of {0} channels; {1} has {2} on axis {3}"
        raise Reject(INPUT_SHAPE, text, " or ".join(map(str, wanted)), images, channels, axis)
    return axis


@op(*names(IMAGE, "rgb_to_hsv hsv_to_rgb"))
def recoloured(images: Tensor, data_format: Known = None, *, world: World) -> Tensor:
    """As it is: three channels."""
    _channel_axis(images, data_format, world, 3)
    return images.like()


@op(IMAGE + "rgb_to_grayscale")
def rgb_to_grayscale(images: Tensor, data_format: Known = None, *, world: World) -> Tensor:
    """Three channels, or one -> one."""
    axis = _channel_axis(images, data_format, world, 1, 3)
    if axis is None:
        return images.unknown()
    return images.with_shape(*replaced(images.dims, axis, 1))


@op(IMAGE + "extract_patches")
def extract_patches(
    images: Tensor, size: SomeSizes, strides: SomeSizes = None, dilation_rate: SomeSizes = 1,
    padding: Known = "valid", data_format: Known = None, *, world: World,
) -> Tensor:  # fmt: skip
    """(batch, height, width, channels) -> (batch, patches down, patches across, what one patch holds).

    With three sizes, of volumes, as 3.15 has it.
    """
    sizes, stride, dilation = map(_sizes, (size, size if strides is None else strides, dilation_rate))
    axes = 3 if len(sizes) == 3 else 2
    if images.rank is None or size is UNKNOWN:
        return images.unknown()
    if axes == 2:
        require_images(images)
    first = channels_first(data_format, world)
    window, stride, dilation = (_along(axes, each) for each in (sizes, stride, dilation))
    unclear = first is UNKNOWN or padding not in ("valid", "same") or () in (window, stride, dilation)
    if unclear or images.rank not in (axes + 1, axes + 2):
        return images.unknown()
    batched = images.rank == axes + 2
    spatial, channels = split(images.dims if batched else (1, *images.dims), first)
    fit = [slide(*each, padding == "valid") for each in zip(spatial, window, stride, dilation, strict=True)]
    if any(isinstance(count, int) and count < 1 for count in fit):
        raise Reject(INPUT_SHAPE, "{layer}: no patch of {0} fits into {1}", window, images)
    held = UNKNOWN if channels is None else channels * prod(window)
    dims = joined(images.dims[0], tuple(fit), held, first)
    return images.with_shape(*(dims if batched else dims[1:]))


def _sizes(sizes: Any) -> tuple[Any, ...]:
    return sizes if isinstance(sizes, tuple) else (sizes,)


def _along(axes: int, sizes: tuple[Any, ...]) -> tuple[Any, ...]:
    """Sizes along so many axes; () when not known."""
    each = sizes * axes if len(sizes) == 1 else sizes
    return each if len(each) == axes and None not in each and UNKNOWN not in each else ()
