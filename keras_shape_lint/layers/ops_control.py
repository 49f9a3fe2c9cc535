"""Functions that call functions of the program: `keras/src/ops/core.py`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.arguments import Called
from keras_shape_lint.layers.op_arguments import Number, tensor_of
from keras_shape_lint.layers.op_names import KERAS
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, surely_differ_as_written

NOT_FOLLOWED = Tensor(UNKNOWN, None)


def called(function: Any, *args: Any) -> Any:
    """What a function given to an op gives, unknown if it is none we can call."""
    return function(*args) if callable(function) else NOT_FOLLOWED.like()


def mapped(nest: Any, change: Any) -> Any:
    """`change` of every tensor of a nest."""
    if isinstance(nest, (list, tuple)):
        return type(nest)(mapped(each, change) for each in nest)
    if isinstance(nest, dict):
        return {name: mapped(each, change) for name, each in nest.items()}
    return change(tensor_of(nest))


def first(nest: Any) -> Tensor:
    """The first tensor of a nest."""
    while isinstance(nest, (list, tuple, dict)) and nest:
        nest = next(iter(nest.values() if isinstance(nest, dict) else nest))
    return tensor_of(nest)


def entry(x: Tensor) -> Tensor:
    """One entry along the first axis."""
    return x.with_shape(*x.dims[1:]) if x.rank else x.unknown()


def rows(x: Tensor) -> Dim:
    """How many entries there are along the first axis."""
    return x.dims[0] if x.rank else UNKNOWN


def gathered(count: Dim) -> Any:
    """What puts as many entries together along a new first axis."""
    return lambda x: Tensor((count, *x.dims), x.dtype) if x.rank is not None else x.unknown()


@op(KERAS + "cond")
def cond(pred: Any, true_fn: Called, false_fn: Called, *, symbolic: bool) -> Any:
    """What both functions return, which must agree."""
    left, right = called(true_fn), called(false_fn)
    if symbolic and _unlike(left, right):
        raise Reject(ARGUMENT, "{layer}: the two functions return {0} and {1}", left, right)
    return left if alike(left, right) else NOT_FOLLOWED.like()


def alike(left: Any, right: Any) -> bool:
    """Nests of the same form, of tensors of the same shapes."""
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        return left.shape == right.shape
    both = isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)) and len(left) == len(right)
    return both and all(map(alike, left, right))


def _unlike(left: Any, right: Any) -> bool:
    if not isinstance(left, Tensor) or not isinstance(right, Tensor) or left.rank is None or right.rank is None:
        return False
    return left.rank != right.rank or any(map(surely_differ_as_written, left.dims, right.dims))


@op(KERAS + "switch", variadic=True)
def switch(index: Any, branches: Called, a: Any = None, b: Any = None, c: Any = None, d: Any = None) -> Any:
    """What the first branch returns."""
    listed = isinstance(branches, (list, tuple)) and branches and not getattr(branches, "open", False)
    return called(branches[0] if listed else None, *(x for x in (a, b, c, d) if x is not None))


@op(KERAS + "map")
def map_(f: Called, xs: Any) -> Any:
    """What the function makes of each entry of the first axis, gathered along it."""
    return mapped(called(f, mapped(xs, entry)), gathered(rows(first(xs))))


@op(KERAS + "vectorized_map")
def vectorized_map(function: Called, elements: Any) -> Any:
    """What the function makes of each entry of the first axis, gathered along it."""
    return map_(function, elements)


@op(KERAS + "scan")
def scan(
    f: Called, init: Any, xs: Any = None, length: Number = None, reverse: Any = False, unroll: Any = 1
) -> Any:  # fmt: skip
    """What is carried at the end, and what each step gives, gathered."""
    made = called(f, init, None if xs is None else mapped(xs, entry))
    count = length if length is not None else rows(first(xs))
    if not isinstance(made, (list, tuple)) or len(made) != 2:
        return NOT_FOLLOWED.like()
    return made[0], mapped(made[1], gathered(count))


@op(KERAS + "associative_scan")
def associative_scan(f: Any, elems: Any, reverse: Any = False, axis: Any = 0) -> Any:
    """The shapes of the elements."""
    return mapped(elems, Tensor.like)


@op(KERAS + "while_loop")
def while_loop(cond: Any, body: Any, loop_vars: Any, maximum_iterations: Any = None) -> Any:
    """The shapes of the loop variables."""
    return mapped(loop_vars, Tensor.like)


@op(KERAS + "fori_loop")
def fori_loop(lower: Any, upper: Any, body_fun: Any, init_val: Any) -> Any:
    """The shape of the initial value."""
    return mapped(init_val, Tensor.like)
