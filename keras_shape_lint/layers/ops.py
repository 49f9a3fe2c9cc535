"""Functions of two or more tensors: `keras/src/ops/numpy.py`, and TensorFlow's own of the same kind.

They know no batch axis: shapes are right-aligned as a whole, so that an undefined batch may meet another axis.
"""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import (
    ARGUMENT,
    BATCH_BROADCAST,
    CONCAT_AXIS,
    CONCAT_SHAPES_DIFFER,
    FAILS_AT_RUN,
    SHAPES_DIFFER,
)
from keras_shape_lint.layers.arguments import Flag
from keras_shape_lint.layers.concatenate import (
    MergeAxis,
    check_axis,
    first_as_written,
    join_known,
    misfit,
    of_known_rank,
    require_same_rank,
)
from keras_shape_lint.layers.merging import (
    CANNOT_COMBINE,
    Conflict,
    batched,
    broadcast_all,
    conflict_values,
    dims_of,
    graph_dim,
    lenient_broadcast,
    listed,
    trailing_broadcast,
)
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Doubtful, FailsAtRun, Reject
from keras_shape_lint.shapes.broadcast import Mismatch, broadcast
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, differ, total

KERAS_BINARY = (
    "add", "subtract", "multiply", "divide", "true_divide", "floor_divide", "mod", "power", "maximum", "minimum",
)  # fmt: skip
TENSORFLOW_BINARY = (
    "add", "subtract", "multiply", "divide", "truediv", "floordiv", "floormod", "mod", "pow", "maximum", "minimum",
)  # fmt: skip


def combine(x1: Tensor, x2: Tensor) -> Any:
    """Right-aligned broadcasting over the whole shape; None against n is n."""
    if x1.shape == () or x2.shape == ():
        return (x2 if x1.shape == () else x1).like()
    shapes = dims_of((x1, x2))
    if shapes is None:
        return trailing_broadcast([x1, x2], 0)
    tensors = [x1, x2]
    try:
        out = x1.with_shape(*broadcast_all(shapes, graph_dim))
    except Conflict as found:
        meant = x1.with_shape(*lenient_broadcast(shapes))
        raise Reject(SHAPES_DIFFER, CANNOT_COMBINE, *conflict_values(tensors, found), resume_as=meant) from None
    return out if meets(*map(batched, shapes)) else Doubtful(out, BATCH_BROADCAST, BATCH_MEETS, x1, x2)


BATCH_MEETS = "{layer} of {0} and {1} sets the batch of one against another axis of the other: give both the same rank"


def meets(left: Dims, right: Dims) -> bool:
    """Whether TensorFlow's graph broadcasts two shapes."""
    try:
        broadcast(left, right, graph_dim)
    except Mismatch:
        return False
    return True


def _keras_combine(x1: Tensor, x2: Tensor) -> Any:
    """Elementwise, broadcast right-aligned over the whole shape."""
    return combine(x1, x2)


def _tensorflow_combine(x: Tensor, y: Tensor, name: Any = None) -> Any:
    """Elementwise, broadcast right-aligned over the whole shape."""
    return combine(x, y)


for _name in KERAS_BINARY:
    op(f"keras.ops.{_name}", f"keras.ops.numpy.{_name}")(_keras_combine)
for _name in TENSORFLOW_BINARY:
    op(f"tensorflow.{_name}", f"tensorflow.math.{_name}")(_tensorflow_combine)


@op("keras.ops.matmul", "keras.ops.numpy.matmul")
def matmul(x1: Tensor, x2: Tensor) -> Any:
    """(..., n, k) and (..., k, m) -> (..., n, m); the leading axes broadcast, a vector loses its own axis."""
    if x1.shape == () or x2.shape == ():
        raise Reject(ARGUMENT, "{layer} takes no scalars: {0}, {1}", x1, x2)
    shapes = dims_of((x1, x2))
    if shapes is None:
        return x1.unknown()
    left, right = shapes
    out = x1.with_shape(*_matrix_product(x1, x2, left, right))
    fails = not _product_fits(batched(left), batched(right))
    return Doubtful(out, BATCH_BROADCAST, BATCH_MEETS, x1, x2) if fails else out


