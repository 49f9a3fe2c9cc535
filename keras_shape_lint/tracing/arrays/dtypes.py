"""NumPy's names of dtypes, and what becomes of two of them in one operation."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.arguments import Unresolved
from keras_shape_lint.tracing.values import External, Native, Unknown

_OLD = {
    "float": "float64", "double": "float64", "float_": "float64", "single": "float32", "half": "float16",
    "int": "int64", "int_": "int64", "intp": "int64", "long": "int64", "longlong": "int64", "bool_": "bool",
    "bool8": "bool", "str_": "str", "unicode_": "str", "object_": "object", "complex": "complex128", "byte": "int8",
    "ubyte": "uint8", "short": "int16", "uint": "uint64", "f": "float32", "d": "float64", "i": "int32", "b": "int8",
    "f4": "float32", "f8": "float64", "f2": "float16", "i4": "int32", "i8": "int64", "i2": "int16", "i1": "int8",
    "u1": "uint8", "B": "uint8", "O": "object", "?": "bool", "l": "int64",
}  # fmt: skip
_NAMES = frozenset({
    "float16", "float32", "float64", "bfloat16", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32",
    "uint64", "bool", "str", "object", "complex64", "complex128",
})  # fmt: skip
_KINDS = ("bool", "uint", "int", "float", "complex")


class Dtype(Unresolved):
    """The dtype of an array as an object of the program."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def attribute(self, run: Any, name: str) -> Any:
        return self.name if name == "name" else Unknown(f"{name} of a dtype")


def dtype_name(value: Any) -> str | None:
    """NumPy's name of what a program gives as a dtype; None where it is not known."""
    if isinstance(value, Dtype):
        return value.name
    if isinstance(value, Native):
        value = value.name
    elif isinstance(value, External):
        value = value.path.rpartition(".")[2]
    if not isinstance(value, str):
        return None
    name = _OLD.get(value.lstrip("<>=|"), value)
    return name if name in _NAMES else None


def kind(dtype: str | None) -> int:
    """0 for booleans, 1 and 2 for integers, 3 for floats, 4 for complex numbers; -1 for what is none of them."""
    name = (dtype or "").rstrip("0123456789").removeprefix("b" if dtype == "bfloat16" else "")
    return _KINDS.index(name) if name in _KINDS else -1


def promoted(a: str | None, b: str | None) -> str | None:
    """The dtype of an operation on two arrays, where that is simple; None otherwise."""
    if a == b:
        return a
    low, high = sorted((kind(a), kind(b)))
    if low < 0:
        return None
    wide = a if kind(a) == high else b
    if high == 3 and low in (0, 1, 2):
        other = b if wide is a else a
        small = other in ("bool", "int8", "uint8", "int16", "uint16")
        return wide if small or wide == "float64" else "float64"
    if low == 0:
        return wide
    return (
        max(a or "", b or "", key=lambda name: int(name.lstrip("abcdefghijklmnopqrstuvwxyz") or 0))
        if (low == high)
        else None
    )


def with_number(dtype: str | None, number: Any) -> str | None:
    """The dtype of an operation on an array and a number of Python."""
    if isinstance(number, bool) or (isinstance(number, int) and kind(dtype) > 0):
        return dtype
    if isinstance(number, float) and kind(dtype) >= 3:
        return dtype
    if isinstance(number, float) and kind(dtype) >= 0:
        return "float64"
    return "int64" if isinstance(number, int) and dtype == "bool" else None


def floated(dtype: str | None) -> str | None:
    """The dtype of a mean, a quotient, a root."""
    return dtype if kind(dtype) >= 3 else "float64" if kind(dtype) >= 0 else None


def of_value(value: Any) -> str | None:
    """The dtype of an array of such entries."""
    for python, name in ((bool, "bool"), (int, "int64"), (float, "float64"), (str, "str"), (complex, "complex128")):
        if isinstance(value, python):
            return name
    return None
