"""Calling a value, whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras_shape_lint.tracing.concrete import is_concrete
from keras_shape_lint.tracing.exceptions import fail
from keras_shape_lint.tracing.frame import Frame
from keras_shape_lint.tracing.iterators import Lost
from keras_shape_lint.tracing.values import (
    Bound,
    Class,
    Decorated,
    Dict,
    Function,
    Instance,
    Native,
    Opaque,
    Unknown,
    UnknownMethod,
    Wrapped,
)

UNCERTAIN = "**"
"""A key among keyword arguments: a star argument of unknown content may have brought more.

True: for any parameter; ONLY_REST: for the callee's own star parameters alone; an Opaque: the mapping that it was.
"""

ONLY_REST = "rest"

Call = Callable[[Any, Any, list[Any], dict[str, Any], Any], Any]
_HANDLERS: dict[type, Call] = {}


def handles(kind: type) -> Callable[[Call], Call]:
    """Declare how values of a type are called: handler(run, callee, args, kwargs, site)."""

    def register(handler: Call) -> Call:
        _HANDLERS[kind] = handler
        return handler

    return register


def invoke(run: Any, callee: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    """Call a value as `callee(*args, **kwargs)` at a site."""
    handler = _HANDLERS.get(type(callee))
    if handler is None:
        forget_arguments(run, args, kwargs)
        return Unknown("a call of something unknown")
    return handler(run, callee, args, kwargs, site)


def forget_arguments(run: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """An unknown callee may write whatever it is given."""
    if args or kwargs:
        run.escape((*args, *kwargs.values()))


@handles(Function)
def _function(run: Any, function: Function, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    if run.depth >= run.limits.depth or (run.loose and run.active.get(function.code, 0) > 1):
        forget_arguments(run, args, kwargs)
        return Unknown("calls nested too deep")
    code = function.code
    local = bind(function, args, kwargs)
    if local is None:
        if args or kwargs:
            run.escape((*args, *kwargs.values()))
        return fail(run, "TypeError", f"{code.name} does not take these arguments")
    frame = Frame(run, function.frame.variables, local, function.frame)
    frame.function = function
    frame.owner = function.owner
    if function.owner is not None and code.parameters:
        frame.self = local[code.parameters[0]]
    run.entered.add(code)
    if code.stated:
        state(frame, code.stated)
    if code.generator:
        from keras_shape_lint.tracing.generators import Body

        return Body(run, frame, lambda: _perform(run, frame, code, site)).iterator
    _perform(run, frame, code, site)
    return Unknown("what a loop that is not followed may return") if frame.unsure else frame.returned


def state(frame: Frame, parameters: list[Any]) -> None:
    """What is said of the shapes of parameters."""
    from keras_shape_lint.tracing.stated import hold

    for name, stated, site in parameters:
        frame.vars[name] = hold(frame, name, frame.vars[name], stated, site)


def _perform(run: Any, frame: Frame, code: Any, site: Any) -> None:
    """Run a function's body in its frame."""
    if run.depth >= run.limits.depth:
        frame.unsure = True
        return
    run.active[code] = run.active.get(code, 0) + 1
    run.depth += 1
    if site is not None:
        run.stack.append(site)
    run.spend(5)
    try:
        code.body(frame)
    except RecursionError:
        frame.unsure = True
    finally:
        run.depth -= 1
        run.active[code] -= 1
        if site is not None:
            run.stack.pop()


