"""Lists of unknown length whose items are all alike: filled in a loop that is not followed round by round."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from keras_shape_lint.shapes.dims import UNKNOWN, same
from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.values import List, Opaque, opened

_NUMBERS = {int: "int64", float: "float64", bool: "bool", str: "str", Symbol: "int64"}


NOTHING = Array((), "nothing")
"""What the items of a list without any are like."""


def every_item(target: List) -> Array | None:
    """What each item of a list is like, as far as they are arrays of one rank or numbers; None where one is not."""
    if not target.open:
        return merged(target)
    return merged([target.each, *target]) if target.each is not None else None


def merged(items: Iterable[Any]) -> Array | None:
    """What all of these are like; None where they are not alike."""
    out: Array | None = None
    for item in items:
        if item is NOTHING:
            continue
        own = _as_array(item)
        if own is None or own.rank is None:
            return None
        out = _both(out, own) if out is not None else Array(own.shape, own.dtype)
        if out is None:
            return None
    return out if out is not None else NOTHING


def _as_array(item: Any) -> Array | None:
    kind = type(item)
    if kind is Array:
        return item  # type: ignore[no-any-return]
    if kind in _NUMBERS:
        return Array((), _NUMBERS[kind])
    if kind is List or kind is tuple:
        from keras_shape_lint.tracing.arrays.rule import read_array

        return read_array(item)
    return None


def _both(a: Array, b: Array) -> Array | None:
    if a.rank != b.rank:
        return None
    shape = tuple(x if same(x, y) else UNKNOWN for x, y in zip(a.dims, b.dims))
    return Array(shape, a.dtype if a.dtype == b.dtype else None)


def repeated(items: List, count: Any) -> List:
    """`items * count` where the count is not worked out."""
    out = opened(List())
    out.each = every_item(items)
    if isinstance(count, Opaque):
        count = count.integer()
    known = isinstance(count, Symbol) and (items.size is not None or not items.open)
    out.size = count * (len(items) if not items.open else items.size) if known else None
    return out  # type: ignore[no-any-return]


def together(a: List, b: List) -> List:
    """`a + b` where what is in one is not worked out."""
    out = opened(List())
    parts = [every_item(a), every_item(b)]
    out.each = None if None in parts else merged(parts)
    return out  # type: ignore[no-any-return]


def loosen(run: Any, target: Any, certain: bool = True) -> None:
    """From here on it may hold other items than are listed. With `certain` it holds no others than it has held."""
    each = every_item(target) if certain and type(target) is List else None
    run.forget(target)
    if each is not None:
        target.each = each
