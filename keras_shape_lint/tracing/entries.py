"""Entries of a file, and the paths through each: one run for every decision turned the other way."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

from keras_shape_lint.graph import Decision, Fault
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.tracing.calls import ONLY_REST, UNCERTAIN, invoke
from keras_shape_lint.tracing.classes import instantiate
from keras_shape_lint.tracing.keras.layer import Layer
from keras_shape_lint.tracing.keras.models import Model
from keras_shape_lint.tracing.keras.subclass import is_keras
from keras_shape_lint.tracing.library.builtin import BUILTINS
from keras_shape_lint.tracing.run import Budget, Ended, Exhausted, Key, Raised, Run
from keras_shape_lint.tracing.values import Bound, Class, External, Function, Instance, Module, Opaque

Entry = Callable[[Run], None]
Start = Callable[[frozenset[Key], Budget], Run]

FLIPS = 6
LEAST = 20_000
"""All flipped runs of an entry together may cost so many times its base run, and this many steps in any case."""


def perform(entry: Entry, run: Run) -> Run:
    """Run an entry to its end, whatever the end is."""
    try:
        entry(run)
    except (Raised, Ended):
        run.ended = True
    except Exhausted:
        run.ended = True
    except RecursionError:
        run.ended = True
    return run


def explore(entry: Entry, start: Start, budget: Budget, keep: bool) -> tuple[Run, list[Run], list[Fault]]:
    """-> the base run, the runs with one decision flipped, and the faults that hold on one decision at most.

    `keep` says that what the base run wrote stays.
    """
    before = budget.left
    base = perform(entry, start(frozenset(), budget))
    spare = Budget(FLIPS * (before - budget.left) + LEAST)
    if not keep:
        base.roll_back()
    flipped: dict[Key, Run] = {}
    reached = bool(base.graph.nodes) or base.worlds.used
    for decision in base.decided[: base.limits.paths] if reached else ():
        if spare.left <= 0:
            break
        run = perform(entry, start(frozenset((decision.key,)), spare))
        run.roll_back()
        flipped[decision.key] = run
    faults = [fault for fault in base.faults if _holds(fault, flipped)]
    found = {fault.key for fault in base.faults}
    tries = base.limits.paths
    for key, run in flipped.items():
        for fault in run.faults:
            if fault.key in found:
                continue
            found.add(fault.key)
            others = [decision for decision in fault.decisions if decision.key != key]
            tries -= len(others)
            if tries >= 0 and _alone(fault, key, others, lambda flips: perform(entry, start(flips, spare))):
                fault.needs = next((d for d in fault.decisions if d.key == key), None)
                fault.confidence = "CONTROL_FLOW"
                faults.append(fault)
    return base, list(flipped.values()), faults


def _holds(fault: Fault, flipped: dict[Key, Run]) -> bool:
    """At most one of the decisions before it is needed; that one is noted."""
    needs: list[Decision] = []
    for decision in fault.decisions:
        other = flipped.get(decision.key)
        if other is None or not (other.ended or any(found.key == fault.key for found in other.faults)):
            needs.append(decision)
    if len(needs) > 1:
        return False
    if needs:
        fault.needs = needs[0]
        fault.confidence = "CONTROL_FLOW"
    return True


def _alone(fault: Fault, key: Key, others: list[Decision], again: Callable[[frozenset[Key]], Run]) -> bool:
    """None of the other decisions before it is needed as well."""
    for decision in others:
        run = again(frozenset((key, decision.key)))
        run.roll_back()
        if not run.ended and all(found.key != fault.key for found in run.faults):
            return False
    return True


def uncalled(variables: dict[str, Any], path: str, entered: set[Any], starred: bool) -> Iterator[tuple[Any, bool]]:
    """Functions and classes of the file that no run has entered and that can reach Keras, callers before callees.

    With each, whether no other code mentions it. `starred`: names may come from a library by `import *`.
    """
    own = [value for value in variables.values() if _is_own(value, path)]
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


def _reaching(own: list[Any], mentions: dict[int, set[str]], variables: dict[str, Any]) -> set[int]:
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
        return value.path.startswith(("keras", "tensorflow", "Merge", "merge"))
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


def _mentions(value: Any) -> set[str]:
    """Names its code reads; `import` stands for an import inside it."""
    names: set[str] = set()
    for function in _functions(value):
        for node in ast.walk(function.code.node):
            if isinstance(node, ast.Name):
                names.add(node.id)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                names.add("import")
    if isinstance(value, Class) and value.external is not None and value.external.path.startswith("keras"):
        names.add("import")
    return names


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
                _call(run, function, {"self": instance})

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
