"""Dot: `keras/src/layers/merging/dot.py`, and the batch_dot of the backends below it."""

from __future__ import annotations

from typing import Annotated, Any

from keras_shape_lint.findings import (
    ARGUMENT,
    BATCH_BROADCAST,
    DECLARED_SHAPE,
    DOT_AXES,
    DOT_BATCH_AXIS,
    DOT_SHAPES_DIFFER,
    FAILS_AT_RUN,
    SHAPES_DIFFER,
)
from keras_shape_lint.layers.arguments import Check, Unresolved
from keras_shape_lint.layers.matmul import GraphError, batch_dot
from keras_shape_lint.layers.merging import (
    GENERIC_BATCH,
    all_batched,
    broadcast_all,
    dims_of,
    graph_dim,
    listed,
    merge_inputs,
    require_count,
)
from keras_shape_lint.layers.rule import function, layer
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Doubtful, FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dims, Shape, apart, differ, shape_text, surely_differ_as_written
from keras_shape_lint.shapes.symbols import Symbol

Pair = tuple[int, int]


class _DotAxes(Check):
    """An integer or two of them; UNKNOWN when one is not known."""

    essential = False

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if value is UNKNOWN or isinstance(value, (Unresolved, Symbol)) or getattr(value, "open", False):
            return UNKNOWN
        if isinstance(value, int):
            return value
        if not isinstance(value, (list, tuple)):
            raise Reject(DOT_AXES, "{layer}: axes must be an integer or two of them, got {0}", value)
        if len(value) != 2:
            raise Reject(DOT_AXES, "{layer}: axes must be two integers, one for each input, got {0}", len(value))
        if any(isinstance(axis, (Unresolved, Symbol)) for axis in value):
            return UNKNOWN
        if not all(isinstance(axis, int) for axis in value):
            raise Reject(DOT_AXES, "{layer}: axes must be integers, got {0}", value)
        return tuple(value)


DotAxes = Annotated[Any, _DotAxes()]


@layer("keras.layers.Dot", label="Dot(axes={axes})")
def dot(inputs: Any, *, axes: DotAxes, normalize: Any = False, world: World, state: LayerState) -> Any:
    """Products summed over one axis of each input: all other axes of the first, then of the second, one batch.

    The two axes must be equal, None equals only None, and 1 does not broadcast.
    """
    return dot_output(inputs, axes, world, state)


@function("keras.layers.dot", label="Dot(axes={axes})")
def dot_function(inputs: Any, *, axes: DotAxes = None, normalize: Any = False, world: World, state: LayerState) -> Any:
    """As Dot; only Keras 3 has a default, -1, for the axes."""
    if axes is None and world.generation < (3,):
        raise Reject(ARGUMENT, "{layer} needs its argument {0}", "'axes'")
    return dot_output(inputs, -1 if axes is None else axes, world, state)


def dot_output(inputs: Any, axes: Any, world: World, state: LayerState) -> Any:
    """The output of Dot for its two inputs. Raises Reject."""
    tensors = merge_inputs(inputs, world)
    if tensors is None:
        return Tensor(UNKNOWN, None)
    require_count(tensors, 2, exactly=True)
    x, y = tensors
    shapes = dims_of(tensors)
    if shapes is None:
        return x.unknown()
    if axes is UNKNOWN:
        return x.with_shape(*(UNKNOWN,) * max(len(shapes[0]) + len(shapes[1]) - 3, 2))
    a, b = resolved(axes, shapes)
    pair = require_axes(x, y, a, b)
    out = declared(x, y, pair)
    if not state.built:
        require_equal_axes(x, y, a, b, surely_differ_as_written, out)
    state.rank = len(shapes[0])
    if world.generation < (2, 3):
        return _multiplied_as_matrices(x, y, pair, out)
    reason = _refused_at_run(x, y, pair)
    if reason is None:
        return inferred_batch(out, y) if (2, 15) <= world.generation < (3,) else out
    message, text, *values = reason
    if world.generation >= (3,):
        return FailsAtRun(out, FAILS_AT_RUN, text + "; Keras notices only when it runs", *values)
    raise Reject(message, text, *values, resume_as=out)


def resolved(axes: Any, shapes: list[Dims]) -> Pair:
    """The axis of each input; a negative integer is taken modulo each rank and so never out of range."""
    if isinstance(axes, tuple):
        return axes
    return (axes % (len(shapes[0]) or 1), axes % (len(shapes[1]) or 1)) if axes < 0 else (axes, axes)


