"""Generator functions: run to their end when first asked, and believed as long as nothing they read has changed."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from keras_shape_lint.tracing.values import (
    END,
    Class,
    Dict,
    Function,
    Instance,
    Iterator,
    List,
    Lost,
    Module,
    Set,
    Unknown,
)

_WIDEST = 2_000


def generator(run: Any, frame: Any, function: Function, perform: Callable[[], Any]) -> Iterator:
    """What a call of a generator function gives; `perform` runs its body, `frame.yielded` collects."""

    def produce() -> Generator[Any, None, None]:
        _, written = run.capture(perform)
        items = frame.yielded
        iterator.result = Unknown("what a generator returns") if frame.unsure else frame.returned
        reads = _reads(function, frame)
        if written and not iterator.whole:
            for target in written:
                run.forget(target)
            raise Lost
        picture = _picture(reads)
        for item in items:
            if not iterator.whole and not _same(picture, _picture(reads)):
                raise Lost
            yield item
        if items.open:
            raise Lost

    iterator = Iterator(produce())
    iterator.first = lambda: _first(run, frame, perform)
    return iterator


class _Reached(Exception):
    """A body that is asked for its first item alone has come to it."""


class _First(List):
    def append(self, item: Any) -> None:
        raise _Reached(item)

    def extend(self, items: Any) -> None:
        for item in items:
            raise _Reached(item)


def _first(run: Any, frame: Any, perform: Callable[[], Any]) -> Any:
    """What the body yields first, all it does undone."""
    kept = frame.yielded, dict(frame.vars), frame.unsure, frame.returned
    frame.yielded = _First()
    try:
        run.rehearse(perform, exact=True)
    except _Reached as reached:
        return reached.args[0]
    finally:
        frame.yielded, local, frame.unsure, frame.returned = kept
        frame.vars.clear()
        frame.vars.update(local)
    return Unknown("what a generator yields")


def first_item(run: Any, iterator: Iterator) -> Any:
    """What an iterator gives, or gave, first. Nothing is used up, and a generator need not come to its end."""
    if iterator.items:
        return iterator.items[0]
    if iterator.first is not None:
        return iterator.first()
    state = iterator.snapshot()
    try:
        item = iterator.step()
    except Lost:
        return Unknown("the items of an iterator")
    iterator.restore(state)
    return Unknown("the items of an iterator") if item is END else item


def _reads(function: Function, frame: Any) -> list[tuple[dict[str, Any], tuple[str, ...]]]:
    """The places its free names live in, and its own parameters, which hold what they are given."""
    code = function.code
    places = [(frame.variables, code.reads), ({name: frame.vars.get(name) for name in frame.vars}, tuple(frame.vars))]
    parent = function.frame
    while parent is not None:
        places.append((parent.vars, code.reads))
        parent = parent.parent
    return places


def _picture(places: list[tuple[dict[str, Any], tuple[str, ...]]]) -> list[Any] | None:
    """All that can be read from there; None when it is too much."""
    pending = [place.get(name) for place, names in places for name in names]
    seen: set[int] = set()
    out: list[Any] = []
    while pending:
        value = pending.pop()
        if isinstance(value, Iterator):
            return None
        out.append(value)
        if isinstance(value, (int, str, float, Function, Class, Module)) or id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, (List, tuple, Set)):
            out.append(len(value))
            pending.extend(value)
        elif isinstance(value, Dict):
            out.append(len(value))
            pending.extend(value)
            pending.extend(value.values())
        elif isinstance(value, Instance):
            out.append(len(value.attributes))
            pending.extend(value.attributes.values())
        if len(out) + len(pending) > _WIDEST:
            return None
    return out


def _same(before: list[Any] | None, now: list[Any] | None) -> bool:
    if before is None or now is None or len(before) != len(now):
        return False
    return all(
        a is b or (type(a) is type(b) and isinstance(a, (int, str, float)) and a == b) for a, b in zip(before, now)
    )
