"""Indexing a tensor: `GetItem` of `keras/src/ops/core.py`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.dims import UNKNOWN, Dim


@op("operator.getitem", "keras.ops.get_item")
def getitem(x: Tensor, key: Any) -> Tensor:
    """An integer takes its axis away, a slice shortens it, None adds one of size 1, `...` stands for all the rest.

    Raises at an integer outside a known axis, and at more indices than axes.
    """
    if not isinstance(x.shape, tuple):
        return x.unknown()
    keys = list(key) if isinstance(key, (tuple, list)) else [key]
    if not all(entry is None or entry is ... or isinstance(entry, (int, slice)) for entry in keys):
        return x.unknown()
    if ... not in keys:
        keys.append(...)
    consumed = sum(entry is not None and entry is not ... for entry in keys)
    if consumed > len(x.shape) or keys.count(...) > 1:
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
