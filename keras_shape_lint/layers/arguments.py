"""Types of constructor arguments: each checks, and normalises, what Keras checks when the layer is built.

A rule annotates its parameters with them; the check runs where the layer is constructed.
"""

from __future__ import annotations

from typing import Annotated, Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims
from keras_shape_lint.shapes.symbols import Symbol, at_least


class Unresolved:
    """A value the program has and we do not. Unless a subclass knows better it is no certain number either."""

    __slots__ = ()

    def integer(self) -> Dim:
        return UNKNOWN


class Check:
    """Normalise `value` or raise Reject. With `essential`, a rule cannot answer when the value is unknown."""

    essential = True

    def __call__(self, value: Any, name: str, world: World) -> Any:
        raise NotImplementedError

    def unknown(self, value: Any) -> bool:
        return value is UNKNOWN


def refuse(name: str, wanted: str, value: Any) -> Reject:
    return Reject(ARGUMENT, "{layer}: " + name + " must be " + wanted + ", got {0}", value)


class _Size(Check):
    essential = False

    def __init__(self, low: int, wanted: str) -> None:
        self.low, self.wanted = low, wanted

    def __call__(self, value: Any, name: str, world: World) -> Dim:
        if type(value) is int and value >= self.low:
            return value
        if isinstance(value, Unresolved):
            value = value.integer()
        if value is UNKNOWN:
            return UNKNOWN
        if isinstance(value, Symbol):
            at_least(value, self.low)
            return value
        if isinstance(value, int) and value >= self.low:
            return int(value)
        if isinstance(value, float) and world.generation[0] < 3 and value >= self.low:
            return int(value) if value.is_integer() else UNKNOWN
        if value == 0 and world.generation[0] < 3 and isinstance(value, int):
            return UNKNOWN
        raise refuse(name, self.wanted, value)


class _Dims(Check):
    """A shape or a tuple of sizes; None and -1 entries as `None_` and `minus_one` allow."""

    essential = True

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if isinstance(value, Unresolved):
            return UNKNOWN
        if isinstance(value, (tuple, list)):
            if getattr(value, "open", False):
                return UNKNOWN
            return tuple(self._dim(entry, name, value) for entry in value)
        if isinstance(value, (int, Symbol)) and not isinstance(value, bool):
            return self.single(value, name, world)
        raise refuse(name, "a tuple of integers", value)

    def single(self, value: Dim, name: str, world: World) -> Any:
        raise refuse(name, "a tuple of integers", value)

    def _dim(self, entry: Any, name: str, value: Any) -> Dim:
        if isinstance(entry, Unresolved):
            entry = entry.integer()
        if entry is None or entry is UNKNOWN or isinstance(entry, (int, Symbol)):
            return int(entry) if isinstance(entry, bool) else entry
        if isinstance(entry, float) and entry.is_integer():
            return UNKNOWN
        raise refuse(name, "a tuple of integers", value)


class _OneOf(Check):
    def __init__(self, *choices: Any) -> None:
        self.choices = choices

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if isinstance(value, Unresolved):
            return UNKNOWN
        if isinstance(value, str):
            value = value.lower()
        if value not in self.choices:
            raise refuse(name, "one of " + ", ".join(repr(choice) for choice in self.choices), value)
        return value


class _Flag(Check):
    def __call__(self, value: Any, name: str, world: World) -> Any:
        if isinstance(value, (Unresolved, Symbol)):
            return UNKNOWN
        return bool(value)


class _Raw(Check):
    """Any value; only that it is known matters."""

    def __call__(self, value: Any, name: str, world: World) -> Any:
        return UNKNOWN if isinstance(value, Unresolved) else value


Positive = Annotated[Dim, _Size(1, "a positive integer")]
NonNegative = Annotated[Dim, _Size(0, "an integer of at least 0")]
Sizes = Annotated[Dims, _Dims()]
Flag = Annotated[bool, _Flag()]
Raw = Annotated[Any, _Raw()]


def OneOf(*choices: Any) -> Any:
    """One of the given strings (any case) or constants."""
    return Annotated[Any, _OneOf(*choices)]
