"""`collections`, `dataclasses`, `enum`, `typing`, `contextlib`: ways to make small types."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.classes import Field
from keras_shape_lint.tracing.library import provides
from keras_shape_lint.tracing.library.builtin import BUILTINS
from keras_shape_lint.tracing.sequences import iterate
from keras_shape_lint.tracing.values import Class, Dict, External, Function, Instance, List, Native, Unknown


@provides("collections.namedtuple", "typing.NamedTuple")
def namedtuple(run: Any, name: Any, fields: Any, *, defaults: Any = (), **kwargs: Any) -> Any:
    names = fields.replace(",", " ").split() if isinstance(fields, str) else list(iterate(fields) or ())
    names = [field[0] if isinstance(field, tuple) else field for field in names]
    given = list(iterate(defaults) or ())
    cls = Class(str(name), (), dict(zip(names[len(names) - len(given) :], given)))
    cls.kind = "namedtuple"
    cls.fields = tuple(names)
    return cls


@provides("collections.OrderedDict")
def ordered_dict(run: Any, *args: Any, **kwargs: Any) -> Any:
    return BUILTINS["dict"].call(run, *args, **kwargs)


@provides("collections.defaultdict")
def defaultdict(run: Any, factory: Any = None, *args: Any, **kwargs: Any) -> Any:
    out = Dict(*args, **kwargs)
    out.open = True
    return out


@provides("collections.deque")
def deque(run: Any, values: Any = (), maxlen: Any = None) -> Any:
    items = iterate(values)
    out = List(items or ())
    out.open = items is None or maxlen is not None
    return out


@provides("dataclasses.dataclass", "enum.unique")
def dataclass(run: Any, cls: Any = None, **kwargs: Any) -> Any:
    if cls is None:
        return Native("dataclass", dataclass)
    if isinstance(cls, Class) and not cls.kind:
        cls.kind = "dataclass"
    return cls


@provides("dataclasses.field")
def field(run: Any, *, default: Any = None, default_factory: Any = None, **kwargs: Any) -> Any:
    return Field(default, default_factory)


@provides("dataclasses.replace")
def replace(run: Any, value: Any, **changes: Any) -> Any:
    new = Instance(value.cls)
    new.attributes.update({**value.attributes, **changes})
    return new


@provides("dataclasses.asdict")
def asdict(run: Any, value: Any) -> Any:
    out = Dict(value.attributes)
    out.open = value.open
    return out


@provides("enum.auto")
def auto(run: Any) -> Any:
    return Unknown("a value of an enum")


@provides("typing.cast")
def cast(run: Any, kind: Any, value: Any) -> Any:
    return value


@provides("abc.abstractmethod", "typing.overload", "typing.final", "typing.no_type_check")
def same(run: Any, function: Any) -> Any:
    return function


@provides("contextlib.contextmanager")
def contextmanager(run: Any, function: Any) -> Any:
    from keras_shape_lint.tracing.contexts import Manager

    def enter(run: Any, *args: Any, **kwargs: Any) -> Any:
        produced = invoke(run, function, list(args), kwargs, None)
        items = iterate(produced)
        return Manager(items[0] if items else Unknown("what a context gives"))

    return Native("contextmanager", enter) if isinstance(function, Function) else External("contextlib.contextmanager")


@provides("contextlib.suppress", "pytest.raises", "pytest.warns")
def expecting(run: Any, *args: Any, **kwargs: Any) -> Any:
    from keras_shape_lint.tracing.contexts import Expecting

    return Expecting()


@provides("types.SimpleNamespace")
def simple_namespace(run: Any, **kwargs: Any) -> Any:
    instance = Instance(Class("SimpleNamespace", (), {}))
    instance.attributes.update(kwargs)
    return instance
