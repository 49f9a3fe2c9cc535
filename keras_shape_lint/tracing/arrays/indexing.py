"""`x[key]`: what an index, a slice, a mask or an array of positions leaves of a shape."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.shapes.broadcast import Mismatch, broadcast
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims
from keras_shape_lint.shapes.symbols import Symbol, at_least, certainly_at_most, lower_bound, smallest, symbol
from keras_shape_lint.tracing.arrays.array import Array, Tabular
from keras_shape_lint.tracing.arrays.dtypes import kind
from keras_shape_lint.tracing.arrays.rule import MISTAKES, located, number, read_array, unknown
from keras_shape_lint.tracing.values import List, Opaque

MOST_ROWS = 4096
"""Longest array that is gone through row by row."""


def taken(run: Any, x: Array, key: Any, site: Any) -> Any:
    """What `x[key]` gives, marked with its place."""
    try:
        out = indexed(x, key)
    except MISTAKES:
        out = unknown(x.dtype)
    return number(located(out, site))


def indexed(x: Array, key: Any) -> Array:
    """By NumPy's rules: basic keys in their order, positions and masks broadcast together."""
    keys = list(key) if isinstance(key, tuple) else [key]
    if isinstance(x.shape, Tabular) and len(keys) == 2 and ... not in keys and None not in keys:
        x = Array(x.shape.dims, x.dtype, None, x.memory)
    if x.rank is None:
        return unknown(x.dtype)
    parts = [_read(entry) for entry in keys]
    if any(part is UNKNOWN for part in parts):
        return unknown(x.dtype)
    parts = _expanded(parts, x.rank)
    if all(part is None or isinstance(part, (int, Symbol, slice)) for part in parts):
        return _basic(x, parts)
    return Array(_fancy(x.dims, parts), x.dtype)


def _read(entry: Any) -> Any:
    """None, `...`, an integer, a slice, an array of positions or a mask; UNKNOWN where it is not known."""
    if entry is None or entry is ... or isinstance(entry, slice):
        return entry
    if isinstance(entry, bool):
        return UNKNOWN
    if isinstance(entry, (int, Symbol)):
        return entry
    if isinstance(entry, Opaque):
        return entry.value if entry.value is not None else UNKNOWN
    if isinstance(entry, (Array, List, list, tuple, range)) or hasattr(entry, "as_array"):
        array = read_array(entry)
        if array.shape == () and kind(array.dtype) in (1, 2):
            return symbol("index") if array.contents is None else array.contents[0]
        if array.rank == 1 and array.dtype is None:
            return Array((UNKNOWN,), "int64")
        return array if array.rank and kind(array.dtype) in (0, 1, 2) else UNKNOWN
    return UNKNOWN


def _expanded(parts: list[Any], rank: int) -> list[Any]:
    """`...` and what is left out at the end as full slices; masks as the positions they select."""
    out: list[Any] = []
    used = sum(_axes_of(part) for part in parts)
    if used > rank:
        raise IndexError
    if ... not in [part for part in parts if not isinstance(part, Array)]:
        parts = [*parts, ...]
    for part in parts:
        if part is ...:
            out += [slice(None)] * (rank - used)
            used = rank
        else:
            out.append(part)
    return out


def _axes_of(part: Any) -> int:
    if part is None or part is ...:
        return 0
    return part.rank or 0 if isinstance(part, Array) and part.dtype == "bool" else 1


def _basic(x: Array, parts: list[Any]) -> Array:
    dims: list[Dim] = []
    rest = iter(x.dims)
    for part in parts:
        if part is None:
            dims.append(1)
        elif isinstance(part, slice):
            dims.append(sliced(next(rest), part))
        else:
            size = next(rest)
            if isinstance(size, int) and isinstance(part, int) and not -size <= part < size:
                raise IndexError
            if isinstance(size, Symbol) and isinstance(part, int):
                at_least(size, part + 1 if part >= 0 else -part)
    return Array(tuple(dims), x.dtype, _picked(x, parts), x.memory).drawn_from(x)


