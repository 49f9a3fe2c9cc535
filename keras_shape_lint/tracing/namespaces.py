"""Names and attributes as the dicts that Python keeps them in: `__dict__`, `vars`, `locals` and `globals`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.tracing.values import Class, Dict, Instance, Module, Opaque, Unknown

_OF_CLASSES = ("__module__", "__dict__", "__weakref__", "__doc__")


def attributes_of(run: Any, value: Any) -> Any:
    """`value.__dict__`: that of an object is the place of its attributes, of others a copy."""
    if isinstance(value, Instance) and value.cls.kind not in ("enum", "namedtuple"):
        return _own(value)
    if isinstance(value, Class):
        return Dict({**dict.fromkeys(_OF_CLASSES, Unknown("an attribute that Python made")), **value.attributes})
    if isinstance(value, Module):
        return names(run, value.variables)
    if isinstance(value, Opaque):
        return value.part("call", "vars", f"vars({value.name})")
    return Unknown("the attributes of an object")


def _own(instance: Instance) -> Dict:
    if not isinstance(instance.attributes, Dict):
        instance.attributes = Dict(instance.attributes)
        instance.attributes.owner = instance
        instance.attributes.open = instance.open or instance.cls.open or instance.cls.external is not None
    return instance.attributes


def names(run: Any, variables: dict[str, Any]) -> Dict:
    """A copy; names that star imports of libraries brought are not listed in it."""
    found = Dict(variables)
    found.open = "*" in variables or id(variables) in run.project.starred
    return found
