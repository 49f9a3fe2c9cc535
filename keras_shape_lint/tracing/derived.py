"""Objects of the user's own classes that are dicts: `class AttrDict(dict)`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.exceptions import fail
from keras_shape_lint.tracing.library.containers import METHODS
from keras_shape_lint.tracing.library.methods import method
from keras_shape_lint.tracing.subscripts import delete_index, index, set_index
from keras_shape_lint.tracing.values import Bound, Class, Dict, Function, Native, Property, Unknown, Wrapped


class Derived(Dict):
    """`attributes` are those beside its items; with `one` its items are its attributes."""

    def __init__(self, cls: Class) -> None:
        super().__init__()
        self.cls = cls
        self.attributes = Dict()
        self.one = False

    def attribute(self, run: Any, name: str) -> Any:
        found = self.cls.lookup(name)
        if isinstance(found, (Function, Native)):
            return Bound(found, self)
        held = self if self.one else self.attributes
        if isinstance(found, Property) and not (found.kept and name in held):
            value = invoke(run, found.getter, [self], {}, None)
            if found.kept:
                run.touch(held)
                held[name] = value
            return value
        if isinstance(found, Wrapped):
            return found.function if found.kind == "staticmethod" else Bound(found.function, self.cls)
        if name == "__class__":
            return self.cls
        if name == "__dict__":
            return self if self.one else self.attributes
        if name in held:
            return held[name]
        if found is not None:
            return found
        if name in METHODS[Dict] or name in _OPERATORS:
            return base_method(run, self, name)
        getter = self.cls.lookup("__getattr__")
        if getter is not None and not name.startswith("__"):
            return invoke(run, getter, [self, name], {}, run.site)
        return Unknown(f"attribute {name} of a dict") if held.open else fail(run, "AttributeError", f"attribute {name}")

    def has_attribute(self, run: Any, name: str) -> Any:
        held = self if self.one else self.attributes
        if name in held or name in METHODS[Dict] or any(name in cls.attributes for cls in self.cls.mro):
            return True
        return Unknown("an attribute that may be made") if held.open or self.cls.lookup("__getattr__") else False

    def set_attribute(self, run: Any, name: str, item: Any) -> None:
        setter = self.cls.lookup("__setattr__")
        if setter is not None:
            invoke(run, setter, [self, name, item], {}, run.site)
        elif name == "__dict__":
            self.one = item is self
        else:
            held = self if self.one else self.attributes
            run.touch(held)
            held[name] = item


_OPERATORS: dict[str, Callable[..., Any]] = {
    "__getitem__": lambda run, value, key: index(run, value, key, run.site),
    "__setitem__": set_index,
    "__delitem__": delete_index,
}
METHODS[Derived] = METHODS[Dict]


def made(run: Any, cls: Class, args: list[Any], kwargs: dict[str, Any], site: Any) -> Derived:
    """A new object of such a class."""
    value = Derived(cls)
    init = cls.lookup("__init__")
    if isinstance(init, Function):
        invoke(run, Bound(init, value), args, kwargs, site)
    else:
        invoke(run, base_method(run, value, "__init__"), args, kwargs, site)
    return value


def base_method(run: Any, value: Derived, name: str) -> Any:
    """`super().name`, or a method that no class of the program's has changed."""
    if name == "__init__":
        return Bound(METHODS[Dict]["update"], value)
    if name in _OPERATORS:
        return Bound(Native(name, _OPERATORS[name]), value)
    if name == "__setattr__":
        return Native(name, lambda run, name, item: _plainly(run, value, name, item))
    return method(run, value, name)


def _plainly(run: Any, value: Derived, name: str, item: Any) -> None:
    run.touch(value.attributes)
    value.attributes[name] = item
