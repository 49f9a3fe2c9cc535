"""Writing and deleting attributes."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.exceptions import fail
from keras_shape_lint.tracing.values import (
    Bound,
    Class,
    External,
    Function,
    Instance,
    LayerName,
    Module,
    Opaque,
    Property,
)


def set_attribute(run: Any, target: Any, name: Any, item: Any) -> None:
    """`target.name = item`."""
    if isinstance(target, Instance):
        setter = target.cls.lookup("__setattr__")
        if setter is not None:
            invoke(run, Bound(setter, target), [name, item], {}, None)
            return
        if "frozen" in target.cls.options or (target.cls.kind == "namedtuple" and name in target.cls.fields):
            fail(run, "AttributeError", "a field that cannot be written")
            return
        set_plainly(run, target, name, item)
    elif isinstance(target, Class):
        run.touch(target)
        target.attributes[name] = item
    elif isinstance(target, Module):
        run.touch(target.variables)
        target.variables[name] = item
    elif isinstance(target, Function):
        run.touch(target)
        target.attributes[name] = item
    elif isinstance(target, Opaque):
        run.forget(target)
        target.parts["attribute", name] = item
    elif isinstance(target, External):
        run.worlds.replace(f"{target.path}.{name}", item)
    elif isinstance(target, Tensor):
        run.worlds.of_tensors.add(name)
    else:
        setter = getattr(target, "set_attribute", None)
        if setter is not None:
            setter(run, name, item)


def set_plainly(run: Any, target: Any, name: Any, item: Any) -> None:
    """`object.__setattr__`: through a property of that name, or into the object itself."""
    if not isinstance(target, Instance):
        run.escape((target,))
        return
    prop = target.cls.lookup(name)
    setter: Any = None
    if isinstance(prop, Property):
        setter = prop.setter
    elif isinstance(prop, Instance):
        own = prop.cls.lookup("__set__")
        setter = Bound(own, prop) if own is not None else None
        if setter is None and prop.cls.open:
            run.forget(target)
            return
    if setter is None:
        write(run, target, name, item)
    else:
        invoke(run, setter, [target, item], {}, None)


def write(run: Any, target: Instance, name: Any, item: Any) -> None:
    """Into the object itself. What a name that is not known may write is all of it."""
    run.touch(target)
    if isinstance(name, str):
        target.attributes[name] = item
    elif not isinstance(name, LayerName):
        run.forget(target)


def delete_attribute(run: Any, target: Any, name: str) -> None:
    """`del target.name`."""
    prop = target.cls.lookup(name) if isinstance(target, Instance) else None
    if isinstance(prop, Property) and prop.deleter is not None:
        invoke(run, prop.deleter, [target], {}, None)
    elif isinstance(target, Instance) and name in target.attributes and not target.cls.lookup("__delattr__"):
        run.touch(target)
        del target.attributes[name]
    else:
        run.escape((target,))
