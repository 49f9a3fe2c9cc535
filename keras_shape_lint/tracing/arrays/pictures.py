"""OpenCV, PIL and scikit-image: pictures as arrays, where the call says how large they are."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.arrays.images import Picture
from keras_shape_lint.tracing.arrays.rule import Arr, function, read_size, read_sizes, unknown
from keras_shape_lint.tracing.library import declares, provides
from keras_shape_lint.tracing.values import Native, Unknown

declares(cv2__IMREAD_COLOR=1, cv2__IMREAD_GRAYSCALE=0, cv2__IMREAD_UNCHANGED=-1)


@function("cv2.imread")
def imread(filename: Any, flags: Any = 1) -> Array:
    """(height, width, 3), or without channels in grey."""
    if flags == 1:
        return Array((UNKNOWN, UNKNOWN, 3), "uint8")
    return Array((UNKNOWN, UNKNOWN), "uint8") if flags == 0 else unknown()


@function("cv2.resize")
def resize(src: Arr, dsize: Any, *more: Any, **options: Any) -> Array:
    """The size is (width, height); a single channel's own axis goes."""
    size = read_sizes(dsize)
    if not isinstance(size, tuple) or len(size) != 2 or src.rank not in (2, 3):
        return unknown(src.dtype)
    last = src.dims[2:]
    if last and not (isinstance(last[0], int) and last[0] > 1):
        return unknown(src.dtype)
    return Array((size[1], size[0], *last), src.dtype)


_TO_GREY = ("BGR2GRAY", "RGB2GRAY", "BGRA2GRAY", "RGBA2GRAY")
_KEPT = ("BGR2RGB", "RGB2BGR", "BGR2HSV", "RGB2HSV", "HSV2BGR", "HSV2RGB", "BGR2LAB", "RGB2LAB", "BGR2YUV", "RGB2YUV",
         "BGR2YCrCb", "RGB2YCrCb", "BGR2HLS", "RGB2HLS")  # fmt: skip
declares(**{f"cv2__COLOR_{name}": f"COLOR_{name}" for name in (*_TO_GREY, *_KEPT, "GRAY2BGR", "GRAY2RGB")})


@function("cv2.cvtColor")
def cvt_color(src: Arr, code: Any, *more: Any) -> Array:
    name = code.removeprefix("COLOR_") if isinstance(code, str) else ""
    if src.rank not in (2, 3) or not name:
        return unknown(src.dtype)
    if name in _TO_GREY:
        return Array(src.dims[:2], src.dtype)
    return Array((*src.dims[:2], 3), src.dtype) if name in _KEPT or name.startswith("GRAY2") else unknown(src.dtype)


@function("cv2.GaussianBlur", "cv2.medianBlur", "cv2.flip", "cv2.normalize", "cv2.equalizeHist")
def kept(src: Arr, *args: Any, **options: Any) -> Array:
    return Array(src.shape if src.rank == 2 else (*src.dims[:2], UNKNOWN) if src.rank == 3 else UNKNOWN, src.dtype)


@function("skimage.transform.resize")
def sk_resize(image: Arr, output_shape: Any, *args: Any, **options: Any) -> Array:
    """As many axes as the shape says; the channels of the image behind two of them."""
    size = read_sizes(output_shape)
    if not isinstance(size, tuple) or image.rank is None:
        return Array(size, "float64") if isinstance(size, tuple) and len(size) == 3 else unknown("float64")
    return Array((*size, *image.dims[len(size) :]), "float64")


class Opened(Picture):
    """An image of PIL: its size and channels are not known before they are set."""

    __slots__ = ()

    def attribute(self, run: Any, name: str) -> Any:
        height, width, count = self.dims
        if name == "resize":
            return Native(name, lambda run, size, *args, **options: Opened((*_sides(size), count)))
        if name == "convert":
            return Native(name, lambda run, mode=None, *args: Opened((height, width, _CHANNELS.get(mode, UNKNOWN))))
        if name in ("rotate", "transpose", "filter", "copy"):
            rotated = (UNKNOWN, UNKNOWN, count) if name != "copy" else self.dims
            return Native(name, lambda run, *args, **options: Opened(rotated))
        return Unknown(f"{name} of an image")


_CHANNELS = {"L": 1, "RGB": 3, "RGBA": 4}


def _sides(size: Any) -> tuple[Any, Any]:
    """(height, width) of PIL's (width, height)."""
    found = read_sizes(size)
    return (found[1], found[0]) if isinstance(found, tuple) and len(found) == 2 else (UNKNOWN, UNKNOWN)


@provides("PIL.Image.open", "PIL.Image.fromarray")
def opened(run: Any, *args: Any, **options: Any) -> Opened:
    return Opened((UNKNOWN, UNKNOWN, UNKNOWN))


@provides("PIL.Image.new")
def new(run: Any, mode: Any, size: Any, *args: Any, **options: Any) -> Opened:
    return Opened((*_sides(size), _CHANNELS.get(mode, UNKNOWN) if isinstance(mode, str) else UNKNOWN))


@function("imageio.imread", "scipy.misc.imread", "matplotlib.pyplot.imread", "matplotlib.image.imread",
          "skimage.io.imread", "scipy.ndimage.imread")  # fmt: skip
def read(*args: Any, **options: Any) -> Array:
    return unknown()


@function("scipy.misc.imresize")
def imresize(arr: Arr, size: Any, *args: Any, **options: Any) -> Array:
    """(height, width) first; the channels stay."""
    sizes = read_sizes(size)
    plain = isinstance(sizes, tuple) and len(sizes) == 2 and arr.rank in (2, 3)
    return Array((*map(read_size, sizes), *arr.dims[2:]), "uint8") if plain else unknown("uint8")
