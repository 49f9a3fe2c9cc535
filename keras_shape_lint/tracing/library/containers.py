"""Where the methods of lists, dicts and sets are declared; each is told its run and its receiver."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from keras_shape_lint.tracing.values import (
    Dict,
    List,
    Native,
    Set,
)  # fmt: skip

F = TypeVar("F", bound=Callable[..., Any])
METHODS: dict[type, dict[str, Native]] = {List: {}, Dict: {}, Set: {}}


def _shorten(items: List, method: str) -> None:
    """A deque that is full drops items at the other end."""
    spare = max(0, len(items) - items.limit) if items.limit is not None else 0
    if method.endswith("left"):
        del items[len(items) - spare :]
    else:
        del items[:spare]


def on(kind: type, *names: str, writes: bool = True) -> Callable[[F], F]:
    def register(function: F) -> F:
        for name in names or (function.__name__.rstrip("_").removeprefix(f"{kind.__name__.lower()}_"),):
            METHODS[kind][name] = Native(name, _method(function, name, kind, writes))
        return function

    return register


def _method(function: Callable[..., Any], name: str, kind: type, writes: bool) -> Callable[..., Any]:
    def call(run: Any, receiver: Any, *args: Any, **kwargs: Any) -> Any:
        if writes:
            run.touch(receiver)
            if kind is List:
                receiver.size = None
        result = function(run, receiver, *args, **kwargs)
        if kind is List and receiver.limit is not None:
            _shorten(receiver, name)
        return result

    return call
