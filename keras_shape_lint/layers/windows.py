"""What convolution, pooling, cropping and padding share: spatial axes under a data format."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.axes import channels_first
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.convolution import joined, split
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims


def per_axis(value: Any, rank: int) -> Dims:
    """A checked window as it is, a default for each axis."""
    return value if isinstance(value, tuple) else (value,) * rank


def pairs(value: Any, rank: int) -> tuple[Dims, ...]:
    """Checked margins as they are, a default on both sides of each axis."""
    return value if isinstance(value, tuple) else ((value, value),) * rank


def reshape_axes(
    x: Tensor, rank: int, data_format: Any, world: World, size: Callable[[int, Dim], Dim], channels: Any = ...
) -> Tensor:
    """`size(i, dim)` for each spatial axis; the channels as they are, or `channels`. `x` has `rank` + 2 axes."""
    first = channels_first(data_format, world)
    if first is UNKNOWN:
        return x.computed(x.dims[0], *(UNKNOWN,) * (rank + 1))
    spatial, old = split(x.dims, first)
    new = tuple(size(i, dim) for i, dim in enumerate(spatial))
    return x.computed(*joined(x.dims[0], new, old if channels is ... else channels, first))


def require_room(x: Tensor, out: Tensor, what: str, value: Any) -> None:
    """Refuse an output without a single position along some axis; it is resumed as unknown there."""
    if any(isinstance(dim, int) and dim <= 0 for dim in out.dims[1:]):
        meant = out.with_shape(*(UNKNOWN if isinstance(dim, int) and dim <= 0 else dim for dim in out.dims))
        raise Reject(ARGUMENT, "{layer} leaves nothing of {0}: " + what + " is {1}", x, shown(value), resume_as=meant)


def shown(value: Any) -> Any:
    """(3, 3) as 3."""
    same = isinstance(value, tuple) and len(value) > 0 and all(each == value[0] for each in value)
    return shown(value[0]) if same else value
