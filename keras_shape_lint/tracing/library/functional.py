"""`functools`, `itertools` and `copy`."""

from __future__ import annotations

import itertools
from collections.abc import Generator
from typing import Any

from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.library import provides
from keras_shape_lint.tracing.library.iteration import kept, steps
from keras_shape_lint.tracing.operators import binary
from keras_shape_lint.tracing.sequences import cursor, items_of
from keras_shape_lint.tracing.truth import known_truth
from keras_shape_lint.tracing.values import (
    Dict,
    Function,
    Instance,
    Iterator,
    List,
    Lost,
    Native,
    Property,
    Set,
    Unknown,
)  # fmt: skip


@provides("functools.partial")
def partial(run: Any, function: Any, *args: Any, **kwargs: Any) -> Any:
    return Native(
        "partial", lambda run, *more, **other: invoke(run, function, [*args, *more], {**kwargs, **other}, run.site)
    )


@provides("functools.reduce")
def reduce(run: Any, function: Any, values: Any, *initial: Any) -> Any:
    items = items_of(run, values)
    if items is None or not (items or initial):
        return Unknown("a reduction of something unknown")
    todo = [*initial, *items]
    result = todo[0]
    for item in todo[1:]:
        result = invoke(run, function, [result, item], {}, run.site)
    return result


@provides("functools.wraps")
def wraps(run: Any, *args: Any, **kwargs: Any) -> Any:
    return Native("wraps", lambda run, function: function)


@provides("functools.lru_cache", "functools.cache")
def cached(run: Any, function: Any = None, **kwargs: Any) -> Any:
    return function if isinstance(function, Function) else Native("cache", lambda run, function: function)


@provides("functools.cached_property")
def cached_property(run: Any, function: Any) -> Any:
    return Property(function)


@provides("itertools.chain")
def chain(run: Any, *iterables: Any) -> Any:
    return Iterator(_chained(run, iterables))


@provides("itertools.chain.from_iterable")
def chain_from(run: Any, iterables: Any) -> Any:
    parts = cursor(run, iterables)
    return Iterator(_chained(run, steps(run, parts))) if parts is not None else Unknown("a chain")


def _chained(run: Any, iterables: Any) -> Generator[Any, None, None]:
    for iterable in iterables:
        part = cursor(run, iterable)
        if part is None:
            raise Lost
        yield from steps(run, part)


@provides("itertools.count")
def count(run: Any, start: Any = 0, step: Any = 1) -> Any:
    known = isinstance(start, (int, float)) and isinstance(step, (int, float))
    return Iterator(itertools.count(start, step)) if known else Unknown("numbers")


@provides("itertools.cycle")
def cycle(run: Any, values: Any) -> Any:
    items = items_of(run, values) if not isinstance(values, Iterator) else None
    return Iterator(itertools.cycle(list(items))) if items is not None else Unknown("an endless iterator")


@provides("itertools.repeat")
def repeat(run: Any, value: Any, *times: Any) -> Any:
    return Iterator(itertools.repeat(value, *times))


@provides("itertools.islice")
def islice(run: Any, values: Any, *bounds: Any) -> Any:
    items = cursor(run, values)
    if items is None or not all(bound is None or type(bound) is int for bound in bounds):
        return Unknown("an iterator")
    return Iterator(itertools.islice(steps(run, items), *bounds))


@provides("itertools.takewhile")
def takewhile(run: Any, function: Any, values: Any) -> Any:
    items = cursor(run, values)
    return Iterator(_taken(run, function, items, run.site)) if items is not None else Unknown("an iterator")


def _taken(run: Any, function: Any, items: Iterator, site: Any) -> Generator[Any, None, None]:
    for item in steps(run, items):
        truth = known_truth(run, invoke(run, function, [item], {}, site))
        if truth is None:
            raise Lost
        if not truth:
            return
        yield item


@provides("itertools.filterfalse")
def filterfalse(run: Any, function: Any, values: Any) -> Any:
    items = cursor(run, values)
    if items is None:
        return Unknown("an iterator")
    return Iterator(kept(run, function, items, False, run.site))


