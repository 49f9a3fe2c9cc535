"""`functools` and `copy`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.tracing.attributes import attribute
from keras_shape_lint.tracing.calls import handles, invoke
from keras_shape_lint.tracing.comparisons import METHODS, compare
from keras_shape_lint.tracing.concrete import hashable
from keras_shape_lint.tracing.library import provides
from keras_shape_lint.tracing.sequences import items_of
from keras_shape_lint.tracing.truth import known_truth
from keras_shape_lint.tracing.values import (
    Cached,
    Class,
    Dict,
    Function,
    Instance,
    List,
    Native,
    Property,
    Set,
    Unknown,
    opened,
)  # fmt: skip


@provides("functools.partial")
def partial(run: Any, function: Any, *args: Any, **kwargs: Any) -> Any:
    return Native(
        "partial", lambda run, *more, **other: invoke(run, function, [*args, *more], {**kwargs, **other}, run.site)
    )


@provides("functools.reduce")
def reduce(run: Any, function: Any, values: Any, *initial: Any) -> Any:
    items = items_of(run, values)
    if items is None or not (items or initial):
        return Unknown("a reduction of something unknown")
    todo = [*initial, *items]
    result = todo[0]
    for item in todo[1:]:
        result = invoke(run, function, [result, item], {}, run.site)
    return result


@provides("functools.wraps")
def wraps(run: Any, wrapped: Any, **kwargs: Any) -> Any:
    return Native("wraps", lambda run, function: update_wrapper(run, function, wrapped))


@provides("functools.update_wrapper")
def update_wrapper(run: Any, wrapper: Any, wrapped: Any, **kwargs: Any) -> Any:
    """It takes over the name and the attributes, and notes what it stands for."""
    if isinstance(wrapper, (Function, Instance)) and not kwargs:
        run.touch(wrapper)
        if isinstance(wrapped, Function):
            wrapper.attributes.update(wrapped.attributes)
        wrapper.attributes.update(__name__=attribute(run, wrapped, "__name__"), __wrapped__=wrapped)
    return wrapper


@provides("functools.partialmethod")
def partialmethod(run: Any, function: Any, *args: Any, **kwargs: Any) -> Any:
    return Native(
        "partialmethod",
        lambda run, receiver, *more, **other: invoke(
            run, function, [receiver, *args, *more], {**kwargs, **other}, run.site
        ),
    )


@provides("functools.lru_cache", "functools.cache")
def cached(run: Any, function: Any = None, **kwargs: Any) -> Any:
    return (
        Cached(function) if isinstance(function, Function) else Native("cache", lambda run, function: Cached(function))
    )


@handles(Cached)
def _call_cached(run: Any, cached: Cached, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    key = (*args, *sorted(kwargs.items()))
    if not hashable(key):
        return invoke(run, cached.function, args, kwargs, site)
    if key not in cached.results:
        result = invoke(run, cached.function, args, kwargs, site)
        run.touch(cached.results)
        cached.results[key] = result
    return cached.results[key]


@provides("functools.total_ordering")
def total_ordering(run: Any, cls: Any) -> Any:
    """The comparisons that a class lacks, from one that it has and `==`."""
    if not isinstance(cls, Class):
        return cls
    own = next((name for name in ("Lt", "LtE", "Gt", "GtE") if cls.lookup(METHODS[name])), None)
    for name, method in METHODS.items():
        if own is not None and not cls.lookup(method):
            cls.attributes[method] = Native(method, _derived(own, name))
    return cls


def _derived(own: str, name: str) -> Any:
    def call(run: Any, left: Any, right: Any) -> Any:
        answer = known_truth(run, compare(run, own, left, right, run.site))
        same = known_truth(run, compare(run, "Eq", left, right, run.site))
        if answer is None or same is None:
            return Unknown("a comparison of objects")
        less = answer if own == "Lt" else answer and not same if own == "LtE" else not answer and not same
        less = not answer if own == "GtE" else less
        return {"Lt": less, "LtE": less or same, "Gt": not less and not same, "GtE": not less}[name]

    return call


@provides("functools.cached_property")
def cached_property(run: Any, function: Any) -> Any:
    return Property(function, kept=True)


def _dispatching(position: int) -> Any:
    def call(run: Any, function: Any) -> Any:
        from keras_shape_lint.tracing.library.dispatching import Dispatcher

        return Dispatcher(function, position)

    return call


provides("functools.singledispatch")(_dispatching(0))
provides("functools.singledispatchmethod")(_dispatching(1))


@provides("copy.copy")
def copy(run: Any, value: Any) -> Any:
    return _copy(run, value, None)


@provides("copy.deepcopy")
def copied(run: Any, value: Any) -> Any:
    """What is one object inside the original is one object inside the copy."""
    known: dict[int, Any] = {}
    made = _copy(run, value, known)
    for each in known.values():
        run.charge(each)
    return made


def _copy(run: Any, value: Any, known: dict[int, Any] | None) -> Any:
    """A deep one with `known`, which holds what has been copied."""
    if known is not None and id(value) in known:
        return known[id(value)]
    if isinstance(value, (int, float, str, bytes, type(None), range, frozenset, Function, Native)):
        return value
    if isinstance(value, tuple):
        if known is None:
            return value
        known[id(value)] = made = tuple(_copy(run, item, known) for item in value)
        return made
    if isinstance(value, (List, Dict, Set)):
        new: Any = type(value)() if not hasattr(value, "cls") else type(value)(value.cls)
        new.open = value.open
        if isinstance(new, List) and isinstance(value, List):
            new.limit = value.limit
    elif isinstance(value, Instance) and value.layer is None and value.cls.external is None:
        if value.cls.kind == "enum":
            return value
        if (own := value.cls.lookup("__copy__" if known is None else "__deepcopy__")) is not None:
            memo = [] if known is None else [opened(Dict())]
            return invoke(run, own, [value, *memo], {}, None)
        new = Instance(value.cls)
        new.open = value.open
    else:
        return Unknown("a copy")
    if known is not None:
        known[id(value)] = new
    if isinstance(new, Instance):
        new.attributes.update({name: _part(run, item, known) for name, item in value.attributes.items()})
    elif isinstance(new, Dict):
        new.factory, new.counts = value.factory, value.counts
        new.update({key: _part(run, item, known) for key, item in value.items()})
    elif isinstance(new, List):
        new.extend(_part(run, item, known) for item in value)
    else:
        new.update(value)
    return new


def _part(run: Any, value: Any, known: dict[int, Any] | None) -> Any:
    return value if known is None else _copy(run, value, known)
