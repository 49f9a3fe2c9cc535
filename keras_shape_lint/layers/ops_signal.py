"""Functions on signals: transforms, and frames of the last axis."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, UNDEFINED_DIMENSION
from keras_shape_lint.layers.op_arguments import Known, OneSize, Truth, tensor_of
from keras_shape_lint.layers.op_names import KERAS, names
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.convolution import grow, slide
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, of_number


def _parts(x: Any) -> tuple[Tensor, Tensor] | None:
    """Real and imaginary part."""
    if not isinstance(x, (list, tuple)) or getattr(x, "open", False) or len(x) != 2:
        return None
    real, imaginary = map(tensor_of, x)
    return real, imaginary


@op(KERAS + "fft")
def transform(x: Any) -> Any:
    """Both parts unchanged; the last axis must be known."""
    return _transformed(x, 1)


@op(*names(KERAS, "fft2 ifft2"))
def transform_2d(x: Any) -> Any:
    """Both parts unchanged; the last two axes must be known."""
    return _transformed(x, 2)


def _transformed(x: Any, axes: int) -> Any:
    parts = _parts(x)
    if parts is None:
        return Tensor(UNKNOWN, None)
    real = parts[0]
    if real.require_min_rank(axes) and None in real.dims[-axes:]:
        raise Reject(UNDEFINED_DIMENSION, "{layer} needs to know the last {0} of {1}", _AXES[axes], real)
    return [real.like(), real.like()]


_AXES = {1: "axis", 2: "two axes"}


@op(KERAS + "rfft")
def rfft(x: Tensor, fft_length: OneSize = None) -> Any:
    """Both parts: the last axis becomes half of it, and one."""
    if not x.rank:
        return x.unknown()
    size = x.dims[-1] if fft_length is None else fft_length
    return [x.with_shape(*x.dims[:-1], half(size)) for _ in range(2)]


def half(size: Dim) -> Dim:
    """The frequencies of so many real numbers."""
    return of_number(size, lambda dim: dim // 2 + 1)


def whole(size: Dim) -> Dim:
    """The real numbers of so many frequencies."""
    return of_number(size, lambda dim: 2 * (dim - 1))


@op(KERAS + "irfft")
def irfft(x: Any, fft_length: OneSize = None) -> Tensor:
    """The last axis becomes twice what is less than one."""
    parts = _parts(x)
    if parts is None or not parts[0].rank:
        return Tensor(UNKNOWN, None)
    real = parts[0]
    return real.with_shape(*real.dims[:-1], whole(real.dims[-1]) if fft_length is None else fft_length)


@op(KERAS + "extract_sequences")
def extract_sequences(x: Tensor, sequence_length: OneSize, sequence_stride: OneSize, *, symbolic: bool) -> Tensor:
    """(..., samples) -> (..., frames, sequence_length). Of too few samples a backend may make no frame."""
    if not x.rank or None in (sequence_length, sequence_stride):
        return x.unknown()
    frames = _frames(x, x.dims[-1], sequence_length, sequence_stride, symbolic)
    return x.with_shape(*x.dims[:-1], frames, sequence_length)


def _frames(x: Tensor, size: Dim, length: Dim, stride: Dim, symbolic: bool) -> Dim:
    frames = slide(size, length, stride)
    if isinstance(frames, int) and frames < 0:
        if not symbolic:
            return UNKNOWN
        raise Reject(ARGUMENT, "{layer}: {0} is shorter than a frame of {1}", x, length)
    return frames


@op(KERAS + "stft")
def stft(
    x: Tensor, sequence_length: Any, sequence_stride: OneSize, fft_length: OneSize, window: Any = "hann",
    center: Truth = True, *, symbolic: bool,
) -> Any:  # fmt: skip
    """(..., samples) -> both parts of (..., frames, half of `fft_length` and one)."""
    if not x.rank or center is UNKNOWN or not isinstance(fft_length, int) or sequence_stride is None:
        return x.unknown()
    size = x.dims[-1]
    margin = fft_length // 2 * 2 if center else 0
    frames = _frames(x, grow(size, margin), fft_length, sequence_stride, symbolic)
    return tuple(x.with_shape(*x.dims[:-1], frames, half(fft_length)) for _ in range(2))


@op(KERAS + "istft")
def istft(
    x: Any, sequence_length: Any, sequence_stride: OneSize, fft_length: OneSize, length: OneSize = None,
    window: Any = "hann", center: Truth = True, *, symbolic: bool,
) -> Tensor:  # fmt: skip
    """Both parts of (..., frames, frequencies) -> (..., samples), as many as asked for where Keras declares it."""
    parts = _parts(x)
    if parts is None or not parts[0].require_min_rank(2) or center is UNKNOWN or not isinstance(fft_length, int):
        return Tensor(UNKNOWN, None)
    real = parts[0]
    frames = real.dims[-2]
    size: Dim = length if length is None or symbolic else UNKNOWN
    if length is None and frames is not None:
        size = UNKNOWN
        if frames is not UNKNOWN and sequence_stride is not UNKNOWN and sequence_stride is not None:
            size = (frames - 1) * sequence_stride + fft_length - (fft_length // 2 * 2 if center else 0)
    return real.with_shape(*real.dims[:-2], size)


_BITS = ("64", "32", "16", "8", "bool")


def _bytes(dtype: Any) -> int | None:
    found = next((bits for bits in _BITS if isinstance(dtype, str) and dtype.endswith(bits)), None)
    return None if found is None else 1 if found == "bool" else int(found) // 8


@op(KERAS + "view")
def view(x: Tensor, dtype: Known = None) -> Tensor:
    """The last axis so many times longer as the dtype is shorter."""
    old, new = _bytes(x.dtype), _bytes(x.dtype if dtype is None else dtype)
    if old is None or new is None or x.rank is None:
        return x.unknown()
    if old == new:
        return Tensor(x.shape, dtype or x.dtype)
    x.require_min_rank(1)
    size = x.dims[-1]
    if isinstance(size, int) and size * old % new:
        raise Reject(ARGUMENT, "{layer}: {0} cannot be read as {1}, its last axis is {2}", x, dtype, size)
    return Tensor((*x.dims[:-1], of_number(size, lambda dim: dim * old // new)), dtype)


@op(KERAS + "view_as_real")
def view_as_real(x: Tensor) -> Tensor:
    """One more axis, of 2."""
    return Tensor((*x.dims, 2), None) if x.rank is not None else x.unknown()


@op(KERAS + "view_as_complex")
def view_as_complex(x: Tensor) -> Tensor:
    """The last axis, of 2, goes."""
    return Tensor(x.dims[:-1], None) if x.rank and x.dims[-1] == 2 else x.unknown()


@op(KERAS + "polar")
def polar(abs_: Tensor, angle: Any) -> Tensor:
    """The shape of the lengths."""
    return Tensor(abs_.shape, None)
