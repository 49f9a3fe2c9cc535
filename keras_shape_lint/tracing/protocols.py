"""Objects of the user's own where Python asks them for items: `__iter__`, `__next__`, `__getitem__` from 0 on."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.exceptions import EXCEPTIONS, matches
from keras_shape_lint.tracing.iterators import END, Iterator, Lost
from keras_shape_lint.tracing.run import Raised
from keras_shape_lint.tracing.sequences import LARGEST
from keras_shape_lint.tracing.values import Bound, Function, Instance, Unknown


def iterator_of(run: Any, value: Instance) -> Iterator | None:
    """As `iter(value)`; None where that is not known."""
    own = value.cls.lookup("__iter__")
    if isinstance(own, Function):
        made = invoke(run, Bound(own, value), [], {}, run.site)
        if isinstance(made, Iterator):
            run.touch(made)
            return made
        steps = made.cls.lookup("__next__") if isinstance(made, Instance) else None
        return _asked(_steps(run, Bound(steps, made))) if isinstance(steps, Function) else None
    item = value.cls.lookup("__getitem__")
    known = own is None and isinstance(item, Function) and value.cls.external is None and not value.cls.open
    return _asked(_items(run, Bound(item, value))) if known else None


def _asked(source: Generator[Any, None, None]) -> Iterator:
    """What an object does when it is asked cannot be done again."""
    made = Iterator(source)
    made.settled = LARGEST
    return made


def _steps(run: Any, method: Bound) -> Generator[Any, None, None]:
    while (item := step(run, method)) is not END:
        yield item


def _items(run: Any, method: Bound) -> Generator[Any, None, None]:
    position = 0
    while (item := step(run, method, position, ends="IndexError")) is not END:
        yield item
        position += 1


def step(run: Any, method: Bound, *args: Any, ends: str = "StopIteration") -> Any:
    """What a method gives, or END where it raises what ends an iteration. Raises Lost."""
    kind = EXCEPTIONS[ends]
    run.guards.append(lambda raised: matches(kind, raised))
    outer, run.doubted = run.doubted, False
    try:
        item = invoke(run, method, list(args), {}, run.site)
        if run.doubted or isinstance(item, Unknown):
            raise Lost
        return item
    except Raised as raised:
        if matches(kind, raised):
            return END
        raise
    finally:
        run.doubted = outer
        run.guards.pop()
