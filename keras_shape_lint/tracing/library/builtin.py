"""Python's built-in functions, on values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.operators import binary
from keras_shape_lint.tracing.sequences import iterate
from keras_shape_lint.tracing.truth import known_truth
from keras_shape_lint.tracing.values import (
    Dict,
    External,
    List,
    Native,
    Opaque,
    Property,
    Set,
    Unknown,
    Wrapped,
    is_concrete,
    opened,
)  # fmt: skip

F = TypeVar("F", bound=Callable[..., Any])

BUILTINS: dict[str, Any] = {
    name: External(f"builtins.{name}")
    for name in (
        "object", "type", "Exception", "ValueError", "TypeError", "RuntimeError", "NotImplementedError", "KeyError",
        "IndexError", "AttributeError", "ImportError", "OSError", "AssertionError", "StopIteration", "open", "input",
        "ArithmeticError", "ZeroDivisionError", "Warning", "UserWarning", "DeprecationWarning", "BaseException",
        "ModuleNotFoundError", "FileNotFoundError", "memoryview", "bytearray", "locals", "globals", "vars", "dir",
        "eval", "exec", "compile", "__import__", "issubclass", "super", "LookupError", "NotImplemented",
    )
}  # fmt: skip
BUILTINS.update({"Ellipsis": ..., "__name__": "__main__", "__debug__": True, "__doc__": None})


def builtin(function: F) -> F:
    name = function.__name__.rstrip("_")
    BUILTINS[name] = Native(name, function)
    return function


def here(run: Any) -> Any:
    """The innermost call site."""
    return run.stack[-1] if run.stack else None


def bounded(items: Any) -> Any:
    """Raises OverflowError for more items than are ever worked out."""
    if len(items) > 1_000_000:
        raise OverflowError
    return items


@builtin
def list_(run: Any, values: Any = ()) -> Any:
    items = iterate(values)
    return opened(List()) if items is None else List(bounded(items))


@builtin
def tuple_(run: Any, values: Any = ()) -> Any:
    if isinstance(values, Opaque):
        return values
    items = iterate(values)
    return Unknown("items that are not known") if items is None else tuple(bounded(items))


@builtin
def set_(run: Any, values: Any = ()) -> Any:
    items = iterate(values)
    return Set(items) if items is not None and all(map(is_concrete, items)) else opened(Set())


BUILTINS["frozenset"] = BUILTINS["set"]


@builtin
def dict_(run: Any, *args: Any, **kwargs: Any) -> Any:
    out = Dict()
    if args:
        if isinstance(args[0], Dict):
            out.update(args[0])
            out.open = args[0].open
        else:
            items = iterate(args[0])
            pairs = [iterate(item) for item in items] if items is not None else None
            if pairs is None or not all(p is not None and len(p) == 2 and is_concrete(p[0]) for p in pairs):
                out.open = True
            else:
                out.update({pair[0]: pair[1] for pair in pairs if pair is not None})
    out.update(kwargs)
    return out


@builtin
def int_(run: Any, value: Any = 0, base: Any = None) -> Any:
    if isinstance(value, Symbol):
        return value
    if isinstance(value, Opaque):
        return value.part("int", None, value.name) if value.value is None else value.value
    return int(value) if base is None else int(value, base)


def _convert(kind: type) -> Any:
    empty = kind()

    def call(run: Any, value: Any = empty) -> Any:
        if not is_concrete(value):
            return (
                value.part(kind.__name__, None, f"{kind.__name__}({value})") if isinstance(value, Opaque) else Unknown()
            )
        return kind(value)

    return call


for _kind in (float, str, bytes, complex):
    BUILTINS[_kind.__name__] = Native(_kind.__name__, _convert(_kind))


def _concrete(function: Any) -> Any:
    def call(run: Any, *args: Any) -> Any:
        return function(*args) if all(map(is_concrete, args)) else Unknown(f"{function.__name__} of something unknown")

    return call


for _plain in (abs, divmod, round, repr, chr, ord, hex, oct, bin, ascii, hash, slice, format):
    BUILTINS[_plain.__name__] = Native(_plain.__name__, _concrete(_plain))


@builtin
def pow_(run: Any, base: Any, exponent: Any, modulus: Any = None) -> Any:
    return binary(run, "Pow", base, exponent, None) if modulus is None else Unknown()


@builtin
def bool_(run: Any, value: Any = False) -> Any:
    truth = known_truth(run, value)
    return value if truth is None else truth


@builtin
def print_(run: Any, *args: Any, **kwargs: Any) -> None:
    return None


@builtin
def id_(run: Any, value: Any) -> Any:
    return Unknown("an identity")


@builtin
def property_(run: Any, getter: Any = None, setter: Any = None) -> Any:
    return Property(getter, setter)


@builtin
def staticmethod_(run: Any, function: Any) -> Any:
    return Wrapped(function, "staticmethod")


@builtin
def classmethod_(run: Any, function: Any) -> Any:
    return Wrapped(function, "classmethod")


@builtin
def exit_(run: Any, *args: Any) -> Any:
    from keras_shape_lint.tracing.run import Ended

    raise Ended


BUILTINS["quit"] = BUILTINS["exit"]
