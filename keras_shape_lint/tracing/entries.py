"""Entries of a file: its functions and classes that nobody calls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from keras_shape_lint.layers.history import LEGACY_MERGES
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.tracing.calls import ONLY_REST, UNCERTAIN, invoke
from keras_shape_lint.tracing.classes import instantiate
from keras_shape_lint.tracing.keras.layer import Layer
from keras_shape_lint.tracing.keras.models import Model
from keras_shape_lint.tracing.keras.subclass import is_keras
from keras_shape_lint.tracing.library.builtin import BUILTINS
from keras_shape_lint.tracing.paths import Entry
from keras_shape_lint.tracing.run import Run
from keras_shape_lint.tracing.values import Bound, Cached, Class, External, Function, Instance, Module, Opaque


def uncalled(variables: dict[str, Any], path: str, entered: set[Any], starred: bool) -> Iterator[tuple[Any, bool]]:
    """Functions and classes of the file that no run has entered and that can reach Keras, callers before callees.

    Each is asked for when those before it have been entered. With each, whether no other code mentions it. `starred`:
    names may come from a library by `import *`.
    """
    values = [value.function if isinstance(value, Cached) else value for value in variables.values()]
    own = [value for value in values if _is_own(value, path)]
    mentions = {id(value): _mentions(value) for value in own}
    reaching = _reaching(own, mentions, variables)
    if starred:
        bound = variables.keys() | BUILTINS.keys()
        reaching |= {id(value) for value in own if mentions[id(value)] - bound}
    mentioned = {name for value in own for name in mentions[id(value)] if name != value.name}
    own = [value for value in own if id(value) in reaching]
    own.sort(key=lambda value: value.name in mentioned)
    for value in own:
        codes = [function.code for function in _functions(value)]
        if isinstance(value, Class):
            call = value.attributes.get("call") if value.external is not None else None
            unused = (
                call.code not in entered if isinstance(call, Function) else not any(map(entered.__contains__, codes))
            )
            if codes and unused:
                yield value, True
        elif value.code not in entered:
            yield value, value.name not in mentioned


def _reaching(own: list[Any], mentions: dict[int, frozenset[str]], variables: dict[str, Any]) -> set[int]:
    """Identities of those whose code can come to a Keras call."""
    names = {name for name, value in variables.items() if _leads_to_keras(value)} | {"import"}
    reached: set[int] = set()
    while True:
        new = [value for value in own if id(value) not in reached and mentions[id(value)] & names]
        if not new:
            return reached
        reached.update(map(id, new))
        names.update(value.name for value in new)


def _leads_to_keras(value: Any) -> bool:
    if isinstance(value, External):
        return value.path.startswith(("keras", "tensorflow", *LEGACY_MERGES))
    return isinstance(value, (Tensor, Layer, Model, Module)) or (
        isinstance(value, Class) and value.external is not None
    )


def _is_own(value: Any, path: str) -> bool:
    if isinstance(value, Class):
        return any(function.code.scope.path == path for function in _functions(value))
    return isinstance(value, Function) and value.code.scope.path == path


def _functions(value: Any) -> list[Function]:
    if isinstance(value, Function):
        return [value]
    return [item for item in value.attributes.values() if isinstance(item, Function)]


def line_of(value: Any) -> int:
    """Where the first of its code stands."""
    return min(int(function.code.node.lineno) for function in _functions(value))


def _mentions(value: Any) -> frozenset[str]:
    """Names its code reads; `import` stands for an import inside it, or a base class of Keras."""
    names: frozenset[str] = frozenset().union(*(function.code.mentions for function in _functions(value)))
    of_keras = isinstance(value, Class) and value.external is not None and value.external.path.startswith("keras")
    return names | {"import"} if of_keras else names


def entry_of(value: Any, alone: bool) -> Entry:
    """A function called, or a class made and used, with arguments only a caller knows.

    `alone`: no other code mentions it, so that its defaults are what it is called with.
    """
    if isinstance(value, Function):
        return lambda run: _call(run, value, {}, alone)

    def use(run: Run) -> None:
        instance = _made(run, value)
        if not isinstance(instance, Instance):
            return
        if is_keras(instance) and isinstance(value.lookup("call"), Function):
            invoke(run, instance, [Opaque(_first_input(value))], {}, None)
        for name, function in list(value.attributes.items()):
            if isinstance(function, Function) and not name.startswith("__") and function.code not in run.entered:
                layout = run.world.data_format
                _call(run, function, {"self": instance})
                if run.world.data_format != layout:
                    run.worlds.set_data_format(run, layout)

    return use


def _first_input(cls: Class) -> str:
    return next(iter(cls.lookup("call").code.parameters[1:]), "inputs")


def _made(run: Run, cls: Class) -> Any:
    init = cls.lookup("__init__")
    kwargs = _arguments(init, {"self": None}) if isinstance(init, Function) else {}
    kwargs.pop("self", None)
    return instantiate(run, cls, [], kwargs, None)


def _call(run: Run, function: Function, given: dict[str, Any], defaults: bool = True) -> None:
    arguments = _arguments(function, given, defaults)
    positional = [arguments.pop(name) for name in function.code.parameters[: function.code.positional_only]]
    receiver = given.get("self")
    if receiver is not None and function.code.parameters:
        arguments.pop(function.code.parameters[0], None)
        invoke(run, Bound(function, receiver), positional[1:], arguments, None)
    else:
        invoke(run, function, positional, arguments, None)


def _arguments(function: Function, given: dict[str, Any], defaults: bool = True) -> dict[str, Any]:
    code = function.code
    known = dict(zip(reversed(code.parameters), reversed(function.defaults))) | function.keyword_defaults
    # None as a default mostly stands for "to be given".
    kept = {name for name, value in known.items() if defaults and value is not None}
    needed = [name for name in (*code.parameters, *code.keyword_only) if name not in kept]
    arguments = {name: given.get(name, Opaque(name)) for name in needed}
    if code.rest or code.rest_keywords:
        arguments[UNCERTAIN] = ONLY_REST
    return arguments
