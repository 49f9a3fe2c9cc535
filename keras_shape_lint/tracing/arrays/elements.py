"""What one step over a value gives: of a dataset, a generator, a Sequence of the user's own."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.tracing.arrays.array import Dataset
from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.generators import first_item
from keras_shape_lint.tracing.iterators import Iterator
from keras_shape_lint.tracing.values import Bound, Function, Instance, Unknown

_STEPS: tuple[tuple[str, list[Any]], ...] = (("__getitem__", [0]), ("__next__", []))


def is_stream(value: Any) -> bool:
    """It gives its data step by step; arrays, lists and tensors hold it."""
    if isinstance(value, Instance):
        return any(value.cls.lookup(name) is not None for name in ("__getitem__", "__next__", "__iter__"))
    return isinstance(value, (Dataset, Iterator))


def element_of(run: Any, value: Any) -> Any:
    """The first element, arrays in their nest; an unknown value where that cannot be followed. Nothing is used up."""
    if isinstance(value, Dataset):
        return value.element
    if isinstance(value, Iterator):
        return first_item(run, value)
    if isinstance(value, Instance):
        for name, args in _STEPS:
            method = value.cls.lookup(name)
            if isinstance(method, Function):
                return rehearsed(run, Bound(method, value), args)
    return Unknown("an element")


def rehearsed(run: Any, callee: Any, args: list[Any]) -> Any:
    """What a call would give; all it does is undone."""
    found: list[Any] = []
    run.rehearse(lambda: found.append(invoke(run, callee, args, {}, None)), exact=True)
    return found[0] if found else Unknown("an element")
