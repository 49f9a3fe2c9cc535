"""Sums, means, extremes, their positions, and what runs along an axis."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.ops_reduce import reduced
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.shapes.symbols import Symbol, symbol
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.arrays.dtypes import dtype_name, floated, kind
from keras_shape_lint.tracing.arrays.reshaping import METHOD, NP, reshape
from keras_shape_lint.tracing.arrays.rule import Arr, Axes, Truth, function, number, unknown


def reduction(x: Array, axis: Any, keepdims: Any, dtype: str | None) -> Array:
    """The axes taken away, or left as 1 with `keepdims`. Raises Reject at an axis that is not there."""
    return Array(reduced(Tensor(x.shape), axis, keepdims), dtype)


def _sum(x: Array) -> Any:
    values = x.contents or ()
    start: Any = 0
    for value in values:
        start = start + value
    return start


def _product(x: Array) -> Any:
    start: Any = 1
    for value in x.contents or ():
        start = start * value
    return start


_WORKED = {"sum": _sum, "prod": _product, "product": _product}
_EXTREMES = {"max": max, "amax": max, "min": min, "amin": min}


def _entire(name: str, x: Array, dtype: str | None) -> Any:
    """All entries in one: the number itself for small known arrays."""
    entries = x.contents
    plain = entries is not None and all(isinstance(value, (int, float)) for value in entries)
    exact = x.dtype in ("int64", "float64", "bool", "int32") and entries is not None and all(map(_exact, entries))
    if exact and name in _WORKED:
        return _WORKED[name](x)
    if plain and entries and name in _EXTREMES:
        return _EXTREMES[name](entries)
    if plain and exact and entries and name == "mean":
        return sum(entries) / len(entries)
    if plain and name in ("any", "all"):
        return any(entries or ()) if name == "any" else all(entries or ())
    if name in _EXTREMES and kind(x.dtype) in (1, 2):
        return symbol(f"{name.removeprefix('a')}({x.name or ''})")
    return Array((), dtype)


def _exact(value: Any) -> bool:
    """Added in whatever order, it gives the same."""
    return isinstance(value, (int, Symbol)) or (isinstance(value, float) and value.is_integer())


def _reduce(name: str) -> Any:
    def rule(
        a: Arr, axis: Axes = None, dtype: Any = None, out: Any = None, keepdims: Truth = False, **more: Any
    ) -> Any:  # fmt: skip
        result = _dtype(name, a.dtype) if dtype is None else dtype_name(dtype)
        if axis is None and keepdims is False and not more and dtype is None:
            return _entire(name, a, result)
        return reduction(a, axis, keepdims, result)

    return rule


def _dtype(name: str, dtype: str | None) -> str | None:
    if name in ("any", "all"):
        return "bool"
    if name.removeprefix("nan") in ("mean", "std", "var", "median"):
        return floated(dtype)
    return "int64" if dtype == "bool" and name in ("sum", "prod") else dtype


METHODS = "sum prod mean std var"
for _name in f"{METHODS} product any all nansum nanprod nanmean nanstd nanvar".split():
    function(NP + _name)(_reduce(_name))
for _name in METHODS.split():
    function(METHOD + _name)(_reduce(_name))


def _extreme(name: str) -> Any:
    def rule(a: Arr, axis: Axes = None, out: Any = None, keepdims: Truth = False, **more: Any) -> Any:
        if axis is None and keepdims is False and not more:
            return _entire(name, a, _dtype(name, a.dtype))
        return reduction(a, axis, keepdims, _dtype(name, a.dtype))

    return rule


for _name in ["max", "min", "amax", "amin", "nanmax", "nanmin", "ptp"]:
    function(NP + _name)(_extreme(_name))
for _name in ["max", "min", "ptp", "any", "all"]:
    function(METHOD + _name)(_extreme(_name))


@function(NP + "median", NP + "nanmedian")
def median(a: Arr, axis: Axes = None, out: Any = None, overwrite_input: Any = False, keepdims: Truth = False) -> Array:
    return reduction(a, axis, keepdims, floated(a.dtype))


@function(NP + "percentile", NP + "quantile", NP + "nanpercentile", NP + "nanquantile")
def percentile(
    a: Arr, q: Arr, axis: Axes = None, out: Any = None, overwrite_input: Any = False, method: Any = "linear",
    keepdims: Truth = False, interpolation: Any = None
) -> Array:  # fmt: skip
    rest = reduction(a, axis, keepdims, "float64" if a.dtype in ("int64", "float64") else None)
    known = rest.rank is not None and q.rank is not None
    return Array((*q.dims, *rest.dims) if known else UNKNOWN, rest.dtype)


@function(NP + "average")
def average(a: Arr, axis: Axes = None, weights: Any = None, returned: Any = False, keepdims: Truth = False) -> Any:
    out = reduction(a, axis, keepdims, floated(a.dtype))
    return out if returned is False else (out, Array(out.shape, out.dtype))


@function(NP + "argmax", NP + "argmin", NP + "nanargmax", NP + "nanargmin", METHOD + "argmax", METHOD + "argmin")
def argmax(a: Arr, axis: Axes = None, out: Any = None, keepdims: Truth = False) -> Any:
    return reduction(a, axis, keepdims, "int64")


@function(NP + "count_nonzero")
def count_nonzero(a: Arr, axis: Axes = None, keepdims: Truth = False) -> Any:
    if axis is None and keepdims is False:
        return symbol("count", 0)
    return reduction(a, axis, keepdims, "int64")


@function(NP + "cumsum", NP + "cumprod", NP + "nancumsum", METHOD + "cumsum", METHOD + "cumprod")
def cumsum(a: Arr, axis: Axes = None, dtype: Any = None) -> Array:
    flat = reshape(a, (-1,)) if axis is None else a
    return Array(flat.shape, _dtype("sum", a.dtype))


@function(NP + "diff")
def diff(a: Arr, n: Any = 1, axis: Axes = -1, prepend: Any = None, append: Any = None) -> Array:
    if a.rank is None or not isinstance(axis, int) or n != 1 or prepend is not None or append is not None:
        return unknown(a.dtype)
    axis = range(a.rank)[axis]
    size = a.dims[axis]
    shorter = max(size - 1, 0) if isinstance(size, int) else UNKNOWN
    return Array((*a.dims[:axis], shorter, *a.dims[axis + 1 :]), a.dtype)


@function(NP + "sort", NP + "partition")
def sort(a: Arr, axis: Axes = -1, kind: Any = None, order: Any = None, kth: Any = None) -> Array:
    flat = reshape(a, (-1,)) if axis is None else a
    return Array(flat.shape, a.dtype)


@function(NP + "argsort", METHOD + "argsort")
def argsort(a: Arr, axis: Axes = -1, kind: Any = None, order: Any = None, stable: Any = None) -> Array:
    flat = reshape(a, (-1,)) if axis is None or a.shape == () else a
    return Array(flat.shape, "int64")


@function(NP + "argpartition", METHOD + "argpartition")
def argpartition(a: Arr, kth: Any, axis: Axes = -1, kind: Any = None, order: Any = None) -> Array:
    return argsort(a, axis)


@function(NP + "trace", METHOD + "trace")
def trace(a: Arr, offset: Any = 0, axis1: Any = 0, axis2: Any = 1, dtype: Any = None) -> Array:
    return Array((), a.dtype) if a.rank == 2 else unknown(a.dtype)


@function("numpy.linalg.norm")
def norm(x: Arr, ord: Any = None, axis: Axes = None, keepdims: Truth = False) -> Array:
    return reduction(x, axis, keepdims, floated(x.dtype))


@function(METHOD + "item")
def item(x: Arr, *args: Any) -> Any:
    return number(Array((), x.dtype, x.contents if x.contents is not None and len(x.contents) == 1 else None))
