"""`Merge` and `merge()` of Keras 1.0 to 2.1.

Three spellings: F `merge([a, b], mode=...)` and S `Merge([model, model], mode=...)` compare shapes themselves; so
does L `Merge(mode=...)([a, b])` in Keras 1, but in Keras 2 it leaves everything to TensorFlow's graph.
"""

from __future__ import annotations

from typing import Annotated, Any

from keras_shape_lint.findings import (
    BATCH_BROADCAST,
    DOT_AXES,
    DOT_BATCH_AXIS,
    DOT_SHAPES_DIFFER,
    FAILS_AT_RUN,
    MERGE_INPUTS,
    MERGE_MODE,
    MERGE_TWICE,
    SHAPES_DIFFER,
)
from keras_shape_lint.layers.arguments import Check, Unresolved
from keras_shape_lint.layers.concatenate import (
    MergeAxis,
    check_axis,
    first_as_written,
    first_known,
    joined,
    of_known_rank,
    require_fit,
)
from keras_shape_lint.layers.custom_merge import called
from keras_shape_lint.layers.dot import UNLESS_BATCH, as_declared, declared, require_axes, require_equal_axes, resolved
from keras_shape_lint.layers.matmul import GraphError, batch_dot, elementwise_graph
from keras_shape_lint.layers.merging import (
    CANNOT_COMBINE,
    Conflict,
    all_batched,
    broadcast_all,
    conflict_values,
    dims_of,
    graph_dim,
    lenient_broadcast,
    require_count,
    require_equal,
    require_symbolic,
)
from keras_shape_lint.layers.rule import function, layer
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Doubtful, FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dims, differ, surely_differ_as_written
from keras_shape_lint.shapes.symbols import Symbol

ELEMENTWISE = ("sum", "mul", "ave", "max")
MODES = ("sum", "mul", "concat", "ave", "cos", "dot", "max")
SUBTRACT = ", as mode=lambda x: x[0] - x[1] with output_shape"


class _Branches(Check):
    """The layers or models to merge; tensors belong into the call."""

    essential = False

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if isinstance(value, (list, tuple)) and any(isinstance(entry, Tensor) for entry in value):
            raise Reject(MERGE_INPUTS, "{layer} takes layers when built, tensors when called: Merge(...)([a, b])")
        if isinstance(value, tuple) and world.generation < (2,):
            raise Reject(MERGE_INPUTS, "{layer} takes its layers as a list in Keras 1, got a tuple: write [...]")
        return value


class _Known(Check):
    """Any value that was followed, UNKNOWN otherwise; looked at when the layer is called."""

    essential = False

    def __call__(self, value: Any, name: str, world: World) -> Any:
        return UNKNOWN if isinstance(value, Unresolved) else value


Branches = Annotated[Any, _Branches()]
Known = Annotated[Any, _Known()]


@layer("Merge", label="Merge(mode={mode})")
def merge_layer(
    inputs: Any,
    *,
    layers: Branches = None,
    mode: Known = "sum",
    concat_axis: MergeAxis = -1,
    dot_axes: Known = -1,
    output_shape: Known = None,
    output_mask: Any = None,
    arguments: Any = None,
    node_indices: Any = None,
    tensor_indices: Any = None,
    name: Any = None,
    world: World,
    state: LayerState,
) -> Any:
    """sum, mul, ave, max, concat, dot, cos or a function of a list of tensors. Keras 1 refuses a second call."""
    if state.built and world.generation < (2,):
        raise Reject(MERGE_TWICE, "{layer} cannot be called twice in Keras 1; use merge(...) for each call")
    checked = layers is not None or world.generation < (2,)
    tensors = _tensors(inputs, tuples=False)
    if tensors is None:
        return Tensor(UNKNOWN, None)
    out = _merge(tensors, mode, concat_axis, dot_axes, output_shape, arguments, world, checked)
    state.rank = 0 if tensors[0].rank is None else tensors[0].rank
    return out


@function("merge", label="merge(mode={mode})")
def merge_function(
    inputs: Any,
    *,
    mode: Known = "sum",
    concat_axis: MergeAxis = -1,
    dot_axes: Known = -1,
    output_shape: Known = None,
    output_mask: Any = None,
    arguments: Any = None,
    name: Any = None,
    world: World,
) -> Any:
    """As Merge, with Keras' own comparison of shapes in every release that has it."""
    tensors = _tensors(inputs, tuples=True)
    if tensors is None:
        return Tensor(UNKNOWN, None)
    return _merge(tensors, mode, concat_axis, dot_axes, output_shape, arguments, world, checked=True)


def _tensors(inputs: Any, tuples: bool) -> list[Tensor] | None:
    if isinstance(inputs, Tensor) and inputs.rank is None:
        return None
    if isinstance(inputs, Tensor) or (isinstance(inputs, tuple) and not tuples):
        given = "a tuple" if isinstance(inputs, tuple) else "a single tensor"
        raise Reject(MERGE_INPUTS, "{layer} must be called on a list of tensors, got " + given)
    if not isinstance(inputs, (list, tuple)) or getattr(inputs, "open", False):
        return None
    tensors = [x if isinstance(x, Tensor) else Tensor(UNKNOWN, None) for x in inputs]
    require_symbolic(tensors)
    return tensors


