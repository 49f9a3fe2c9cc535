"""Methods of sets."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.tracing.concrete import hashable
from keras_shape_lint.tracing.library.containers import on
from keras_shape_lint.tracing.sequences import unordered
from keras_shape_lint.tracing.values import Set, Unknown


@on(Set, "add")
def set_add(run: Any, items: Set, item: Any) -> None:
    if hashable(item):
        items.add(item)
    else:
        run.forget(items)


@on(Set, "discard")
def set_discard(run: Any, items: Set, item: Any) -> None:
    if not hashable(item):
        run.forget(items)
    else:
        items.discard(item)


@on(Set, "remove")
def set_remove(run: Any, items: Set, item: Any) -> None:
    if hashable(item) and not items.open:
        items.remove(item)
    else:
        run.forget(items)


@on(Set, "clear")
def set_clear(run: Any, items: Set) -> None:
    items.clear()
    items.open = False


@on(Set, "pop")
def set_pop(run: Any, items: Set) -> Any:
    if len(items) > 1 or items.open:
        run.forget(items)
        return Unknown("an item of a set")
    return items.pop()


@on(Set, "copy", writes=False)
def set_copy(run: Any, items: Set) -> Set:
    out = Set(items)
    out.open = items.open
    return out


def frozen(run: Any, receiver: Any, name: str, args: tuple[Any, ...]) -> Any:
    """What a method of a frozenset gives."""
    others = [unordered(run, arg) for arg in args]
    if None in others or not all(all(map(hashable, other)) for other in others):
        return Unknown("a set that is not known")
    result = getattr(set(receiver), name)(*others)
    return frozenset(result) if isinstance(result, set) else result


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
        result = frozen(run, items, name, args) if not items.open else Unknown("a set that is not known")
        return Set(result) if isinstance(result, frozenset) else result

    return call


for _name in ("update", "intersection_update", "difference_update", "symmetric_difference_update"):
    on(Set, _name)(_changes(_name))
for _name in ("union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint"):
    on(Set, _name, writes=False)(_algebra(_name))
