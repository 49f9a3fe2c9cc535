"""The user's classes: made, and instantiated, as Python does; dataclasses, named tuples and enums among them."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.tracing.calls import MISSING, UNCERTAIN, brought, forget_arguments, invoke
from keras_shape_lint.tracing.enums import is_flag, make_members
from keras_shape_lint.tracing.exceptions import EXCEPTIONS, fail
from keras_shape_lint.tracing.values import (
    Bound,
    Cached,
    Class,
    External,
    Function,
    Instance,
    Native,
    Property,
    Unknown,
    Wrapped,
)  # fmt: skip

_VALUES = ("enum.IntEnum", "enum.StrEnum", "enum.IntFlag")
"""Enums whose members are numbers or texts at the same time."""
_TYPED_DICTS = ("typing.TypedDict", "typing_extensions.TypedDict")
_PROTOCOLS = ("typing.Protocol", "typing_extensions.Protocol")
"""What any object is an instance of that has the parts."""
_PLAIN = ("builtins.object", "abc.ABC", "typing.Generic", *_PROTOCOLS)
_ENUMS = ("enum.Enum", "enum.Flag", *_VALUES)


def make_class(run: Any, name: str, bases: tuple[Any, ...], attributes: dict[str, Any], annotated: list[str]) -> Class:
    """`annotated` are the names of the body's annotated assignments, in order: fields of a dataclass."""
    of_enum = any(_is_one_of(base, _ENUMS) for base in bases)
    cls = Class(
        name, tuple(b for b in bases if not _is_plain(b) and not (of_enum and isinstance(b, Native))), attributes
    )
    if _derives_dict(bases, attributes):
        own = tuple(b for b in bases if not (isinstance(b, Native) or _is_plain(b) or _is_one_of(b, _TYPED_DICTS)))
        cls = Class(name, own, attributes)
        cls.kind = "dict"
    cls.mixed = cls.mixed or any(_is_one_of(base, _VALUES) or (of_enum and isinstance(base, Native)) for base in bases)
    if any(map(is_flag, bases)):
        cls.options = frozenset(("flag",))
    if cls.kind == "protocol":
        cls.kind = ""
    for base in bases:
        if _is_one_of(base, _ENUMS):
            cls.kind = "enum"
        elif _is_one_of(base, _PROTOCOLS):
            cls.kind = "protocol"
        elif _is_named_tuple(base):
            cls.kind = "namedtuple"
    for value in attributes.values():
        for part in _parts(value):
            if isinstance(part, Function) and part.owner is None:
                part.owner = cls
    cls.annotated = annotated
    inherited: dict[str, None] = {}
    for base in reversed(bases):
        if isinstance(base, Class):
            inherited.update(dict.fromkeys(base.fields))
    cls.fields = tuple(inherited)
    if cls.kind == "namedtuple" and not inherited:
        cls.fields = tuple(annotated)
    if cls.kind == "enum":
        make_members(run, cls)
    for attribute, value in list(attributes.items()):
        named = value.cls.lookup("__set_name__") if isinstance(value, Instance) else None
        if named is not None:
            invoke(run, Bound(named, value), [cls, attribute], {}, None)
    return cls


def _parts(value: Any) -> tuple[Any, ...]:
    """The functions in an attribute of a class."""
    value = value.function if isinstance(value, (Wrapped, Cached)) else value
    return (value.getter, value.setter, value.deleter) if isinstance(value, Property) else (value,)


def as_dataclass(cls: Class, options: frozenset[str]) -> Class:
    """What the decorator adds: the annotated names as fields."""
    cls.kind = "dataclass"
    cls.options = options
    cls.fields = (*cls.fields, *(name for name in cls.annotated if name not in cls.fields))
    return cls


_OWN_WAY = (
    "__getitem__", "__setitem__", "__delitem__", "__contains__", "__iter__", "__len__", "__new__",
    "__getattribute__", "__eq__", "__bool__", "get", "keys", "values", "items", "update", "pop", "setdefault", "copy",
)  # fmt: skip
"""What a class may change of how a dict works; then its objects are not known."""


def _derives_dict(bases: tuple[Any, ...], attributes: dict[str, Any]) -> bool:
    """Whether a class of these is a dict that works as any dict does."""
    inherits = any(
        (isinstance(base, Native) and base.name == "dict")
        or (isinstance(base, Class) and base.kind == "dict")
        or _is_one_of(base, _TYPED_DICTS)
        for base in bases
    )
    return inherits and not any(name in attributes for name in _OWN_WAY)


def _is_one_of(base: Any, paths: tuple[str, ...]) -> bool:
    return isinstance(base, External) and base.path in paths


def _is_plain(base: Any) -> bool:
    """It brings nothing that is not known."""
    return _is_named_tuple(base) or _is_one_of(base, _PLAIN)


