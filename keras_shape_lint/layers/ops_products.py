"""Sums of products: einsum, tensordot, inner and outer products, dot and batch_dot of the backend."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, FAILS_AT_RUN, SHAPES_DIFFER
from keras_shape_lint.layers.merging import dims_of, graph_dim
from keras_shape_lint.layers.op_arguments import Known, axis_in, tensor_of
from keras_shape_lint.layers.op_names import KERAS, TF, K
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.broadcast import Mismatch, broadcast
from keras_shape_lint.shapes.dims import UNKNOWN, Dims, differ, product


@op(KERAS + "einsum", KERAS + "numpy.einsum", variadic=True)
def einsum(subscripts: Known, a: Any, b: Any = None, c: Any = None, d: Any = None) -> Any:
    """The axes that the letters behind `->` name, each operand's size of a letter being the same."""
    return summed(subscripts, [tensor_of(x) for x in (a, b, c, d) if x is not None])


@op(TF + "einsum", TF + "linalg.einsum", variadic=True)
def tensorflow_einsum(equation: Known, a: Any, b: Any = None, c: Any = None, d: Any = None) -> Any:
    """The axes that the letters behind `->` name, each operand's size of a letter being the same."""
    return summed(equation, [tensor_of(x) for x in (a, b, c, d) if x is not None], strict=True)


def summed(equation: Any, operands: list[Tensor], strict: bool = False) -> Any:
    """`strict`: the sizes of a letter that is summed over are compared, too; else they meet when it runs."""
    shapes = dims_of(operands)
    if not isinstance(equation, str) or shapes is None:
        return Tensor(UNKNOWN, None)
    left, arrow, right = equation.replace(" ", "").partition("->")
    specs = left.split(",")
    if len(specs) != len(operands):
        raise Reject(ARGUMENT, "{layer}: {0} is for {1} tensors, got {2}", repr(equation), len(specs), len(operands))
    if not arrow or "->" in right:
        return Tensor(UNKNOWN, None)
    sizes: dict[str, Dims] = {}
    late: Reject | None = None
    for x, spec, shape in zip(operands, specs, shapes):
        for letter, dims in _spelled(x, spec, shape, equation):
            try:
                _note(sizes, letter, dims, x, equation)
            except Reject as reject:
                if strict or letter in right:
                    raise
                late = reject
    kept = (sizes.get(letter, (UNKNOWN,) if letter != "..." else ()) for letter in _letters(right))
    out = Tensor(tuple(dim for dims in kept for dim in dims), None)
    if late is None:
        return out
    return FailsAtRun(out, FAILS_AT_RUN, f"{late.reason.template}: fails when it runs", *late.reason.values)


def _letters(spec: str) -> list[str]:
    before, dots, after = spec.partition("...")
    return [*before, *([dots] if dots else []), *after]


def _spelled(x: Tensor, spec: str, shape: Dims, equation: str) -> list[tuple[str, Dims]]:
    """Each letter, and `...`, with the sizes it stands for."""
    before, dots, after = spec.partition("...")
    count = len(before) + len(after)
    if len(shape) < count or (not dots and len(shape) != count):
        raise Reject(
            ARGUMENT, "{layer}: {0} of {1} names {2} axes; {3} has {4}", spec, repr(equation), count, x, len(shape)
        )
    end = len(shape) - len(after)
    pairs: list[tuple[str, Dims]] = [(letter, (dim,)) for letter, dim in zip(before, shape)]
    if dots:
        pairs.append((dots, shape[len(before) : end]))
    return [*pairs, *((letter, (dim,)) for letter, dim in zip(after, shape[end:]))]


def _note(sizes: dict[str, Dims], letter: str, dims: Dims, x: Tensor, equation: str) -> None:
    known = sizes.setdefault(letter, dims)
    if known is dims:
        return
    try:
        sizes[letter] = broadcast(known, dims, graph_dim)
    except Mismatch as wrong:
        text = "{layer} of {0}: {1} is {2}, but {3} has {4} there"
        raise Reject(SHAPES_DIFFER, text, repr(equation), letter, wrong.left, x, wrong.right) from None


@op(KERAS + "tensordot")
def tensordot(x1: Any, x2: Any, axes: Known = 2) -> Any:
    """Summed over pairs of axes; the other axes of both in their order."""
    return contracted(tensor_of(x1), tensor_of(x2), axes)


@op(TF + "tensordot", TF + "linalg.tensordot")
def tensorflow_tensordot(a: Any, b: Any, axes: Known, name: Any = None) -> Any:
    """Summed over pairs of axes; the other axes of both in their order."""
    try:
        return contracted(tensor_of(a), tensor_of(b), axes)
    except Reject as reject:
        if reject.reason.message is not SHAPES_DIFFER:
            raise
        text = reject.reason.template + ": fails when it runs"
        return FailsAtRun(Tensor(UNKNOWN, None), FAILS_AT_RUN, text, *reject.reason.values)