@op("tensorflow.matmul", "tensorflow.linalg.matmul")
def tensorflow_matmul(
    a: Tensor,
    b: Tensor,
    transpose_a: Flag = False,
    transpose_b: Flag = False,
    adjoint_a: Flag = False,
    adjoint_b: Flag = False,
    a_is_sparse: Any = False,
    b_is_sparse: Any = False,
    output_type: Any = None,
    grad_a: Any = False,
    grad_b: Any = False,
    name: Any = None,
) -> Any:
    """As keras.ops.matmul, without vectors; each operand may be transposed first."""
    for x in (a, b):
        if not x.require_min_rank(2):
            return a.unknown()
    left = _transposed(a.dims) if transpose_a or adjoint_a else a.dims
    right = _transposed(b.dims) if transpose_b or adjoint_b else b.dims
    return a.with_shape(*_matrix_product(a, b, left, right))


def _transposed(shape: Dims) -> Dims:
    return (*shape[:-2], shape[-1], shape[-2])


def _matrix_product(x1: Tensor, x2: Tensor, left: Dims, right: Dims) -> Dims:
    a, b = _matrices(left, right)
    meant = x1.unknown()
    if differ(a[-1], b[-2]):
        text = "{layer} cannot multiply {0} and {1}: the last axis of the first is {2}, the {3} of the second is {4}"
        which = "first" if len(right) == 1 else "last but one"
        raise Reject(SHAPES_DIFFER, text, x1, x2, a[-1], which, b[-2], resume_as=meant)
    try:
        leading = broadcast(a[:-2], b[:-2], graph_dim)
    except Mismatch as wrong:
        text = "{layer} cannot multiply {0} and {1}: axis {2} is {3} and {4}"
        raise Reject(SHAPES_DIFFER, text, x1, x2, wrong.axis - 2, wrong.left, wrong.right, resume_as=meant) from None
    rows = a[-2:-1] if len(left) > 1 else ()
    columns = b[-1:] if len(right) > 1 else ()
    return (*leading, *rows, *columns)


def _matrices(left: Dims, right: Dims) -> tuple[Dims, Dims]:
    return (left if len(left) > 1 else (1, *left)), (right if len(right) > 1 else (*right, 1))


def _product_fits(left: Dims, right: Dims) -> bool:
    a, b = _matrices(left, right)
    return not differ(a[-1], b[-2]) and meets(a[:-2], b[:-2])


@op("keras.ops.dot", "keras.ops.numpy.dot")
def dot(x1: Tensor, x2: Tensor) -> Any:
    """The last axis of the first summed with the last but one (or only) of the second; no axis is shared."""
    if x1.shape == () or x2.shape == ():
        return (x2 if x1.shape == () else x1).like()
    shapes = dims_of((x1, x2))
    if shapes is None:
        return x1.unknown()
    left, right = shapes
    if not left or not right:
        return combine(x1, x2)
    axis = -1 if len(right) == 1 else -2
    rest = right[:axis] + (right[-1:] if axis == -2 else ())
    out = x1.with_shape(*left[:-1], *rest)
    text = "{layer} of {0} and {1}: axis -1 is {2} but axis {3} is {4}"
    values = (x1, x2, left[-1], axis, right[axis])
    vectors = len(left) == len(right) == 1
    undefined = axis == -1 and (left[-1] is None) != (right[-1] is None) and UNKNOWN not in (left[-1], right[-1])
    if not vectors and (undefined or differ(left[-1], right[axis])):
        raise Reject(SHAPES_DIFFER, text, *values, resume_as=out)
    if differ(batched(left)[-1], batched(right)[axis]):
        return FailsAtRun(out, FAILS_AT_RUN, text + "; Keras notices only when it runs", *values)
    return out


@op("keras.ops.concatenate", "keras.ops.numpy.concatenate")
def concatenate(xs: Any, axis: MergeAxis = 0) -> Any:
    """Sizes along `axis` add up; the other dimensions are the first tensor's, None fits anything."""
    return _concatenate(xs, axis, first_as_written)


