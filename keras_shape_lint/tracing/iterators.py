"""Iterators: items asked for one by one, which can be wound back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from keras_shape_lint.layers.arguments import Unresolved

END: Any = object()
"""What an iterator gives after its last item."""


class Lost(Exception):
    """The items to come are not known."""


class Iterator(Unresolved):
    """An iterator over a source that is asked item by item; what it gave is kept, so that it can be wound back.

    `whole` says that nothing else runs before the source is at its end. What the source did until it had given
    `settled` items cannot be done again. `result` is what a generator returns once it has ended.
    """

    __slots__ = ("items", "lost", "position", "result", "settled", "source", "whole")

    def __init__(self, source: Iterable[Any]) -> None:
        self.source: Any = iter(source)
        self.items: list[Any] = []
        self.position = 0
        self.lost = False
        self.whole = False
        self.settled = 0
        self.result: Any = None

    def step(self) -> Any:
        """The next item, or END. Raises Lost."""
        if self.lost:
            raise Lost
        if self.position == len(self.items):
            if self.source is None:
                return END
            try:
                self.items.append(next(self.source))
            except StopIteration:
                self.source = None
                return END
            except (Lost, ValueError):
                self.lost = True
                raise Lost from None
        self.position += 1
        return self.items[self.position - 1]

    def snapshot(self) -> tuple[int, bool]:
        return self.position, self.lost

    def restore(self, state: tuple[int, bool]) -> None:
        self.position, self.lost = state
        self.lost = self.lost or self.position < self.settled

    def forget(self) -> None:
        self.lost = True
