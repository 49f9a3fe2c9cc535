"""Built-in functions over items: `range`, `zip`, `map`, `sorted`, `sum`, `max`, `next` and their like."""

from __future__ import annotations

import itertools
from collections.abc import Generator
from typing import Any

from keras_shape_lint.shapes.symbols import Symbol, counter, largest, smallest, symbol
from keras_shape_lint.tracing.arrays.array import Dataset
from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.concrete import is_concrete
from keras_shape_lint.tracing.exceptions import ended, fail
from keras_shape_lint.tracing.iterators import END, Iterator, Lost
from keras_shape_lint.tracing.library.builtin import builtin
from keras_shape_lint.tracing.operators import binary
from keras_shape_lint.tracing.ordering import in_order
from keras_shape_lint.tracing.protocols import step
from keras_shape_lint.tracing.sequences import cursor, items_of, members, unordered
from keras_shape_lint.tracing.truth import known_truth
from keras_shape_lint.tracing.values import Bound, Class, Dict, Function, Instance, List, Opaque, Set, Unknown, opened

_MISSING: Any = object()


@builtin
def range_(run: Any, *args: Any) -> Any:
    if any(isinstance(arg, (Unknown, Opaque, Symbol)) for arg in args):
        return Span(*args)
    return range(*args)


class Span(Unknown):
    """A range whose bounds are not known: its items are integers all the same."""

    __slots__ = ("last", "length", "start")

    def __init__(self, *bounds: Any) -> None:
        super().__init__("items that are not known")
        self.start = bounds[0] if len(bounds) > 1 and isinstance(bounds[0], int) else 0 if len(bounds) == 1 else None
        stop = bounds[0] if len(bounds) == 1 else bounds[1]
        rising = len(bounds) < 3 or (isinstance(bounds[2], int) and bounds[2] > 0)
        stop = stop.value if isinstance(stop, Opaque) else stop
        self.last = stop - 1 if rising and isinstance(stop, (int, Symbol)) else None
        self.start = self.start if rising else None
        self.length = bounds[0] if len(bounds) == 1 and isinstance(bounds[0], Symbol) else None

    def sample(self) -> Any:
        return counter("i", self.start, self.last)


@builtin
def len_(run: Any, value: Any) -> Any:
    if isinstance(value, Opaque):
        return value.part("len", None, f"len({value.name})")
    if isinstance(value, List) and value.open:
        if value.size is None:
            run.touch(value)
            value.size = symbol("length", 0)
        return value.size if isinstance(value.size, (int, Symbol)) else Unknown("a length that is not known")
    if isinstance(value, (Dict, Set)) and value.open:
        return Unknown("a length that is not known")
    if isinstance(value, (str, bytes, tuple, range, List, Dict, Set, frozenset)):
        return len(value)
    if isinstance(value, Instance) and value.plain() is not value:
        return len_(run, value.plain())
    if isinstance(value, Instance):
        method = value.cls.lookup("__len__")
        if method is not None:
            return invoke(run, method, [value], {}, run.site)
        if value.cls.kind == "namedtuple":
            return len(value.cls.fields)
    if isinstance(value, Class) and value.kind == "enum":
        return len(members(value))
    if isinstance(length := getattr(value, "length", None), (int, Symbol)):
        return length
    return Unknown("a length that is not known")


def steps(run: Any, iterator: Iterator) -> Generator[Any, None, None]:
    """Its items one by one, each paid for. Raises Lost."""
    while (item := iterator.step()) is not END:
        run.spend(1)
        yield item


def together(run: Any, iterables: tuple[Any, ...]) -> list[Iterator] | None:
    cursors = [cursor(run, iterable) for iterable in iterables]
    return None if None in cursors else cursors  # type: ignore[return-value]


class Numbered(Unknown):
    """`enumerate` of what is not followed item by item."""

    __slots__ = ("items",)

    def __init__(self, items: Any) -> None:
        super().__init__("items that are not known")
        self.items = items

    def sample(self) -> Any:
        return Unknown("the number of an item"), self.items.sample()


@builtin
def enumerate_(run: Any, iterable: Any, start: int = 0) -> Any:
    items = cursor(run, iterable)
    if items is None and hasattr(iterable, "sample"):
        return Numbered(iterable)
    if items is None or not isinstance(start, int):
        return Unknown("items that are not known")
    return Iterator(enumerate(steps(run, items), start))


@builtin
def zip_(run: Any, *iterables: Any, strict: Any = False) -> Any:
    cursors = together(run, iterables)
    return Unknown("items that are not known") if cursors is None else Iterator(rows(run, cursors))


def rows(run: Any, cursors: list[Iterator]) -> Generator[tuple[Any, ...], None, None]:
    """One item of each in turn, until one ends; an iterator given twice is asked twice."""
    while cursors:
        row = []
        for iterator in cursors:
            run.spend(1)
            item = iterator.step()
            if item is END:
                return
            row.append(item)
        yield tuple(row)


@builtin
def map_(run: Any, function: Any, *iterables: Any) -> Any:
    cursors = together(run, iterables)
    if cursors is None:
        return Unknown("items that are not known")
    site = run.site
    return Iterator(invoke(run, function, list(row), {}, site) for row in rows(run, cursors))


@builtin
def filter_(run: Any, function: Any, values: Any) -> Any:
    items = cursor(run, values)
    if items is None:
        return Unknown("items that are not known")
    return Iterator(kept(run, function, items, True, run.site))


