"""The members of enums, and what flags make of each other."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.concrete import is_concrete
from keras_shape_lint.tracing.values import Bound, Class, External, Function, Instance, Property, Unknown, Wrapped

_FLAGS = ("enum.Flag", "enum.IntFlag")
_OPERATORS = {"BitOr": int.__or__, "BitAnd": int.__and__, "BitXor": int.__xor__}


class Auto:
    """What `enum.auto()` gives."""

    __slots__ = ()


def make_members(run: Any, cls: Class) -> None:
    """The attributes of an enum's body become its members."""
    known: list[Instance] = []
    initialize = cls.lookup("__init__")
    own_way = cls.lookup("__new__") is not None
    for name, value in list(cls.attributes.items()):
        if isinstance(value, (Function, Property, Wrapped)) or name.startswith("_"):
            continue
        if isinstance(value, Auto):
            value = _next(cls, name, known)
        same = [m for m in known if is_concrete(value) and m.attributes["value"] == value]
        if not same:
            known.append(_member(cls, name, Unknown("a value of an enum") if own_way else value))
        cls.attributes[name] = member = same[0] if same else known[-1]
        if not same and isinstance(initialize, Function):
            args = list(value) if isinstance(value, tuple) else [value]
            invoke(run, Bound(initialize, member), args, {}, None)


def _member(cls: Class, name: str | None, value: Any) -> Instance:
    member = Instance(cls)
    member.attributes.update(name=name, value=value)
    return member


def _next(cls: Class, name: str, known: list[Instance]) -> Any:
    """The value of `auto()`."""
    if cls.lookup("_generate_next_value_") is not None:
        return Unknown("a value of an enum")
    if any(base.path == "enum.StrEnum" for base in cls.externals):
        return name.lower()
    values = [member.attributes["value"] for member in known]
    if not all(type(value) is int for value in values):
        return Unknown("a value of an enum")
    if "flag" in cls.options:
        return 1 << max(value.bit_length() for value in (*values, 0))
    return max(values) + 1 if values else 1


def combined(name: str, left: Any, right: Any) -> Any:
    """`left | right` and its like for flags of one kind that are no numbers; None for all else."""
    function = _OPERATORS.get(name)
    own, other = bits_of(left), bits_of(right)
    if function is None or own is None or other is None or left.cls is not right.cls:
        return None
    value = function(own, other)
    members = (m for m in left.cls.attributes.values() if isinstance(m, Instance) and m.cls is left.cls)
    return next((m for m in members if m.attributes.get("value") == value), None) or _member(left.cls, None, value)


def bits_of(value: Any) -> int | None:
    """The number behind a flag."""
    if not isinstance(value, Instance) or "flag" not in value.cls.options:
        return None
    bits = value.attributes.get("value")
    return bits if type(bits) is int else None


def is_flag(base: Any) -> bool:
    return isinstance(base, External) and base.path in _FLAGS
