"""Methods of lists and deques."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.tracing.comparisons import compare
from keras_shape_lint.tracing.concrete import is_concrete
from keras_shape_lint.tracing.library.builtin import BUILTINS
from keras_shape_lint.tracing.library.containers import on
from keras_shape_lint.tracing.sequences import items_of
from keras_shape_lint.tracing.values import List, Unknown


@on(List)
def append(run: Any, items: List, item: Any) -> None:
    items.append(item)


@on(List)
def extend(run: Any, items: List, more: Any) -> None:
    new = items_of(run, more)
    if new is None or len(items) + len(new) > 1_000_000:
        run.forget(items)
    else:
        items.extend(new)


@on(List)
def insert(run: Any, items: List, position: Any, item: Any) -> None:
    if type(position) is int and not items.open:
        items.insert(position, item)
    else:
        run.forget(items)


@on(List, "pop")
def list_pop(run: Any, items: List, position: int = -1) -> Any:
    if items.open or not is_concrete(position):
        run.forget(items)
        return Unknown("an item of a list that is not known")
    return items.pop(position)


@on(List, "popleft")
def list_popleft(run: Any, items: List) -> Any:
    return list_pop(run, items, 0)


@on(List, "appendleft")
def list_appendleft(run: Any, items: List, item: Any) -> None:
    items.insert(0, item)


@on(List, "extendleft")
def list_extendleft(run: Any, items: List, more: Any) -> None:
    new = items_of(run, more)
    if new is None:
        run.forget(items)
    else:
        items[:0] = list(new)[::-1]


@on(List, "rotate")
def list_rotate(run: Any, items: List, steps: Any = 1) -> None:
    if items.open or type(steps) is not int:
        run.forget(items)
    elif items:
        start = -steps % len(items)
        items[:] = items[start:] + items[:start]


@on(List, "remove")
def list_remove(run: Any, items: List, item: Any) -> None:
    position = list_index(run, items, item)
    if isinstance(position, int):
        del items[position]
    else:
        run.forget(items)


@on(List, "clear")
def list_clear(run: Any, items: List) -> None:
    items.clear()
    items.open = False


@on(List, "reverse")
def reverse(run: Any, items: List) -> None:
    items.reverse()


@on(List, "sort")
def sort(run: Any, items: List, *, key: Any = None, reverse: Any = False) -> None:
    result = BUILTINS["sorted"].call(run, items, key=key, reverse=reverse)
    if result.open:
        run.forget(items)
    else:
        items[:] = result


@on(List, "copy", writes=False)
def list_copy(run: Any, items: List) -> List:
    out = List(items)
    out.open = items.open
    return out


@on(List, "index", writes=False)
def list_index(run: Any, items: List, item: Any, *bounds: Any) -> Any:
    if items.open or bounds:
        return Unknown("a position that is not known")
    for position, entry in enumerate(items):
        same = compare(run, "Eq", entry, item, run.site) if entry is not item else True
        if same is True:
            return position
        if same is not False:
            return Unknown("a position that is not known")
    raise ValueError


@on(List, "count", writes=False)
def list_count(run: Any, items: List, item: Any) -> Any:
    return items.count(item) if is_concrete(items) and is_concrete(item) else Unknown()
