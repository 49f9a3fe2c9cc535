"""Functions of two or three tensors that broadcast: comparisons, logic, where."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.merging import dims_of
from keras_shape_lint.layers.op_arguments import open_size, tensor_of
from keras_shape_lint.layers.op_names import KERAS, MATH, TF, K, names
from keras_shape_lint.layers.ops import combine
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun
from keras_shape_lint.shapes.dims import UNKNOWN

BINARY = "divide_no_nan fmax fmin fmod gcd heaviside hypot lcm ldexp logaddexp logaddexp2 nextafter"


@op(*names(KERAS, BINARY))
@op(*names(KERAS, "arctan2"), stacks=True)
def binary(x1: Tensor, x2: Tensor) -> Any:
    """Elementwise, broadcast right-aligned over the whole shape."""
    return _typed(combine(x1, x2), None)


@op(
    *names(KERAS, "equal greater greater_equal less less_equal not_equal logical_and logical_or logical_xor"),
    stacks=True,
)
def compare(x1: Tensor, x2: Tensor) -> Any:
    """Elementwise, broadcast right-aligned over the whole shape, of booleans."""
    return _typed(combine(x1, x2), "bool")


@op(*names(KERAS, "bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift left_shift right_shift"))
def bitwise(x: Tensor, y: Tensor, *, symbolic: bool) -> Any:
    """Elementwise, broadcast; Keras declares the shape of `x` whatever that of `y`."""
    return Tensor(x.shape, None) if symbolic else _typed(combine(x, y), None)


@op(*names((TF, MATH), "equal greater greater_equal less less_equal not_equal logical_and logical_or logical_xor"))
@op(*names(MATH, "divide_no_nan multiply_no_nan squared_difference xlogy xdivy xlog1py"))
@op(*names(TF, "realdiv truncatediv truncatemod"))
@op(*names(MATH, "igamma igammac polygamma"), arguments="a x name=")
@op(MATH + "nextafter", arguments="x1 x2 name=")
@op(MATH + "zeta", arguments="x q name=")
@op(TF + "complex", arguments="real imag name=")
def tensorflow_binary(x: Tensor, y: Tensor, name: Any = None) -> Any:
    """Elementwise, broadcast right-aligned over the whole shape."""
    return _typed(combine(x, y), None)


@op(TF + "atan2", MATH + "atan2")
def tensorflow_atan2(y: Tensor, x: Tensor, name: Any = None) -> Any:
    """Elementwise, broadcast right-aligned over the whole shape."""
    return _typed(combine(y, x), None)


@op(*names(K, "maximum minimum equal greater greater_equal less less_equal not_equal"))
def backend_binary(x: Tensor, y: Tensor) -> Any:
    """Elementwise, broadcast right-aligned over the whole shape."""
    return _typed(combine(x, y), None)


@op(K + "pow")
def backend_power(x: Tensor, a: Tensor) -> Any:
    """Elementwise, broadcast right-aligned over the whole shape."""
    return combine(x, a)


@op(*names(KERAS, "isclose"), stacks=True)
def isclose(x1: Tensor, x2: Tensor, rtol: Any = 1e-05, atol: Any = 1e-08, equal_nan: Any = False) -> Any:
    """Elementwise, broadcast right-aligned over the whole shape, of booleans."""
    return _typed(combine(x1, x2), "bool")


@op(KERAS + "where", KERAS + "numpy.where", stacks=True)
def where(condition: Tensor, x1: Any = None, x2: Any = None) -> Any:
    """All three broadcast together."""
    if x1 is None or x2 is None:
        return Tensor(UNKNOWN, None)
    return _broadcast(condition, x1, x2)


@op(TF + "where")
def tensorflow_where(condition: Tensor, x: Any = None, y: Any = None, name: Any = None) -> Any:
    """All three broadcast together; alone, the places of the entries that are true."""
    if x is None and y is None:
        return Tensor((open_size(condition), UNKNOWN if condition.rank is None else condition.rank), "int64")
    return where(condition, x, y)


def _broadcast(*operands: Any) -> Any:
    tensors = [tensor_of(each) for each in operands]
    if dims_of(tensors) is None:
        return Tensor(UNKNOWN, None)
    out: Any = tensors[0]
    for x in tensors[1:]:
        out = combine(out.out if isinstance(out, FailsAtRun) else out, x)
    return _typed(out, None)


def _typed(out: Any, dtype: str | None) -> Any:
    """A new tensor of this dtype, whatever else is said about it."""
    inner = out.out if isinstance(out, FailsAtRun) else out
    inner.dtype = dtype
    return out
