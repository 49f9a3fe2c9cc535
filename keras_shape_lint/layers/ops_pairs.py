"""Functions that set the entries of tensors against each other: grids, distances, correlations, vector products."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, SHAPES_DIFFER
from keras_shape_lint.layers.merging import dims_of, graph_dim
from keras_shape_lint.layers.op_arguments import Known, OneAxis, axis_in, replaced, tensor_of
from keras_shape_lint.layers.op_names import KERAS, TF
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.broadcast import Mismatch, broadcast
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, product


@op(KERAS + "meshgrid", variadic=True)
def meshgrid(
    a: Any, b: Any = None, c: Any = None, d: Any = None, e: Any = None, indexing: Known = "xy", *, symbolic: bool
) -> Any:
    """As many tensors as are given, each with an axis for every one; the first two change places unless `ij`."""
    shapes = dims_of(tensor_of(x) for x in (a, b, c, d, e) if x is not None)
    if shapes is None or indexing not in ("xy", "ij"):
        return Tensor(UNKNOWN, None)
    sizes = [product(shape) for shape in shapes]
    if indexing == "xy":
        if len(sizes) < 2:
            return _one_grid(sizes, symbolic)
        sizes[:2] = sizes[1::-1]
    return [Tensor(tuple(sizes), None) for _ in shapes]


@op(TF + "meshgrid", variadic=True)
def tensorflow_meshgrid(
    a: Any, b: Any = None, c: Any = None, d: Any = None, e: Any = None, indexing: Known = "xy", sparse: Known = False,
    name: Any = None,
) -> Any:  # fmt: skip
    """As many tensors as are given, each with an axis for every one; the first two change places unless `ij`."""
    return meshgrid(a, b, c, d, e, indexing, symbolic=False) if sparse is False else Tensor(UNKNOWN, None)


def _one_grid(sizes: list[Dim], symbolic: bool) -> Any:
    """Keras means to exchange two axes and does not find them."""
    if symbolic:
        raise Reject(ARGUMENT, "{layer} of one tensor needs indexing='ij'")
    return [Tensor(tuple(sizes), None)]


@op(KERAS + "cdist")
def cdist(x: Tensor, y: Tensor) -> Tensor:
    """(..., m, d) and (..., n, d) -> (..., m, n)."""
    if not x.require_min_rank(2) or not y.require_min_rank(2):
        return x.unknown()
    return Tensor((*x.dims[:-1], y.dims[-2]), x.dtype)


@op(KERAS + "corrcoef")
def corrcoef(x: Tensor, *, symbolic: bool) -> Tensor:
    """(n, d) -> (n, n), which Keras declares as (n, d)."""
    return x.like() if symbolic else x.with_shape(x.dims[0], x.dims[0]) if x.rank == 2 else x.unknown()


@op(KERAS + "correlate")
def correlate(x1: Tensor, x2: Tensor, mode: Known = "valid") -> Tensor:
    """Two vectors -> the places where the shorter lies along the longer, by `mode` inside it or also over its ends."""
    for x in (x1, x2):
        x.require_rank(1)
    if isinstance(mode, str) and mode not in ("valid", "same", "full"):
        raise Reject(ARGUMENT, "{layer}: mode must be 'valid', 'same' or 'full', got {0}", repr(mode))
    first, second = x1.dims[0], x2.dims[0]
    if not isinstance(first, int) or not isinstance(second, int) or mode is UNKNOWN:
        return Tensor((UNKNOWN,), None)
    longer, shorter = max(first, second), min(first, second)
    return Tensor(({"valid": longer - shorter + 1, "same": longer, "full": first + second - 1}[mode],), None)


@op(KERAS + "cross")
def cross(
    x1: Tensor, x2: Tensor, axisa: OneAxis = -1, axisb: OneAxis = -1, axisc: OneAxis = -1, axis: OneAxis = None
) -> Tensor:
    """Vectors of 2 or 3 along an axis of each; what is left broadcasts, with an axis of 3 unless both have 2."""
    axes = (axisa, axisb, axisc) if axis is None else (axis, axis, axis)
    first, second = axis_in(x1, axes[0]), axis_in(x2, axes[1])
    if UNKNOWN in (first, second):
        return Tensor(UNKNOWN, None)
    sizes = x1.dims[first], x2.dims[second]
    for x, size in zip((x1, x2), sizes):
        if isinstance(size, int) and size not in (2, 3):
            raise Reject(ARGUMENT, "{layer} takes vectors of 2 or 3, {0} has {1}", x, size)
    rest = _without_vectors(x1, x2, first, second)
    if 3 not in sizes:
        return Tensor(rest if UNKNOWN not in sizes else UNKNOWN, None)
    at = axis_in(Tensor((*rest, 3), None), axes[2])
    return Tensor(UNKNOWN if at is UNKNOWN else (*rest[:at], 3, *rest[at:]), None)


def _without_vectors(x1: Tensor, x2: Tensor, first: int, second: int) -> Dims:
    try:
        return broadcast(replaced(x1.dims, first), replaced(x2.dims, second), graph_dim)
    except Mismatch as wrong:
        text = "{layer} of {0} and {1}: {2} and {3} vectors do not fit"
        raise Reject(SHAPES_DIFFER, text, x1, x2, wrong.left, wrong.right) from None


@op(KERAS + "unravel_index")
def unravel_index(indices: Tensor, shape: Known) -> Any:
    """The indices along each axis of the shape, each of the shape of what is given."""
    if not isinstance(shape, (tuple, list)):
        return indices.unknown()
    return [Tensor((None,) if None in shape else indices.shape, indices.dtype) for _ in shape]


@op(KERAS + "trapezoid")
def trapezoid(y: Tensor, x: Any = None, dx: Any = 1.0, axis: OneAxis = -1) -> Tensor:
    """The axis goes."""
    at = axis_in(y, axis)
    return y.unknown() if at is UNKNOWN else y.with_shape(*replaced(y.dims, at))
