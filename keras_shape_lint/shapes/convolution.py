"""Sizes of windows that slide along an axis, and of what they cover. Pure arithmetic; None and UNKNOWN stay."""

from __future__ import annotations

from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims
from keras_shape_lint.shapes.symbols import largest


def slide(size: Dim, window: Dim, stride: Dim, dilation: Dim = 1, valid: bool = True) -> Dim:
    """How often a window fits. `valid`: inside the axis; else the axis is padded to `size / stride`, rounded up."""
    if size is None:
        return None
    if stride is UNKNOWN or stride is None:
        return UNKNOWN
    if not valid:
        return (size - 1) // stride + 1
    if UNKNOWN in (window, dilation) or window is None or dilation is None:
        return UNKNOWN
    return (size - dilation * (window - 1) - 1) // stride + 1


def unslide(size: Dim, window: Dim, stride: Dim, dilation: Dim, valid: bool, extra: Dim) -> Dim:
    """The size of an axis that a transposed window writes; `extra` is its output padding, None when not given."""
    if size is None:
        return None
    if UNKNOWN in (size, window, stride, dilation, extra) or window is None or stride is None or dilation is None:
        return UNKNOWN
    if not valid and extra is None:
        return size * stride
    reach = (window - 1) * dilation + 1
    if extra is None:
        return (size - 1) * stride + largest([reach, stride])  # type: ignore[list-item]
    if not valid:
        return (size - 1) * stride + reach % 2 + extra
    return (size - 1) * stride + reach + extra


def grow(size: Dim, by: Dim) -> Dim:
    """The sum; None stays None."""
    return None if size is None or by is None else size + by


def scale(size: Dim, by: Dim) -> Dim:
    """The product; None stays None."""
    return None if size is None or by is None else size * by


def split(dims: Dims, channels_first: bool) -> tuple[Dims, Dim]:
    """The spatial sizes and the channels of a batched shape."""
    return (dims[2:], dims[1]) if channels_first else (dims[1:-1], dims[-1])


def joined(batch: Dim, spatial: Dims, channels: Dim, channels_first: bool) -> Dims:
    """The batched shape of spatial sizes and channels."""
    return (batch, channels, *spatial) if channels_first else (batch, *spatial, channels)
