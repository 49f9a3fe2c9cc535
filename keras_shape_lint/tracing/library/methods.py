"""Methods of lists, dicts, sets, texts and properties."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from keras_shape_lint.tracing.exceptions import fail
from keras_shape_lint.tracing.library.builtin import BUILTINS
from keras_shape_lint.tracing.operators import compare
from keras_shape_lint.tracing.sequences import is_text_known, items_of, unordered, widest
from keras_shape_lint.tracing.subscripts import choose, may_choose
from keras_shape_lint.tracing.values import (
    Bound,
    Dict,
    Iterator,
    List,
    Native,
    Opaque,
    Property,
    Set,
    Unknown,
    UnknownMethod,
    hashable,
    is_concrete,
    opened,
)  # fmt: skip

F = TypeVar("F", bound=Callable[..., Any])
_METHODS: dict[type, dict[str, Native]] = {List: {}, Dict: {}, Set: {}}
_TEXT = frozenset(
    name for name in dir(str) if not name.startswith("_") and name not in ("encode", "maketrans", "translate")
)
_TUPLE = frozenset(("count", "index"))


def method(run: Any, value: Any, name: str) -> Any:
    """The bound method of a built-in value."""
    kind = type(value)
    table = _METHODS.get(kind)
    if table is not None:
        found = table.get(name)
        if found is None and name == "default_factory" and kind is Dict:
            return value.factory
        return Bound(found, value) if found is not None else UnknownMethod(f"method {name}", value)
    if (kind is str and name in _TEXT) or (kind is tuple and name in _TUPLE):
        return Bound(
            Native(name, lambda run, receiver, *args, **kwargs: _plain(run, receiver, name, args, kwargs)), value
        )
    if kind is Property and name in ("setter", "getter", "deleter"):
        return Native(name, lambda run, function: _property(value, name, function))
    if kind in (int, float, bool) and name in ("real", "numerator"):
        return value
    if kind in (int, float) and name in ("item", "bit_length", "is_integer"):
        return Native(name, lambda run: value if name == "item" else getattr(value, name)())
    if name in _SIZES and kind in _SIZES[name]:
        return _size(value, name)
    if kind is slice:
        return getattr(value, name, Unknown())
    if isinstance(value, Native) and value is BUILTINS["dict"] and name == "fromkeys":
        return Native(name, _from_keys)
    if kind is frozenset and name in _FROZEN:
        return Bound(Native(name, lambda run, receiver, *args: _frozen(run, receiver, name, args)), value)
    if kind in _HOST and not hasattr(value, name):
        return fail(run, "AttributeError", f"attribute {name}")
    return Unknown(f"attribute {name}")


_SIZES: dict[str, tuple[type, ...]] = {
    "as_list": (tuple,), "ndims": (tuple,), "rank": (tuple,), "dims": (tuple,), "value": (int, type(None)),
}  # fmt: skip
"""What TensorFlow's shapes have over tuples, and its sizes over integers."""


def _size(value: Any, name: str) -> Any:
    if name == "value":
        return value
    if name == "as_list":
        return Native(name, lambda run: List(value))
    return List(value) if name == "dims" else len(value)


_HOST = frozenset({int, float, str, bool, bytes, tuple, type(None), range, complex})
_FROZEN = frozenset(("union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset",
                     "isdisjoint", "copy"))  # fmt: skip


def _frozen(run: Any, receiver: Any, name: str, args: tuple[Any, ...]) -> Any:
    others = [unordered(run, arg) for arg in args]
    if None in others or not all(all(map(hashable, other)) for other in others):
        return Unknown("a set that is not known")
    result = getattr(set(receiver), name)(*others)
    return frozenset(result) if isinstance(result, set) else result


def _from_keys(run: Any, keys: Any, item: Any = None) -> Any:
    names = items_of(run, keys)
    known = names is not None and all(map(hashable, names))
    return Dict(dict.fromkeys(names, item)) if known else opened(Dict())


def _property(value: Property, name: str, function: Any) -> Property:
    return Property(value.getter, function) if name == "setter" else Property(function, value.setter)


_WIDENS = frozenset(("center", "ljust", "rjust", "zfill", "expandtabs"))


