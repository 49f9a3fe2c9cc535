"""Built-in functions over items: `range`, `zip`, `map`, `sorted`, `sum`, `max`, `next` and their like."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.shapes.symbols import Symbol, largest, smallest
from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.library.builtin import bounded, builtin, here
from keras_shape_lint.tracing.operators import binary
from keras_shape_lint.tracing.sequences import Iterator, iterate
from keras_shape_lint.tracing.truth import known_truth
from keras_shape_lint.tracing.values import Dict, Instance, List, Opaque, Set, Unknown, is_concrete, opened


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
        return invoke(run, method, [value], {}, here(run))
    return Unknown("a length that is not known")


@builtin
def enumerate_(run: Any, values: Any, start: int = 0) -> Any:
    items = iterate(values)
    return Unknown("items that are not known") if items is None else Iterator(list(enumerate(bounded(items), start)))


@builtin
def zip_(run: Any, *iterables: Any, strict: bool = False) -> Any:
    parts = [iterate(iterable) for iterable in iterables]
    return Unknown("items that are not known") if None in parts else Iterator(list(zip(*parts)))


@builtin
def map_(run: Any, function: Any, *iterables: Any) -> Any:
    parts = [iterate(iterable) for iterable in iterables]
    if None in parts:
        return Unknown("items that are not known")
    return Iterator([invoke(run, function, list(items), {}, here(run)) for items in zip(*map(bounded, parts))])


@builtin
def filter_(run: Any, function: Any, values: Any) -> Any:
    items = iterate(values)
    if items is None:
        return Unknown("items that are not known")
    kept = []
    for item in items:
        truth = known_truth(run, item if function is None else invoke(run, function, [item], {}, here(run)))
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
        return opened(List())
    keys = [item if key is None else invoke(run, key, [item], {}, here(run)) for item in items]
    if not all(map(is_concrete, keys)):
        return opened(List())
    order = sorted(range(len(keys)), key=keys.__getitem__, reverse=bool(reverse))
    return List([items[i] for i in order])


@builtin
def sum_(run: Any, values: Any, start: Any = 0) -> Any:
    items = iterate(values)
    if items is None:
        return Unknown("a sum of something unknown")
    for item in items:
        start = binary(run, "Add", start, item, here(run))
    return start


def _extreme(run: Any, pick: Any, symbolic: Any, args: tuple[Any, ...], key: Any, default: Any) -> Any:
    items = iterate(args[0]) if len(args) == 1 else args
    if items is None:
        return Unknown("an extreme of something unknown")
    items = list(items)
    if not items:
        return default
    if key is not None:
        keys = [invoke(run, key, [item], {}, here(run)) for item in items]
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
def iter_(run: Any, values: Any) -> Any:
    if isinstance(values, Iterator):
        return values
    items = iterate(values)
    return Unknown("items that are not known") if items is None else Iterator(list(bounded(items)))


@builtin
def next_(run: Any, iterator: Any, *default: Any) -> Any:
    if not isinstance(iterator, Iterator):
        return Unknown("the next of something unknown")
    run.touch(iterator)
    if iterator.position >= len(iterator.items):
        return default[0] if default else Unknown("the end of an iterator")
    iterator.position += 1
    return iterator.items[iterator.position - 1]
