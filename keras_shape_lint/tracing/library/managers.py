"""`contextlib`, and what pytest expects to fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras_shape_lint.tracing.attributes import attribute
from keras_shape_lint.tracing.calls import handles, invoke
from keras_shape_lint.tracing.contexts import Entered, Expecting, enter, nothing
from keras_shape_lint.tracing.generators import Body, send
from keras_shape_lint.tracing.iterators import END, Iterator, Lost
from keras_shape_lint.tracing.library import provides
from keras_shape_lint.tracing.run import Raised
from keras_shape_lint.tracing.values import External, Function, Native, Unknown


class Manager:
    """A context that gives `value` and does `left`, if anything, when it is left."""

    __slots__ = ("left", "value")

    def __init__(self, value: Any, left: Callable[[], Any] | None = None) -> None:
        self.value = value
        self.left = left

    def enter(self, run: Any, site: Any) -> Entered:
        return self.value, nothing if self.left is None else self._leave, None

    def _leave(self, raised: Raised | None) -> bool:
        if self.left is not None:
            self.left()
        return False


class Generated:
    """A context made of a generator: its body goes on from the `yield` when it is left."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make

    def enter(self, run: Any, site: Any) -> Entered:
        iterator = self.make()
        if not isinstance(iterator, Iterator):
            return Unknown("what a context gives"), nothing, None
        try:
            value = send(run, iterator, None)
        except Lost:
            return Unknown("what a context gives"), nothing, None
        body = iterator.source
        guards = list(body.added.get("guards", ())) if isinstance(body, Body) else []

        def leave(raised: Raised | None) -> bool:
            try:
                return send(run, iterator, raised) is END and raised is not None
            except Lost:
                return False
            except Raised as again:
                if again is raised:
                    return False
                raise

        def swallows(raised: Raised) -> bool | None:
            answers = [guard(raised) for guard in guards]
            return True if True in answers else None if None in answers else False

        return Unknown("what a context gives") if value is END else value, leave, swallows if guards else None


class Stack:
    """An `ExitStack`: contexts entered one after the other, left in the opposite order."""

    __slots__ = ("leaving",)

    def __init__(self) -> None:
        self.leaving: list[Callable[[Raised | None], bool]] = []

    def snapshot(self) -> Any:
        return list(self.leaving)

    def restore(self, state: Any) -> None:
        self.leaving = list(state)

    def enter(self, run: Any, site: Any) -> Entered:
        return self, lambda raised: self.leave(run, raised), lambda raised: None

    def leave(self, run: Any, raised: Raised | None) -> bool:
        run.touch(self)
        pending = raised
        while self.leaving:
            try:
                pending = None if self.leaving.pop()(pending) else pending
            except Raised as again:
                pending = again
        if pending is not None and pending is not raised:
            raise pending
        return raised is not None and pending is None

    def attribute(self, run: Any, name: str) -> Any:
        method = _ON_STACKS.get(name)
        if method is None:
            return Unknown(f"attribute {name} of a stack of contexts")

        def call(run: Any, *args: Any, **kwargs: Any) -> Any:
            run.touch(self)
            return method(run, self, *args, **kwargs)

        return Native(name, call)


def _enter_context(run: Any, stack: Stack, manager: Any) -> Any:
    value, leave, _ = enter(run, manager, run.site)
    stack.leaving.append(leave)
    return value


def _callback(run: Any, stack: Stack, function: Any, *args: Any, **kwargs: Any) -> Any:
    site = run.site

    def leave(raised: Raised | None) -> bool:
        invoke(run, function, list(args), dict(kwargs), site)
        return False

    stack.leaving.append(leave)
    return function


def _pop_all(run: Any, stack: Stack) -> Stack:
    new = Stack()
    new.leaving, stack.leaving = stack.leaving, []
    return new


_ON_STACKS: dict[str, Callable[..., Any]] = {
    "callback": _callback,
    "close": lambda run, stack: stack.leave(run, None) and None,
    "enter_context": _enter_context,
    "pop_all": _pop_all,
}


@handles(Generated)
@handles(Manager)
def _decorate(run: Any, manager: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    """A context as a decorator: entered at each call."""
    (function,) = args

    def call(run: Any, *args: Any, **kwargs: Any) -> Any:
        _, leave, _ = enter(run, manager, run.site)
        try:
            result = invoke(run, function, list(args), kwargs, run.site)
        except Raised as raised:
            if not leave(raised):
                raise
            return None
        leave(None)
        return result

    return Native("decorated", call)


@provides("contextlib.contextmanager")
def contextmanager(run: Any, function: Any) -> Any:
    def make(run: Any, *args: Any, **kwargs: Any) -> Any:
        site = run.site
        return Generated(lambda: invoke(run, function, list(args), dict(kwargs), site))

    return Native("contextmanager", make) if isinstance(function, Function) else External("contextlib.contextmanager")


@provides("contextlib.suppress", "pytest.raises", "pytest.warns")
def expecting(run: Any, *args: Any, **kwargs: Any) -> Any:
    return Expecting(args)


@provides("contextlib.nullcontext")
def nullcontext(run: Any, enter_result: Any = None) -> Any:
    return Manager(enter_result)


@provides("contextlib.closing")
def closing(run: Any, thing: Any) -> Any:
    return Manager(thing, lambda: invoke(run, attribute(run, thing, "close"), [], {}, run.site))


@provides("contextlib.ExitStack")
def exit_stack(run: Any) -> Any:
    return Stack()
