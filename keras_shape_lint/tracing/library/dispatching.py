"""`functools.singledispatch`: a function that is chosen by the type of its first argument."""

from __future__ import annotations

from functools import partial
from typing import Any

from keras_shape_lint.tracing.calls import forget_arguments, handles, invoke
from keras_shape_lint.tracing.library.builtin import BUILTINS
from keras_shape_lint.tracing.library.reflection import is_kind
from keras_shape_lint.tracing.values import Class, Function, Instance, Native, Unknown


class Dispatcher:
    """`registered` maps types to functions; `position` is that of the argument whose type counts, 1 in a method."""

    __slots__ = ("function", "position", "registered")

    def __init__(self, function: Any, position: int) -> None:
        self.function = function
        self.position = position
        self.registered: dict[Any, Any] = {}

    @property
    def binds(self) -> bool:
        """It takes the object that it is an attribute of."""
        return self.position == 1

    def snapshot(self) -> dict[Any, Any]:
        return dict(self.registered)

    def restore(self, state: dict[Any, Any]) -> None:
        self.registered = state

    def attribute(self, run: Any, name: str) -> Any:
        return Native(name, self._register) if name == "register" else Unknown(f"{name} of a dispatching function")

    def _register(self, run: Any, kind: Any, function: Any = None) -> Any:
        """`register(kind, function)`, `@register(kind)`, or `@register` with an annotated argument."""
        if isinstance(kind, Function):
            kind, function = _annotated(kind, self.position), kind
        if function is None:
            return Native("register", lambda run, function: self._register(run, kind, function))
        run.touch(self)
        self.registered[kind] = function
        return function

    def chosen(self, run: Any, value: Any) -> Any:
        """The function for a value; None where that is not certain."""
        answers = {kind: is_kind(run, value, kind) for kind in self.registered}
        if not all(isinstance(answer, bool) for answer in answers.values()):
            return None
        fitting = [kind for kind, answer in answers.items() if answer]
        return self.registered[min(fitting, key=partial(_distance, value))] if fitting else self.function


def _annotated(function: Function, position: int) -> Any:
    """The type that the argument is annotated with."""
    from keras_shape_lint.tracing.syntax.expressions import expression

    arguments = function.code.node.args
    given = [*arguments.posonlyargs, *arguments.args][position : position + 1]
    if not given or given[0].annotation is None:
        return Unknown("a type that is not annotated")
    return expression(given[0].annotation, function.code.scope.parent)(function.frame)


def _distance(value: Any, kind: Any) -> int:
    """How far up the bases of the value's class a type stands."""
    if isinstance(value, Instance):
        return value.cls.mro.index(kind) if isinstance(kind, Class) else len(value.cls.mro)
    names = [base.__name__.lower() for base in type(value).__mro__]
    name = next((name for name, native in BUILTINS.items() if native is kind), "object")
    return names.index(name) if name in names else len(names)


@handles(Dispatcher)
def _dispatched(run: Any, dispatcher: Dispatcher, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    position = dispatcher.position
    function = dispatcher.chosen(run, args[position]) if position < len(args) else None
    if function is None:
        forget_arguments(run, args, kwargs)
        return Unknown("a call that hangs on a type")
    return invoke(run, function, args, kwargs, site)
