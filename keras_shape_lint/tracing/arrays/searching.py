"""Functions that find, count and select; what they leave is of a length only the data knows."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.shapes.dims import UNKNOWN, product
from keras_shape_lint.shapes.symbols import symbol
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.arrays.indexing import indexed
from keras_shape_lint.tracing.arrays.reshaping import METHOD, NP, reshape
from keras_shape_lint.tracing.arrays.rule import Arr, Axes, Size, function, read_array, unknown
from keras_shape_lint.tracing.values import List


def positions(x: Array) -> Any:
    """A tuple of positions, one array for each axis, all of one length."""
    if x.rank is None:
        return unknown()
    count = symbol("found", 0)
    return tuple(Array((count,), "int64") for _ in x.dims)


@function(NP + "nonzero", METHOD + "nonzero")
def nonzero(a: Arr) -> Any:
    return positions(a)


@function(NP + "flatnonzero")
def flatnonzero(a: Arr) -> Array:
    return Array((symbol("found", 0),), "int64")


@function(NP + "argwhere")
def argwhere(a: Arr) -> Array:
    return Array((symbol("found", 0), UNKNOWN if a.rank is None else a.rank), "int64")


@function(NP + "searchsorted", METHOD + "searchsorted")
def searchsorted(a: Arr, v: Arr, side: Any = "left", sorter: Any = None) -> Array:
    return Array(v.shape, "int64")


@function(NP + "unique")
def unique(
    ar: Arr, return_index: Any = False, return_inverse: Any = False, return_counts: Any = False, axis: Axes = None,
    equal_nan: Any = True, sorted: Any = True
) -> Any:  # fmt: skip
    """How many is known where the entries are."""
    if axis is None:
        known = ar.contents is not None and all(isinstance(value, (int, str)) for value in ar.contents)
        entries = _sorted(ar.contents) if known else None
        count = len(entries) if entries is not None else symbol("unique", 0)
        values = Array((count,), ar.dtype, entries)
    else:
        count = symbol("unique", 0)
        values = Array(UNKNOWN if ar.rank is None else (UNKNOWN,) * ar.rank, ar.dtype)
        if ar.rank and isinstance(axis, int):
            at = range(ar.rank)[axis]
            values = Array((*ar.dims[:at], count, *ar.dims[at + 1 :]), ar.dtype)
    more = [Array((count,), "int64")] if return_index else []
    if return_inverse:
        more.append(Array(reshape(ar, (-1,)).shape if ar.rank == 1 else UNKNOWN, "int64"))
    if return_counts:
        more.append(Array((count,), "int64"))
    return (values, *more) if more else values


def _sorted(contents: Any) -> list[Any] | None:
    try:
        return sorted(set(contents))
    except TypeError:
        return None


@function(NP + "histogram")
def histogram(a: Any, bins: Any = 10, **more: Any) -> Any:
    count = bins if isinstance(bins, int) else UNKNOWN
    return Array((count,), None), Array((count + 1 if isinstance(count, int) else UNKNOWN,), "float64")


@function(NP + "take", METHOD + "take")
def take(a: Arr, indices: Arr, axis: Axes = None, mode: Any = "raise") -> Array:
    if axis is None:
        return Array(indices.shape, a.dtype)
    if a.rank is None or indices.rank is None or not isinstance(axis, int):
        return unknown(a.dtype)
    at = range(a.rank)[axis]
    return Array((*a.dims[:at], *indices.dims, *a.dims[at + 1 :]), a.dtype)


@function(NP + "take_along_axis")
def take_along_axis(arr: Arr, indices: Arr, axis: Axes = -1) -> Array:
    return Array(indices.shape, arr.dtype) if axis is not None else unknown(arr.dtype)


@function(NP + "compress", NP + "extract")
def compress(condition: Any, a: Arr, axis: Axes = None) -> Array:
    if axis is None:
        return Array((symbol("selected", 0),), a.dtype)
    return indexed(a, (*(slice(None),) * axis, Array((UNKNOWN,), "bool"))) if a.rank else unknown(a.dtype)


@function(NP + "setdiff1d", NP + "union1d", NP + "intersect1d")
def some(a: Arr, *more: Any, **options: Any) -> Array:
    return Array((symbol("some", 0),), a.dtype, None, a.memory) if not options else unknown()


@function(METHOD + "tolist")
def tolist(x: Arr) -> Any:
    """Lists of numbers, where they are few; what is in them is mostly not known."""
    from keras_shape_lint.tracing.arrays.rule import number
    from keras_shape_lint.tracing.values import opened

    if x.rank == 0:
        return number(x)
    size = product(x.dims)
    if x.rank is None or not isinstance(size, int) or size > 4096:
        out = opened(List())
        out.size = x.length if isinstance(x.length, int) else None
        return out
    if x.rank > 1 and x.contents is None:
        return List(tolist(Array(x.dims[1:], x.dtype)) for _ in range(x.length))
    rows = [indexed(x, i) for i in range(x.length)]
    return List(tolist(row) if row.rank else number(row) for row in rows)


@function(NP + "ndim", asks=True)
def ndim(a: Arr) -> Any:
    return _attribute(a, "ndim")


@function(NP + "shape", asks=True)
def shape(a: Arr) -> Any:
    return _attribute(a, "shape")


@function(NP + "size", asks=True)
def size(a: Arr, axis: Size = None) -> Any:
    if axis is None:
        return _attribute(a, "size")
    return _attribute(Array((a.dims[axis],)), "size")


def _attribute(x: Array, name: str) -> Any:
    from keras_shape_lint.tracing.arrays.attributes import attribute

    return attribute(None, x, name)


@function(NP + "broadcast_arrays")
def broadcast_arrays(*args: Arr, subok: Any = False) -> Any:
    from keras_shape_lint.tracing.arrays.arithmetic import combined

    shape = args[0].shape
    for x in args[1:]:
        shape = combined(shape, x.shape)
    return List(Array(shape, x.dtype, None, x.memory) for x in args)


@function(NP + "apply_along_axis")
def apply_along_axis(run: Any, func1d: Any, axis: Any, arr: Arr, *args: Any, **options: Any) -> Array:
    """What the function makes of a vector along the axis stands in place of it."""
    from keras_shape_lint.tracing.arrays.elements import rehearsed

    if options or not arr.rank or not isinstance(axis, int) or not -arr.rank <= axis < arr.rank:
        return unknown()
    at = axis % arr.rank
    made = read_array(rehearsed(run, func1d, [Array((arr.dims[at],), arr.dtype), *args]))
    return Array((*arr.dims[:at], *made.dims, *arr.dims[at + 1 :]), made.dtype) if made.rank is not None else unknown()


@function(NP + "bincount")
def bincount(x: Arr, weights: Any = None, minlength: Size = 0) -> Array:
    """One count for each number up to the largest."""
    least = minlength if isinstance(minlength, int) else 0
    whole = x.contents is not None and all(type(each) is int for each in x.contents)
    count = max(least, 1 + max(x.contents)) if whole and x.contents else symbol("counts", least)
    return Array((count,), "int64" if weights is None else "float64")


@function(NP + "trim_zeros")
def trim_zeros(filt: Arr, trim: Any = "fb", axis: Any = None) -> Array:
    """What is left without zeros at the ends, in the same memory."""
    return Array((symbol("left", 0),), filt.dtype, None, filt.memory) if filt.rank == 1 else unknown(filt.dtype)
