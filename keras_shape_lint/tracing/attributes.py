"""Reading attributes."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.rule import find
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.exceptions import fail
from keras_shape_lint.tracing.namespaces import attributes_of
from keras_shape_lint.tracing.run_shapes import OpenShape, RunShape
from keras_shape_lint.tracing.values import (
    Bound,
    Cached,
    Class,
    Decorated,
    Dict,
    External,
    Function,
    Instance,
    Module,
    Native,
    Opaque,
    Property,
    Super,
    Unknown,
    UnknownMethod,
    Wrapped,
)  # fmt: skip
from keras_shape_lint.tracing.writing import set_attribute, set_plainly, write


def attribute(run: Any, value: Any, name: str) -> Any:
    """`value.name`."""
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
        part = value.part("attribute", name, f"{value.name}.{name}")
        if type(part) is Opaque:  # or what the program put in its place
            part.method = value, name
        return part
    if kind is Function:
        if name in value.attributes:
            return value.attributes[name]
        return value.name if name == "__name__" else Unknown(f"attribute {name} of a function")
    own = getattr(value, "attribute", None)
    if own is not None:
        return own(run, name)
    if kind is Cached:
        return _of_cached(run, value, name)
    from keras_shape_lint.tracing.library.methods import method

    return method(run, value, name)


def _of_cached(run: Any, cached: Cached, name: str) -> Any:
    if name == "cache_clear":
        return attribute(run, cached.results, "clear")
    return cached.function if name == "__wrapped__" else attribute(run, cached.function, name)


def _external(run: Any, value: External, name: str) -> Any:
    if name == "__setattr__" and value.path == "builtins.object":
        return Native(name, set_plainly)
    if name == "__name__" and value.path.startswith("keras.layers."):
        rule = find(value.path)
        own = rule is None or rule.name == value.path
        return value.path.rpartition(".")[2] if own else Unknown("the name of a class")
    from keras_shape_lint.tracing.keras.names import external

    return external(run, f"{value.path}.{name}")


def has_attribute(instance: Instance, name: str) -> bool:
    """Whether an object has it by itself or by its classes."""
    return name in instance.attributes or name in _EVERYONES or any(name in cls.attributes for cls in instance.cls.mro)


_EVERYONES = ("__class__", "__dict__", "__doc__", "__module__")


def _of_instance(run: Any, instance: Instance, name: str) -> Any:
    if instance.cls.lookup("__getattribute__"):
        return UnknownMethod(f"attribute {name} of an object", instance)
    if name in instance.attributes:
        return instance.attributes[name]
    owner = next((cls for cls in instance.cls.mro if name in cls.attributes), None)
    if owner is not None:
        found = owner.attributes[name]
        if instance.open and not isinstance(found, (Function, Property, Wrapped)):
            return UnknownMethod(f"attribute {name} of an object", instance)
        value = _bound(run, found, instance, instance.cls)
        if isinstance(found, Property) and found.kept:
            write(run, instance, name, value)
        return value
    if name == "__class__":
        return instance.cls
    if name == "__setattr__":
        return Native(name, lambda run, name, item: set_attribute(run, instance, name, item))
    if name == "__dict__":
        return attributes_of(run, instance)
    if instance.plain() is not instance:
        return attribute(run, instance.plain(), name)
    if instance.cls.external is not None:
        from keras_shape_lint.tracing.keras.subclass import subclass_attribute

        return subclass_attribute(run, instance, name)
    if instance.cls.lookup("__getattr__") and not name.startswith("__"):
        return invoke(run, _bound(run, instance.cls.lookup("__getattr__"), instance, instance.cls), [name], {}, None)
    if instance.cls.kind == "namedtuple" and name in ("_replace", "_asdict", "_fields", "count", "index"):
        return _of_record(run, instance, name)
    if not instance.open and not instance.cls.open and not name.startswith("__"):
        return fail(run, "AttributeError", f"attribute {name} of an object")
    return UnknownMethod(f"attribute {name} of an object", instance)


def _of_record(run: Any, record: Instance, name: str) -> Any:
    """What every named tuple has."""
    if name == "_fields":
        return record.cls.fields

    def replaced(run: Any, **changes: Any) -> Any:
        new = Instance(record.cls)
        new.attributes.update({**record.attributes, **changes})
        return new

    if name == "_replace":
        return Native(name, replaced)
    if name == "_asdict":
        return Native(name, lambda run: Dict(record.attributes))
    from keras_shape_lint.tracing.library.methods import method

    return method(run, tuple(record.attributes.get(field) for field in record.cls.fields), name)


def _of_class(run: Any, cls: Class, name: str) -> Any:
    if name == "__name__":
        return cls.name
    if name == "__dict__":
        return attributes_of(run, cls)
    if name == "__mro__" and not cls.open and cls.external is None:
        return (*cls.mro, External("builtins.object"))
    found = cls.lookup(name)
    if found is None and not any(name in base.attributes for base in cls.mro):
        if cls.kind == "enum" and name == "__members__":
            return Dict({key: m for key, m in cls.attributes.items() if isinstance(m, Instance) and m.cls is cls})
        if cls.kind == "namedtuple" and name in ("_fields", "_make"):
            make = Native(name, lambda run, values: invoke_class(run, cls, values))
            return cls.fields if name == "_fields" else make
        if name == "from_config" and not cls.open and [base.path for base in cls.externals] == ["keras.layers.Layer"]:
            from keras_shape_lint.tracing.keras.configs import maker

            return maker(cls)
        return UnknownMethod(f"attribute {name} of a class", cls)
    if isinstance(found, Wrapped):
        return Bound(found.function, cls) if found.kind == "classmethod" else found.function
    return _described(run, found, None, cls) if isinstance(found, Instance) else found


def _of_super(run: Any, value: Super, name: str) -> Any:
    cls = getattr(value.instance, "cls", value.instance)
    if not isinstance(cls, Class) or value.after not in cls.mro:
        return Unknown("super() of something unknown")
    found = cls.lookup(name, after=value.after)
    if found is not None:
        return found if name == "__new__" else _bound(run, found, value.instance, cls)
    if name == "__new__":
        return Native(name, _new)
    if cls.kind == "dict" and cls is not value.instance:
        from keras_shape_lint.tracing.derived import base_method as method_of_dict

        return method_of_dict(run, value.instance, name)
    if name == "__setattr__" and isinstance(value.instance, Instance):
        return Native(name, lambda run, name, item: set_plainly(run, value.instance, name, item))
    if cls.external is not None and isinstance(value.instance, Instance):
        from keras_shape_lint.tracing.keras.subclass import base_method

        return base_method(run, value.instance, name)
    if name == "__init__" and isinstance(value.instance, Instance) and "args" in value.instance.attributes:
        return Native(name, lambda run, *args: set_attribute(run, value.instance, "args", args))
    if name in ("__init__", "__init_subclass__", "__post_init__"):
        return Native(f"object.{name}", lambda run, *args, **kwargs: None)
    return UnknownMethod(f"super().{name}", value.instance)


def _new(run: Any, cls: Any, *args: Any, **kwargs: Any) -> Any:
    from keras_shape_lint.tracing.classes import allocate

    return allocate(run, cls, list(args), kwargs, run.site) if isinstance(cls, Class) else Unknown("a new object")


def invoke_class(run: Any, cls: Class, values: Any) -> Any:
    """`cls._make(values)` of a named tuple."""
    from keras_shape_lint.tracing.sequences import items_of

    items = items_of(run, values)
    return Unknown("a named tuple") if items is None else invoke(run, cls, list(items), {}, None)


def _bound(run: Any, found: Any, instance: Any, cls: Class) -> Any:
    if isinstance(found, Function):
        return Decorated(Bound(found, instance)) if found.decorated else Bound(found, instance)
    if isinstance(found, Native) or getattr(found, "binds", False):
        return Bound(found, instance)
    if isinstance(found, Instance):
        return _described(run, found, instance, cls)
    if isinstance(found, Property):
        return invoke(run, found.getter, [instance], {}, None)
    if isinstance(found, Wrapped):
        return Bound(found.function, cls) if found.kind == "classmethod" else found.function
    return found


def _described(run: Any, found: Instance, instance: Any, cls: Class) -> Any:
    """A class attribute: itself, or what a descriptor gives for it. `instance` is None for the class."""
    getter = found.cls.lookup("__get__")
    if getter is None:
        return found
    if not isinstance(getter, Function):
        return Unknown("a descriptor")
    return invoke(run, Bound(getter, found), [instance, cls], {}, run.site)


def _of_tensor(run: Any, tensor: Tensor, name: str) -> Any:
    if name in ("shape", "_keras_shape"):
        return dims_value(tensor)
    if name in ("ndim", "rank"):
        return tensor.rank if tensor.rank is not None else Unknown("an unknown rank")
    if name == "dtype":
        return tensor.dtype if tensor.dtype is not None else Unknown("an unknown dtype")
    if name == "name" and run.world.generation >= (2, 15):
        from keras_shape_lint.tracing.keras.nests import input_name

        return input_name(tensor) or Unknown("the name of a tensor")
    if run.world.generation >= (3,):
        if name in ("reshape", "squeeze"):
            return Native(name, lambda run, *args, **kwargs: _own_method(run, tensor, name, args, kwargs))
        from keras_shape_lint.tracing.keras.symbolic import MissingMethod, has_attribute

        if has_attribute(run, tensor, name) is False:
            return MissingMethod(tensor, name)
    if name == "get_shape":
        return Native("get_shape", lambda run: dims_value(tensor))
    if name == "set_shape":
        return Native("set_shape", lambda run, shape: None)
    return Unknown(f"attribute {name} of a tensor")


def _own_method(run: Any, tensor: Tensor, name: str, args: Any, kwargs: dict[str, Any]) -> Any:
    """What a symbolic tensor of Keras 3 does by itself."""
    from keras_shape_lint.tracing.keras.apply import apply_function

    return apply_function(run, f"keras.ops.{name}", [tensor, *args], kwargs, run.site)


def dims_value(tensor: Tensor) -> Any:
    """The shape as the program sees it."""
    dims = tuple(Unknown("an unknown size") if dim is UNKNOWN else dim for dim in tensor.trailing)
    return dims if tensor.rank is not None else OpenShape(dims)


def run_shape(tensor: Tensor) -> Any:
    """The shape as it is while the program runs."""
    return dims_value(tensor) if tensor.rank is None else RunShape(tensor.dims)