def _is_named_tuple(base: Any) -> bool:
    return isinstance(base, Native) and base.name == "NamedTuple"


def instantiate(run: Any, cls: Class, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    """`cls(*args, **kwargs)`."""
    if cls.kind == "enum":
        members = [m for m in cls.attributes.values() if isinstance(m, Instance)]
        found = [m for m in members if args and m.attributes.get("value") == args[0]]
        return found[0] if found else Unknown("a member of an enum")
    if cls.kind == "dict":
        from keras_shape_lint.tracing.derived import made

        return made(run, cls, args, kwargs, site)
    new = cls.lookup("__new__")
    if isinstance(new, Wrapped):
        new = new.function
    if isinstance(new, Function):
        made = invoke(run, new, [cls, *args], dict(kwargs), site)
        if isinstance(made, Instance) and made.cls is cls and isinstance(cls.lookup("__init__"), Function):
            _initialize(run, made, args, kwargs, site)
        return made if isinstance(made, Instance) else Unknown("an object made by __new__")
    if new is not None:
        forget_arguments(run, args, kwargs)
        return Unknown("an object made by __new__")
    instance = allocate(run, cls, args, kwargs, site)
    if isinstance(instance, Instance) and cls.kind != "namedtuple":
        _initialize(run, instance, args, kwargs, site)
    return instance


def allocate(run: Any, cls: Class, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    """What the `__new__` of the bases gives: a named tuple with its fields, any other object without attributes."""
    if cls.kind == "namedtuple":
        values = _fields(run, cls, args, kwargs, site)
        if values is None:
            return fail(run, "TypeError", "a named tuple that does not take these arguments")
        record = Instance(cls)
        record.attributes.update(values)
        return record
    instance = Instance(cls)
    instance.open = cls.open
    if EXCEPTIONS["BaseException"] in cls.mro:
        instance.attributes["args"] = tuple(args)
    external = cls.external
    if external is not None:
        from keras_shape_lint.tracing.keras.subclass import prepare

        prepare(run, instance, site)
    return instance


def _initialize(run: Any, instance: Instance, args: list[Any], kwargs: dict[str, Any], site: Any) -> None:
    cls = instance.cls
    external = cls.external
    init = cls.lookup("__init__")
    if isinstance(init, Function):
        invoke(run, Bound(init, instance), args, kwargs, site)
    elif cls.kind == "dataclass":
        values = _fields(run, cls, args, kwargs, site)
        if values is None:
            fail(run, "TypeError", "a dataclass that does not take these arguments")
            return
        instance.attributes.update(values)
        after = cls.lookup("__post_init__")
        if isinstance(after, Function):
            invoke(run, Bound(after, instance), [], {}, site)
    elif external is not None:
        from keras_shape_lint.tracing.keras.subclass import base_method

        invoke(run, base_method(run, instance, "__init__"), args, kwargs, site)
    elif cls.open:
        forget_arguments(run, args, kwargs)
    elif (args or kwargs) and "args" not in instance.attributes:
        fail(run, "TypeError", "a class that takes no arguments")


def _fields(run: Any, cls: Class, args: list[Any], kwargs: dict[str, Any], site: Any) -> dict[str, Any] | None:
    """Field -> value, as the generated `__init__` binds them; None when it would raise."""
    uncertain = kwargs.pop(UNCERTAIN, False)
    defaults = {name: cls.lookup(name) for name in cls.fields if any(name in c.attributes for c in cls.mro)}
    taken = [name for name in cls.fields if not (isinstance(defaults.get(name), Field) and not defaults[name].init)]
    if len(args) > len(taken) or any(name not in taken for name in kwargs):
        return None
    values = dict(zip(taken, args))
    if any(name in values for name in kwargs):
        return None
    values.update(kwargs)
    for name in cls.fields:
        if name in values:
            continue
        default = defaults.get(name, MISSING)
        if uncertain:
            values[name] = brought(uncertain, name, default)
        elif isinstance(default, Field) and (default.given or not default.init):
            values[name] = default.make(run, site)
        elif default is MISSING or isinstance(default, Field):
            return None
        else:
            values[name] = default
    return values


class Field:
    """What `dataclasses.field(...)` gives."""

    __slots__ = ("compares", "default", "factory", "given", "init")

    def __init__(self, default: Any, factory: Any, init: bool = True, compares: bool = True) -> None:
        self.compares = compares
        self.default = default
        self.factory = factory
        self.init = init
        self.given = factory is not None or not isinstance(default, Unknown)

    def make(self, run: Any, site: Any) -> Any:
        """A new one each time."""
        return self.default if self.factory is None else invoke(run, self.factory, [], {}, site)
