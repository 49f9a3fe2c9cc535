"""Built-in functions that ask what a value is or has."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.attributes import attribute, set_attribute
from keras_shape_lint.tracing.library.builtin import builtin
from keras_shape_lint.tracing.values import (
    Class,
    Dict,
    External,
    Function,
    Instance,
    List,
    Native,
    Opaque,
    Set,
    Super,
    Unknown,
)


@builtin
def callable_(run: Any, value: Any) -> Any:
    if isinstance(value, (Unknown, Opaque)):
        return value
    return isinstance(value, (Function, Native, Class, External)) or hasattr(value, "rule")


@builtin
def getattr_(run: Any, value: Any, name: Any, *default: Any) -> Any:
    if not isinstance(name, str):
        return Unknown("an attribute whose name is not known")
    result = attribute(run, value, name)
    if default and isinstance(result, Unknown) and isinstance(value, Instance) and not value.open:
        return default[0]
    return result


@builtin
def setattr_(run: Any, value: Any, name: Any, item: Any) -> None:
    if isinstance(name, str):
        set_attribute(run, value, name, item)
    else:
        run.forget(value)


@builtin
def hasattr_(run: Any, value: Any, name: Any) -> Any:
    if isinstance(value, Instance) and not value.open and isinstance(name, str):
        if name in value.attributes or value.cls.lookup(name) is not None:
            return True
        return False if value.cls.external is None else Unknown("an attribute of a library's class")
    if isinstance(value, External):
        return run.worlds.has(run, f"{value.path}.{name}")
    return Unknown("whether something unknown has an attribute")


_KINDS: dict[str, tuple[type, ...]] = {
    "int": (int, Symbol), "float": (float,), "str": (str,), "bool": (bool,), "list": (List,), "tuple": (tuple,),
    "dict": (Dict,), "set": (Set,), "range": (range,), "bytes": (bytes,), "slice": (slice,),
}  # fmt: skip


@builtin
def isinstance_(run: Any, value: Any, kinds: Any) -> Any:
    answers = [_is_kind(run, value, kind) for kind in (kinds if isinstance(kinds, tuple) else (kinds,))]
    if True in answers:
        return True
    return next((answer for answer in answers if answer is not False), False)


def _is_kind(run: Any, value: Any, kind: Any) -> Any:
    if isinstance(value, Opaque):
        name = getattr(kind, "name", None) or getattr(kind, "path", "?")
        return value.part("isinstance", name, f"isinstance({value.name}, {name})")
    if isinstance(value, Unknown):
        return Unknown("the type of something unknown")
    name = kind.name if isinstance(kind, Native) else None
    if name in _KINDS:
        return isinstance(value, _KINDS[name])
    if isinstance(kind, Class):
        return kind in value.cls.mro if isinstance(value, Instance) else False
    if isinstance(value, (int, float, str, bytes, List, Dict, Set, tuple, type(None), Function)):
        plain = isinstance(kind, External) and kind.path.startswith(("keras", "tensorflow"))
        return False if plain else Unknown("a type that is not known")
    if isinstance(value, Tensor) and isinstance(kind, External) and kind.path.endswith("Tensor"):
        return Unknown("the kind of a tensor")
    is_kind = getattr(value, "is_kind", None)
    return is_kind(kind) if is_kind is not None else Unknown("a type that is not known")


@builtin
def super_(run: Any, cls: Any, instance: Any) -> Any:
    """`super(Class, self)`; the form without arguments is syntax."""
    return Super(cls, instance) if isinstance(cls, Class) else Unknown("super() of something unknown")
