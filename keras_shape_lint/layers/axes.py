"""Axes named by layer arguments, those of images, and where a data format puts the channels."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, INPUT_RANK
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN


def out_of_range(x: Tensor, axes: Any) -> int | None:
    """The first of `axes` (an integer, a tuple, UNKNOWN) that `x` certainly does not have."""
    rank = x.rank
    if rank is None or axes is UNKNOWN or axes is None:
        return None
    for axis in axes if isinstance(axes, tuple) else (axes,):
        if not -rank <= axis < rank:
            return int(axis)
    return None


def require_axes(x: Tensor, axes: Any, resume_as: Any = None) -> tuple[int, ...]:
    """The axes as a tuple, empty when they or the rank are not known. Refuses one that `x` does not have."""
    wrong = out_of_range(x, axes)
    if wrong is not None:
        raise Reject(ARGUMENT, OUT_OF_RANGE, wrong, x, x.rank, resume_as=resume_as)
    if x.rank is None or axes is UNKNOWN or axes is None:
        return ()
    return axes if isinstance(axes, tuple) else (axes,)


OUT_OF_RANGE = "{layer}: {1} has no axis {0}, it has {2} axes, batch included"


def require_images(images: Tensor) -> None:
    """(height, width, channels), or a batch of such; the channels may be first. Raises Reject for another rank."""
    if images.rank is not None and images.rank not in (3, 4):
        raise Reject(INPUT_RANK, "{layer} takes images of 3 axes, or 4 with a batch; {0} has {1}", images, images.rank)


def channels_first(data_format: Any, world: World) -> Any:
    """True, False or UNKNOWN."""
    if data_format is UNKNOWN:
        return UNKNOWN
    return (data_format or world.data_format) == "channels_first"
