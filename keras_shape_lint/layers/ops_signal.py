"""Functions on signals: transforms, and frames of the last axis."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.op_arguments import OneAxis, OneSize, axis_in, tensor_of
from keras_shape_lint.layers.ops_pointwise import KERAS, names
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.convolution import slide
from keras_shape_lint.shapes.dims import UNKNOWN, Dim


def _parts(x: Any) -> tuple[Tensor, Tensor] | None:
    """Real and imaginary part."""
    if not isinstance(x, (list, tuple)) or getattr(x, "open", False) or len(x) != 2:
        return None
    real, imaginary = map(tensor_of, x)
    return real, imaginary


@op(*names(KERAS, "fft fft2 ifft2"))
def transform(x: Any) -> Any:
    """Both parts unchanged."""
    parts = _parts(x)
    return Tensor(UNKNOWN, None) if parts is None else [parts[0].like(), parts[0].like()]


@op(KERAS + "rfft")
def rfft(x: Tensor, fft_length: OneSize = None) -> Any:
    """Both parts: the last axis becomes half of it, and one."""
    if not x.rank:
        return x.unknown()
    size = x.dims[-1] if fft_length is None else fft_length
    half: Dim = size // 2 + 1 if isinstance(size, int) else None if size is None else UNKNOWN
    return [x.with_shape(*x.dims[:-1], half) for _ in range(2)]


@op(KERAS + "irfft")
def irfft(x: Any, fft_length: OneSize = None) -> Tensor:
    """The last axis becomes twice what is less than one."""
    parts = _parts(x)
    if parts is None or not parts[0].rank:
        return Tensor(UNKNOWN, None)
    real = parts[0]
    size = real.dims[-1]
    whole: Dim = 2 * (size - 1) if isinstance(size, int) else None if size is None else UNKNOWN
    return real.with_shape(*real.dims[:-1], whole if fft_length is None else fft_length)


@op(KERAS + "extract_sequences")
def extract_sequences(x: Tensor, sequence_length: OneSize, sequence_stride: OneSize) -> Tensor:
    """(..., samples) -> (..., frames, sequence_length)."""
    if not x.rank or None in (sequence_length, sequence_stride):
        return x.unknown()
    frames = slide(x.dims[-1], sequence_length, sequence_stride)
    if isinstance(frames, int) and frames <= 0:
        return x.unknown()
    return x.with_shape(*x.dims[:-1], frames, sequence_length)


@op(KERAS + "trapezoid")
def trapezoid(y: Tensor, x: Any = None, dx: Any = 1.0, axis: OneAxis = -1) -> Tensor:
    """The axis goes."""
    at = axis_in(y, axis)
    return y.unknown() if at is UNKNOWN else y.with_shape(*y.dims[:at], *y.dims[at + 1 :])


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
