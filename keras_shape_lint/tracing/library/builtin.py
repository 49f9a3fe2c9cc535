"""Python's built-in functions, on values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.concrete import hashable, is_concrete, is_text_known
from keras_shape_lint.tracing.exceptions import EXCEPTIONS
from keras_shape_lint.tracing.library import native
from keras_shape_lint.tracing.operators import binary
from keras_shape_lint.tracing.sequences import items_of, unordered, widest
from keras_shape_lint.tracing.truth import known_truth
from keras_shape_lint.tracing.values import (
    Dict,
    External,
    Function,
    Instance,
    List,
    Native,
    Opaque,
    Property,
    Set,
    Unknown,
    Wrapped,
    opened,
)  # fmt: skip

F = TypeVar("F", bound=Callable[..., Any])

BUILTINS: dict[str, Any] = {
    name: External(f"builtins.{name}")
    for name in (
        "object", "type", "open", "input", "memoryview", "bytearray", "locals", "globals", "dir", "eval", "exec",
        "compile", "__import__", "super", "NotImplemented",
    )
}  # fmt: skip
BUILTINS.update(EXCEPTIONS)
BUILTINS.update({"Ellipsis": ..., "__name__": "__main__", "__debug__": True, "__doc__": None})


def builtin(function: F) -> F:
    name = function.__name__.rstrip("_")
    BUILTINS[name] = Native(name, function)
    return function


@builtin
def list_(run: Any, values: Any = ()) -> Any:
    items = items_of(run, values)
    return opened(List()) if items is None else List(items)


@builtin
def tuple_(run: Any, values: Any = ()) -> Any:
    if isinstance(values, Opaque):
        return values
    items = items_of(run, values)
    return Unknown("items that are not known") if items is None else tuple(items)


@builtin
def set_(run: Any, values: Any = ()) -> Any:
    items = unordered(run, values)
    return Set(items) if items is not None and all(map(hashable, items)) else opened(Set())


@builtin
def frozenset_(run: Any, values: Any = ()) -> Any:
    items = unordered(run, values)
    known = items is not None and all(map(hashable, items))
    return frozenset(items) if known else Unknown("a set that is not known")


@builtin
def dict_(run: Any, *args: Any, **kwargs: Any) -> Any:
    out = Dict()
    if args:
        if isinstance(args[0], Dict):
            out.update(args[0])
            out.open = args[0].open
        else:
            items = items_of(run, args[0])
            pairs = [items_of(run, item) for item in items] if items is not None else None
            if pairs is not None and any(pair is not None and len(pair) != 2 for pair in pairs):
                raise ValueError
            if pairs is None or not all(pair is not None and hashable(pair[0]) for pair in pairs):
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
    if isinstance(value, Instance):
        method = value.cls.lookup("__int__") or value.cls.lookup("__index__")
        plain = value.integer()
        if not isinstance(method, Function):
            return plain if isinstance(plain, int) else Unknown("the number of an object")
        return invoke(run, method, [value], {}, run.site)
    return int(value) if base is None else int(value, base)


def text_of(run: Any, value: Instance, *methods: str) -> Any:
    """An object as the first of these methods that it has writes it."""
    found = next((own for name in methods if (own := value.cls.lookup(name)) is not None), None)
    if isinstance(found, Function):
        return invoke(run, found, [value], {}, run.site)
    args = (
        value.attributes.get("args") if EXCEPTIONS["BaseException"] in value.cls.mro and "__str__" in methods else None
    )
    if isinstance(args, tuple) and is_text_known(args) and EXCEPTIONS["KeyError"] not in value.cls.mro:
        return "" if not args else str(args[0] if len(args) == 1 else args)
    return Unknown("the text of an object")


def _converted(value: Opaque, kind: str) -> Opaque:
    if kind == "str" and value.text is not None:
        return value
    made = value.part(kind, None, f"{kind}({value})")
    made.text = kind if kind == "str" else None
    return made


def _convert(kind: type) -> Any:
    empty = kind()

    def call(run: Any, value: Any = empty) -> Any:
        if kind is str and isinstance(value, Instance):
            return text_of(run, value, "__str__", "__repr__")
        if kind is bytes and isinstance(value, int) and value > 10_000:
            return Unknown()
        if isinstance(value, Opaque):
            return _converted(value, kind.__name__)
        return kind(value) if is_text_known(value) else Unknown()

    return call


for _kind in (float, str, bytes, complex):
    BUILTINS[_kind.__name__] = Native(_kind.__name__, _convert(_kind))


def _concrete(function: Any) -> Any:
    method = f"__{function.__name__}__"

    def call(run: Any, *args: Any, **kwargs: Any) -> Any:
        if args and isinstance(args[0], Instance) and isinstance(own := args[0].cls.lookup(method), Function):
            return invoke(run, own, [*args], kwargs, run.site)
        known = all(map(is_text_known, args)) and all(map(is_concrete, kwargs.values()))
        numbers = [arg for arg in args[1:] if isinstance(arg, int)]
        if not known or (function is round and any(abs(number) > 1000 for number in numbers)):
            return Unknown(f"{function.__name__} of something unknown")
        if function is format and len(args) > 1 and (not isinstance(args[1], str) or widest(args[1]) > 10_000):
            return Unknown("text")
        return function(*args, **kwargs)

    return call


for _plain in (divmod, round, repr, chr, ord, hex, oct, bin, ascii, format):
    BUILTINS[_plain.__name__] = Native(_plain.__name__, _concrete(_plain))


@builtin
def slice_(run: Any, *args: Any) -> Any:
    return slice(*args)


@builtin
def abs_(run: Any, value: Any) -> Any:
    if isinstance(value, Instance) and isinstance(method := value.cls.lookup("__abs__"), Function):
        return invoke(run, method, [value], {}, run.site)
    if isinstance(value, Array):
        return invoke(run, native("numpy.abs"), [value], {}, run.site)
    if isinstance(value, Tensor):
        from keras_shape_lint.tracing.keras.apply import apply_function

        return apply_function(run, "keras.ops.abs", [value], {}, run.site)
    return abs(value) if is_concrete(value) else Unknown("the size of something unknown")


@builtin
def hash_(run: Any, value: Any) -> Any:
    return hash(value) if isinstance(value, int) else Unknown("a hash")


@builtin
def pow_(run: Any, base: Any, exponent: Any, modulus: Any = None) -> Any:
    if modulus is None:
        return binary(run, "Pow", base, exponent, run.site)
    return pow(base, exponent, modulus) if all(type(each) is int for each in (base, exponent, modulus)) else Unknown()


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
def property_(run: Any, fget: Any = None, fset: Any = None, fdel: Any = None, doc: Any = None) -> Any:
    return Property(fget, fset, fdel)


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
