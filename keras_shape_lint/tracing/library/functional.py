"""`functools`, `itertools` and `copy`."""

from __future__ import annotations

import itertools
from typing import Any

from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.library import provides
from keras_shape_lint.tracing.operators import binary
from keras_shape_lint.tracing.sequences import Iterator, iterate
from keras_shape_lint.tracing.values import Dict, Instance, List, Native, Set, Unknown

LONGEST = 100_000
"""Most items that an iterator of the library is worked out to."""


def _site(run: Any) -> Any:
    return run.stack[-1] if run.stack else None


def _taken(items: Any) -> Any:
    taken = list(itertools.islice(items, LONGEST + 1))
    return Iterator(taken) if len(taken) <= LONGEST else Unknown("too many items")


@provides("functools.partial")
def partial(run: Any, function: Any, *args: Any, **kwargs: Any) -> Any:
    return Native(
        "partial", lambda run, *more, **other: invoke(run, function, [*args, *more], {**kwargs, **other}, _site(run))
    )


@provides("functools.reduce")
def reduce(run: Any, function: Any, values: Any, *initial: Any) -> Any:
    items = iterate(values)
    if items is None or not (items or initial):
        return Unknown("a reduction of something unknown")
    todo = [*initial, *items]
    result = todo[0]
    for item in todo[1:]:
        result = invoke(run, function, [result, item], {}, _site(run))
    return result


@provides("functools.wraps")
def wraps(run: Any, *args: Any, **kwargs: Any) -> Any:
    return Native("wraps", lambda run, function: function)


@provides("functools.lru_cache", "functools.cache")
def cached(run: Any, function: Any = None, **kwargs: Any) -> Any:
    from keras_shape_lint.tracing.values import Function

    return function if isinstance(function, Function) else Native("cache", lambda run, function: function)


@provides("itertools.chain")
def chain(run: Any, *iterables: Any) -> Any:
    parts = [iterate(iterable) for iterable in iterables]
    return Unknown("a chain") if None in parts else _taken(itertools.chain(*parts))


@provides("itertools.chain.from_iterable")
def chain_from(run: Any, iterables: Any) -> Any:
    parts = iterate(iterables)
    return chain(run, *parts) if parts is not None else Unknown("a chain")


@provides("itertools.product")
def product(run: Any, *iterables: Any, repeat: int = 1) -> Any:
    parts = [iterate(iterable) for iterable in iterables]
    return Unknown("a product") if None in parts else _taken(itertools.product(*parts, repeat=repeat))


@provides("itertools.repeat")
def repeat(run: Any, value: Any, times: Any = None) -> Any:
    return Iterator([value] * times) if isinstance(times, int) and times <= LONGEST else Unknown("an endless iterator")


def _over(function: Any) -> Any:
    def call(run: Any, values: Any, *args: Any) -> Any:
        items = iterate(values)
        return Unknown("an iterator") if items is None else _taken(function(items, *args))

    return call


for _name in ("combinations", "permutations", "combinations_with_replacement", "islice", "pairwise"):
    if hasattr(itertools, _name):
        provides(f"itertools.{_name}")(_over(getattr(itertools, _name)))


@provides("itertools.accumulate")
def accumulate(run: Any, values: Any) -> Any:
    items = iterate(values)
    if items is None:
        return Unknown("sums of something unknown")
    out: list[Any] = []
    for item in items:
        out.append(binary(run, "Add", out[-1], item, None) if out else item)
    return Iterator(out)


@provides("itertools.zip_longest")
def zip_longest(run: Any, *iterables: Any, fillvalue: Any = None) -> Any:
    parts = [iterate(iterable) for iterable in iterables]
    return Unknown() if None in parts else Iterator(list(itertools.zip_longest(*parts, fillvalue=fillvalue)))


@provides("copy.copy", "copy.deepcopy")
def copy(run: Any, value: Any) -> Any:
    if isinstance(value, (List, Dict, Set)):
        new = type(value)(value)
        new.open = value.open
        if isinstance(new, List):
            new[:] = [copy(run, item) for item in new]
        elif isinstance(new, Dict):
            new.update({key: copy(run, item) for key, item in new.items()})
        return new
    if isinstance(value, Instance) and value.layer is None:
        new_instance = Instance(value.cls)
        new_instance.attributes.update(value.attributes)
        new_instance.open = value.open
        return new_instance
    if isinstance(value, (int, float, str, bytes, tuple, type(None))):
        return value
    return Unknown("a copy")
