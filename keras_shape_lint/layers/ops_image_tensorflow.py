"""Functions of `tf.image`: crops, margins, turns, measures. An image has 3 axes, a batch of them 4."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.op_arguments import Known, OneSize, SomeSizes, open_size
from keras_shape_lint.layers.op_names import TF, names
from keras_shape_lint.layers.ops_create import made
from keras_shape_lint.layers.ops_image import resized
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, of_number

IMAGE = TF + "image."
VERSION_1 = TF + "compat.v1.image."
SIZES_1 = "resize_bilinear resize_nearest_neighbor resize_bicubic resize_area"


@op(*names(IMAGE, "resize_with_crop_or_pad"), arguments="image target_height target_width")
@op(*names(IMAGE, "resize_with_pad"), arguments="image target_height target_width method= antialias=")
@op(*names(VERSION_1, "resize_image_with_crop_or_pad"), arguments="image target_height target_width")
def framed(image: Tensor, target_height: OneSize, target_width: OneSize) -> Tensor:
    """The given height and width."""
    return _sized(image, target_height, target_width)


@op(IMAGE + "crop_to_bounding_box")
def crop_to_bounding_box(
    image: Tensor, offset_height: Known, offset_width: Known, target_height: OneSize, target_width: OneSize
) -> Tensor:
    """The given height and width, which must lie inside the image."""
    for axis, offset, size in ((-3, offset_height, target_height), (-2, offset_width, target_width)):
        whole = image.dims[axis] if image.rank in (3, 4) else None
        if all(isinstance(each, int) for each in (whole, offset, size)) and offset + size > whole:
            text = "{layer}: {0} from {1} on does not lie inside axis {2} of {3}"
            raise Reject(ARGUMENT, text, size, offset, axis + (image.rank or 0), image)
    return _sized(image, target_height, target_width)


@op(IMAGE + "pad_to_bounding_box")
def pad_to_bounding_box(
    image: Tensor, offset_height: Known, offset_width: Known, target_height: OneSize, target_width: OneSize
) -> Tensor:
    """The given height and width, in which the image must have room."""
    for axis, offset, size in ((-3, offset_height, target_height), (-2, offset_width, target_width)):
        whole = image.dims[axis] if image.rank in (3, 4) else None
        if all(isinstance(each, int) for each in (whole, offset, size)) and offset + whole > size:
            text = "{layer}: axis {0} of {1}, from {2} on, has no room in {3}"
            raise Reject(ARGUMENT, text, axis + (image.rank or 0), image, offset, size)
    return _sized(image, target_height, target_width)


def _sized(image: Tensor, height: Dim, width: Dim) -> Tensor:
    if image.rank not in (3, 4):
        return image.unknown()
    return image.with_shape(*image.dims[:-3], height, width, image.dims[-1])


@op(IMAGE + "central_crop")
def central_crop(image: Tensor, central_fraction: Known) -> Tensor:
    """A fraction of the height and the width: what is left when as much is cut off on either side."""
    if image.rank not in (3, 4) or not isinstance(central_fraction, (int, float)):
        return image.unknown()
    fraction = float(central_fraction)
    if not 0 < fraction <= 1:
        raise Reject(ARGUMENT, "{layer}: the fraction must be above 0 and at most 1, got {0}", central_fraction)
    if fraction == 1:
        return image.like()
    height, width = (of_number(dim, lambda size: size - 2 * int((size - size * fraction) / 2))
                     for dim in image.dims[-3:-1])  # fmt: skip
    return _sized(image, height, width)


@op(IMAGE + "rot90")
def rot90(image: Tensor, k: Known = 1, name: Any = None) -> Tensor:
    """Height and width may change places, which TensorFlow leaves to the run."""
    return _sized(image, open_size(image), open_size(image))


@op(IMAGE + "transpose")
def transpose(image: Tensor, name: Any = None) -> Tensor:
    """Height and width change places."""
    return _sized(image, *image.dims[-2:-4:-1]) if image.rank in (3, 4) else image.unknown()


@op(*names(IMAGE, "random_crop"), arguments="value size seed= name=")
@op(*names(IMAGE, "stateless_random_crop"), arguments="value size seed name=")
def random_crop(value: Any, size: SomeSizes) -> Tensor:
    """The given shape, batch and channels included."""
    return made(size)


@op(IMAGE + "crop_and_resize")
def crop_and_resize(
    image: Tensor, boxes: Tensor, box_indices: Tensor, crop_size: SomeSizes, method: Any = "bilinear",
    extrapolation_value: Any = 0.0, name: Any = None,
) -> Tensor:  # fmt: skip
    """(batch, height, width, channels) and so many boxes -> (boxes, *crop_size, channels)."""
    if image.rank != 4 or crop_size is UNKNOWN or len(crop_size) != 2:
        return image.unknown()
    return Tensor((_samples(boxes, box_indices), *crop_size, image.dims[-1]), "float32")


def _samples(*tensors: Tensor) -> Dim:
    """The first size that one of them knows."""
    known = [x.dims[0] for x in tensors if x.rank]
    return next((dim for dim in known if isinstance(dim, int)), known[0] if known else UNKNOWN)


@op(IMAGE + "extract_glimpse", arguments="input size offsets centered= normalized= noise= name=")
def extract_glimpse(images: Tensor, size: SomeSizes, offsets: Tensor) -> Tensor:
    """(batch, height, width, channels), of the given height and width."""
    if images.rank != 4 or size is UNKNOWN or len(size) != 2:
        return images.unknown()
    return images.with_shape(_samples(images, offsets), *size, images.dims[-1])


@op(IMAGE + "sobel_edges")
def sobel_edges(image: Tensor) -> Tensor:
    """One more axis, of 2: the edges in either direction."""
    return image.with_shape(*image.dims, 2) if image.rank == 4 else image.unknown()


@op(IMAGE + "image_gradients")
def image_gradients(image: Tensor) -> Any:
    """Two of the shape: along the height and along the width."""
    if image.rank is not None and image.rank != 4:
        raise Reject(ARGUMENT, "{layer} takes a batch of images, of 4 axes; {0} has {1}", image, image.rank)
    return image.like(), image.like()


@op(IMAGE + "total_variation")
def total_variation(images: Tensor, name: Any = None) -> Tensor:
    """A number for each image."""
    return images.with_shape(*images.dims[:-3]) if images.rank in (3, 4) else images.unknown()


@op(IMAGE + "psnr")
def psnr(a: Tensor, b: Tensor, max_val: Any, name: Any = None) -> Tensor:
    """A number for each image."""
    return a.with_shape(*a.dims[:-3]) if (a.rank or 0) >= 3 and a.shape == b.shape else Tensor(UNKNOWN, None)


@op(*names(VERSION_1, SIZES_1), arguments="images size align_corners= name=")
@op(*names(VERSION_1, "resize_images"), arguments="images size method= align_corners= preserve_aspect_ratio= name=")
def resize_1(images: Tensor, size: SomeSizes, *, world: World) -> Tensor:
    """An image, or a batch of them, of the given height and width. Of TensorFlow 1."""
    return resized(images, size, "channels_last", world) if images.rank in (3, 4) else images.unknown()
