"""A bar on stderr, where rich is installed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar

T = TypeVar("T")


def followed(things: Iterable[T], count: int, doing: str) -> Iterator[T]:
    """The same things."""
    if find_spec("rich") is None:
        return iter(things)
    progress: Any = import_module("rich.progress")
    console: Any = import_module("rich.console").Console(stderr=True)
    return iter(progress.track(things, doing, total=count, console=console, transient=True))
