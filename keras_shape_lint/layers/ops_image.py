"""Functions on images and sequences: resizing, padding, pixel shuffles."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.axes import channels_first, require_images
from keras_shape_lint.layers.op_arguments import Known, OneSize, SomeSizes, replaced, vague
from keras_shape_lint.layers.op_names import KERAS, TF, K, names
from keras_shape_lint.layers.ops_pieces import padded
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import ORDERING_OF, ORDERINGS, World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, is_known, of_number, product


@op(KERAS + "image.resize", label="resize")
def resize(
    images: Tensor,
    size: SomeSizes,
    interpolation: Any = "bilinear",
    antialias: Any = False,
    crop_to_aspect_ratio: Any = False,
    pad_to_aspect_ratio: Any = False,
    fill_mode: Any = "constant",
    fill_value: Any = 0.0,
    data_format: Known = None,
    *,
    world: World,
) -> Tensor:
    """An image, or a batch of them, of the given height and width."""
    require_images(images)
    return resized(images, size, data_format, world)


@op(TF + "image.resize")
def tensorflow_resize(
    images: Tensor, size: SomeSizes, method: Any = "bilinear", preserve_aspect_ratio: Known = False,
    antialias: Any = False, name: Any = None, *, world: World,
) -> Tensor:  # fmt: skip
    """An image, or a batch of them, of the given height and width, or as large as fits into them."""
    require_images(images)
    if preserve_aspect_ratio is True:
        size = _fitting(images, size)
    elif preserve_aspect_ratio is not False:
        return images.unknown()
    if images.rank and size is not UNKNOWN and len(size) == 2:
        return images.with_shape(*images.dims[:-3], *size, images.dims[-1])
    return Tensor(vague(images), images.dtype)


def _fitting(images: Tensor, size: Any) -> Any:
    """The largest height and width inside `size` that have the ratio of the images."""
    sides = images.dims[-3:-1]
    if size is UNKNOWN or len(size) != 2 or not all(isinstance(side, int) and side for side in (*sides, *size)):
        return UNKNOWN
    factor = min(given / side for given, side in zip(size, sides))
    return tuple(round(factor * side) for side in sides)


@op(TF + "compat.v1.image.resize")
def tensorflow_1_resize(
    images: Tensor, size: SomeSizes, method: Any = "bilinear", align_corners: Any = False,
    preserve_aspect_ratio: Known = False, name: Any = None, *, world: World,
) -> Tensor:  # fmt: skip
    """As TensorFlow 2's."""
    return tensorflow_resize(images, size, method, preserve_aspect_ratio, world=world)


def resized(images: Tensor, size: Any, data_format: Any, world: World) -> Tensor:
    """Height and width replaced by `size`."""
    first = channels_first(data_format, world)
    known = size is not UNKNOWN and len(size) == 2 and all(is_known(dim) for dim in size)
    if images.rank is None or first is UNKNOWN or not known:
        return Tensor(vague(images), images.dtype)
    start = images.rank - (2 if first else 3)
    return images.with_shape(*images.dims[:start], *size, *images.dims[start + 2 :])


@op(K + "resize_images")
def resize_images(
    x: Tensor, height_factor: OneSize, width_factor: OneSize, data_format: Known, interpolation: Any = "nearest",
    *, world: World,
) -> Tensor:  # fmt: skip
    """(batch, height, width, channels), both so many times larger."""
    return _scaled(x, (height_factor, width_factor), data_format, world)


@op(K + "resize_volumes")
def resize_volumes(
    x: Tensor, depth_factor: OneSize, height_factor: OneSize, width_factor: OneSize, data_format: Known,
    *, world: World,
) -> Tensor:  # fmt: skip
    """(batch, depth, height, width, channels), all three so many times larger."""
    return _scaled(x, (depth_factor, height_factor, width_factor), data_format, world)


