"""Python's built-in functions, on values."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.symbols import Symbol, largest, smallest
from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.operators import binary
from keras_shape_lint.tracing.sequences import Iterator, iterate
from keras_shape_lint.tracing.truth import known_truth
from keras_shape_lint.tracing.values import (
    Class, Dict, External, Function, Instance, List, Native, Opaque, Property, Set, Unknown, Wrapped, is_concrete,
)  # fmt: skip

BUILTINS: dict[str, Any] = {
    name: External(f"builtins.{name}")
    for name in (
        "object", "type", "Exception", "ValueError", "TypeError", "RuntimeError", "NotImplementedError", "KeyError",
        "IndexError", "AttributeError", "ImportError", "OSError", "AssertionError", "StopIteration", "open", "input",
        "ArithmeticError", "ZeroDivisionError", "Warning", "UserWarning", "DeprecationWarning", "BaseException",
        "ModuleNotFoundError", "FileNotFoundError", "memoryview", "bytearray", "locals", "globals", "vars", "dir",
        "eval", "exec", "compile", "__import__", "issubclass", "super", "LookupError", "NotImplemented",
    )
}  # fmt: skip
BUILTINS.update({"Ellipsis": ..., "__name__": "__main__", "__debug__": True, "__doc__": None})


def builtin(function: Any) -> Any:
    name = function.__name__.rstrip("_")
    BUILTINS[name] = Native(name, function)
    return function


def _site(run: Any) -> Any:
    return run.stack[-1] if run.stack else None


@builtin
def range_(run: Any, *args: Any) -> Any:
    return range(*args)


@builtin
def len_(run: Any, value: Any) -> Any:
    if isinstance(value, Opaque):
        return value.part("len", None, f"len({value.name})")
    if isinstance(value, (List, Dict, Set)) and value.open:
        return Unknown("a length that is not known")
    if isinstance(value, (str, bytes, tuple, range, List, Dict, Set, frozenset)):
        return len(value)
    if isinstance(value, Instance) and (method := value.cls.lookup("__len__")):
        return invoke(run, method, [value], {}, _site(run))
    return Unknown("a length that is not known")


@builtin
def enumerate_(run: Any, values: Any, start: int = 0) -> Any:
    items = iterate(values)
    return Unknown("items that are not known") if items is None else Iterator(list(enumerate(_bounded(items), start)))


@builtin
def zip_(run: Any, *iterables: Any, strict: bool = False) -> Any:
    parts = [iterate(iterable) for iterable in iterables]
    return Unknown("items that are not known") if None in parts else Iterator(list(zip(*parts)))


def _bounded(items: Any) -> Any:
    if len(items) > 1_000_000:
        raise OverflowError
    return items


@builtin
def map_(run: Any, function: Any, *iterables: Any) -> Any:
    parts = [iterate(iterable) for iterable in iterables]
    if None in parts:
        return Unknown("items that are not known")
    return Iterator([invoke(run, function, list(items), {}, _site(run)) for items in zip(*map(_bounded, parts))])


@builtin
def filter_(run: Any, function: Any, values: Any) -> Any:
    items = iterate(values)
    if items is None:
        return Unknown("items that are not known")
    kept = []
    for item in items:
        truth = known_truth(run, item if function is None else invoke(run, function, [item], {}, _site(run)))
        if truth is None:
            return Unknown("a filter that is not decided")
        if truth:
            kept.append(item)
    return Iterator(kept)


@builtin
def reversed_(run: Any, values: Any) -> Any:
    items = iterate(values)
    return Unknown("items that are not known") if items is None else Iterator(list(reversed(items)))


@builtin
def sorted_(run: Any, values: Any, *, key: Any = None, reverse: Any = False) -> Any:
    items = iterate(values)
    if items is None:
        return _open(List())
    keys = [item if key is None else invoke(run, key, [item], {}, _site(run)) for item in items]
    if not all(map(is_concrete, keys)):
        return _open(List())
    order = sorted(range(len(keys)), key=keys.__getitem__, reverse=bool(reverse))
    return List([items[i] for i in order])


def _open(container: Any) -> Any:
    container.open = True
    return container


@builtin
def sum_(run: Any, values: Any, start: Any = 0) -> Any:
    items = iterate(values)
    if items is None:
        return Unknown("a sum of something unknown")
    for item in items:
        start = binary(run, "Add", start, item, _site(run))
    return start


def _extreme(run: Any, pick: Any, symbolic: Any, args: tuple[Any, ...], key: Any, default: Any) -> Any:
    items = iterate(args[0]) if len(args) == 1 else args
    if items is None:
        return Unknown("an extreme of something unknown")
    items = list(items)
    if not items:
        return default
    if key is not None:
        keys = [invoke(run, key, [item], {}, _site(run)) for item in items]
        if not all(map(is_concrete, keys)):
            return Unknown("an extreme of something unknown")
        return items[pick(range(len(keys)), key=keys.__getitem__)]
    items = [item.integer() if isinstance(item, Opaque) else item for item in items]
    if all(isinstance(item, (int, Symbol)) for item in items):
        return symbolic(items)
    return pick(items) if all(map(is_concrete, items)) else Unknown("an extreme of something unknown")


@builtin
def min_(run: Any, *args: Any, key: Any = None, default: Any = None) -> Any:
    return _extreme(run, min, smallest, args, key, default)


@builtin
def max_(run: Any, *args: Any, key: Any = None, default: Any = None) -> Any:
    return _extreme(run, max, largest, args, key, default)


def _all(run: Any, values: Any, stops_at: bool) -> Any:
    items = iterate(values)
    if items is None:
        return Unknown("items that are not known")
    truths = [known_truth(run, item) for item in items]
    if stops_at in truths:
        return stops_at
    return Unknown("a test that is not decided") if None in truths else not stops_at


@builtin
def any_(run: Any, values: Any) -> Any:
    return _all(run, values, True)


@builtin
def all_(run: Any, values: Any) -> Any:
    return _all(run, values, False)


@builtin
def list_(run: Any, values: Any = ()) -> Any:
    items = iterate(values)
    return _open(List()) if items is None else List(_bounded(items))


@builtin
def tuple_(run: Any, values: Any = ()) -> Any:
    if isinstance(values, Opaque):
        return values
    items = iterate(values)
    return Unknown("items that are not known") if items is None else tuple(_bounded(items))


@builtin
def set_(run: Any, values: Any = ()) -> Any:
    items = iterate(values)
    return Set(items) if items is not None and all(map(is_concrete, items)) else _open(Set())


BUILTINS["frozenset"] = BUILTINS["set"]


@builtin
def dict_(run: Any, *args: Any, **kwargs: Any) -> Any:
    out = Dict()
    if args:
        if isinstance(args[0], Dict):
            out.update(args[0])
            out.open = args[0].open
        else:
            items = iterate(args[0])
            pairs = [iterate(item) for item in items] if items is not None else None
            if pairs is None or not all(p is not None and len(p) == 2 and is_concrete(p[0]) for p in pairs):
                out.open = True
            else:
                out.update({pair[0]: pair[1] for pair in pairs if pair is not None})
    out.update(kwargs)
    return out


@builtin
def iter_(run: Any, values: Any) -> Any:
    if isinstance(values, Iterator):
        return values
    items = iterate(values)
    return Unknown("items that are not known") if items is None else Iterator(list(_bounded(items)))


@builtin
def next_(run: Any, iterator: Any, *default: Any) -> Any:
    if not isinstance(iterator, Iterator):
        return Unknown("the next of something unknown")
    run.touch(iterator)
    if iterator.position >= len(iterator.items):
        return default[0] if default else Unknown("the end of an iterator")
    iterator.position += 1
    return iterator.items[iterator.position - 1]


@builtin
def int_(run: Any, value: Any = 0, base: Any = None) -> Any:
    if isinstance(value, Symbol):
        return value
    if isinstance(value, Opaque):
        return value.part("int", None, value.name) if value.value is None else value.value
    return int(value) if base is None else int(value, base)


def _convert(kind: type) -> Any:
    def call(run: Any, value: Any = kind()) -> Any:
        if not is_concrete(value):
            return value.part(kind.__name__, None, f"{kind.__name__}({value})") if isinstance(value, Opaque) else Unknown()
        return kind(value)

    return call


for _kind in (float, str, bytes, complex):
    BUILTINS[_kind.__name__] = Native(_kind.__name__, _convert(_kind))


def _concrete(function: Any) -> Any:
    def call(run: Any, *args: Any) -> Any:
        return function(*args) if all(map(is_concrete, args)) else Unknown(f"{function.__name__} of something unknown")

    return call


for _plain in (abs, divmod, round, repr, chr, ord, hex, oct, bin, ascii, hash, slice, format):
    BUILTINS[_plain.__name__] = Native(_plain.__name__, _concrete(_plain))


@builtin
def pow_(run: Any, base: Any, exponent: Any, modulus: Any = None) -> Any:
    return binary(run, "Pow", base, exponent, None) if modulus is None else Unknown()


@builtin
def bool_(run: Any, value: Any = False) -> Any:
    truth = known_truth(run, value)
    return value if truth is None else truth


@builtin
def print_(run: Any, *args: Any, **kwargs: Any) -> None:
    return None


@builtin
def id_(run: Any, value: Any) -> Any:
    return Unknown("an identity")


@builtin
def callable_(run: Any, value: Any) -> Any:
    if isinstance(value, (Unknown, Opaque)):
        return value
    return isinstance(value, (Function, Native, Class, External)) or hasattr(value, "rule")


@builtin
def getattr_(run: Any, value: Any, name: Any, *default: Any) -> Any:
    from keras_shape_lint.tracing.attributes import attribute

    if not isinstance(name, str):
        return Unknown("an attribute whose name is not known")
    result = attribute(run, value, name)
    if default and isinstance(result, Unknown) and isinstance(value, Instance) and not value.open:
        return default[0]
    return result


@builtin
def setattr_(run: Any, value: Any, name: Any, item: Any) -> None:
    from keras_shape_lint.tracing.attributes import set_attribute

    if isinstance(name, str):
        set_attribute(run, value, name, item)
    else:
        run.forget(value)


@builtin
def hasattr_(run: Any, value: Any, name: Any) -> Any:
    if isinstance(value, Instance) and not value.open and isinstance(name, str):
        if name in value.attributes or value.cls.lookup(name) is not None:
            return True
        return False if value.cls.external is None else Unknown("an attribute of a library's class")
    if isinstance(value, External):
        return run.worlds.has(run, f"{value.path}.{name}")
    return Unknown("whether something unknown has an attribute")


_KINDS: dict[str, tuple[type, ...]] = {
    "int": (int, Symbol), "float": (float,), "str": (str,), "bool": (bool,), "list": (List,), "tuple": (tuple,),
    "dict": (Dict,), "set": (Set,), "range": (range,), "bytes": (bytes,), "slice": (slice,),
}  # fmt: skip


@builtin
def isinstance_(run: Any, value: Any, kinds: Any) -> Any:
    answers = [_is_kind(run, value, kind) for kind in (kinds if isinstance(kinds, tuple) else (kinds,))]
    if True in answers:
        return True
    return next((answer for answer in answers if answer is not False), False)


def _is_kind(run: Any, value: Any, kind: Any) -> Any:
    if isinstance(value, Opaque):
        name = getattr(kind, "name", None) or getattr(kind, "path", "?")
        return value.part("isinstance", name, f"isinstance({value.name}, {name})")
    if isinstance(value, Unknown):
        return Unknown("the type of something unknown")
    name = kind.name if isinstance(kind, Native) else None
    if name in _KINDS:
        return isinstance(value, _KINDS[name])
    if isinstance(kind, Class):
        return kind in value.cls.mro if isinstance(value, Instance) else False
    if isinstance(value, (int, float, str, bytes, List, Dict, Set, tuple, type(None), Function)):
        plain = isinstance(kind, External) and kind.path.startswith(("keras", "tensorflow"))
        return False if plain else Unknown("a type that is not known")
    if isinstance(value, Tensor) and isinstance(kind, External) and kind.path.endswith("Tensor"):
        return Unknown("the kind of a tensor")
    is_kind = getattr(value, "is_kind", None)
    return is_kind(kind) if is_kind is not None else Unknown("a type that is not known")


@builtin
def property_(run: Any, getter: Any = None, setter: Any = None) -> Any:
    return Property(getter, setter)


@builtin
def staticmethod_(run: Any, function: Any) -> Any:
    return Wrapped(function, "staticmethod")


@builtin
def classmethod_(run: Any, function: Any) -> Any:
    return Wrapped(function, "classmethod")


@builtin
def exit_(run: Any, *args: Any) -> Any:
    from keras_shape_lint.tracing.run import Ended

    raise Ended


BUILTINS["quit"] = BUILTINS["exit"]