def _picked(x: Array, parts: list[Any]) -> Any:
    """The entries that basic keys leave; None where they are not known."""
    if x.contents is None or not all(isinstance(dim, int) for dim in x.dims):
        return None
    if any(isinstance(part, Symbol) or (isinstance(part, slice) and not _is_plain(part)) for part in parts):
        return None
    positions = [0]
    stride = len(x.contents)
    rest = iter(x.dims)
    for part in parts:
        if part is None:
            continue
        size: Any = next(rest)
        stride = stride // size if size else 0
        chosen = range(size)[part] if isinstance(part, slice) else [range(size)[part]]
        positions = [base + i * stride for base in positions for i in chosen]
    return tuple(x.contents[position] for position in positions)


def _is_plain(key: slice) -> bool:
    return all(bound is None or isinstance(bound, int) for bound in (key.start, key.stop, key.step))


def sliced(size: Dim, key: slice) -> Dim:
    """The length of a slice of an axis."""
    start, stop, step = (_bound(bound) for bound in (key.start, key.stop, key.step))
    if UNKNOWN in (start, stop, step):
        return UNKNOWN
    if start in (None, 0) and stop is None and step in (None, 1, -1):
        return size if start is None or step != -1 else UNKNOWN
    if size is UNKNOWN:
        return UNKNOWN
    if all(bound is None or isinstance(bound, int) for bound in (size, start, stop, step)):
        return len(range(*slice(start, stop, step).indices(size)))  # type: ignore[arg-type]
    return _symbolic(size, start or 0, stop, step)


def _bound(value: Any) -> Any:
    if value is None or isinstance(value, (int, Symbol)):
        return value
    if isinstance(value, Opaque) and value.value is not None:
        return value.value
    if isinstance(value, Array):
        found = number(value)
        return found if isinstance(found, (int, Symbol)) else UNKNOWN
    return UNKNOWN


def _symbolic(size: Any, start: Any, stop: Any, step: Any) -> Dim:
    """Where the difference is certain: `x[:-1]`, `x[1:]` of an axis that surely has so many."""
    if step not in (None, 1):
        return UNKNOWN
    low = lower_bound(size)
    if stop is not None and isinstance(width := stop - start, int) and width >= 0:
        floor = lower_bound(start)
        if floor is not None and floor >= 0 and certainly_at_most(stop, size):
            return width
    if isinstance(start, int) and start >= 0 and stop is None and low is not None and low >= start:
        return size - start  # type: ignore[no-any-return]
    if start == 0 and isinstance(stop, int) and low is not None and low >= abs(stop):
        return size + stop if stop < 0 else stop
    if start == 0 and isinstance(stop, int) and stop >= 0 and low is not None:
        return smallest([stop, size])
    return UNKNOWN


def _fancy(dims: Dims, parts: list[Any]) -> Dims:
    """Positions broadcast to one shape, which stands at the first of them, or in front where they are apart."""
    out: list[Dim] = []
    places: list[int] = []
    shape: Dims = ()
    axis = 0
    for place, part in enumerate(parts):
        if part is None:
            out.append(1)
        elif isinstance(part, slice):
            out.append(sliced(dims[axis], part))
            axis += 1
        else:
            shape = _together(shape, _positions(part))
            places.append(place)
            out.append(None)
            axis += _axes_of(part)
    first = out.index(None)
    adjoining = places == list(range(places[0], places[0] + len(places)))
    rest = [dim for dim in out if dim is not None]
    at = first if adjoining else 0
    return (*rest[:at], *shape, *rest[at:])


def _positions(part: Any) -> Dims:
    """The shape that a part of an index has among positions."""
    if not isinstance(part, Array):
        return ()
    if part.dtype != "bool":
        return part.dims
    contents = part.contents
    known = contents is not None and all(isinstance(value, (bool, int)) for value in contents)
    return (sum(map(bool, contents or ())) if known else symbol("selected", 0),)


def _together(a: Dims, b: Dims) -> Dims:
    try:
        return broadcast(a, b, lambda dim: dim)
    except Mismatch:
        raise IndexError from None


def rows(x: Array) -> Any:
    """What iterating an array gives; None where that is not known."""
    if x.rank is None or x.rank == 0 or not isinstance(x.length, int) or x.length > MOST_ROWS:
        return None
    if x.contents is None and x.rank > 1:
        return [Array(x.dims[1:], x.dtype, None, x.memory) for _ in range(x.length)]
    return [number(indexed(x, i)) for i in range(x.length)]
