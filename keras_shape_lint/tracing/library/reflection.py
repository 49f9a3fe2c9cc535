"""Built-in functions that ask what a value is or has."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.attributes import attribute, has_attribute
from keras_shape_lint.tracing.exceptions import EXCEPTIONS, matches
from keras_shape_lint.tracing.iterators import END, Lost
from keras_shape_lint.tracing.library.builtin import BUILTINS, builtin
from keras_shape_lint.tracing.namespaces import attributes_of
from keras_shape_lint.tracing.protocols import step
from keras_shape_lint.tracing.run import Raised
from keras_shape_lint.tracing.values import (
    Bound,
    Class,
    Dict,
    External,
    Function,
    Instance,
    LayerName,
    List,
    Module,
    Native,
    Opaque,
    Property,
    Set,
    Super,
    Unknown,
)
from keras_shape_lint.tracing.writing import set_attribute

_HOST = frozenset({int, float, str, bool, bytes, tuple, type(None), range, complex})


@builtin
def callable_(run: Any, value: Any) -> Any:
    if isinstance(value, (Unknown, Opaque)):
        return value
    if isinstance(value, Instance):
        return True if value.cls.lookup("__call__") else Unknown("whether an object can be called")
    return isinstance(value, (Bound, Function, Native, Class, External)) or hasattr(value, "rule")


@builtin
def getattr_(run: Any, value: Any, name: Any, *default: Any) -> Any:
    if not isinstance(name, str):
        return Unknown("an attribute whose name is not known")
    if default:
        if _makes(value, name):
            made = _made(run, value, name)
            return default[0] if made is END else made
        has = hasattr_(run, value, name)
        if has is False:
            return default[0]
        if has is not True and isinstance(value, Dict):
            return _attempted(run, value, name, default[0])
        if has is not True and isinstance(value, (Instance, Class, Function, Module, Tensor)):
            return Unknown("an attribute that may be missing")
    return attribute(run, value, name)


def _makes(value: Any, name: str) -> bool:
    """Whether an object's own `__getattr__` is asked for an attribute."""
    if not isinstance(value, Instance) or value.open or value.cls.external is not None or name.startswith("__"):
        return False
    own, always = value.cls.lookup("__getattr__"), value.cls.lookup("__getattribute__")
    return isinstance(own, Function) and always is None and not has_attribute(value, name)


def _made(run: Any, value: Instance, name: str) -> Any:
    """What `__getattr__` makes; END where it raises AttributeError."""
    try:
        return step(run, Bound(value.cls.lookup("__getattr__"), value), name, ends="AttributeError")
    except Lost:
        return Unknown("an attribute that may be missing")


def _attempted(run: Any, value: Any, name: str, default: Any) -> Any:
    """An attribute that is made when it is asked for."""
    try:
        return attribute(run, value, name)
    except Raised as raised:
        missing = matches(EXCEPTIONS["AttributeError"], raised)
        return default if missing else Unknown("an attribute that may be missing")


@builtin
def setattr_(run: Any, value: Any, name: Any, item: Any) -> None:
    if isinstance(name, (str, LayerName)):
        set_attribute(run, value, name, item)
    else:
        run.forget(value)


@builtin
def hasattr_(run: Any, value: Any, name: Any) -> Any:
    if isinstance(name, str) and _makes(value, name):
        made = _made(run, value, name)
        return made if isinstance(made, Unknown) else made is not END
    if isinstance(value, Instance) and not value.open and isinstance(name, str):
        made = value.cls.lookup("__getattr__") or value.cls.lookup("__getattribute__")
        if made or (value.cls.kind == "namedtuple" and (name.startswith("_") or hasattr(tuple, name))):
            return True if has_attribute(value, name) else Unknown("an attribute that is made")
        if has_attribute(value, name):
            return True
        if value.cls.external is None and not name.startswith("__"):
            return False
        from keras_shape_lint.tracing.keras.subclass import base_has

        return base_has(run, value, name)
    if isinstance(value, (Class, Module)) and isinstance(name, str) and not name.startswith("__"):
        if isinstance(value, Module):
            return run.project.has(run, value, name)
        if any(name in cls.attributes for cls in value.mro):
            return True
        return Unknown("an attribute of a class") if value.open or value.external or value.kind else False
    if type(value) in _HOST and isinstance(name, str):
        return hasattr(value, name)
    if isinstance(value, Tensor) and isinstance(name, str):
        from keras_shape_lint.tracing.keras.symbolic import has_attribute as tensor_has

        return tensor_has(run, value, name)
    if isinstance(value, Function) and isinstance(name, str) and not name.startswith("__"):
        return name in value.attributes
    own = getattr(value, "has_attribute", None)
    if own is not None and isinstance(name, str):
        return own(run, name)
    if isinstance(value, External):
        return run.worlds.has(run, f"{value.path}.{name}")
    return Unknown("whether something unknown has an attribute")


