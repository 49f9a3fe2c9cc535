"""Which input shape a model of keras.applications gets: `keras/src/applications/imagenet_utils.py`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.applications.net import Net
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims


def input_dims(given: dict[str, Any], family: Any, size: int, world: World) -> Dims:
    """Height, width and channels, in the order of the data format. Raises Reject."""
    shape = given["input_shape"]
    if family.shape is not None:
        return family.shape(given, size, world)  # type: ignore[no-any-return]
    early = world.generation < (2, 2)
    fixed = given["include_top"] and not ((2,) <= world.generation < (2, 2) and family.loose_before)
    return usual_dims(shape, given, size, family.least_before if early else family.least, world, fixed)


def usual_dims(shape: Any, given: dict[str, Any], size: int, least: int, world: World, fixed: bool) -> Dims:
    """What most models do: `size` by `size` pixels where the size is `fixed`, else any, `shape` where given."""
    first = world.data_format == "channels_first"
    imagenet, top = given["weights"] == "imagenet", fixed
    if shape is UNKNOWN:
        return image(size, size, 3, first) if imagenet and top else (UNKNOWN,) * 3
    if not isinstance(shape, (tuple, list, type(None))):
        raise Reject(ARGUMENT, "{layer}: input_shape must be a tuple of three sizes, got {0}", shape)
    default = image(size, size, 3, first)
    if top and (imagenet or world.generation < (2,)):
        if shape is not None and _certainly_other(shape, default):
            text = "{layer} with weights='imagenet' and its top has input_shape={0}, not {1}; give include_top=False"
            raise Reject(ARGUMENT, text, default, shape)
        return default
    if not shape:
        return default if top else image(None, None, 3, first)
    if len(shape) != 3:
        text = "{layer}: input_shape is height, width and channels, without the batch axis, got {0}"
        raise Reject(ARGUMENT, text, tuple(shape))
    channels = shape[0] if first else shape[2]
    if imagenet and isinstance(channels, int) and channels != 3:
        raise Reject(ARGUMENT, "{layer} with weights='imagenet' takes 3 channels, not the {0} of {1}", channels, shape)
    require_size(shape, least, first)
    if top and None in shape:
        text = "{layer} with its top needs a fixed input_shape, got {0}; give include_top=False"
        raise Reject(ARGUMENT, text, tuple(shape))
    return tuple(shape)


def require_size(shape: Any, least: int, first: bool) -> None:
    """Raises Reject for sides that are known and shorter."""
    for side in shape[1:] if first else shape[:2]:
        if isinstance(side, int) and side < least:
            raise Reject(ARGUMENT, "{layer} takes images of at least {0} by {0} pixels, got {1}", least, tuple(shape))


def three_channels(net: Net, x: Tensor, given: dict[str, Any]) -> bool:
    """Whether a model normalizes by the mean of each colour: it looks at `input_shape` alone. Raises Reject."""
    shape = given["input_shape"]
    declared = shape[0 if net.first else 2] if isinstance(shape, (tuple, list)) else 3
    if declared == 3 and net.channels(x) != 3:
        raise Reject(ARGUMENT, "{layer} normalizes 3 channels, and {0} has {1}", x, net.channels(x))
    return bool(declared == 3)


def image(height: Dim, width: Dim, channels: Dim, first: bool) -> Dims:
    """A shape without the batch, in the data format."""
    return (channels, height, width) if first else (height, width, channels)


def _certainly_other(shape: Any, default: Dims) -> bool:
    """A list is another one too: it equals no tuple."""
    if isinstance(shape, list) or len(shape) != len(default):
        return True
    return any(a is None or (isinstance(a, int) and a != b) for a, b in zip(shape, default))
