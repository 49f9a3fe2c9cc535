"""A dimension: an int, a symbol, None (Keras' own "any size") or UNKNOWN (we could not follow)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, Union

from keras_shape_lint.shapes.symbols import Symbol, certainly_differ


class Unknown:
    """The dimension, or whole shape, that could not be followed; arithmetic with it stays unknown."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "?"

    def _stay(self, _other: Any = None) -> Unknown:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _stay
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __neg__ = _stay


UNKNOWN: Final = Unknown()

Dim = Union[int, Symbol, None, Unknown]
Dims = tuple[Dim, ...]
Shape = Union[Dims, Unknown]


class Untold(Unknown):
    """A shape that could not be followed, and why."""

    __slots__ = ("reason",)

    def __init__(self, reason: str) -> None:
        self.reason = reason


class Trailing(Unknown):
    """A shape of unknown rank whose last dimensions are known."""

    __slots__ = ("dims",)

    def __init__(self, *dims: Dim) -> None:
        self.dims: Dims = dims


def is_known(dim: Dim) -> bool:
    """A number: an int or a symbol."""
    return dim is not None and dim is not UNKNOWN


def differ(a: Dim, b: Dim) -> bool:
    """Both are numbers, and certainly not the same one. None and UNKNOWN differ from nothing."""
    if a is None or b is None or a is UNKNOWN or b is UNKNOWN:
        return False
    return certainly_differ(a, b)  # type: ignore[arg-type]


def apart(a: Dims, b: Dims) -> bool:
    """Two shapes of which one certainly is not the other: another number of axes, or sizes that differ."""
    return len(a) != len(b) or any(map(differ, a, b))


def squeezed(shape: Dims) -> Dims:
    """Without a last axis that is, or may be, 1."""
    return shape[:-1] if shape and (shape[-1] == 1 or shape[-1] is UNKNOWN) else shape


def same(a: Dim, b: Dim) -> bool:
    """Certainly the same number, or both None."""
    return a is not UNKNOWN and a == b


def surely_differ_as_written(a: Dim, b: Dim) -> bool:
    """As `differ`, but None counts as a value of its own, different from every number."""
    if a is UNKNOWN or b is UNKNOWN:
        return False
    if a is None or b is None:
        return a is not b
    return certainly_differ(a, b)  # type: ignore[arg-type]


def of_number(dim: Dim, change: Callable[[int], Dim]) -> Dim:
    """`change` of an int; None stays None, and of anything else nothing is known."""
    return change(dim) if isinstance(dim, int) else None if dim is None else UNKNOWN


def total(dims: Iterable[Dim]) -> Dim:
    """The sum; UNKNOWN or None as soon as one is, UNKNOWN first."""
    return _fold(dims, 0, lambda a, b: a + b)


def product(dims: Iterable[Dim]) -> Dim:
    """The product; UNKNOWN or None as soon as one is, UNKNOWN first."""
    return _fold(dims, 1, lambda a, b: a * b)


def _fold(dims: Iterable[Dim], start: Any, step: Any) -> Dim:
    result, undefined = start, False
    for dim in dims:
        if dim is UNKNOWN:
            return UNKNOWN
        if dim is None:
            undefined = True
        else:
            result = step(result, dim)
    return None if undefined else result


def shape_text(shape: Shape) -> str:
    """As Keras prints it: `(None, 10)`; `?` for what is unknown, `(..., 10)` where only the last sizes are known."""
    if isinstance(shape, Trailing):
        return f"(..., {', '.join(map(str, shape.dims))})"
    if not isinstance(shape, tuple):
        return "?"
    inner = ", ".join(map(str, shape))
    return f"({inner},)" if len(shape) == 1 else f"({inner})"


def shape_json(shape: Shape) -> Any:
    """A list of ints, None, "?" and symbol texts; "?" when the rank is unknown."""
    if not isinstance(shape, tuple):
        return "?"
    return [dim if dim is None or isinstance(dim, int) else str(dim) for dim in shape]
