"""What can be iterated, and how values become text."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.tracing.values import Dict, List, Set, Unknown, is_concrete


class Iterator:
    """An iterator over known items; generators are run to their end first."""

    __slots__ = ("items", "position")

    def __init__(self, items: list[Any]) -> None:
        self.items = items
        self.position = 0

    def rest(self) -> list[Any]:
        """What is still to come; takes it."""
        rest = self.items[self.position :]
        self.position = len(self.items)
        return rest

    def snapshot(self) -> int:
        return self.position

    def restore(self, position: int) -> None:
        self.position = position


def iterate(value: Any) -> Any:
    """A Python sequence of the items, or None when they are not known."""
    if isinstance(value, (List, Dict, Set)):
        if value.open:
            return None
        return value if isinstance(value, List) else list(value)
    if isinstance(value, (tuple, str, range, bytes)):
        return value
    if isinstance(value, frozenset):
        return list(value)
    if isinstance(value, Iterator):
        return value.rest()
    items = getattr(value, "iterate", None)
    return items() if items is not None else None


def format_value(value: Any, layout: Any, conversion: int) -> Any:
    """As an f-string's braces do."""
    if not is_concrete(value) or not isinstance(layout, str):
        return Unknown("text")
    try:
        if conversion == ord("r"):
            value = repr(value)
        elif conversion in (ord("s"), ord("a")):
            value = str(value)
        return format(value, layout)
    except (ValueError, TypeError):
        return Unknown("text")
