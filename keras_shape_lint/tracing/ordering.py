"""Values in order, objects with comparisons of their own among them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cmp_to_key
from typing import Any

from keras_shape_lint.tracing.comparisons import compare
from keras_shape_lint.tracing.concrete import is_concrete
from keras_shape_lint.tracing.iterators import Lost
from keras_shape_lint.tracing.truth import known_truth
from keras_shape_lint.tracing.values import Instance


def in_order(run: Any, keys: Sequence[Any], descending: bool = False) -> list[int] | None:
    """Positions of the keys as `sorted` would have them; None where a comparison is not known."""
    places = range(len(keys))
    if all(map(is_concrete, keys)):
        return sorted(places, key=keys.__getitem__, reverse=descending)
    if not all(isinstance(key, Instance) for key in keys):
        return None

    def ordered(left: int, right: int) -> int:
        return -_less(run, keys[left], keys[right]) or int(_less(run, keys[right], keys[left]))

    try:
        return sorted(places, key=cmp_to_key(ordered), reverse=descending)
    except Lost:
        return None


def _less(run: Any, left: Any, right: Any) -> bool:
    """Raises Lost."""
    truth = known_truth(run, compare(run, "Lt", left, right, run.site))
    if truth is None:
        raise Lost
    return truth
