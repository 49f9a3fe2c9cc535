"""What can be iterated, and how values become text."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from keras_shape_lint.shapes.symbols import counter
from keras_shape_lint.tracing.concrete import is_text_known
from keras_shape_lint.tracing.iterators import END, Iterator, Lost
from keras_shape_lint.tracing.values import Class, Dict, Instance, List, Opaque, Set, Unknown

LARGEST = 100_000
"""Most items that are worked out at once."""


def opaque_item(value: Any, position: int) -> Any:
    """The item at a position of what only a caller knows, or of something unknown; any item of an array."""
    if isinstance(value, Opaque):
        return value.part("item", position, f"{value.name}[{position}]")
    sample = getattr(value, "sample", None)
    if sample is not None:
        return sample()
    if type(value) is range and value:
        return counter("i", min(value[0], value[-1]), max(value[0], value[-1]))
    return value if isinstance(value, Unknown) else Unknown("an item of something unknown")


def iterate(value: Any) -> Any:
    """A Python sequence of the items, or None when they are not known. Of a set only how many is known."""
    if isinstance(value, (List, Dict)):
        if value.open:
            return None
        return (value if isinstance(value, List) else list(value)) if len(value) <= LARGEST else None
    if isinstance(value, (tuple, str, range, bytes)):
        return value if len(value) <= LARGEST else None
    if isinstance(value, (Set, frozenset)):
        if getattr(value, "open", False):
            return None
        return list(value) if len(value) < 2 else [Unknown("an item of a set")] * len(value)
    if isinstance(value, Iterator):
        return _rest(value)
    if isinstance(value, Instance) and value.cls.kind == "namedtuple" and not value.open:
        return tuple(value.attributes.get(name) for name in value.cls.fields)
    if isinstance(value, Class) and value.kind == "enum":
        return members(value)
    items = getattr(value, "iterate", None)
    return items() if items is not None else None


def members(cls: Class) -> list[Instance]:
    """Of an enum, in order."""
    found = {id(m): m for m in cls.attributes.values() if isinstance(m, Instance) and m.cls is cls}
    return list(found.values())


def _rest(iterator: Iterator) -> list[Any] | None:
    """What is still to come; takes it."""
    rest: list[Any] = []
    iterator.whole = True
    try:
        while len(rest) <= LARGEST:
            item = iterator.step()
            if item is END:
                return rest
            rest.append(item)
    except Lost:
        pass
    iterator.lost = True
    return None


def items_of(run: Any, value: Any) -> Any:
    """As `iterate`, where a run is at hand: an object's own `__iter__` is asked, and what is taken can be undone."""
    if isinstance(value, Iterator):
        run.touch(value)
    elif isinstance(value, Instance) and (own := _iterator_of(run, value)) is not None:
        value = own
    items = iterate(value)
    if items is None:
        return None
    if len(items) > 16:
        run.spend(len(items) >> 4)
    return items


def _iterator_of(run: Any, value: Instance) -> Iterator | None:
    from keras_shape_lint.tracing.protocols import iterator_of

    return iterator_of(run, value) if value.cls.lookup("__iter__") or value.cls.lookup("__getitem__") else None


def unordered(run: Any, value: Any) -> Any:
    """As `items_of`, for uses that do not depend on the order: the items of a set are given."""
    if isinstance(value, (Set, frozenset)) and not getattr(value, "open", False):
        return list(value)
    return items_of(run, value)


def cursor(run: Any, value: Any) -> Iterator | None:
    """An iterator that sees what happens to a list while it is walked; None when the items are not known."""
    if isinstance(value, Iterator):
        run.touch(value)
        return value
    if isinstance(value, List):
        return None if value.open else Iterator(_walk(value))
    if isinstance(value, range):
        return Iterator(value)
    if isinstance(value, Instance) and (own := _iterator_of(run, value)) is not None:
        return own
    items = items_of(run, value)
    return Iterator(items) if items is not None else None


def _walk(items: List) -> Generator[Any, None, None]:
    position = 0
    while True:
        if items.open:
            raise Lost
        if position >= len(items):
            return
        yield items[position]
        position += 1


def format_value(value: Any, layout: Any, conversion: int) -> Any:
    """As an f-string's braces do."""
    if not is_text_known(value) or not isinstance(layout, str) or (layout and widest(layout) > 10_000):
        return Unknown("text")
    try:
        if conversion == ord("r"):
            value = repr(value)
        elif conversion in (ord("s"), ord("a")):
            value = str(value)
        return format(value, layout)
    except (ValueError, TypeError):
        return Unknown("text")


def widest(layout: str) -> int:
    """The largest number in a format."""
    digits = "".join(c if c.isdigit() else " " for c in layout).split()
    return max((int(number) if len(number) < 9 else 10**9 for number in digits), default=0)
