"""Reading and writing attributes."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.tracing.values import (
    Bound,
    Class,
    External,
    Function,
    Instance,
    Module,
    Native,
    Opaque,
    Property,
    Super,
    Unknown,
    Wrapped,
)  # fmt: skip


def attribute(run: Any, value: Any, name: str) -> Any:
    kind = type(value)
    if kind is External:
        return _external(run, value, name)
    if kind is Instance:
        return _of_instance(run, value, name)
    if kind is Tensor:
        return _of_tensor(run, value, name)
    if kind is Module:
        if name in value.variables:
            return value.variables[name]
        return run.project.submodule(run, value, name)
    if kind is Class:
        return _of_class(run, value, name)
    if kind is Super:
        return _of_super(run, value, name)
    if kind is Opaque:
        return value.part("attribute", name, f"{value.name}.{name}")
    if kind is Function:
        if name == "__name__":
            return value.name
        return value.attributes.get(name, Unknown(f"attribute {name} of a function"))
    own = getattr(value, "attribute", None)
    if own is not None:
        return own(run, name)
    from keras_shape_lint.tracing.library.methods import method

    return method(value, name)


def _external(run: Any, value: External, name: str) -> Any:
    from keras_shape_lint.tracing.keras.names import external

    return external(run, f"{value.path}.{name}")


def _of_instance(run: Any, instance: Instance, name: str) -> Any:
    if name in instance.attributes:
        return instance.attributes[name]
    found = instance.cls.lookup(name)
    if found is not None:
        return _bound(run, found, instance, instance.cls)
    if name == "__class__":
        return instance.cls
    if name == "__dict__":
        return Unknown("the attributes of an object")
    if instance.cls.external is not None:
        from keras_shape_lint.tracing.keras.subclass import subclass_attribute

        return subclass_attribute(run, instance, name)
    return Unknown(f"attribute {name} of an object")


def _of_class(run: Any, cls: Class, name: str) -> Any:
    if name == "__name__":
        return cls.name
    found = cls.lookup(name)
    if found is None:
        return Unknown(f"attribute {name} of a class")
    if isinstance(found, Wrapped):
        return Bound(found.function, cls) if found.kind == "classmethod" else found.function
    return found


def _of_super(run: Any, value: Super, name: str) -> Any:
    cls = value.instance.cls if isinstance(value.instance, Instance) else value.instance
    if not isinstance(cls, Class):
        return Unknown("super() of something unknown")
    found = cls.lookup(name, after=value.after)
    if found is not None:
        return _bound(run, found, value.instance, cls)
    if cls.external is not None and isinstance(value.instance, Instance):
        from keras_shape_lint.tracing.keras.subclass import base_method

        return base_method(run, value.instance, name)
    return Native(f"object.{name}", lambda run, *args, **kwargs: None)


def _bound(run: Any, found: Any, instance: Any, cls: Class) -> Any:
    if isinstance(found, (Function, Native)):
        return Bound(found, instance)
    if isinstance(found, Property):
        from keras_shape_lint.tracing.calls import invoke

        return invoke(run, found.getter, [instance], {}, None)
    if isinstance(found, Wrapped):
        return Bound(found.function, cls) if found.kind == "classmethod" else found.function
    return found


def _of_tensor(run: Any, tensor: Tensor, name: str) -> Any:
    if name in ("shape", "_keras_shape"):
        return dims_value(tensor)
    if name in ("ndim", "rank"):
        return tensor.rank if tensor.rank is not None else Unknown("an unknown rank")
    if name == "dtype":
        return tensor.dtype if tensor.dtype is not None else Unknown("an unknown dtype")
    if name == "get_shape":
        return Native("get_shape", lambda run: dims_value(tensor))
    if name == "set_shape":
        return Native("set_shape", lambda run, shape: None)
    return Unknown(f"attribute {name} of a tensor")


def dims_value(tensor: Tensor) -> Any:
    """The shape as the program sees it."""
    if not isinstance(tensor.shape, tuple):
        return Unknown("an unknown shape")
    return tuple(Unknown("an unknown size") if dim is UNKNOWN else dim for dim in tensor.shape)


def set_attribute(run: Any, target: Any, name: str, item: Any) -> None:
    if isinstance(target, Instance):
        prop = target.cls.lookup(name)
        if isinstance(prop, Property) and prop.setter is not None:
            from keras_shape_lint.tracing.calls import invoke

            invoke(run, prop.setter, [target, item], {}, None)
            return
        run.touch(target)
        target.attributes[name] = item
    elif isinstance(target, Class):
        run.touch(target)
        target.attributes[name] = item
    elif isinstance(target, Module):
        run.touch(target.variables)
        target.variables[name] = item
    elif isinstance(target, Function):
        target.attributes[name] = item
    elif isinstance(target, Opaque):
        target.parts.clear()
        target.parts["attribute", name] = item
    elif isinstance(target, External):
        run.worlds.replace(f"{target.path}.{name}", item)
    else:
        setter = getattr(target, "set_attribute", None)
        if setter is not None:
            setter(run, name, item)