@provides("itertools.starmap")
def starmap(run: Any, function: Any, values: Any) -> Any:
    items = cursor(run, values)
    if items is None:
        return Unknown("an iterator")
    return Iterator(_starred(run, function, items, run.site))


def _starred(run: Any, function: Any, items: Iterator, site: Any) -> Generator[Any, None, None]:
    for item in steps(run, items):
        args = items_of(run, item)
        if args is None:
            raise Lost
        yield invoke(run, function, list(args), {}, site)


@provides("itertools.product")
def product(run: Any, *iterables: Any, repeat: Any = 1) -> Any:
    parts = [items_of(run, iterable) for iterable in iterables]
    known = None not in parts and type(repeat) is int and len(parts) * repeat < 1000
    return Iterator(itertools.product(*parts, repeat=repeat)) if known else Unknown("a product")


def _over(function: Any) -> Any:
    def call(run: Any, values: Any, *args: Any) -> Any:
        items = items_of(run, values)
        return Unknown("an iterator") if items is None else Iterator(function(list(items), *args))

    return call


for _name in ("combinations", "permutations", "combinations_with_replacement"):
    provides(f"itertools.{_name}")(_over(getattr(itertools, _name)))


@provides("itertools.pairwise")
def pairwise(run: Any, values: Any) -> Any:
    items = items_of(run, values)
    return Unknown("an iterator") if items is None else Iterator(list(zip(items, list(items)[1:])))


@provides("itertools.accumulate")
def accumulate(run: Any, values: Any, function: Any = None, *, initial: Any = None) -> Any:
    items = cursor(run, values)
    if items is None:
        return Unknown("sums of something unknown")
    return Iterator(_sums(run, items, function, initial, run.site))


def _sums(run: Any, items: Iterator, function: Any, total: Any, site: Any) -> Generator[Any, None, None]:
    started = total is not None
    if started:
        yield total
    for item in steps(run, items):
        if not started:
            total = item
        elif function is None:
            total = binary(run, "Add", total, item, site)
        else:
            total = invoke(run, function, [total, item], {}, site)
        started = True
        yield total


@provides("itertools.zip_longest")
def zip_longest(run: Any, *iterables: Any, fillvalue: Any = None) -> Any:
    parts = [items_of(run, iterable) for iterable in iterables]
    return Unknown() if None in parts else Iterator(list(itertools.zip_longest(*parts, fillvalue=fillvalue)))


@provides("itertools.tee")
def tee(run: Any, values: Any, n: Any = 2) -> Any:
    items = items_of(run, values)
    return tuple(Iterator(list(items)) for _ in range(n)) if items is not None else Unknown("iterators")


@provides("copy.copy")
def copy(run: Any, value: Any) -> Any:
    return _copy(value, None)


@provides("copy.deepcopy")
def copied(run: Any, value: Any) -> Any:
    """What is one object inside the original is one object inside the copy."""
    return _copy(value, {})


def _copy(value: Any, known: dict[int, Any] | None) -> Any:
    """A deep one with `known`, which holds what has been copied."""
    if known is not None and id(value) in known:
        return known[id(value)]
    if isinstance(value, (int, float, str, bytes, type(None), range, frozenset, Function, Native)):
        return value
    if isinstance(value, tuple):
        return value if known is None else tuple(_copy(item, known) for item in value)
    if isinstance(value, (List, Dict, Set)):
        new: Any = type(value)()
        new.open = value.open
    elif isinstance(value, Instance) and value.layer is None and value.cls.external is None:
        if value.cls.lookup("__copy__" if known is None else "__deepcopy__") or value.cls.kind == "enum":
            return value if value.cls.kind == "enum" else Unknown("a copy")
        new = Instance(value.cls)
        new.open = value.open
    else:
        return Unknown("a copy")
    if known is not None:
        known[id(value)] = new
    if isinstance(new, Instance):
        new.attributes.update({name: _part(item, known) for name, item in value.attributes.items()})
    elif isinstance(new, Dict):
        new.factory = value.factory
        new.update({key: _part(item, known) for key, item in value.items()})
    elif isinstance(new, List):
        new.extend(_part(item, known) for item in value)
    else:
        new.update(value)
    return new


def _part(value: Any, known: dict[int, Any] | None) -> Any:
    return value if known is None else _copy(value, known)