def _plain(run: Any, receiver: Any, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    if name == "join":
        items = items_of(run, args[0])
        if items is None or not all(isinstance(item, str) for item in items):
            return Unknown("text")
        args = (items,)
    elif not (all(map(is_text_known, args)) and all(map(is_text_known, kwargs.values()))):
        return Unknown("text")
    if name in _WIDENS and any(isinstance(arg, int) and arg > 10_000 for arg in (*args, *kwargs.values())):
        return Unknown("text")
    if name in ("format", "format_map") and (widest(receiver) > 10_000 or ":{" in receiver):
        return Unknown("text")
    if name == "replace" and len(receiver) * max(len(args[1]), 1) > 1_000_000:
        return Unknown("text")
    run.spend(len(receiver) >> 6)
    result = getattr(receiver, name)(*args, **kwargs)
    return List(result) if type(result) is list else result


def _on(kind: type, *names: str, writes: bool = True) -> Callable[[F], F]:
    def register(function: F) -> F:
        for name in names or (function.__name__.rstrip("_").removeprefix(f"{kind.__name__.lower()}_"),):

            def call(run: Any, receiver: Any, *args: Any, **kwargs: Any) -> Any:
                if writes:
                    run.touch(receiver)
                    if kind is List:
                        receiver.size = None
                return function(run, receiver, *args, **kwargs)

            _METHODS[kind][name] = Native(name, call)
        return function

    return register


@_on(List)
def append(run: Any, items: List, item: Any) -> None:
    items.append(item)


@_on(List)
def extend(run: Any, items: List, more: Any) -> None:
    new = items_of(run, more)
    if new is None or len(items) + len(new) > 1_000_000:
        run.forget(items)
    else:
        items.extend(new)


@_on(List)
def insert(run: Any, items: List, position: Any, item: Any) -> None:
    if type(position) is int and not items.open:
        items.insert(position, item)
    else:
        run.forget(items)


@_on(List, "pop")
def list_pop(run: Any, items: List, position: int = -1) -> Any:
    if items.open or not is_concrete(position):
        run.forget(items)
        return Unknown("an item of a list that is not known")
    return items.pop(position)


@_on(List, "popleft")
def list_popleft(run: Any, items: List) -> Any:
    return list_pop(run, items, 0)


@_on(List, "appendleft")
def list_appendleft(run: Any, items: List, item: Any) -> None:
    items.insert(0, item)


@_on(List, "extendleft")
def list_extendleft(run: Any, items: List, more: Any) -> None:
    new = items_of(run, more)
    if new is None:
        run.forget(items)
    else:
        items[:0] = list(new)[::-1]


@_on(List, "remove")
def list_remove(run: Any, items: List, item: Any) -> None:
    position = list_index(run, items, item)
    if isinstance(position, int):
        del items[position]
    else:
        run.forget(items)


@_on(List, "clear")
def list_clear(run: Any, items: List) -> None:
    items.clear()
    items.open = False


@_on(List, "reverse")
def reverse(run: Any, items: List) -> None:
    items.reverse()


@_on(List, "sort")
def sort(run: Any, items: List, *, key: Any = None, reverse: Any = False) -> None:
    result = BUILTINS["sorted"].call(run, items, key=key, reverse=reverse)
    if result.open:
        run.forget(items)
    else:
        items[:] = result


@_on(List, "copy", writes=False)
def list_copy(run: Any, items: List) -> List:
    out = List(items)
    out.open = items.open
    return out


@_on(List, "index", writes=False)
def list_index(run: Any, items: List, item: Any, *bounds: Any) -> Any:
    if items.open or bounds:
        return Unknown("a position that is not known")
    for position, entry in enumerate(items):
        same = compare(run, "Eq", entry, item, None) if entry is not item else True
        if same is True:
            return position
        if same is not False:
            return Unknown("a position that is not known")
    raise ValueError


@_on(List, "count", writes=False)
def list_count(run: Any, items: List, item: Any) -> Any:
    return items.count(item) if is_concrete(items) and is_concrete(item) else Unknown()


@_on(Dict, "get", writes=False)
def dict_get(run: Any, table: Dict, key: Any, default: Any = None) -> Any:
    if type(key) is Opaque and may_choose(table):
        return choose(run, table, key, run.site, default)
    if not hashable(key):
        return Unknown("a key that is not known")
    if key in table:
        return table[key]
    return Unknown("a key that is not known") if table.open else default


@_on(Dict, "pop")
def dict_pop(run: Any, table: Dict, key: Any, *default: Any) -> Any:
    if not hashable(key):
        run.forget(table)
        return Unknown("a key that is not known")
    if key in table:
        return table.pop(key)
    if table.open:
        return Unknown("a key that is not known")
    if not default:
        raise KeyError
    return default[0]


@_on(Dict, "popitem")
def dict_popitem(run: Any, table: Dict) -> Any:
    if table.open:
        run.forget(table)
        return Unknown("an item of a dict that is not known")
    return table.popitem()


@_on(Dict, "move_to_end")
def dict_move_to_end(run: Any, table: Dict, key: Any, last: Any = True) -> None:
    if table.open or not hashable(key) or last not in (True, False):
        run.forget(table)
        return
    item = table.pop(key)
    rest = {} if last else dict(table)
    if not last:
        table.clear()
    table[key] = item
    table.update(rest)


@_on(Dict, "setdefault")
def setdefault(run: Any, table: Dict, key: Any, default: Any = None) -> Any:
    if not hashable(key) or (table.open and key not in table):
        run.forget(table)
        return Unknown("a key that is not known")
    return table.setdefault(key, default)


@_on(Dict, "update")
def dict_update(run: Any, table: Dict, *args: Any, **kwargs: Any) -> None:
    other = BUILTINS["dict"].call(run, *args, **kwargs)
    if other.open:
        run.forget(table)
    else:
        table.update(other)


@_on(Dict, "clear")
def dict_clear(run: Any, table: Dict) -> None:
    table.clear()
    table.open = False


@_on(Dict, "copy", writes=False)
def dict_copy(run: Any, table: Dict) -> Dict:
    out: Dict = BUILTINS["dict"].call(run, table)
    out.factory = table.factory
    return out


def _view(table: Dict, items: Any) -> Any:
    out = List(items)
    out.open = table.open
    return out


@_on(Dict, "keys", writes=False)
def keys(run: Any, table: Dict) -> Any:
    return _view(table, table.keys())


@_on(Dict, "values", writes=False)
def values(run: Any, table: Dict) -> Any:
    return _view(table, table.values())


@_on(Dict, "items", writes=False)
def items_(run: Any, table: Dict) -> Any:
    return _view(table, table.items())


@_on(Set, "add")
def set_add(run: Any, items: Set, item: Any) -> None:
    if hashable(item):
        items.add(item)
    else:
        run.forget(items)


@_on(Set, "discard")
def set_discard(run: Any, items: Set, item: Any) -> None:
    if not hashable(item):
        run.forget(items)
    else:
        items.discard(item)


@_on(Set, "remove")
def set_remove(run: Any, items: Set, item: Any) -> None:
    if hashable(item) and not items.open:
        items.remove(item)
    else:
        run.forget(items)


@_on(Set, "clear")
def set_clear(run: Any, items: Set) -> None:
    items.clear()
    items.open = False


@_on(Set, "pop")
def set_pop(run: Any, items: Set) -> Any:
    if len(items) > 1 or items.open:
        run.forget(items)
        return Unknown("an item of a set")
    return items.pop()


@_on(Set, "copy", writes=False)
def set_copy(run: Any, items: Set) -> Set:
    out = Set(items)
    out.open = items.open
    return out


def _changes(name: str) -> Any:
    def change(run: Any, items: Set, *args: Any) -> None:
        others = [unordered(run, arg) for arg in args]
        if items.open or None in others or not all(all(map(hashable, other)) for other in others):
            run.forget(items)
        else:
            getattr(items, name)(*others)

    return change


def _algebra(name: str) -> Any:
    def call(run: Any, items: Set, *args: Any) -> Any:
        result = _frozen(run, items, name, args) if not items.open else Unknown("a set that is not known")
        return Set(result) if isinstance(result, frozenset) else result

    return call


for _name in ("update", "intersection_update", "difference_update", "symmetric_difference_update"):
    _on(Set, _name)(_changes(_name))
for _name in ("union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint"):
    _on(Set, _name, writes=False)(_algebra(_name))


def _iterator(name: str, call: Any) -> None:
    _METHODS.setdefault(Iterator, {})[name] = Native(name, call)


_iterator("__next__", lambda run, iterator: BUILTINS["next"].call(run, iterator))
_iterator("__iter__", lambda run, iterator: iterator)
_iterator("close", lambda run, iterator: run.forget(iterator))
