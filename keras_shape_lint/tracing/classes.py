"""The user's classes: made, and instantiated, as Python does; dataclasses, named tuples and enums among them."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.tracing.calls import UNCERTAIN, forget_arguments, invoke
from keras_shape_lint.tracing.values import (
    Bound,
    Class,
    Dict,
    External,
    Function,
    Instance,
    List,
    Property,
    Unknown,
    Wrapped,
)  # fmt: skip

_KINDS = {
    "typing.NamedTuple": "namedtuple",
    "enum.Enum": "enum",
    "enum.IntEnum": "enum",
    "enum.StrEnum": "enum",
    "enum.Flag": "enum",
}


def make_class(run: Any, name: str, bases: tuple[Any, ...], attributes: dict[str, Any], annotated: list[str]) -> Class:
    """`annotated` are the names of the body's annotated assignments, in order: fields of a dataclass."""
    cls = Class(name, tuple(base for base in bases if not _is_plain(base)), attributes)
    for base in bases:
        if isinstance(base, External) and base.path in _KINDS:
            cls.kind = _KINDS[base.path]
    for value in attributes.values():
        function = value.function if isinstance(value, Wrapped) else value
        for part in (function.getter, function.setter) if isinstance(function, Property) else (function,):
            if isinstance(part, Function) and part.owner is None:
                part.owner = cls
    inherited = next((base.fields for base in bases if isinstance(base, Class) and base.fields), ())
    cls.fields = (*inherited, *(field for field in annotated if field not in inherited))
    if cls.kind == "enum":
        for member, value in list(attributes.items()):
            if not isinstance(value, (Function, Property, Wrapped)) and not member.startswith("_"):
                attributes[member] = _member(cls, member, value)
    return cls


def _is_plain(base: Any) -> bool:
    return isinstance(base, External) and base.path in (
        "builtins.object",
        "abc.ABC",
        "typing.Generic",
        "typing.Protocol",
    )


def _member(cls: Class, name: str, value: Any) -> Instance:
    member = Instance(cls)
    member.attributes.update(name=name, value=value)
    return member


def instantiate(run: Any, cls: Class, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    if cls.kind == "enum":
        members = [m for m in cls.attributes.values() if isinstance(m, Instance)]
        found = [m for m in members if args and m.attributes.get("value") == args[0]]
        return found[0] if found else Unknown("a member of an enum")
    if cls.kind == "namedtuple":
        return _record(run, cls, args, kwargs)
    instance = Instance(cls)
    instance.open = cls.open
    external = cls.external
    if external is not None:
        from keras_shape_lint.tracing.keras.subclass import prepare

        prepare(run, instance, site)
    init = cls.lookup("__init__")
    if isinstance(init, Function):
        invoke(run, Bound(init, instance), args, kwargs, site)
    elif cls.kind == "dataclass":
        values = _fields(cls, args, kwargs)
        instance.attributes.update(values)
        after = cls.lookup("__post_init__")
        if isinstance(after, Function):
            invoke(run, Bound(after, instance), [], {}, site)
    elif external is not None:
        from keras_shape_lint.tracing.keras.subclass import base_method

        invoke(run, base_method(run, instance, "__init__"), args, kwargs, site)
    elif cls.open:
        forget_arguments(run, args, kwargs)
    return instance


def _fields(cls: Class, args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
    uncertain = kwargs.pop(UNCERTAIN, False)
    values = dict(zip(cls.fields, args))
    values.update(kwargs)
    for name in cls.fields:
        if name not in values:
            default = cls.lookup(name)
            values[name] = Unknown("star arguments") if uncertain else _fresh(default)
    return values


def _fresh(default: Any) -> Any:
    """A dataclass field's default: `field(default_factory=list)` makes a new one each time."""
    if isinstance(default, Field):
        return default.make()
    return default


class Field:
    """What `dataclasses.field(...)` gives."""

    __slots__ = ("default", "factory")

    def __init__(self, default: Any = None, factory: Any = None) -> None:
        self.default = default
        self.factory = factory

    def make(self) -> Any:
        name = getattr(self.factory, "name", None)
        if name in ("list", "dict"):
            return List() if name == "list" else Dict()
        return self.default if self.factory is None else Unknown("a default that is made")


def _record(run: Any, cls: Class, args: list[Any], kwargs: dict[str, Any]) -> Any:
    instance = Instance(cls)
    instance.attributes.update(_fields(cls, args, kwargs))
    return instance