def bind(function: Function, args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any] | None:
    """Parameters -> values, as Python binds them; None when it would raise."""
    code = function.code
    names = code.parameters
    uncertain = kwargs.pop(UNCERTAIN, False)
    brings = bool(uncertain) and uncertain != ONLY_REST
    local: dict[str, Any] = dict(zip(names, args))
    if len(args) > len(names) and code.rest is None and not uncertain:
        return None
    if code.rest is not None:
        local[code.rest] = Unknown("star arguments") if uncertain else tuple(args[len(names) :])
    rest = Dict()
    allowed = {*names[code.positional_only :], *code.keyword_only}
    for name, value in kwargs.items():
        if name in allowed:
            if name in local:
                return None
            local[name] = value
        elif code.rest_keywords is None:
            return None
        else:
            rest[name] = value
    if code.rest_keywords is not None:
        rest.open = bool(uncertain)
        local[code.rest_keywords] = rest
    first_default = len(names) - len(function.defaults)
    for position, name in enumerate(names):
        if name not in local:
            default = function.defaults[position - first_default] if position >= first_default else MISSING
            if brings:
                local[name] = brought(uncertain, name, default)
            elif default is MISSING:
                return None
            else:
                local[name] = default
    for name in code.keyword_only:
        if name not in local:
            default = function.keyword_defaults.get(name, MISSING)
            if default is MISSING and not uncertain:
                return None
            local[name] = brought(uncertain, name, default) if brings or default is MISSING else default
    return local


MISSING: Any = object()
"""The default of a parameter that has none."""


def brought(uncertain: Any, name: str, default: Any = MISSING) -> Opaque:
    """What a star argument may give a parameter: the same where it is the same mapping and the same default."""
    if not isinstance(uncertain, Opaque):
        return Opaque(name)
    return uncertain.part("keyword", (name, default if is_concrete(default) else MISSING), name)


@handles(Bound)
def _bound(run: Any, bound: Bound, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    return invoke(run, bound.function, [bound.receiver, *args], kwargs, site)


@handles(Decorated)
def _decorated(run: Any, value: Decorated, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    return invoke(run, value.method, args, kwargs, site)


@handles(UnknownMethod)
def _unknown_method(run: Any, method: UnknownMethod, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    run.escape((method.receiver, *args, *kwargs.values()))
    return Unknown(method.reason)


@handles(Native)
def _native(run: Any, native: Native, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    if kwargs.pop(UNCERTAIN, False):
        run.escape((*args, *kwargs.values()))
        return Unknown("star arguments")
    outer = run.site
    run.site = outer if site is None else site
    try:
        return run.charge(native.call(run, *args, **kwargs))
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, ZeroDivisionError,
            ArithmeticError, LookupError, RecursionError, MemoryError, Lost) as error:  # fmt: skip
        certain = isinstance(error, (ValueError, KeyError, IndexError, ZeroDivisionError))
        certain = certain and all(map(is_concrete, args)) and all(map(is_concrete, kwargs.values()))
        if not certain:
            forget_arguments(run, args, kwargs)
        return fail(run, type(error).__name__ if certain else None, f"{native.name} of something unknown")
    finally:
        run.site = outer


@handles(Wrapped)
def _wrapped(run: Any, wrapped: Wrapped, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    return invoke(run, wrapped.function, args, kwargs, site)


_ONCE = frozenset({"casefold", "lower", "strip", "upper"})
"""Methods of texts that change nothing the second time."""


@handles(Opaque)
def _opaque(run: Any, opaque: Opaque, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    forget_arguments(run, args, kwargs)
    pure = all(map(is_concrete, args)) and all(map(is_concrete, kwargs.values()))
    if pure:
        text = ", ".join([*map(repr, args), *(f"{name}={value!r}" for name, value in kwargs.items())])
        owner, method = opaque.method or (None, "")
        settled = method in _ONCE and not text
        if settled and owner is not None and owner.text == method:
            return owner
        made = opaque.part("call", text, f"{opaque.name}({text})")
        made.text = method if settled else None
        return made
    return Unknown(f"a call of {opaque.name}")


@handles(Instance)
def _instance(run: Any, instance: Instance, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    method = instance.cls.lookup("__call__")
    if isinstance(method, Function):
        return invoke(run, Bound(method, instance), args, kwargs, site)
    external = instance.cls.external
    if external is not None:
        from keras_shape_lint.tracing.keras.subclass import call_subclass

        return call_subclass(run, instance, args, kwargs, site)
    forget_arguments(run, args, kwargs)
    return Unknown("a call of an object")


@handles(Class)
def _class(run: Any, cls: Class, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    from keras_shape_lint.tracing.classes import instantiate

    return instantiate(run, cls, args, kwargs, site)