@op("tensorflow.concat")
def tensorflow_concat(values: Any, axis: MergeAxis, name: Any = None) -> Any:
    """Sizes along `axis` add up; in the other dimensions None gives way to a number."""
    return _concatenate(values, axis, join_known)


@op("keras.backend.concatenate")
def backend_concatenate(tensors: Any, axis: MergeAxis = -1) -> Any:
    """As TensorFlow's `concat`, along the last axis unless told."""
    return _concatenate(tensors, axis, join_known)


def _concatenate(xs: Any, axis: Any, others: Any) -> Any:
    tensors = _tensors(xs)
    if not tensors:
        return Tensor(UNKNOWN, None)
    check_axis(axis)
    shapes = dims_of(tensors)
    if shapes is None or axis is UNKNOWN:
        return of_known_rank(tensors)
    rank = len(shapes[0])
    _require_axis(tensors, axis, rank)
    require_same_rank(tensors, shapes)
    others_of = {i: others(column) for i, column in enumerate(zip(*shapes, strict=True))}
    size = total(shape[axis] for shape in shapes)
    out = tensors[0].with_shape(*(size if i == axis % rank else dim for i, dim in others_of.items()))
    return _first_against_all(tensors, shapes, axis % rank, out)


@op("keras.ops.stack", "keras.ops.numpy.stack")
def stack(x: Any, axis: MergeAxis = 0) -> Any:
    """A new axis of as many entries as there are tensors; None fits anything."""
    return _stack(x, axis, first_as_written)


@op("tensorflow.stack")
def tensorflow_stack(values: Any, axis: MergeAxis = 0, name: Any = None) -> Any:
    """A new axis of as many entries as there are tensors; None gives way to a number."""
    return _stack(values, axis, join_known)


@op("keras.backend.stack")
def backend_stack(x: Any, axis: MergeAxis = 0) -> Any:
    """As TensorFlow's `stack`."""
    return _stack(x, axis, join_known)


def _stack(xs: Any, axis: Any, others: Any) -> Any:
    tensors = _tensors(xs)
    if not tensors:
        return Tensor(UNKNOWN, None)
    check_axis(axis)
    shapes = dims_of(tensors)
    if shapes is None or axis is UNKNOWN:
        ranks = [x.rank for x in tensors if x.rank is not None]
        return tensors[0].with_shape(*(UNKNOWN,) * (ranks[0] + 1)) if ranks else tensors[0].unknown()
    rank = len(shapes[0]) + 1
    _require_axis(tensors, axis, rank)
    require_same_rank(tensors, shapes)
    out: list[Dim] = [others(column) for column in zip(*shapes, strict=True)]
    out.insert(axis % rank, len(tensors))
    return _first_against_all(tensors, shapes, -1, tensors[0].with_shape(*out))


def _tensors(xs: Any) -> list[Tensor] | None:
    if not isinstance(xs, (list, tuple)) or getattr(xs, "open", False):
        return None
    return [x if isinstance(x, Tensor) else Tensor(UNKNOWN, None) for x in xs]


def _require_axis(tensors: list[Tensor], axis: int, rank: int) -> None:
    if not -rank <= axis < rank:
        text = "{layer}: axis " + f"{axis} of {rank} does not exist for {listed(len(tensors))}"
        raise Reject(CONCAT_AXIS, text, *tensors)


def _first_against_all(tensors: list[Tensor], shapes: list[Dims], axis: int, out: Tensor) -> Any:
    """Keras compares each with the first; what two others say only shows when it runs."""
    text = "{layer} of {0} and {1}: axis {2} is {3} and {4}"
    for x, shape in zip(tensors[1:], shapes[1:], strict=True):
        found = misfit([shapes[0], shape], axis, differ)
        if found is not None:
            i = found[0]
            values = (tensors[0], x, i, shapes[0][i], shape[i])
            raise Reject(CONCAT_SHAPES_DIFFER, text, *values)
    found = misfit(list(map(batched, shapes)), axis, differ)
    if found is None:
        return out
    i, left, right = found
    values = (tensors[left], tensors[right], i, shapes[left][i], shapes[right][i])
    return FailsAtRun(out, FAILS_AT_RUN, text + "; Keras notices only when it runs", *values)
