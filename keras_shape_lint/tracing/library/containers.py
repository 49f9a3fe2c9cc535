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


def on(kind: type, *names: str, writes: bool = True) -> Callable[[F], F]:
    def register(function: F) -> F:
        for name in names or (function.__name__.rstrip("_").removeprefix(f"{kind.__name__.lower()}_"),):

            def call(run: Any, receiver: Any, *args: Any, **kwargs: Any) -> Any:
                if writes:
                    run.touch(receiver)
                    if kind is List:
                        receiver.size = None
                return function(run, receiver, *args, **kwargs)

            METHODS[kind][name] = Native(name, call)
        return function

    return register
