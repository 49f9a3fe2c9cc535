"""Concatenate: `keras/src/layers/merging/concatenate.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from keras_shape_lint.findings import CONCAT_AXIS, CONCAT_BATCH_AXIS, CONCAT_SHAPES_DIFFER, FAILS_AT_RUN
from keras_shape_lint.layers.arguments import Check, Unresolved
from keras_shape_lint.layers.merging import dims_of, disagreement, listed, merge_inputs, require_count
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Doubtful, FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, Trailing, differ, is_known, surely_differ_as_written, total
from keras_shape_lint.shapes.symbols import Symbol

Wrong = Callable[[Dim, Dim], bool]


class _MergeAxis(Check):
    """Keras looks at the axis only when the layer is called."""

    essential = False

    def __call__(self, value: Any, name: str, world: World) -> Any:
        return UNKNOWN if isinstance(value, (Unresolved, Symbol)) else value


MergeAxis = Annotated[Any, _MergeAxis()]


@layer("keras.layers.Concatenate", function="keras.layers.concatenate", label="Concatenate(axis={axis})")
def concatenate(inputs: Any, *, axis: MergeAxis = -1, world: World, state: LayerState) -> Any:
    """Sizes along `axis`, which counts the batch, add up; None as soon as one is None.

    All other dimensions must be equal, and before Keras 2.4 None equals only None. A layer that was built checks
    nothing more in Keras 3, and leaves it to the graph before.
    """
    tensors = merge_inputs(inputs, world)
    if tensors is None:
        return Tensor(UNKNOWN, None)
    modern, keras_3 = world.generation >= (2, 15), world.generation >= (3,)
    require_count(tensors, 1 if modern else 2)
    check_axis(axis)
    shapes = dims_of(_of_one_rank(tensors))
    if shapes is None or axis is UNKNOWN:
        return of_known_rank(tensors) if axis != -1 else _last_joined(tensors)
    if keras_3:
        return _keras_3(tensors, shapes, axis, world, state)
    wrong: Wrong = differ if modern or state.built else surely_differ_as_written
    require_fit(tensors, shapes, axis, wrong)
    state.rank = len(shapes[0])
    return joined(tensors, shapes, axis, join_known if modern else first_known)


def check_axis(axis: Any) -> None:
    """Raises Reject for what is no integer."""
    if axis is not UNKNOWN and not isinstance(axis, int):
        raise Reject(CONCAT_AXIS, "{layer}: the axis must be an integer, got {0}", axis)


def of_known_rank(tensors: list[Tensor]) -> Tensor:
    """All that is certain when an axis or a shape is not known: every input and the output have one rank."""
    rank = next((x.rank for x in tensors if x.rank is not None), None)
    return tensors[0].unknown() if rank is None else tensors[0].with_shape(*(UNKNOWN,) * rank)


def _of_one_rank(tensors: list[Tensor]) -> list[Tensor]:
    """All have the rank that one of them is known to have."""
    rank = next((x.rank for x in tensors if x.rank is not None), None)
    if rank is None:
        return tensors
    return [x if x.rank is not None else x.with_shape(*x.dims_at(rank)) for x in tensors]


def _last_joined(tensors: list[Tensor]) -> Tensor:
    last = total(x.trailing[-1] if x.trailing else UNKNOWN for x in tensors)
    return Tensor(Trailing(last), tensors[0].dtype) if is_known(last) else tensors[0].unknown()


def require_fit(tensors: list[Tensor], shapes: list[Dims], axis: int, wrong: Wrong) -> None:
    """Refuse different ranks, an axis out of range, and dimensions off the axis that `wrong` tells apart."""
    require_same_rank(tensors, shapes)
    rank = len(shapes[0])
    if not -rank <= axis < rank:
        raise Reject(CONCAT_AXIS, *_axis_reason(tensors, rank), resume_as=of_known_rank(tensors))
    found = misfit(shapes, axis % rank, wrong)
    if found is None:
        return
    i, left, right = found
    text = "{layer} of {0} and {1}: axis {2} is {3} and {4}, only axis {5} may differ"
    text += fitting_axis(shapes, wrong)
    values = (tensors[left], tensors[right], i, shapes[left][i], shapes[right][i], axis % rank)
    meant = [UNKNOWN if disagreement(column, wrong) else first_known(column) for column in zip(*shapes, strict=True)]
    meant[axis] = total(shape[axis] for shape in shapes)
    raise Reject(CONCAT_SHAPES_DIFFER, text, *values, resume_as=tensors[0].with_shape(*meant))


def require_same_rank(tensors: list[Tensor], shapes: list[Dims]) -> None:
    """Raises Reject for the first whose rank is another than that of the first."""
    for x, shape in zip(tensors, shapes, strict=True):
        if len(shape) != len(shapes[0]):
            text = "{layer} of {0} and {1}: they have {2} and {3} axes, batch included, and need as many"
            raise Reject(CONCAT_SHAPES_DIFFER, text, tensors[0], x, len(shapes[0]), len(shape))


def _axis_reason(tensors: list[Tensor], rank: int) -> tuple[Any, ...]:
    text = "{layer}: inputs have " + f"{rank} axes, batch included: {listed(len(tensors))}"
    if rank > 1:
        text += "; use axis " + "".join(f"{i}, " for i in range(1, rank))[:-2] + " or -1"
    return (text, *tensors)


def misfit(shapes: list[Dims], axis: int, wrong: Wrong) -> tuple[int, int, int] | None:
    """The first axis off `axis` that does not fit, and the two shapes it does not fit in."""
    for i, column in enumerate(zip(*shapes, strict=True)):
        pair = None if i == axis else disagreement(column, wrong)
        if pair is not None:
            return (i, *pair)
    return None


def fitting_axis(shapes: list[Dims], wrong: Wrong) -> str:
    """Names the one axis behind the batch that would fit."""
    rank = len(shapes[0])
    fits = [i for i in range(1, rank) if misfit(shapes, i, wrong) is None]
    return f"; axis={-1 if fits[0] == rank - 1 else fits[0]} fits" if len(fits) == 1 else ""


def first_known(column: tuple[Dim, ...]) -> Dim:
    """All are equal: the first that was followed."""
    return next((dim for dim in column if dim is not UNKNOWN), UNKNOWN)


def join_known(column: tuple[Dim, ...]) -> Dim:
    """None gives way to a number."""
    known = next((dim for dim in column if is_known(dim)), None)
    return known if known is not None else first_known(column) if UNKNOWN not in column else UNKNOWN


def first_as_written(column: tuple[Dim, ...]) -> Dim:
    """Keras 3 takes the sizes of the first tensor, None included."""
    return column[0]


def joined(tensors: list[Tensor], shapes: list[Dims], axis: int, others: Callable[[tuple[Dim, ...]], Dim]) -> Any:
    """The output, doubtful when the axis is the batch."""
    out = [others(column) for column in zip(*shapes, strict=True)]
    out[axis] = total(shape[axis] for shape in shapes)
    result = tensors[0].with_shape(*out)
    if len(tensors) > 1 and axis % len(out) == 0:
        text = "{layer} of " + listed(len(tensors)) + " appends samples along the batch axis"
        return Doubtful(result, CONCAT_BATCH_AXIS, text + ("; use axis=-1" if len(out) > 1 else ""), *tensors)
    return result


def _keras_3(tensors: list[Tensor], shapes: list[Dims], axis: int, world: World, state: LayerState) -> Any:
    """Only the first call is checked, and an input that has no such axis is left whole by the check."""
    fits = len(set(map(len, shapes))) == 1 and -len(shapes[0]) <= axis < len(shapes[0])
    if not state.built and (fits or not _passes_whole(shapes, axis)):
        require_fit(tensors, shapes, axis, differ)
    out = _declared(tensors, shapes, axis)
    state.rank = len(shapes[0])
    if fits and misfit(shapes, axis % len(shapes[0]), differ) is None:
        return joined(tensors, shapes, axis, first_as_written)
    if len(tensors) == 1 and world.backend == "tensorflow":
        return out
    text = "{layer} of " + listed(len(tensors)) + " builds, but always fails when it runs: only the axis may differ"
    return FailsAtRun(out, FAILS_AT_RUN, text, *tensors)


def _passes_whole(shapes: list[Dims], axis: int) -> bool:
    if axis < 0:
        return False
    reduced = [shape[:axis] + shape[axis + 1 :] for shape in shapes]
    return len(set(map(len, reduced))) == 1 and misfit(reduced, -1, differ) is None


def _declared(tensors: list[Tensor], shapes: list[Dims], axis: int) -> Tensor:
    """The first shape with the sum of the axis, up to the first None; refused where an axis before that is missing."""
    out = list(shapes[0])
    for shape in shapes[1:]:
        if -len(out) <= axis < len(out) and out[axis] is None:
            break
        if not (-len(out) <= axis < len(out) and -len(shape) <= axis < len(shape)):
            if -len(out) <= axis < len(out) and out[axis] is UNKNOWN:
                break
            rank = min(len(out), len(shape))
            raise Reject(CONCAT_AXIS, *_axis_reason(tensors, rank), resume_as=of_known_rank(tensors))
        out[axis] = total((out[axis], shape[axis]))
    return tensors[0].with_shape(*out)
