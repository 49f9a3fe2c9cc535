"""`itertools`."""

from __future__ import annotations

import itertools
from collections.abc import Generator
from typing import Any

from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.concrete import is_concrete
from keras_shape_lint.tracing.iterators import Iterator, Lost
from keras_shape_lint.tracing.library import provides
from keras_shape_lint.tracing.library.iteration import kept, steps
from keras_shape_lint.tracing.operators import binary
from keras_shape_lint.tracing.sequences import cursor, items_of
from keras_shape_lint.tracing.truth import known_truth
from keras_shape_lint.tracing.values import Unknown


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


@provides("itertools.dropwhile")
def dropwhile(run: Any, function: Any, values: Any) -> Any:
    items = cursor(run, values)
    return Iterator(_left(run, function, items, run.site)) if items is not None else Unknown("an iterator")


def _left(run: Any, function: Any, items: Iterator, site: Any) -> Generator[Any, None, None]:
    dropping: Any = True
    for item in steps(run, items):
        dropping = dropping and known_truth(run, invoke(run, function, [item], {}, site))
        if dropping is None:
            raise Lost
        if not dropping:
            yield item


@provides("itertools.compress")
def compress(run: Any, values: Any, selectors: Any) -> Any:
    items, chosen = items_of(run, values), items_of(run, selectors)
    truths = [known_truth(run, each) for each in chosen or ()]
    known = items is not None and chosen is not None and None not in truths
    return Iterator(itertools.compress(items, truths)) if known else Unknown("an iterator")


@provides("itertools.groupby")
def groupby(run: Any, values: Any, key: Any = None) -> Any:
    items = items_of(run, values)
    keys = [item if key is None else invoke(run, key, [item], {}, run.site) for item in items or ()]
    if items is None or not all(map(is_concrete, keys)):
        return Unknown("groups")
    groups = itertools.groupby(zip(keys, items), lambda pair: pair[0])
    return Iterator([(found, Iterator([item for _, item in pairs])) for found, pairs in groups])


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