_KINDS: dict[str, tuple[type, ...]] = {
    "int": (int, Symbol), "float": (float,), "str": (str,), "bool": (bool,), "list": (List,), "tuple": (tuple,),
    "dict": (Dict,), "set": (Set,), "range": (range,), "bytes": (bytes,), "slice": (slice,),
    "frozenset": (frozenset,), "complex": (complex,), "property": (Property,),
}  # fmt: skip


@builtin
def isinstance_(run: Any, value: Any, kinds: Any) -> Any:
    answers = [is_kind(run, value, kind) for kind in (kinds if isinstance(kinds, tuple) else (kinds,))]
    if True in answers:
        return True
    return next((answer for answer in answers if answer is not False), False)


@builtin
def issubclass_(run: Any, cls: Any, kinds: Any) -> Any:
    wanted = kinds if isinstance(kinds, tuple) else (kinds,)
    if not isinstance(cls, Class) or not all(isinstance(kind, Class) for kind in wanted):
        return Unknown("a class that is not known")
    if any(kind in cls.mro for kind in wanted):
        return True
    by_parts = any(kind.kind == "protocol" for kind in wanted)
    return Unknown("a class that is not known") if cls.open or by_parts else False


@builtin
def type_(run: Any, value: Any, *more: Any) -> Any:
    if isinstance(value, Instance) and not value.cls.open and not more:
        return value.cls
    if more:
        return Unknown("a type")
    if isinstance(value, Dict) and hasattr(value, "cls"):
        return value.cls
    if isinstance(value, Opaque):
        return value.part("call", "type", f"type({value.name})")
    if isinstance(value, Tensor):
        from keras_shape_lint.tracing.keras.symbolic import is_kind as is_tensor

        own = "keras.KerasTensor"
        return External(own) if is_tensor(run, value, own) is True else Unknown("the type of a tensor")
    if hasattr(value, "rule"):
        return attribute(run, value, "__class__")
    name = next((name for name, kinds in _KINDS.items() if type(value) in kinds), None)
    return BUILTINS[name] if name and type(value) is not Symbol else Unknown("a type")


def _of_object(value: Instance, name: str) -> Any:
    """Whether an object of the user's own is one of Python's, too."""
    if value.cls.kind == "namedtuple":
        return name == "tuple"
    return Unknown("the bases of a class") if value.cls.open or value.cls.external is not None else False


def is_kind(run: Any, value: Any, kind: Any) -> Any:
    if isinstance(value, Opaque):
        name = getattr(kind, "name", None) or getattr(kind, "path", "?")
        return Opaque(f"isinstance({value.name}, {name})", ("isinstance", value.key, name))
    if isinstance(value, Unknown):
        return Unknown("the type of something unknown")
    name = kind.name if isinstance(kind, Native) else None
    if isinstance(kind, External) and kind.path == "builtins.object":
        return True
    if isinstance(kind, tuple):
        return isinstance_(run, value, kind)
    if name in _KINDS:
        return _of_object(value, name) if isinstance(value, Instance) else isinstance(value, _KINDS[name])
    if isinstance(kind, Class):
        if kind.kind == "dict" and isinstance(value, Dict):
            return kind in value.cls.mro if hasattr(value, "cls") else False
        if isinstance(value, Instance):
            by_parts = value.cls.open or kind.kind == "protocol"
            return True if kind in value.cls.mro else Unknown("the bases of a class") if by_parts else False
        return False if kind.kind != "protocol" else Unknown("what an object has")
    if kind is BUILTINS["type"]:
        return Unknown("whether something is a class")
    if isinstance(value, (int, float, str, bytes, List, Dict, Set, tuple, type(None), Function)):
        plain = isinstance(kind, External) and kind.path.startswith(("keras", "tensorflow"))
        return False if plain else Unknown("a type that is not known")
    if isinstance(value, Tensor) and (isinstance(kind, External) or name == "ndarray"):
        from keras_shape_lint.tracing.keras.symbolic import is_kind as is_tensor

        return is_tensor(run, value, kind.path if isinstance(kind, External) else "numpy.ndarray")
    is_kind = getattr(value, "is_kind", None)
    return is_kind(kind) if is_kind is not None else Unknown("a type that is not known")


@builtin
def vars_(run: Any, value: Any) -> Any:
    """With an argument; the form without is syntax."""
    return attributes_of(run, value)


@builtin
def super_(run: Any, cls: Any, instance: Any) -> Any:
    """`super(Class, self)`; the form without arguments is syntax."""
    return Super(cls, instance) if isinstance(cls, Class) else Unknown("super() of something unknown")