def kept(run: Any, function: Any, items: Iterator, wanted: bool, site: Any) -> Generator[Any, None, None]:
    for item in steps(run, items):
        truth = known_truth(run, item if function is None else invoke(run, function, [item], {}, site))
        if truth is None:
            raise Lost
        if truth is wanted:
            yield item


@builtin
def reversed_(run: Any, values: Any) -> Any:
    if isinstance(values, Instance) and isinstance(own := values.cls.lookup("__reversed__"), Function):
        return iter_(run, invoke(run, own, [values], {}, run.site))
    items = items_of(run, values) if not isinstance(values, Iterator) else None
    return Unknown("items that are not known") if items is None else Iterator(list(items)[::-1])


@builtin
def sorted_(run: Any, values: Any, *, key: Any = None, reverse: Any = False) -> Any:
    """Of a set only where no two keys are equal: their order is the set's."""
    items = unordered(run, values)
    descending = known_truth(run, reverse)
    if items is None or descending is None:
        return opened(List())
    keys = [item if key is None else invoke(run, key, [item], {}, run.site) for item in items]
    order = in_order(run, keys, descending)
    if order is None:
        return List(Unknown("an item of a list that cannot be sorted") for _ in keys)
    if isinstance(values, (Set, frozenset)) and any(keys[a] == keys[b] for a, b in itertools.pairwise(order)):
        return List(Unknown("an item of a set") for _ in keys)
    return List([items[i] for i in order])


@builtin
def sum_(run: Any, values: Any, start: Any = 0) -> Any:
    if isinstance(values, range) and isinstance(start, int):
        return start + (values[0] + values[-1]) * len(values) // 2 if values else start
    items = unordered(run, values)
    if items is None or (isinstance(values, (Set, frozenset)) and any(isinstance(item, float) for item in items)):
        return Unknown("a sum of something unknown")
    for item in items:
        start = binary(run, "Add", start, item, run.site)
    return start


def _extreme(run: Any, pick: Any, symbolic: Any, args: tuple[Any, ...], key: Any, default: Any) -> Any:
    if len(args) == 1 and isinstance(args[0], range) and args[0] and key is None:
        return pick(args[0][0], args[0][-1])
    items = unordered(run, args[0]) if len(args) == 1 else args
    if items is None:
        return Unknown("an extreme of something unknown")
    items = list(items)
    if not items:
        return fail(run, "ValueError", "an extreme of nothing") if default is _MISSING else default
    keys = items if key is None else [invoke(run, key, [item], {}, run.site) for item in items]
    if all(map(is_concrete, keys)):
        found = items[pick(range(len(keys)), key=keys.__getitem__)]
        alike = len(args) == 1 and isinstance(args[0], (Set, frozenset)) and key is not None
        return found if not alike or len(items) == 1 else Unknown("an item of a set")
    if all(isinstance(each, Instance) and each.plain() is each for each in keys):
        order = in_order(run, keys, pick is max)
        return items[order[0]] if order is not None else Unknown("an extreme of something unknown")
    if key is not None:
        return Unknown("an extreme of something unknown")
    items = [item.integer() if isinstance(item, Opaque) else item for item in items]
    if all(isinstance(item, (int, Symbol)) for item in items):
        return symbolic(items)
    return Unknown("an extreme of something unknown")


@builtin
def min_(run: Any, *args: Any, key: Any = None, default: Any = _MISSING) -> Any:
    return _extreme(run, min, smallest, args, key, default)


@builtin
def max_(run: Any, *args: Any, key: Any = None, default: Any = _MISSING) -> Any:
    return _extreme(run, max, largest, args, key, default)


def _all(run: Any, values: Any, stops_at: bool) -> Any:
    """Asks no further than Python does."""
    items = cursor(run, unordered(run, values) if isinstance(values, (Set, frozenset)) else values)
    if items is None:
        return Unknown("items that are not known")
    unsure = False
    try:
        for item in steps(run, items):
            truth = known_truth(run, item)
            if truth is stops_at:
                if unsure and isinstance(values, Iterator):
                    run.forget(values)
                return stops_at
            unsure = unsure or truth is None
    except Lost:
        return Unknown("items that are not known")
    return Unknown("a test that is not decided") if unsure else not stops_at


@builtin
def any_(run: Any, values: Any) -> Any:
    return _all(run, values, True)


@builtin
def all_(run: Any, values: Any) -> Any:
    return _all(run, values, False)


@builtin
def iter_(run: Any, values: Any, *sentinel: Any) -> Any:
    if isinstance(values, Instance) and isinstance(method := values.cls.lookup("__iter__"), Function):
        return invoke(run, method, [values], {}, run.site)
    if isinstance(values, Dataset):
        return values
    items = cursor(run, values) if not sentinel else None
    return Unknown("items that are not known") if items is None else items


@builtin
def next_(run: Any, iterator: Any, *default: Any) -> Any:
    if isinstance(iterator, Instance) and isinstance(method := iterator.cls.lookup("__next__"), Function):
        return _next_of_object(run, Bound(method, iterator), default)
    if isinstance(iterator, Dataset):
        return iterator.sample()
    if not isinstance(iterator, Iterator):
        return Unknown("the next of something unknown")
    run.touch(iterator)
    try:
        item = iterator.step()
    except Lost:
        return Unknown("the next of something unknown")
    if item is END:
        return default[0] if default else ended(run, iterator)
    return item


def _next_of_object(run: Any, method: Bound, default: tuple[Any, ...]) -> Any:
    if not default:
        return invoke(run, method, [], {}, run.site)
    try:
        item = step(run, method)
    except Lost:
        return Unknown("the next of an object")
    return default[0] if item is END else item
