"""Add, Subtract, Multiply, Average, Maximum and Minimum: `keras/src/layers/merging`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from keras_shape_lint.findings import FAILS_AT_RUN, MERGE_INPUTS, SHAPES_DIFFER
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.tensor import Eager, Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.broadcast import Mismatch, broadcast
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, Trailing, differ, surely_differ_as_written

GENERIC_BATCH = 1_000_003
"""Stands for a batch size that no declared dimension has."""


def merge_inputs(inputs: Any, world: World) -> list[Tensor] | None:
    """The tensors a merge is called on, None when they could not be followed.

    Refused: a single tensor; a tuple, and an array, before Keras 2.4.
    """
    if isinstance(inputs, Tensor):
        if inputs.rank is None:
            return None
        raise Reject(MERGE_INPUTS, "{layer} must be called on a list of tensors, got the single tensor {0}", inputs)
    if not isinstance(inputs, (list, tuple)) or getattr(inputs, "open", False):
        return None
    tensors = [x if isinstance(x, Tensor) else Tensor(UNKNOWN, None) for x in inputs]
    if isinstance(inputs, tuple) and world.generation < (2, 15):
        raise Reject(MERGE_INPUTS, "{layer} must be called on a list of tensors here, got a tuple: write [...]")
    if world.generation < (2, 15):
        require_symbolic(tensors)
    return tensors


def require_symbolic(tensors: list[Tensor]) -> None:
    """Raises Reject for a tensor that was computed at once."""
    for x in tensors:
        if isinstance(x, Eager):
            raise Reject(MERGE_INPUTS, "{layer} takes tensors that come from an Input here, and {0} is an array", x)


def require_count(tensors: list[Tensor], least: int, exactly: bool = False) -> None:
    """Raises Reject for another number of inputs."""
    count = len(tensors)
    if count < least or (exactly and count != least):
        wanted = "exactly" if exactly else "at least"
        raise Reject(MERGE_INPUTS, "{layer} takes " + wanted + " {0} inputs, got {1}", least, count)


def listed(count: int) -> str:
    """The first `count` values of a template, at most four."""
    shown = ", ".join(f"{{{i}}}" for i in range(min(count, 4)))
    return f"{shown} and {count - 4} more" if count > 4 else shown


def dims_of(tensors: Iterable[Tensor]) -> list[Dims] | None:
    """All shapes, None when one has an unknown rank."""
    shapes = [x.shape for x in tensors]
    known = [shape for shape in shapes if isinstance(shape, tuple)]
    return known if len(known) == len(shapes) else None


def batched(shape: Dims, batch: Dim = GENERIC_BATCH) -> Dims:
    """The shape as a run has it: an undefined batch becomes one that equals no other dimension."""
    return (batch, *shape[1:]) if shape and shape[0] is None else shape


def all_batched(shapes: Iterable[Dims]) -> list[Dims]:
    """Shapes as one run has them: an undefined batch is that of the inputs which declare theirs."""
    shapes = list(shapes)
    batch = next((shape[0] for shape in shapes if shape and shape[0] is not None), GENERIC_BATCH)
    return [batched(shape, batch) for shape in shapes]


def graph_dim(other: Dim) -> Dim:
    """What TensorFlow makes of None against `other`: the other, unless that is 1 and broadcasts itself."""
    if isinstance(other, int):
        return None if other == 1 else other
    return other if differ(other, 1) else UNKNOWN


def no_dim(_other: Dim) -> Dim:
    """None against any size is None."""
    return None


def no_certain_dim(_other: Dim) -> Dim:
    """None against any size is not known."""
    return UNKNOWN


class Conflict(Exception):
    """`shapes[left]` and `shapes[right]` do not broadcast; `axis` counts from the right."""

    def __init__(self, left: int, right: int, axis: int) -> None:
        super().__init__(left, right, axis)
        self.left, self.right, self.axis = left, right, axis


def broadcast_all(shapes: Sequence[Dims], undefined: Callable[[Dim], Dim]) -> Dims:
    """One after the other, as Keras and TensorFlow do. Raises Conflict."""
    out = shapes[0]
    for right, shape in enumerate(shapes[1:], 1):
        try:
            out = broadcast(out, shape, undefined)
        except Mismatch as wrong:
            left = next(i for i, s in enumerate(shapes) if len(s) >= -wrong.axis and s[wrong.axis] == wrong.left)
            raise Conflict(left, right, wrong.axis) from None
    return out


def lenient_broadcast(shapes: Sequence[Dims]) -> Dims:
    """What remains certain of a broadcast that may not fit: disputed dimensions are UNKNOWN."""
    out: list[Dim] = []
    for back in range(1, max(map(len, shapes)) + 1):
        column = [(shape[-back],) for shape in shapes if len(shape) >= back]
        try:
            out.extend(broadcast_all(column, no_dim))
        except Conflict:
            out.append(UNKNOWN)
    return tuple(reversed(out))


def trailing_broadcast(tensors: list[Tensor], first: int) -> Tensor:
    """What is certain where a rank is not known: the last axes meet, as many as every such input has.

    Axes before the `first` do not take part.
    """
    depth = min(len(x.trailing) for x in tensors if x.rank is None)
    out: list[Dim] = []
    for back in range(1, depth + 1):
        met = [x for x in tensors if len(x.trailing) >= back + (first if x.rank is not None else 0)]
        column = [(x.trailing[-back],) for x in met]
        try:
            out.extend(broadcast_all(column, no_certain_dim))
        except Conflict as found:
            left, right = met[found.left], met[found.right]
            meant = tensors[0].unknown()
            values = (left, right, -back, left.trailing[-back], right.trailing[-back])
            raise Reject(SHAPES_DIFFER, CANNOT_COMBINE, *values, resume_as=meant) from None
    return Tensor(Trailing(*reversed(out)), tensors[0].dtype) if out else tensors[0].unknown()


def conflict_values(tensors: list[Tensor], found: Conflict) -> tuple[Tensor, Tensor, int, Dim, Dim]:
    """What CANNOT_COMBINE is told: both tensors, the axis (from the left where both have it) and the two sizes."""
    left, right = tensors[found.left], tensors[found.right]
    a, b = left.dims, right.dims
    axis = found.axis + len(a) if len(a) == len(b) else found.axis
    return left, right, axis, a[found.axis], b[found.axis]


CANNOT_COMBINE = "{layer} cannot combine {0} and {1}: axis {2} is {3} and {4}"


def batch_size(tensors: list[Tensor], shapes: list[Dims], resume_as: Tensor) -> Dim:
    """The one batch size of all inputs; a number wins over None. Refused: two numbers, even when one is 1."""
    known: list[tuple[Tensor, Dim]] = []
    unknown = False
    for x, shape in zip(tensors, shapes, strict=True):
        size = shape[0] if shape else None
        unknown = unknown or size is UNKNOWN
        if size is None or size is UNKNOWN:
            continue
        for y, other in known:
            if differ(size, other):
                text = "{layer} cannot combine {0} and {1}: their batch sizes are {2} and {3}"
                raise Reject(SHAPES_DIFFER, text, y, x, other, size, resume_as=resume_as)
        if all(size != other for _, other in known):
            known.append((x, size))
    if known:
        return known[0][1] if len(known) == 1 else UNKNOWN
    return UNKNOWN if unknown else None


def require_equal(tensors: list[Tensor], shapes: list[Dims], resume_as: Any = None) -> None:
    """Refuse any difference, of None and a number too."""
    for x, shape in zip(tensors[1:], shapes[1:], strict=True):
        if len(shape) != len(shapes[0]):
            text = "{layer} cannot combine {0} and {1}: they have {2} and {3} axes, batch included"
            raise Reject(SHAPES_DIFFER, text, tensors[0], x, len(shapes[0]), len(shape), resume_as=resume_as)
    for i, column in enumerate(zip(*shapes, strict=True)):
        pair = disagreement(column, surely_differ_as_written)
        if pair is not None:
            a, b = pair
            text = CANNOT_COMBINE
            if not differ(column[a], column[b]) or 1 in (column[a], column[b]):
                text += ", and this Keras does not broadcast"
            values = (tensors[a], tensors[b], i, column[a], column[b])
            raise Reject(SHAPES_DIFFER, text, *values, resume_as=resume_as)


def disagreement(column: Sequence[Dim], wrong: Callable[[Dim, Dim], bool]) -> tuple[int, int] | None:
    """The first two entries that `wrong` tells apart."""
    kept: list[int] = []
    for j, dim in enumerate(column):
        for i in kept:
            if wrong(column[i], dim):
                return i, j
        if all(column[i] != dim for i in kept):
            kept.append(j)
    return None


def elementwise(inputs: Any, world: World, pair: bool = False) -> Any:
    """Broadcasts right-aligned behind the batch axis; a lower rank gets 1s after the batch.

    Refused at the call: dimensions that differ and are not 1, batch sizes that differ, one input before Keras 2.9.
    An array of one axis beside tensors: its shape is another thing in each backend of Keras 3, and not said.
    Declared for None against n: None; n in tf.keras 2.15, whose graph infers it.
    """
    tensors = merge_inputs(inputs, world)
    if tensors is None:
        return Tensor(UNKNOWN, None)
    require_count(tensors, 2 if pair or world.generation < (2, 15) else 1, exactly=pair)
    shapes = dims_of(tensors)
    first = tensors[0]
    if shapes is None:
        return trailing_broadcast(tensors, 1)
    if world.generation >= (3,) and any(isinstance(x, Eager) and x.rank is not None and x.rank < 2 for x in tensors):
        return first.unknown()
    if shapes[0] and shapes.count(shapes[0]) == len(shapes):
        return first.like()
    tails = [shape[1:] for shape in shapes]
    meant = first.with_shape(*shapes[0][:1], *lenient_broadcast(tails))
    if pair and world.generation[:2] == (2, 0):
        require_equal(tensors, shapes, meant)
    batch = batch_size(tensors, shapes, meant)
    try:
        declared = broadcast_all(tails, no_dim)
    except Conflict as found:
        raise Reject(SHAPES_DIFFER, CANNOT_COMBINE, *conflict_values(tensors, found), resume_as=meant) from None
    try:
        inferred = broadcast_all(tails, graph_dim)
    except Conflict as found:
        values = conflict_values(tensors, found)
        if world.generation < (3,):
            raise Reject(SHAPES_DIFFER, CANNOT_COMBINE, *values, resume_as=meant) from None
        out = first.with_shape(batch, *declared)
        return FailsAtRun(out, FAILS_AT_RUN, CANNOT_COMBINE + "; Keras notices only when it runs", *values)
    if (2, 15) <= world.generation < (3,):
        (batch,) = broadcast_all([shape[:1] or (1,) for shape in shapes], graph_dim)
        return first.with_shape(batch, *inferred)
    return first.with_shape(batch, *declared)


@layer("keras.layers.Add", function="keras.layers.add")
def add(inputs: Any, *, world: World) -> Any:
    """The sum of a list of tensors, broadcast behind the batch axis."""
    return elementwise(inputs, world)


@layer("keras.layers.Multiply", function="keras.layers.multiply")
def multiply(inputs: Any, *, world: World) -> Any:
    """The product of a list of tensors, broadcast behind the batch axis."""
    return elementwise(inputs, world)


@layer("keras.layers.Average", function="keras.layers.average")
def average(inputs: Any, *, world: World) -> Any:
    """The mean of a list of tensors, broadcast behind the batch axis."""
    return elementwise(inputs, world)


@layer("keras.layers.Maximum", function="keras.layers.maximum")
def maximum(inputs: Any, *, world: World) -> Any:
    """The maximum of a list of tensors, broadcast behind the batch axis."""
    return elementwise(inputs, world)


@layer("keras.layers.Minimum", function="keras.layers.minimum")
def minimum(inputs: Any, *, world: World) -> Any:
    """The minimum of a list of tensors, broadcast behind the batch axis."""
    return elementwise(inputs, world)


@layer("keras.layers.Subtract", function="keras.layers.subtract")
def subtract(inputs: Any, *, world: World) -> Any:
    """The first of two tensors minus the second; Keras 2.0 wants equal shapes."""
    return elementwise(inputs, world, pair=True)