def require_axes(x: Tensor, y: Tensor, a: int, b: int) -> Pair:
    """Both axes counted from the left. Refused: one that is not there."""
    for tensor, axis in ((x, a), (y, b)):
        rank = len(tensor.dims)
        if not -rank <= axis < rank:
            text = "{layer}: {0} has no axis {1}, it has {2} axes, batch included"
            raise Reject(DOT_AXES, text, tensor, axis, rank)
    return a % len(x.dims), b % len(y.dims)


def require_equal_axes(x: Tensor, y: Tensor, a: int, b: int, wrong: Any, resume_as: Tensor) -> None:
    """Raises Reject where the two sizes are `wrong` together."""
    if wrong(x.dims[a], y.dims[b]):
        text = "{layer} of {0} and {1}: axis {2} is {3} but axis {4} is {5}"
        values = (x, y, a, x.dims[a], b, y.dims[b])
        raise Reject(DOT_SHAPES_DIFFER, text, *values, resume_as=resume_as)


def declared(x: Tensor, y: Tensor, pair: Pair) -> Tensor:
    """What Keras says the output is: without a batch axis of the second input, and never of rank 1."""
    left, right = list(x.dims), list(y.dims)
    del left[pair[0]], right[pair[1]]
    if not right:
        raise Reject(DOT_AXES, "{layer}: {0} has no axis besides the one summed over", y)
    out = [*left, *right[1:]]
    return x.with_shape(*out, 1) if len(out) == 1 else x.with_shape(*out)


def _refused_at_run(x: Tensor, y: Tensor, pair: Pair) -> tuple[Any, ...] | None:
    """What batch_dot itself refuses since Keras 2.3: when it is called before Keras 3, when it runs there."""
    if 0 in pair:
        return DOT_BATCH_AXIS, "{layer} of {0} and {1} sums over the batch, axis 0 of {2}", x, y, (y, x)[pair[0] == 0]
    left, right = x.dims, y.dims
    if differ(left[0], right[0]):
        return SHAPES_DIFFER, "{layer} of {0} and {1}: their batch sizes are {2} and {3}", x, y, left[0], right[0]
    a, b = pair
    if differ(left[a], right[b]):
        text = "{layer} of {0} and {1}: axis {2} is {3} but axis {4} is {5}"
        return DOT_SHAPES_DIFFER, text, x, y, a, left[a], b, right[b]
    return None


def inferred_batch(out: Tensor, y: Tensor) -> Tensor:
    """The graph of tf.keras 2.15 knows the batch as soon as one input does, unless that is 1 and broadcasts."""
    (batch,) = broadcast_all([out.dims[:1], y.dims[:1]], graph_dim)
    return out.with_shape(batch, *out.dims[1:])


MATRICES = "{layer} of {0} and {1}: before Keras 2.3 this multiplies their last two axes as matrices, which do not fit"

UNLESS_BATCH = " unless the batch has the size of another axis"


def _multiplied_as_matrices(x: Tensor, y: Tensor, pair: Pair, out: Tensor) -> Any:
    try:
        batch_dot(x.dims, y.dims, pair, pad=True)
    except GraphError:
        raise Reject(DOT_SHAPES_DIFFER, MATRICES, x, y, resume_as=out) from None
    try:
        left, right = all_batched((x.dims, y.dims))
        real = batch_dot(left, right, pair, pad=True)
    except GraphError:
        return Doubtful(out, BATCH_BROADCAST, MATRICES + UNLESS_BATCH, x, y)
    return as_declared([x, y], out, real)


def as_declared(inputs: list[Tensor], out: Tensor, real: Shape) -> Any:
    """`out`, doubtful where the backend is certain to give another shape than Keras declares."""
    if not isinstance(real, tuple) or not isinstance(out.shape, tuple):
        return out
    shown = tuple(None if dim == GENERIC_BATCH else dim for dim in real)
    if not apart(real, out.shape):
        return out
    text = "{layer} of " + listed(len(inputs)) + f" is declared {shape_text(out.shape)} but gives {shape_text(shown)}"
    return Doubtful(out, DECLARED_SHAPE, text + "; the next layer is built for the wrong shape", *inputs)
