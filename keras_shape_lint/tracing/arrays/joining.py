"""Functions that join arrays, or take them apart."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, differ, product, total
from keras_shape_lint.tracing.arrays.array import LARGEST_CONTENTS, Array
from keras_shape_lint.tracing.arrays.dtypes import promoted
from keras_shape_lint.tracing.arrays.indexing import indexed, rows
from keras_shape_lint.tracing.arrays.reshaping import METHOD, NP, reshape
from keras_shape_lint.tracing.arrays.rule import Arr, Arrays, Axes, function, read_array, read_sizes, unknown
from keras_shape_lint.tracing.library import declares
from keras_shape_lint.tracing.sequences import iterate
from keras_shape_lint.tracing.values import List


def agreed(a: Dim, b: Dim) -> Dim:
    """The size two axes must share. Raises ValueError where they certainly differ."""
    if a is UNKNOWN or b is UNKNOWN:
        return b if a is UNKNOWN else a
    if differ(a, b):
        raise ValueError
    return b if isinstance(b, int) else a


def agreed_dims(shapes: list[Dims]) -> Dims:
    """The shape all must have. Raises ValueError."""
    out = shapes[0]
    for shape in shapes[1:]:
        out = tuple(agreed(a, b) for a, b in zip(out, shape, strict=True))
    return out


def joined(arrays: Any, axis: Any) -> Array:
    """Along an axis; all other axes alike."""
    if arrays is UNKNOWN or not arrays:
        return unknown()
    dtype = common_dtype(arrays)
    ranks = {x.rank for x in arrays if x.rank is not None}
    if axis is None:
        return joined([reshape(x, (-1,)) for x in arrays], 0)
    if len(ranks) != 1 or not isinstance(axis, int):
        return unknown(dtype)
    (rank,) = ranks
    known = [x.dims for x in arrays if x.rank is not None]
    axis = range(rank)[axis]
    others = agreed_dims([(*dims[:axis], *dims[axis + 1 :]) for dims in known])
    size = total(dims[axis] for dims in known) if len(known) == len(arrays) else UNKNOWN
    contents = _chained(arrays) if axis == 0 else None
    return Array((*others[:axis], size, *others[axis:]), dtype, contents)


def common_dtype(arrays: list[Array]) -> str | None:
    dtype = arrays[0].dtype
    for x in arrays[1:]:
        dtype = promoted(dtype, x.dtype)
    return dtype


def _chained(arrays: list[Array]) -> Any:
    """The entries of all, one after the other; None where they are too many."""
    out: list[Any] = []
    for x in arrays:
        if x.contents is None or len(out) + len(x.contents) > LARGEST_CONTENTS:
            return None
        out.extend(x.contents)
    return out


@function(NP + "concatenate", NP + "concat")
def concatenate(arrays: Arrays, axis: Axes = 0, dtype: Any = None, casting: Any = None) -> Array:
    return joined(arrays, axis)


@function(NP + "stack")
def stack(arrays: Arrays, axis: Axes = 0, dtype: Any = None, casting: Any = None) -> Array:
    if arrays is UNKNOWN or not arrays:
        return unknown()
    known = [x for x in arrays if x.rank is not None]
    if not known or not isinstance(axis, int):
        return unknown()
    dims = agreed_dims([x.dims for x in known])
    at = range(len(dims) + 1)[axis]
    contents = _chained(arrays) if at == 0 else None
    return Array((*dims[:at], len(arrays), *dims[at:]), common_dtype(arrays), contents)


def _each(arrays: Any, rank: int, rule: Any) -> Any:
    """Those of fewer axes made wider; UNKNOWN where a rank is not known."""
    if arrays is UNKNOWN or any(x.rank is None for x in arrays):
        return UNKNOWN
    return [rule(x) if (x.rank or 0) < rank else x for x in arrays]


def _as_row(x: Array) -> Array:
    return reshape(x, (1, *(x.dims or (1,))))


@function(NP + "vstack", NP + "row_stack")
def vstack(tup: Arrays, dtype: Any = None, casting: Any = None) -> Array:
    return joined(_each(tup, 2, _as_row), 0)


@function(NP + "hstack")
def hstack(tup: Arrays, dtype: Any = None, casting: Any = None) -> Array:
    wide = _each(tup, 1, lambda x: reshape(x, (1,)))
    return joined(wide, 0 if wide is not UNKNOWN and wide and wide[0].rank == 1 else 1)


@function(NP + "column_stack")
def column_stack(tup: Arrays) -> Array:
    return joined(_each(tup, 2, lambda x: reshape(x, (*(x.dims or (1,)), 1))), 1)


@function(NP + "dstack")
def dstack(tup: Arrays) -> Array:
    def deep(x: Array) -> Array:
        return reshape(x, (1, *(x.dims or (1,)), 1) if (x.rank or 0) < 2 else (*x.dims, 1))

    return joined(_each(tup, 3, deep), 2)


@function(NP + "append")
def append(arr: Arr, values: Arr, axis: Axes = None) -> Array:
    return joined([arr, values], axis)


def parts(x: Array, where: Any, axis: Any, exact: bool) -> Any:
    """A list of pieces: so many alike, or cut at positions."""
    if x.rank is None or not isinstance(axis, int):
        return [unknown(x.dtype)] * where if isinstance(where, int) and where < LARGEST_CONTENTS else None
    axis = range(x.rank)[axis]
    size = x.dims[axis]
    if isinstance(where, int):
        if where < 1 or where > 4096 or (exact and isinstance(size, int) and size % where):
            raise ValueError
        sizes = [_part(size, where, i, exact) for i in range(where)]
        return [Array((*x.dims[:axis], part, *x.dims[axis + 1 :]), x.dtype, None, x.memory) for part in sizes]
    cuts = iterate(where) if isinstance(where, (list, tuple)) else None
    if cuts is None:
        return None
    bounds = [0, *cuts, None]
    before = (slice(None),) * axis
    return [indexed(x, (*before, slice(start, stop))) for start, stop in pairwise(bounds)]


def _part(size: Dim, count: int, position: int, exact: bool) -> Dim:
    if size is UNKNOWN or size is None:
        return UNKNOWN
    if isinstance(size, int):
        return size // count + (position < size % count)
    return size // count if exact else UNKNOWN


def _listed(found: Any) -> Any:
    return List(found) if found is not None else unknown()


def _where(value: Any) -> Any:
    if isinstance(value, Array):
        value = value.contents if value.rank == 1 else None
    return value


@function(NP + "split")
def split(ary: Arr, indices_or_sections: Any, axis: Axes = 0) -> Any:
    return _listed(parts(ary, _where(indices_or_sections), axis, exact=True))


@function(NP + "array_split")
def array_split(ary: Arr, indices_or_sections: Any, axis: Axes = 0) -> Any:
    return _listed(parts(ary, _where(indices_or_sections), axis, exact=False))


@function(NP + "vsplit")
def vsplit(ary: Arr, indices_or_sections: Any) -> Any:
    return _listed(parts(ary, _where(indices_or_sections), 0, exact=True))


@function(NP + "unstack")
def unstack(x: Arr, axis: Any = 0) -> Any:
    parts = rows(x) if axis == 0 else None
    return tuple(parts) if parts is not None else Array(UNKNOWN, x.dtype, None, x.memory)


@function(NP + "hsplit")
def hsplit(ary: Arr, indices_or_sections: Any) -> Any:
    return _listed(parts(ary, _where(indices_or_sections), 0 if ary.rank == 1 else 1, exact=True))


@function(NP + "repeat", METHOD + "repeat")
def repeat(a: Arr, repeats: Any, axis: Axes = None) -> Array:
    if axis is None:
        return repeat_along(reshape(a, (-1,)), repeats, 0)
    return repeat_along(a, repeats, axis)


def repeat_along(x: Array, repeats: Any, axis: Any) -> Array:
    if x.rank is None or not isinstance(axis, int):
        return unknown(x.dtype)
    axis = range(x.rank)[axis]
    counts = read_array(repeats)
    size = x.dims[axis]
    if counts.shape == () and counts.contents is not None:
        size = _times(size, counts.contents[0])
    elif counts.contents is not None and all(isinstance(count, int) for count in counts.contents):
        size = sum(counts.contents)
        size = size if counts.shape != (1,) else _times(x.dims[axis], size)
    else:
        size = UNKNOWN
    return Array((*x.dims[:axis], size, *x.dims[axis + 1 :]), x.dtype)


def _times(size: Any, count: Any) -> Any:
    return UNKNOWN if size is UNKNOWN or isinstance(count, float) else size * count


@function(NP + "tile")
def tile(A: Arr, reps: Any) -> Array:
    counts = read_sizes(reps)
    if A.rank is None or counts is UNKNOWN or counts is None:
        return unknown(A.dtype)
    width = max(A.rank, len(counts))
    dims = (1,) * (width - A.rank) + A.dims
    counts = (1,) * (width - len(counts)) + counts
    return Array(tuple(UNKNOWN if n is UNKNOWN else _times(d, n) for d, n in zip(dims, counts)), A.dtype)


@function(NP + "pad")
def pad(array: Arr, pad_width: Any, mode: Any = "constant", **more: Any) -> Array:
    widths = read_array(pad_width)
    if array.rank is None:
        return unknown(array.dtype)
    if widths.contents is None or not all(isinstance(n, int) for n in widths.contents):
        return Array((UNKNOWN,) * array.rank, array.dtype)
    pairs = _pairs(widths.shape, widths.contents, array.rank)
    return Array(tuple(UNKNOWN if d is UNKNOWN else d + sum(p) for d, p in zip(array.dims, pairs)), array.dtype)  # type: ignore[operator]


def _pairs(shape: Any, widths: tuple[int, ...], rank: int) -> list[tuple[int, ...]]:
    """Before and after each axis, as NumPy broadcasts them to (rank, 2). Raises ValueError."""
    if shape == () or shape == (1,):
        return [(widths[0], widths[0])] * rank
    if shape in ((2,), (1, 2)):
        return [widths] * rank
    if shape == (rank, 1):
        return [(n, n) for n in widths]
    if shape == (rank, 2):
        return [widths[2 * i : 2 * i + 2] for i in range(rank)]
    raise ValueError


@function(NP + "delete")
def delete(arr: Arr, obj: Any, axis: Axes = None) -> Array:
    if axis is None:
        return delete(reshape(arr, (-1,)), obj, 0)
    if arr.rank is None or not isinstance(axis, int):
        return unknown(arr.dtype)
    axis = range(arr.rank)[axis]
    size = arr.dims[axis]
    return Array((*arr.dims[:axis], _without(size, obj), *arr.dims[axis + 1 :]), arr.dtype)


def _without(size: Any, obj: Any) -> Any:
    if isinstance(obj, slice):
        left = indexed(Array((size,)), obj).dims[0]
        return UNKNOWN if left is UNKNOWN or size is UNKNOWN else size - left
    gone = read_array(obj)
    if size is UNKNOWN or gone.rank is None or gone.dtype == "bool":
        return UNKNOWN
    if gone.rank == 0:
        return size - 1
    whole = gone.contents is not None and isinstance(size, int) and all(isinstance(i, int) for i in gone.contents)
    return size - len({range(size)[i] for i in gone.contents or ()}) if whole else UNKNOWN


@function(NP + "insert")
def insert(arr: Arr, obj: Any, values: Any, axis: Axes = None) -> Array:
    if arr.rank is None or not isinstance(obj, int) or not isinstance(axis, int):
        return unknown(arr.dtype)
    axis = range(arr.rank)[axis]
    if arr.rank > 1 and read_array(values).rank not in range(arr.rank):
        return Array((UNKNOWN,) * arr.rank, arr.dtype)
    more = 1 if arr.rank > 1 or read_array(values).shape == () else UNKNOWN
    return Array((*arr.dims[:axis], total([arr.dims[axis], more]), *arr.dims[axis + 1 :]), arr.dtype)


@function(NP + "meshgrid")
def meshgrid(*xi: Arr, copy: Any = True, sparse: Any = False, indexing: Any = "xy") -> Any:
    if sparse is not False or indexing is UNKNOWN:
        return List(unknown() for _ in xi)
    dims = [product(x.dims) if x.rank is not None else UNKNOWN for x in xi]
    if indexing == "xy" and len(dims) > 1:
        dims[:2] = dims[1::-1]
    return List(Array(tuple(dims), x.dtype, None, x.memory if copy is not True else None) for x in xi)


class Along:
    """`np.c_[...]` and `np.r_[...]`."""

    __slots__ = ("columns",)

    def __init__(self, columns: bool) -> None:
        self.columns = columns

    def item(self, run: Any, key: Any, site: Any) -> Any:
        from keras_shape_lint.tracing.arrays.rule import MISTAKES, located

        keys = key if isinstance(key, tuple) else (key,)
        if any(isinstance(entry, (slice, str)) for entry in keys):
            return located(unknown(), site)
        arrays = [read_array(entry) for entry in keys]
        try:
            if self.columns:
                out = joined(_each(arrays, 2, lambda x: reshape(x, (*(x.dims or (1,)), 1))), -1)
            else:
                out = joined(_each(arrays, 1, lambda x: reshape(x, (1,))), 0)
        except MISTAKES:
            out = unknown()
        return located(out, site)


declares(numpy__c_=Along(columns=True), numpy__r_=Along(columns=False))
