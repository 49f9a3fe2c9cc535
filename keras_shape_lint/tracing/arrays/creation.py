"""Arrays made from nothing, from lists and from ranges."""

from __future__ import annotations

import math
from typing import Any

from keras_shape_lint.shapes.dims import UNKNOWN, product
from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.arrays.array import LARGEST_CONTENTS, Array, Memory
from keras_shape_lint.tracing.arrays.dtypes import dtype_name, of_value
from keras_shape_lint.tracing.arrays.rule import Arr, Size, Sizes, function, number, unknown
from keras_shape_lint.tracing.values import Opaque


def made(shape: Any, dtype: str | None, value: Any = None) -> Array:
    """An array of this shape, every entry `value`."""
    if shape is UNKNOWN or shape is None or any(isinstance(dim, int) and dim < 0 for dim in shape):
        return unknown(dtype)
    shape = tuple(UNKNOWN if dim is None else dim for dim in shape)
    size = product(shape)
    small = isinstance(size, int) and size <= LARGEST_CONTENTS and value is not None
    entry = cast((value,), dtype) if small else None
    entries: Any = entry * size if entry is not None else None
    return Array(shape, dtype, entries)


def given(dtype: Any, default: str | None) -> str | None:
    return default if dtype is None else dtype_name(dtype)


@function("numpy.zeros")
def zeros(shape: Sizes, dtype: Any = None, order: Any = "C", like: Any = None) -> Array:
    return made(shape, given(dtype, "float64"), 0)


@function("numpy.ones")
def ones(shape: Sizes, dtype: Any = None, order: Any = "C", like: Any = None) -> Array:
    return made(shape, given(dtype, "float64"), 1)


@function("numpy.empty", "numpy.ndarray")
def empty(shape: Sizes, dtype: Any = None, order: Any = "C", like: Any = None) -> Array:
    return made(shape, given(dtype, "float64"))


@function("numpy.full")
def full(shape: Sizes, fill_value: Any, dtype: Any = None, order: Any = "C", like: Any = None) -> Array:
    value = fill_value if isinstance(fill_value, (int, float)) else None
    return made(shape, given(dtype, of_value(fill_value)), value)


def _like(x: Array, dtype: Any, shape: Any, value: Any) -> Array:
    return made(x.shape if shape is None else shape, given(dtype, x.dtype), value)


@function("numpy.zeros_like")
def zeros_like(a: Arr, dtype: Any = None, order: Any = "K", subok: Any = True, shape: Sizes = None) -> Array:
    return _like(a, dtype, shape, 0)


@function("numpy.ones_like")
def ones_like(a: Arr, dtype: Any = None, order: Any = "K", subok: Any = True, shape: Sizes = None) -> Array:
    return _like(a, dtype, shape, 1)


@function("numpy.empty_like")
def empty_like(prototype: Arr, dtype: Any = None, order: Any = "K", subok: Any = True, shape: Sizes = None) -> Array:
    return _like(prototype, dtype, shape, None)


@function("numpy.full_like")
def full_like(
    a: Arr, fill_value: Any, dtype: Any = None, order: Any = "K", subok: Any = True, shape: Sizes = None
) -> Array:
    return _like(a, dtype, shape, fill_value if isinstance(fill_value, (int, float)) else None)


@function("numpy.array")
def array(
    object: Arr, dtype: Any = None, copy: Any = True, order: Any = "K", subok: Any = False, ndmin: Size = 0,
    like: Any = None
) -> Array:  # fmt: skip
    return copied(object, dtype, ndmin, object.memory if copy is not True else None)


@function("numpy.asarray", "numpy.ascontiguousarray", "numpy.asanyarray", "numpy.asfortranarray")
def asarray(a: Arr, dtype: Any = None, order: Any = None, like: Any = None) -> Array:
    if dtype is None or dtype_name(dtype) == a.dtype:
        return a
    return copied(a, dtype, memory=a.memory)


@function("numpy.require")
def require(a: Arr, dtype: Any = None, requirements: Any = None) -> Array:
    return asarray(a, dtype)


def copied(x: Array, dtype: Any = None, ndmin: Any = 0, memory: Memory | None = None) -> Array:
    """The same entries, in memory of its own if none is given."""
    if dtype is not None and dtype_name(dtype) == "object":
        return unknown("object")
    name = given(dtype, x.dtype)
    contents = x.contents if name == x.dtype or dtype is None else cast(x.contents, name)
    shape = x.shape
    if ndmin and isinstance(ndmin, int) and isinstance(shape, tuple):
        shape = (1,) * (ndmin - len(shape)) + shape
    return Array(shape, name, contents, memory).drawn_from(x)


def cast(contents: Any, dtype: str | None) -> Any:
    """The entries in another dtype; None where that is not plain."""
    if contents is None or dtype is None:
        return None
    kind = {"int": int, "float": float, "bool": bool}.get(dtype.rstrip("0123456789"))
    plain = kind is not None and all(isinstance(value, (int, float)) for value in contents)
    if not plain or (kind is int and not all(abs(value) < 128 or dtype in ("int32", "int64") for value in contents)):
        return contents if all(isinstance(value, Symbol) for value in contents) and kind is int else None
    return tuple(kind(value) for value in contents)  # type: ignore[misc]


@function("numpy.arange")
def arange(start: Any, stop: Any = None, step: Any = 1, dtype: Any = None, *, like: Any = None) -> Array:
    if stop is None:
        start, stop = 0, start
    bounds = [scalar(start), scalar(stop), scalar(step)]
    whole = all(isinstance(bound, (int, Symbol)) for bound in bounds)
    name = given(dtype, "int64" if whole else "float64" if UNKNOWN not in bounds else None)
    first, last, by = bounds
    if whole and not any(isinstance(bound, Symbol) for bound in bounds):
        entries = range(first, last, by)
        small = len(entries) <= LARGEST_CONTENTS
        return Array((len(entries),), name, cast(tuple(entries), name) if small else None)
    if whole and by == 1:
        return Array((last - first,), name)
    if all(isinstance(bound, (int, float)) for bound in bounds):
        return Array((max(0, math.ceil((last - first) / by)),), name)
    return Array((UNKNOWN,), name)


def scalar(value: Any) -> Any:
    """A number that is known, or UNKNOWN."""
    if isinstance(value, Opaque):
        return value.value if value.value is not None else UNKNOWN
    if isinstance(value, Array):
        value = number(value)
    return value if isinstance(value, (int, float, Symbol)) else UNKNOWN


@function("numpy.linspace", "numpy.logspace", "numpy.geomspace")
def linspace(
    start: Arr, stop: Arr, num: Size = 50, endpoint: Any = True, retstep: Any = False, dtype: Any = None,
    axis: Any = 0
) -> Any:  # fmt: skip
    ends = start.shape == () and (stop.shape == () or stop.rank is None)
    out = Array((num,) if ends else UNKNOWN, given(dtype, "float64"))
    return (out, unknown()) if retstep else out


@function("numpy.eye")
def eye(N: Size, M: Size = None, k: Any = 0, dtype: Any = None, order: Any = "C") -> Array:
    return made((N, N if M is None else M), given(dtype, "float64"))


@function("numpy.identity")
def identity(n: Size, dtype: Any = None) -> Array:
    return made((n, n), given(dtype, "float64"))