def _scaled(x: Tensor, factors: tuple[Dim, ...], data_format: Any, world: World) -> Tensor:
    if x.rank != len(factors) + 2 or data_format not in (*ORDERINGS, *ORDERING_OF):
        return x.unknown()
    start = 2 if ORDERINGS.get(data_format, data_format) == "channels_first" else 1
    dims = list(x.dims)
    if None in dims[start : start + len(factors)]:
        dims[start : start + len(factors)] = [UNKNOWN] * len(factors)
    for i, factor in enumerate(factors, start):
        dims[i] = product((dims[i], factor)) if is_known(factor) else UNKNOWN
    return x.with_shape(*dims)


@op(K + "temporal_padding")
def temporal_padding(x: Tensor, padding: Known = (1, 1)) -> Tensor:
    """(batch, time, features), longer by both margins."""
    return _margins(x, (padding,), 1)


@op(K + "spatial_2d_padding")
def spatial_2d_padding(
    x: Tensor, padding: Known = ((1, 1), (1, 1)), data_format: Known = None, *, world: World
) -> Tensor:
    """(batch, height, width, channels), larger by both margins."""
    first = channels_first(data_format, world)
    return x.unknown() if first is UNKNOWN else _margins(x, padding, 2 if first else 1)


@op(K + "spatial_3d_padding")
def spatial_3d_padding(
    x: Tensor, padding: Known = ((1, 1), (1, 1), (1, 1)), data_format: Known = None, *, world: World
) -> Tensor:
    """(batch, depth, height, width, channels), larger by both margins."""
    first = channels_first(data_format, world)
    return x.unknown() if first is UNKNOWN else _margins(x, padding, 2 if first else 1)


def _margins(x: Tensor, padding: Any, start: int) -> Tensor:
    if not isinstance(padding, (list, tuple)) or x.rank != len(padding) + 2:
        return x.unknown()
    none = (0, 0)
    return padded(x, (*(none,) * start, *padding, *(none,) * (2 - start)))


@op(KERAS + "depth_to_space")
def depth_to_space(x: Tensor, block_size: OneSize, data_format: Known = "channels_last") -> Tensor:
    """(batch, height, width, channels): channels become blocks of pixels."""
    return _shuffled(x, block_size, data_format, grow=True)


@op(*names(TF, "depth_to_space nn.depth_to_space"))
def tensorflow_depth_to_space(input: Tensor, block_size: OneSize, data_format: Known = "NHWC", name: Any = None) -> Any:
    """(batch, height, width, channels): channels become blocks of pixels."""
    return _shuffled(input, block_size, "channels_last", grow=True) if data_format == "NHWC" else input.unknown()


@op(KERAS + "space_to_depth")
def space_to_depth(x: Tensor, block_size: OneSize, data_format: Known = "channels_last") -> Tensor:
    """(batch, height, width, channels): blocks of pixels become channels."""
    return _shuffled(x, block_size, data_format, grow=False)


@op(*names(TF, "space_to_depth nn.space_to_depth"))
def tensorflow_space_to_depth(input: Tensor, block_size: OneSize, data_format: Known = "NHWC", name: Any = None) -> Any:
    """(batch, height, width, channels): blocks of pixels become channels."""
    return _shuffled(input, block_size, "channels_last", grow=False) if data_format == "NHWC" else input.unknown()


def _shuffled(x: Tensor, block: Any, data_format: Any, grow: bool) -> Tensor:
    x.require_rank(4)
    if not isinstance(block, int) or block < 1 or data_format not in ("channels_last", "channels_first"):
        return Tensor(vague(x), x.dtype)
    channel = 3 if data_format == "channels_last" else 1
    out = x.dims
    for i in (1, 2, 3):
        shrinks, factor = (i == channel) is grow, block * block if i == channel else block
        dim = x.dims[i]
        if shrinks and isinstance(dim, int) and dim % factor:
            raise Reject(ARGUMENT, "{layer} needs axis {0} of {1} to be a multiple of {2}", i, x, factor)
        size = _divided(dim, factor) if shrinks else product((dim, factor))
        out = replaced(out, i, size)
    return x.with_shape(*out)


def _divided(dim: Dim, by: int) -> Dim:
    return of_number(dim, lambda size: size // by)
