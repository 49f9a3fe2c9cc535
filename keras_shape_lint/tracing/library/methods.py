"""Methods of lists, dicts, sets, texts and properties."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from keras_shape_lint.tracing.library.builtin import BUILTINS
from keras_shape_lint.tracing.sequences import iterate
from keras_shape_lint.tracing.values import Bound, Dict, List, Native, Property, Set, Unknown, is_concrete

F = TypeVar("F", bound=Callable[..., Any])
_METHODS: dict[type, dict[str, Native]] = {List: {}, Dict: {}, Set: {}}
_TEXT = frozenset(
    name for name in dir(str) if not name.startswith("_") and name not in ("encode", "maketrans", "translate")
)
_TUPLE = frozenset(("count", "index"))


def method(value: Any, name: str) -> Any:
    """The bound method of a built-in value."""
    kind = type(value)
    table = _METHODS.get(kind)
    if table is not None:
        found = table.get(name)
        return Bound(found, value) if found is not None else Unknown(f"method {name}")
    if (kind is str and name in _TEXT) or (kind is tuple and name in _TUPLE):
        return Bound(Native(name, lambda run, receiver, *args, **kwargs: _plain(receiver, name, args, kwargs)), value)
    if kind is Property and name in ("setter", "getter", "deleter"):
        return Native(name, lambda run, function: _property(value, name, function))
    if kind in (int, float, bool) and name in ("real", "numerator"):
        return value
    if kind in (int, float) and name in ("item", "bit_length", "is_integer"):
        return Native(name, lambda run: value if name == "item" else getattr(value, name)())
    if kind is slice:
        return getattr(value, name, Unknown())
    if isinstance(value, Native) and value is BUILTINS["dict"] and name == "fromkeys":
        return Native(name, lambda run, keys, item=None: Dict(dict.fromkeys(iterate(keys), item)))
    return Unknown(f"attribute {name}")


def _property(value: Property, name: str, function: Any) -> Property:
    return Property(value.getter, function) if name == "setter" else Property(function, value.setter)


def _plain(receiver: Any, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    if name == "join":
        items = iterate(args[0])
        args = (items,)
        if items is None or not all(isinstance(item, str) for item in items):
            return Unknown("text")
    elif not (all(map(is_concrete, args)) and all(map(is_concrete, kwargs.values()))):
        return Unknown("text")
    result = getattr(receiver, name)(*args, **kwargs)
    return List(result) if type(result) is list else result


def _on(kind: type, *names: str, writes: bool = True) -> Callable[[F], F]:
    def register(function: F) -> F:
        for name in names or (function.__name__.rstrip("_").removeprefix(f"{kind.__name__.lower()}_"),):

            def call(run: Any, receiver: Any, *args: Any, **kwargs: Any) -> Any:
                if writes:
                    run.touch(receiver)
                return function(run, receiver, *args, **kwargs)

            _METHODS[kind][name] = Native(name, call)
        return function

    return register


@_on(List)
def append(run: Any, items: List, item: Any) -> None:
    items.append(item)


@_on(List)
def extend(run: Any, items: List, more: Any) -> None:
    new = iterate(more)
    if new is None:
        run.forget(items)
    else:
        items.extend(new)


@_on(List)
def insert(run: Any, items: List, position: Any, item: Any) -> None:
    if is_concrete(position):
        items.insert(position, item)
    else:
        run.forget(items)


@_on(List, "pop", "popleft")
def list_pop(run: Any, items: List, position: int = -1) -> Any:
    if items.open or not is_concrete(position):
        run.forget(items)
        return Unknown("an item of a list that is not known")
    return items.pop(position)


@_on(List, "remove")
def list_remove(run: Any, items: List, item: Any) -> None:
    for position, entry in enumerate(items):
        if entry is item or (is_concrete(entry) and is_concrete(item) and entry == item):
            del items[position]
            return
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
def list_index(run: Any, items: List, item: Any) -> Any:
    for position, entry in enumerate(items):
        if entry is item or (is_concrete(entry) and is_concrete(item) and entry == item):
            return position
    return Unknown("a position that is not known")


@_on(List, "count", writes=False)
def list_count(run: Any, items: List, item: Any) -> Any:
    return items.count(item) if is_concrete(items) and is_concrete(item) else Unknown()


@_on(Dict, "get", writes=False)
def dict_get(run: Any, table: Dict, key: Any, default: Any = None) -> Any:
    if not is_concrete(key):
        return Unknown("a key that is not known")
    if key in table:
        return table[key]
    return Unknown("a key that is not known") if table.open else default


@_on(Dict, "pop")
def dict_pop(run: Any, table: Dict, key: Any, *default: Any) -> Any:
    if not is_concrete(key):
        run.forget(table)
        return Unknown("a key that is not known")
    if key in table:
        return table.pop(key)
    return default[0] if default and not table.open else Unknown("a key that is not known")


@_on(Dict, "setdefault")
def setdefault(run: Any, table: Dict, key: Any, default: Any = None) -> Any:
    if not is_concrete(key) or (table.open and key not in table):
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
    return BUILTINS["dict"].call(run, table)  # type: ignore[no-any-return]


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
    if is_concrete(item):
        items.add(item)
    else:
        run.forget(items)


@_on(Set, "update", "discard", "remove", "clear", "pop")
def set_change(run: Any, items: Set, *args: Any) -> Any:
    run.forget(items)
    return Unknown("a set that is not followed")


@_on(Set, "union", "intersection", "difference", writes=False)
def set_algebra(run: Any, items: Set, *others: Any) -> Any:
    out = Set()
    out.open = True
    return out
