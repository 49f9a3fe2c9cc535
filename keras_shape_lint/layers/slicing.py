"""Indexing a tensor: `GetItem` of `keras/src/ops/core.py`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.dims import UNKNOWN, Dim


@op("operator.getitem", "keras.ops.get_item")
def getitem(x: Tensor, key: Any, *, symbolic: bool) -> Tensor:
    """An integer takes its axis away, a slice shortens it, None adds one of size 1, `...` stands for all the rest.

    Raises at an integer outside a known axis, at more indices than axes, and where Keras 3 does on what comes from an
    Input: at an index that is neither an integer nor a tuple or list of integers, slices, None and `...`.
    """
    if not isinstance(x.shape, tuple):
        return x.unknown()
    if symbolic and None in x.shape:
        _require_plain(x, key)
    keys = list(key) if isinstance(key, (tuple, list)) else [key]
    if not all(entry is None or entry is ... or isinstance(entry, (int, slice)) for entry in keys):
        return x.unknown()
    if ... not in keys:
        keys.append(...)
    consumed = sum(entry is not None and entry is not ... for entry in keys)
    if keys.count(...) > 1:
        raise Reject(ARGUMENT, "{0} is indexed with more than one ...", x)
    if consumed > len(x.shape):
        raise Reject(ARGUMENT, "{0} has {1} axes, indexed by {2}", x, len(x.shape), consumed)
    rest = list(x.shape)
    out: list[Dim] = []
    for entry in keys:
        if entry is None:
            out.append(1)
        elif entry is ...:
            kept = len(x.shape) - consumed
            out += rest[:kept]
            rest = rest[kept:]
        elif isinstance(entry, slice):
            out.append(_sliced(rest.pop(0), entry))
        else:
            _check(x, rest.pop(0), entry)
    return x.with_shape(*out)


def _require_plain(x: Tensor, key: Any) -> None:
    if key is None or key is ... or isinstance(key, slice):
        template = "{0} is indexed with [{1}] alone, which a symbolic tensor does not take; write [{1}, {2}]"
        raise Reject(ARGUMENT, template, x, _written(key), ":" if key is ... else "...")
    entries = key if isinstance(key, (tuple, list)) else [key]
    if any(isinstance(entry, (str, float, list, tuple, Tensor)) for entry in entries):
        template = "{0} is a symbolic tensor, indexed with integers, slices, None and ... only; use keras.ops.take"
        raise Reject(ARGUMENT, template, x)


def _written(key: Any) -> str:
    if not isinstance(key, slice):
        return "..." if key is ... else str(key)
    bounds = ["" if bound is None else str(bound) for bound in (key.start, key.stop, key.step)]
    return ":".join(bounds if key.step is not None else bounds[:2])


def _sliced(dim: Dim, key: slice) -> Dim:
    if key == slice(None):
        return dim
    bounds = (key.start, key.stop, key.step)
    if dim is None:
        return None
    if not isinstance(dim, int) or not all(bound is None or type(bound) is int for bound in bounds) or key.step == 0:
        return UNKNOWN
    return len(range(*key.indices(dim)))


def _check(x: Tensor, dim: Dim, index: int) -> None:
    if type(dim) is int and not -dim <= index < dim:
        raise Reject(ARGUMENT, "{0} is indexed with {1} on an axis of {2}", x, index, dim)
