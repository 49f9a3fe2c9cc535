"""Methods of built-in values, by the value's type."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.concrete import hashable, is_text_known
from keras_shape_lint.tracing.exceptions import ended, fail, raised
from keras_shape_lint.tracing.generators import close, send
from keras_shape_lint.tracing.iterators import END, Iterator
from keras_shape_lint.tracing.library import dicts as _dicts  # noqa: F401
from keras_shape_lint.tracing.library import lists as _lists  # noqa: F401
from keras_shape_lint.tracing.library import member
from keras_shape_lint.tracing.library.builtin import BUILTINS
from keras_shape_lint.tracing.library.containers import METHODS
from keras_shape_lint.tracing.library.sets import frozen
from keras_shape_lint.tracing.sequences import items_of, widest
from keras_shape_lint.tracing.values import Bound, Dict, List, Native, Property, Unknown, UnknownMethod, opened

_TEXT = frozenset(
    name for name in dir(str) if not name.startswith("_") and name not in ("encode", "maketrans", "translate")
)
_TUPLE = frozenset(("count", "index"))


def method(run: Any, value: Any, name: str) -> Any:
    """The bound method of a built-in value."""
    kind = type(value)
    table = METHODS.get(kind)
    if table is not None:
        found = table.get(name)
        if found is None and name == "default_factory" and kind is Dict:
            return value.factory
        return Bound(found, value) if found is not None else UnknownMethod(f"method {name}", value)
    if (kind is str and name in _TEXT) or (kind is tuple and name in _TUPLE):
        return Bound(
            Native(name, lambda run, receiver, *args, **kwargs: _plain(run, receiver, name, args, kwargs)), value
        )
    if kind is Property and name in ("setter", "getter", "deleter"):
        return Native(name, lambda run, function: _property(value, name, function))
    if kind in (int, float, bool) and name in ("real", "numerator"):
        return value
    if kind in (int, float) and name in ("item", "bit_length", "is_integer"):
        return Native(name, lambda run: value if name == "item" else getattr(value, name)())
    if name in _SIZES and kind in _SIZES[name]:
        return _size(value, name)
    if kind is slice or (kind is range and name in ("start", "stop", "step")):
        return getattr(value, name, Unknown())
    if isinstance(value, Native) and value is BUILTINS["dict"] and name == "fromkeys":
        return Native(name, _from_keys)
    if isinstance(value, Native):
        if any(value is BUILTINS[kind] for kind in _WITH_METHODS):
            return Native(name, lambda run, receiver, *args, **kwargs: _unbound(run, receiver, name, args, kwargs))
        inner = member(value, name)
        return Unknown(f"attribute {name}") if inner is None else inner
    if kind is frozenset and name in _FROZEN:
        return Bound(Native(name, lambda run, receiver, *args: frozen(run, receiver, name, args)), value)
    if kind in _HOST and not hasattr(value, name):
        return fail(run, "AttributeError", f"attribute {name}")
    return Unknown(f"attribute {name}")


_SIZES: dict[str, tuple[type, ...]] = {
    "as_list": (tuple,), "ndims": (tuple,), "rank": (tuple,), "dims": (tuple,), "value": (int, type(None)),
}  # fmt: skip
"""What TensorFlow's shapes have over tuples, and its sizes over integers."""


def _size(value: Any, name: str) -> Any:
    if name == "value":
        return value
    if name == "as_list":
        return Native(name, lambda run: List(value))
    return List(value) if name == "dims" else len(value)


_HOST = frozenset({int, float, str, bool, bytes, tuple, type(None), range, complex})
_FROZEN = frozenset(("union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset",
                     "isdisjoint", "copy"))  # fmt: skip


_WITH_METHODS = ("str", "list", "dict", "set", "tuple")


def _unbound(run: Any, receiver: Any, name: str, args: Any, kwargs: Any) -> Any:
    """`str.strip(text)`, or `str.strip` as a key."""
    from keras_shape_lint.tracing.attributes import attribute

    return invoke(run, attribute(run, receiver, name), list(args), kwargs, run.site)


def _from_keys(run: Any, keys: Any, item: Any = None) -> Any:
    names = items_of(run, keys)
    known = names is not None and all(map(hashable, names))
    return Dict(dict.fromkeys(names, item)) if known else opened(Dict())


def _property(value: Property, name: str, function: Any) -> Property:
    parts = {"getter": value.getter, "setter": value.setter, "deleter": value.deleter}
    return Property(**{**parts, name: function})


_WIDENS = frozenset(("center", "ljust", "rjust", "zfill", "expandtabs"))


def _plain(run: Any, receiver: Any, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    if name == "join":
        items = items_of(run, args[0])
        if items is None or not all(isinstance(item, str) for item in items):
            return Unknown("text")
        args = (items,)
    elif not (all(map(is_text_known, args)) and all(map(is_text_known, kwargs.values()))):
        return Unknown("text")
    if name in _WIDENS and any(isinstance(arg, int) and arg > 10_000 for arg in (*args, *kwargs.values())):
        return Unknown("text")
    if name in ("format", "format_map") and (widest(receiver) > 10_000 or _has_fields_in_fields(receiver)):
        return Unknown("text")
    if name == "replace" and len(receiver) * max(len(args[1]), 1) > 1_000_000:
        return Unknown("text")
    run.spend(len(receiver) >> 6)
    result = getattr(receiver, name)(*args, **kwargs)
    return List(result) if type(result) is list else result


def _has_fields_in_fields(layout: str) -> bool:
    """As in "{:{}}", where an argument says how wide another one is."""
    return any("}" not in field for field in layout.replace("{{", "").split("{")[1:-1])


def _iterator(name: str, call: Any) -> None:
    METHODS.setdefault(Iterator, {})[name] = Native(name, call)


_iterator("__next__", lambda run, iterator: BUILTINS["next"].call(run, iterator))
_iterator("__iter__", lambda run, iterator: iterator)
_iterator("close", close)
_iterator("send", lambda run, iterator, message: _resumed(run, iterator, message))
_iterator("throw", lambda run, iterator, kind, *more: _resumed(run, iterator, raised(more[0] if more else kind)))


def _resumed(run: Any, iterator: Iterator, message: Any) -> Any:
    item = send(run, iterator, message)
    return ended(run, iterator) if item is END else item
