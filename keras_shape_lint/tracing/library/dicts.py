"""Methods of dicts."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.tracing.concrete import hashable, may_be_in
from keras_shape_lint.tracing.library.builtin import BUILTINS
from keras_shape_lint.tracing.library.containers import on
from keras_shape_lint.tracing.operators import binary
from keras_shape_lint.tracing.sequences import unordered
from keras_shape_lint.tracing.subscripts import choose, may_choose
from keras_shape_lint.tracing.values import Dict, List, Opaque, Unknown


@on(Dict, "get", writes=False)
def dict_get(run: Any, table: Dict, key: Any, default: Any = None) -> Any:
    if type(key) is Opaque and may_choose(table):
        return choose(run, table, key, run.site, default)
    if not hashable(key):
        return Unknown("a key that is not known")
    if key in table:
        return table[key]
    return Unknown("a key that is not known") if table.open or may_be_in(table, key) else default


@on(Dict, "pop")
def dict_pop(run: Any, table: Dict, key: Any, *default: Any) -> Any:
    if not hashable(key):
        run.forget(table)
        return Unknown("a key that is not known")
    if key in table:
        return table.pop(key)
    if table.open or may_be_in(table, key):
        return Unknown("a key that is not known")
    if not default:
        raise KeyError
    return default[0]


@on(Dict, "popitem")
def dict_popitem(run: Any, table: Dict) -> Any:
    if table.open:
        run.forget(table)
        return Unknown("an item of a dict that is not known")
    return table.popitem()


@on(Dict, "move_to_end")
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


@on(Dict, "setdefault")
def setdefault(run: Any, table: Dict, key: Any, default: Any = None) -> Any:
    if not hashable(key) or (table.open and key not in table):
        run.forget(table)
        return Unknown("a key that is not known")
    return table.setdefault(key, default)


@on(Dict, "update")
def dict_update(run: Any, table: Dict, *args: Any, **kwargs: Any) -> None:
    if table.counts:
        add_counts(run, table, *args, **kwargs)
        return
    other = BUILTINS["dict"].call(run, *args, **kwargs)
    if other.open:
        run.forget(table)
    else:
        table.update(run.charge(other))


@on(Dict, "clear")
def dict_clear(run: Any, table: Dict) -> None:
    table.clear()
    table.open = False


@on(Dict, "copy", writes=False)
def dict_copy(run: Any, table: Dict) -> Dict:
    out: Dict = BUILTINS["dict"].call(run, table)
    out.factory, out.counts = table.factory, table.counts
    return out


def _view(table: Dict, items: Any) -> Any:
    out = List(items)
    out.open = table.open
    return out


@on(Dict, "keys", writes=False)
def keys(run: Any, table: Dict) -> Any:
    return _view(table, table.keys())


@on(Dict, "values", writes=False)
def values(run: Any, table: Dict) -> Any:
    return _view(table, table.values())


@on(Dict, "items", writes=False)
def items_(run: Any, table: Dict) -> Any:
    return _view(table, table.items())


def add_counts(run: Any, table: Dict, values: Any = (), **kwargs: Any) -> None:
    """What a Counter adds up: the items, or the numbers of a dict."""
    if isinstance(values, Dict):
        pairs = None if values.open else list(values.items())
    else:
        items = unordered(run, values)
        pairs = None if items is None else [(item, 1) for item in items]
    if pairs is None or not all(hashable(key) for key, _ in pairs):
        run.forget(table)
        return
    for key, count in (*pairs, *kwargs.items()):
        table[key] = binary(run, "Add", table.get(key, 0), count, run.site)


@on(Dict, "most_common", writes=False)
def most_common(run: Any, table: Dict, count: Any = None) -> Any:
    known = table.counts and not table.open and all(type(number) is int for number in table.values())
    if not known or not (count is None or type(count) is int):
        return Unknown("the most common items")
    return List(sorted(table.items(), key=lambda pair: pair[1], reverse=True)[:count])