def _merge(
    tensors: list[Tensor],
    mode: Any,
    concat_axis: Any,
    dot_axes: Any,
    output_shape: Any,
    arguments: Any,
    world: World,
    checked: bool,
) -> Any:
    if mode is UNKNOWN:
        return tensors[0].unknown() if tensors else Tensor(UNKNOWN, None)
    if not callable(mode) and (mode is None or isinstance(mode, (str, int, float))) and mode not in MODES:
        text = "{layer}: the mode must be one of " + ", ".join(map(repr, MODES)) + " or a function"
        raise Reject(MERGE_MODE, text + SUBTRACT if mode in ("sub", "subtract") else text)
    require_count(tensors, 2)
    if not isinstance(mode, str):
        return called(tensors, mode, output_shape, arguments, world)
    if mode == "concat":
        return _concatenated(tensors, concat_axis, checked)
    if mode in ELEMENTWISE:
        return _combined(tensors, checked)
    return _multiplied(tensors, mode, dot_axes, world, checked)


def _combined(tensors: list[Tensor], checked: bool) -> Any:
    """The declared shape is the first input's, even where the graph broadcasts to a larger one."""
    shapes = dims_of(tensors)
    out = tensors[0].like()
    if shapes is None:
        return out
    meant = out.with_shape(*lenient_broadcast(shapes))
    if checked:
        require_equal(tensors, shapes, meant)
        return out.with_shape(*map(first_known, zip(*shapes, strict=True)))
    try:
        broadcast_all(shapes, graph_dim)
    except Conflict as found:
        raise Reject(SHAPES_DIFFER, CANNOT_COMBINE, *conflict_values(tensors, found), resume_as=meant) from None
    try:
        real = broadcast_all(all_batched(shapes), graph_dim)
    except Conflict as found:
        left, right = tensors[found.left], tensors[found.right]
        text = (
            "{layer} of {0} and {1} broadcasts the batch of one against another axis of the other; reshape to one rank"
        )
        return Doubtful(out, BATCH_BROADCAST, text, left, right)
    return as_declared(tensors, out, real)


def _concatenated(tensors: list[Tensor], axis: Any, checked: bool) -> Any:
    check_axis(axis)
    shapes = dims_of(tensors)
    if shapes is None or axis is UNKNOWN:
        return of_known_rank(tensors)
    require_fit(tensors, shapes, axis, surely_differ_as_written if checked else differ)
    return joined(tensors, shapes, axis, first_known if checked else first_as_written)


def _multiplied(tensors: list[Tensor], mode: str, axes: Any, world: World, checked: bool) -> Any:
    if checked and len(tensors) != 2:
        raise Reject(MERGE_INPUTS, "{layer} takes exactly 2 inputs, got {0}", len(tensors))
    x, y = tensors[:2]
    if axes is UNKNOWN or _unknown_inside(axes):
        return x.unknown()
    _require_pair(axes, checked)
    shapes = dims_of((x, y))
    if shapes is None:
        return x.unknown()
    if checked and mode == "cos":
        require_equal([x, y], shapes)
    a, b = resolved(axes if isinstance(axes, int) else (axes[0], axes[1]), shapes)
    pair = require_axes(x, y, a, b)
    out = declared(x, y, pair)
    if checked:
        require_equal_axes(x, y, a, b, surely_differ_as_written, out.unknown())
    if world.backend == "theano":
        return _tensordot(x, y, mode, a, b, pair, out)
    graph = _cosine if mode == "cos" else batch_dot
    pad = world.generation >= (2,)
    try:
        graph(x.dims, y.dims, (a, b), pad)
    except GraphError:
        raise Reject(DOT_SHAPES_DIFFER, MATRICES, x, y, resume_as=out.unknown()) from None
    try:
        left, right = all_batched((x.dims, y.dims))
        real = graph(left, right, (a, b), pad)
    except GraphError:
        return Doubtful(out, BATCH_BROADCAST, MATRICES + UNLESS_BATCH, x, y)
    return as_declared([x, y], out, real)


MATRICES = "{layer} of {0} and {1}: TensorFlow multiplies their last two axes as matrices here, which do not fit"


def _unknown_inside(axes: Any) -> bool:
    if not isinstance(axes, (list, tuple)):
        return isinstance(axes, Symbol)
    return getattr(axes, "open", False) or any(isinstance(axis, (Unresolved, Symbol)) for axis in axes)


def _require_pair(axes: Any, checked: bool) -> None:
    if isinstance(axes, int):
        if not checked:
            text = "{layer}: dot_axes must be a tuple here, got {0}; use dot() of Keras 2 or dot_axes=({0}, {0})"
            raise Reject(DOT_AXES, text, axes)
        return
    long_enough = isinstance(axes, (list, tuple)) and (len(axes) == 2 or (len(axes) > 2 and not checked))
    if not long_enough or not all(isinstance(axis, int) for axis in axes[:2]):
        shown = repr(axes) if isinstance(axes, str) else axes
        raise Reject(DOT_AXES, "{layer}: dot_axes must be two integers, one for each input, got {0}", shown)


def _tensordot(x: Tensor, y: Tensor, mode: str, a: int, b: int, pair: tuple[int, int], out: Tensor) -> Any:
    """Theano sums over any axis but the batch, yet takes no negative one when it runs."""
    if a == 0 or b == 0:
        text = "{layer} of {0} and {1} sums over the batch, axis 0 of {2}"
        raise Reject(DOT_BATCH_AXIS, text, x, y, x if a == 0 else y, resume_as=out)
    if a < 0 or b < 0:
        text = "{layer} of {0} and {1} builds, but Theano takes no negative axes in a tuple; use {2}"
        return FailsAtRun(out, FAILS_AT_RUN, text, x, y, pair)
    return as_declared([x, y], out, (out.dims[0], 1, *out.dims[1:])) if mode == "cos" else out


def _cosine(left: Dims, right: Dims, axes: tuple[int, int], pad: bool) -> Dims:
    squares = elementwise_graph(batch_dot(left, left, axes, pad), batch_dot(right, right, axes, pad))
    batch, *rest = elementwise_graph(batch_dot(left, right, axes, pad), squares)
    return batch, 1, *rest
