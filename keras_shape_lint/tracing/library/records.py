"""`collections`, `dataclasses`, `enum`, `typing`: ways to make small types."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.tracing.classes import Field, as_dataclass, instantiate
from keras_shape_lint.tracing.concrete import is_concrete
from keras_shape_lint.tracing.enums import Auto
from keras_shape_lint.tracing.library import provides
from keras_shape_lint.tracing.library.builtin import BUILTINS
from keras_shape_lint.tracing.library.dicts import add_counts
from keras_shape_lint.tracing.library.functional import copied
from keras_shape_lint.tracing.sequences import iterate
from keras_shape_lint.tracing.values import Class, Dict, Instance, List, Native, Unknown, opened


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
    out = BUILTINS["dict"].call(run, *args, **kwargs)
    if factory is not None:
        out.factory = factory
    return out


@provides("collections.Counter")
def counter(run: Any, *args: Any, **kwargs: Any) -> Any:
    out = Dict()
    out.counts = True
    add_counts(run, out, *args, **kwargs)
    return out


@provides("collections.ChainMap")
def chain_map(run: Any, *maps: Any) -> Any:
    from keras_shape_lint.tracing.library.chained import chained

    return chained(maps)


@provides("collections.deque")
def deque(run: Any, values: Any = (), maxlen: Any = None) -> Any:
    items = iterate(values)
    out = List(items or ())
    if isinstance(maxlen, int):
        out.limit = maxlen
        del out[: max(0, len(out) - maxlen)]
    out.open = items is None or not (maxlen is None or isinstance(maxlen, int))
    return out


@provides("dataclasses.dataclass")
def dataclass(run: Any, cls: Any = None, **kwargs: Any) -> Any:
    if cls is None:
        return Native("dataclass", lambda run, cls: dataclass(run, cls, **kwargs))
    if not isinstance(cls, Class) or cls.kind not in ("", "dataclass"):
        return cls
    return as_dataclass(cls, frozenset(name for name, on in {"eq": True, **kwargs}.items() if on is True))


@provides("enum.unique")
def unique(run: Any, cls: Any) -> Any:
    return cls


_NO_DEFAULT = Unknown("no default")


@provides("dataclasses.field")
def field(run: Any, *, default: Any = _NO_DEFAULT, default_factory: Any = None, init: Any = True,
          compare: Any = True, **kwargs: Any) -> Any:  # fmt: skip
    return Field(default, default_factory, init is not False, compare is not False)


@provides("dataclasses.replace")
def replace(run: Any, value: Any, **changes: Any) -> Any:
    if not isinstance(value, Instance) or value.open:
        return Unknown("a copy of a dataclass")
    made = {name for name in value.cls.fields if isinstance(f := value.cls.lookup(name), Field) and not f.init}
    taken = {name: value.attributes[name] for name in value.cls.fields if name in value.attributes and name not in made}
    return instantiate(run, value.cls, [], {**taken, **changes}, None)


@provides("dataclasses.asdict")
def asdict(run: Any, value: Any) -> Any:
    out = Dict({name: value.attributes.get(name, Unknown("a field")) for name in value.cls.fields})
    return opened(Dict()) if value.open or not all(map(is_concrete, out.values())) else copied(run, out)


@provides("dataclasses.astuple")
def astuple(run: Any, value: Any) -> Any:
    table = asdict(run, value)
    return Unknown("the fields of an object") if table.open else tuple(table.values())


@provides("enum.auto")
def auto(run: Any) -> Any:
    return Auto()


@provides("typing.NewType")
def new_type(run: Any, name: Any, kind: Any) -> Any:
    return Native("new_type", lambda run, value: value)


@provides("typing.cast")
def cast(run: Any, kind: Any, value: Any) -> Any:
    return value


@provides("abc.abstractmethod", "typing.overload", "typing.final", "typing.no_type_check")
def same(run: Any, function: Any) -> Any:
    return function


@provides("types.SimpleNamespace")
def simple_namespace(run: Any, **kwargs: Any) -> Any:
    instance = Instance(Class("SimpleNamespace", (), {}))
    instance.attributes.update(kwargs)
    return instance
