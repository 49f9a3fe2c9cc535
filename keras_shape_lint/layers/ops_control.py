"""Functions that call functions of the program: `keras/src/ops/core.py`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.arguments import Called
from keras_shape_lint.layers.op_arguments import Number, tensor_of
from keras_shape_lint.layers.ops_pointwise import KERAS
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, surely_differ_as_written

NOT_FOLLOWED = Tensor(UNKNOWN, None)


def _called(function: Any, *args: Any) -> Any:
    return function(*args) if callable(function) else NOT_FOLLOWED.like()


def _mapped(nest: Any, change: Any) -> Any:
    if isinstance(nest, (list, tuple)):
        return type(nest)(_mapped(each, change) for each in nest)
    if isinstance(nest, dict):
        return {name: _mapped(each, change) for name, each in nest.items()}
    return change(tensor_of(nest))


def _first(nest: Any) -> Tensor:
    while isinstance(nest, (list, tuple, dict)) and nest:
        nest = next(iter(nest.values() if isinstance(nest, dict) else nest))
    return tensor_of(nest)


def _entry(x: Tensor) -> Tensor:
    return x.with_shape(*x.dims[1:]) if x.rank else x.unknown()


def _rows(x: Tensor) -> Dim:
    return x.dims[0] if x.rank else UNKNOWN


def _gathered(rows: Dim) -> Any:
    return lambda x: Tensor((rows, *x.dims), x.dtype) if x.rank is not None else x.unknown()


@op(KERAS + "cond")
def cond(pred: Any, true_fn: Called, false_fn: Called, *, symbolic: bool) -> Any:
    """What both functions return, which must agree."""
    left, right = _called(true_fn), _called(false_fn)
    if symbolic and _unlike(left, right):
        raise Reject(ARGUMENT, "{layer}: the two functions return {0} and {1}", left, right)
    return left if _alike(left, right) else NOT_FOLLOWED.like()


def _alike(left: Any, right: Any) -> bool:
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        return left.shape == right.shape
    both = isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)) and len(left) == len(right)
    return both and all(map(_alike, left, right))


def _unlike(left: Any, right: Any) -> bool:
    if not isinstance(left, Tensor) or not isinstance(right, Tensor) or left.rank is None or right.rank is None:
        return False
    return left.rank != right.rank or any(map(surely_differ_as_written, left.dims, right.dims))


@op(KERAS + "switch")
def switch(index: Any, branches: Called, a: Any = None, b: Any = None, c: Any = None, d: Any = None) -> Any:
    """What the first branch returns."""
    listed = isinstance(branches, (list, tuple)) and branches and not getattr(branches, "open", False)
    return _called(branches[0] if listed else None, *(x for x in (a, b, c, d) if x is not None))


@op(KERAS + "map")
def map_(f: Called, xs: Any) -> Any:
    """What the function makes of each entry of the first axis, gathered along it."""
    return _mapped(_called(f, _mapped(xs, _entry)), _gathered(_rows(_first(xs))))


@op(KERAS + "vectorized_map")
def vectorized_map(function: Called, elements: Any) -> Any:
    """What the function makes of each entry of the first axis, gathered along it."""
    return map_(function, elements)


@op(KERAS + "scan")
def scan(
    f: Called, init: Any, xs: Any = None, length: Number = None, reverse: Any = False, unroll: Any = 1
) -> Any:  # fmt: skip
    """What is carried at the end, and what each step gives, gathered."""
    made = _called(f, init, None if xs is None else _mapped(xs, _entry))
    rows = length if length is not None else _rows(_first(xs))
    if not isinstance(made, (list, tuple)) or len(made) != 2:
        return NOT_FOLLOWED.like()
    return made[0], _mapped(made[1], _gathered(rows))


@op(KERAS + "associative_scan")
def associative_scan(f: Any, elems: Any, reverse: Any = False, axis: Any = 0) -> Any:
    """The shapes of the elements."""
    return _mapped(elems, Tensor.like)


@op(KERAS + "while_loop")
def while_loop(cond: Any, body: Any, loop_vars: Any, maximum_iterations: Any = None) -> Any:
    """The shapes of the loop variables."""
    return _mapped(loop_vars, Tensor.like)


@op(KERAS + "fori_loop")
def fori_loop(lower: Any, upper: Any, body_fun: Any, init_val: Any) -> Any:
    """The shape of the initial value."""
    return _mapped(init_val, Tensor.like)
