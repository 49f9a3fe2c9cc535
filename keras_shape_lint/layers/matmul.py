"""Matrix products as TensorFlow 1 did them, and the batch_dot of Keras before 2.3 on top."""

from __future__ import annotations

from keras_shape_lint.layers.merging import Conflict, broadcast_all, graph_dim
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, differ


class GraphError(Exception):
    """The graph is refused when it is built."""


def elementwise_graph(left: Dims, right: Dims) -> Dims:
    """As TensorFlow's graph broadcasts. Raises GraphError."""
    try:
        return broadcast_all((left, right), graph_dim)
    except Conflict:
        raise GraphError from None


def same_dim(a: Dim, b: Dim) -> Dim:
    """What both must be; None and UNKNOWN take the other's."""
    if differ(a, b):
        raise GraphError
    if a is UNKNOWN or b is UNKNOWN:
        return UNKNOWN
    return b if a is None else a


def matmul(left: Dims, right: Dims, transpose_left: bool, transpose_right: bool) -> Dims:
    """Over the last two axes; all others are equal. One operand of rank 2 makes it a plain matrix product."""
    if len(left) != len(right) or len(left) < 2:
        raise GraphError
    rows, inner = (left[-1], left[-2]) if transpose_left else (left[-2], left[-1])
    depth, columns = (right[-1], right[-2]) if transpose_right else (right[-2], right[-1])
    same_dim(inner, depth)
    batch = [same_dim(a, b) for a, b in zip(left[:-2], right[:-2], strict=True)]
    return (*batch, rows, columns)


def batch_dot(left: Dims, right: Dims, axes: tuple[int, int], pad: bool) -> Dims:
    """The static shape. With `pad` (Keras 2) the lower rank is filled up with 1s, which the result loses again."""
    a, b = axes
    rank = max(len(left), len(right)) if pad else len(left)
    missing = abs(len(left) - len(right)) if pad else 0
    x = left + (1,) * (rank - len(left))
    y = right + (1,) * (rank - len(right)) if pad else right
    if len(x) == 2 and len(y) == 2:
        if a == b:
            out = _without(elementwise_graph(x, y), a)
        else:
            out = _without(elementwise_graph((x[1], x[0]), y), b)
    else:
        out = matmul(x, y, a != len(x) - 1, b == len(y) - 1)
    if missing:
        start = len(left) + len(right) - 3 if len(left) > len(right) else len(left) - 1
        out = _squeeze(out, range(start, start + missing))
    return (*out, 1) if len(out) == 1 else out


def _without(shape: Dims, axis: int) -> Dims:
    if not -2 <= axis < 2:
        raise GraphError
    return (shape[1 - axis % 2],)


def _squeeze(shape: Dims, axes: range) -> Dims:
    for axis in axes:
        if axis >= len(shape) or differ(shape[axis], 1):
            raise GraphError
    return tuple(dim for i, dim in enumerate(shape) if i not in axes)