def contracted(a: Tensor, b: Tensor, axes: Any) -> Any:
    """NumPy's `tensordot`: the axes of `axes` go, the others stay in their order."""
    shapes = dims_of((a, b))
    if shapes is None:
        return Tensor(UNKNOWN, None)
    left, right = shapes
    if isinstance(axes, int):
        if not 0 <= axes <= min(len(left), len(right)):
            return Tensor(UNKNOWN, None)
        return Tensor((*left[: len(left) - axes], *right[axes:]), None)
    if not isinstance(axes, (list, tuple)) or len(axes) != 2:
        return Tensor(UNKNOWN, None)
    pairs = [tuple(each) if isinstance(each, (list, tuple)) else (each,) for each in axes]
    if len(pairs[0]) != len(pairs[1]) or not all(isinstance(axis, int) for each in pairs for axis in each):
        return Tensor(UNKNOWN, None)
    ours = [axis_in(a, axis) for axis in pairs[0]]
    theirs = [axis_in(b, axis) for axis in pairs[1]]
    out = [dim for i, dim in enumerate(left) if i not in ours] + [dim for i, dim in enumerate(right) if i not in theirs]
    for i, j in zip(ours, theirs):
        if differ(left[i], right[j]):
            text = "{layer} of {0} and {1}: axis {2} is {3}, axis {4} is {5}"
            raise Reject(SHAPES_DIFFER, text, a, b, i, left[i], j, right[j], resume_as=Tensor(tuple(out), None))
    return Tensor(tuple(out), None)


@op(KERAS + "outer")
def outer(x1: Any, x2: Any) -> Any:
    """(all elements of the first, all elements of the second)."""
    shapes = dims_of((tensor_of(x1), tensor_of(x2)))
    return Tensor((UNKNOWN, UNKNOWN) if shapes is None else tuple(map(product, shapes)), None)


@op(KERAS + "inner")
def inner(x1: Any, x2: Any) -> Any:
    """Summed over the last axis of both."""
    a, b = tensor_of(x1), tensor_of(x2)
    if a.shape == () or b.shape == ():
        return Tensor(b.shape if a.shape == () else a.shape, None)
    return contracted(a, b, ((-1,), (-1,)))


@op(KERAS + "vdot")
def vdot(x1: Any, x2: Any) -> Any:
    """One number."""
    return Tensor((), None)


@op(K + "dot")
def backend_dot(x: Tensor, y: Tensor, *, world: World) -> Any:
    """The last axis of the first summed with the last but one of the second; no axis is shared."""
    shapes = dims_of((x, y))
    if shapes is None or min(map(len, shapes)) < 2:
        return x.unknown()
    left, right = shapes
    out = x.with_shape(*left[:-1], *right[:-2], right[-1])
    if differ(left[-1], right[-2]) and world.backend != "theano":
        text = "{layer} of {0} and {1}: the last axis of the first is {2}, the last but one of the second is {3}"
        raise Reject(SHAPES_DIFFER, text, x, y, left[-1], right[-2], resume_as=out)
    return out


@op(K + "batch_dot")
def batch_dot(x: Tensor, y: Tensor, axes: Known = None, *, world: World) -> Any:
    """(batch, rest of x, rest of y), summed over one axis of each; never less than two axes."""
    shapes = dims_of((x, y))
    if shapes is None or axes is UNKNOWN:
        return x.unknown()
    left, right = shapes
    old = world.generation < (2, 3) and (len(left), len(right)) not in ((2, 2), (3, 3))
    if old or min(len(left), len(right)) < 2 or world.backend == "theano":
        return x.unknown()
    if axes is None:
        axes = (1, 1) if len(right) == 2 and len(left) == 2 else (len(left) - 1, max(len(right) - 2, 1))
    both = (axes, axes) if isinstance(axes, int) else axes
    if not isinstance(both, (list, tuple)) or len(both) != 2 or not all(type(axis) is int for axis in both):
        return x.unknown()
    i, j = axis_in(x, both[0]), axis_in(y, both[1])
    if not i or not j:
        return x.unknown()
    rest = [dim for axis, dim in enumerate(left) if axis != i] + [dim for k, dim in enumerate(right) if k not in (0, j)]
    out = x.with_shape(*rest, *((1,) if len(rest) == 1 else ()))
    if differ(left[i], right[j]):
        text = "{layer} of {0} and {1}: axis {2} is {3}, axis {4} is {5}"
        raise Reject(SHAPES_DIFFER, text, x, y, i, left[i], j, right[j], resume_as=out)
    return out
