"""Reductions over axes: sums, means, maxima, positions of them."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.op_arguments import SomeAxes, Truth, axes_in, floating, replaced
from keras_shape_lint.layers.op_names import KERAS, MATH, TF, K, names
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.dims import UNKNOWN, Shape, of_number, product


def reduced(x: Tensor, axis: Any, keepdims: Any) -> Shape:
    """The axes taken away, or left as 1 with `keepdims`; all of them without an axis."""
    axes = axes_in(x, axis)
    if axis is None and keepdims is False:
        return ()
    if x.rank is None or keepdims is UNKNOWN:
        return UNKNOWN
    if axis is None:
        return (1,) * x.rank
    if axes is UNKNOWN:
        return (UNKNOWN,) * x.rank if keepdims else UNKNOWN
    if keepdims:
        return tuple(1 if i in axes else dim for i, dim in enumerate(x.dims))
    return without(x, axes)


def without(x: Tensor, axes: tuple[int, ...]) -> Shape:
    """An axis named twice takes another one with it, as Keras declares it; no backend computes that."""
    left = list(x.dims)
    for axis in sorted(axes, reverse=True):
        if axis >= len(left):
            raise Reject(ARGUMENT, "{layer} names an axis of {0} twice: {1}", x, axes)
        del left[axis]
    return tuple(left)


REDUCTIONS = (
    "mean sum amax amin nanmax nanmean nanmedian nanmin nanprod nanstd nansum nanvar median ptp std var logsumexp"
)


@op(*names(KERAS, REDUCTIONS), *names(KERAS + "numpy.", "mean sum std var"), *names(K, "mean sum max min prod std var"))
@op(*names((KERAS, KERAS + "numpy."), "max min"), arguments="x axis= keepdims= initial=")
def reduce(x: Tensor, axis: SomeAxes = None, keepdims: Truth = False) -> Tensor:
    """Any shape, reduced."""
    return Tensor(reduced(x, axis, keepdims), floating(x))


@op(KERAS + "prod", KERAS + "numpy.prod")
def prod(x: Tensor, axis: SomeAxes = None, keepdims: Truth = False, dtype: Any = None) -> Tensor:
    """Any shape, reduced."""
    return Tensor(reduced(x, axis, keepdims), floating(x) if dtype is None else None)


@op(*names((KERAS, K), "all any"))
def all_(x: Tensor, axis: SomeAxes = None, keepdims: Truth = False) -> Tensor:
    """Any shape, reduced to booleans."""
    return Tensor(reduced(x, axis, keepdims), "bool")


@op(*names(KERAS, "nanargmax nanargmin"))
def argmax_of_numbers(x: Tensor, axis: SomeAxes = None, keepdims: Truth = False) -> Tensor:
    """Any shape, reduced to positions along one axis."""
    if isinstance(axis, tuple):
        raise Reject(ARGUMENT, "{layer} takes one axis, got {0}", axis)
    return argmax(x, axis, keepdims)


@op(*names(KERAS, "argmax argmin"))
def argmax(x: Tensor, axis: SomeAxes = None, keepdims: Truth = False) -> Tensor:
    """Any shape, reduced to positions."""
    return Tensor(reduced(x, axis, keepdims), "int32")


@op(*names(K, "argmax argmin"))
def backend_argmax(x: Tensor, axis: SomeAxes = -1) -> Tensor:
    """Any shape, reduced to positions."""
    return Tensor(reduced(x, axis, False) if axis is not None else UNKNOWN, None)


@op(*names((TF, MATH), "argmax argmin"))
def tensorflow_argmax(input: Tensor, axis: SomeAxes = None, output_type: Any = None, name: Any = None) -> Tensor:
    """Any shape, reduced to positions; along the first axis if none is named."""
    return Tensor(reduced(input, 0 if axis is None else axis, False), None)


TENSORFLOW_REDUCTIONS = (
    "reduce_mean reduce_sum reduce_max reduce_min reduce_prod reduce_all reduce_any reduce_std reduce_variance "
    "reduce_logsumexp reduce_euclidean_norm"
)


@op(*names((TF, MATH), TENSORFLOW_REDUCTIONS))
def tensorflow_reduce(input_tensor: Tensor, axis: SomeAxes = None, keepdims: Truth = False, name: Any = None) -> Tensor:
    """Any shape, reduced."""
    return Tensor(reduced(input_tensor, axis, keepdims), input_tensor.dtype)


@op(KERAS + "count_nonzero")
def count_nonzero(x: Tensor, axis: SomeAxes = None) -> Tensor:
    """Any shape, reduced to counts."""
    return Tensor(reduced(x, axis, False), "int32")


@op(MATH + "count_nonzero")
def tensorflow_count_nonzero(
    input: Tensor, axis: SomeAxes = None, keepdims: Truth = None, dtype: Any = None, name: Any = None
) -> Tensor:
    """Any shape, reduced to counts."""
    return Tensor(reduced(input, axis, bool(keepdims) if keepdims is not UNKNOWN else UNKNOWN), None)


@op(*names(TF, "rank"), arguments="input name=")
@op(*names(TF, "size"), arguments="input out_type= name=")
@op(*names(TF, "nn.l2_loss"), arguments="t name=")
@op(*names((TF + "nn.", MATH), "zero_fraction"), arguments="value name=")
@op(*names(TF, "nn.scale_regularization_loss"), arguments="regularization_loss")
@op(*names(MATH, "is_non_decreasing is_strictly_increasing"), arguments="x name=")
@op(*names(TF, "linalg.global_norm"), arguments="t_list name=")
def one_number(x: Any) -> Tensor:
    """Any shape, reduced to one number."""
    return Tensor((), None)


@op(TF + "strings.reduce_join", arguments="inputs axis= keepdims= separator= name=")
def reduce_join(inputs: Tensor, axis: SomeAxes = None, keepdims: Truth = False) -> Tensor:
    """Any shape, reduced."""
    return Tensor(reduced(inputs, axis, keepdims), "string")


@op(MATH + "lbeta")
def lbeta(x: Tensor, name: Any = None) -> Tensor:
    """The last axis goes."""
    return Tensor(reduced(x, -1, False), x.dtype)


@op(KERAS + "average")
def average(x: Tensor, axis: SomeAxes = None, weights: Any = None) -> Tensor:
    """Any shape, reduced."""
    return Tensor(reduced(x, axis, False) if weights is None else UNKNOWN, floating(x))


@op(KERAS + "norm")
def norm(x: Tensor, ord: Any = None, axis: SomeAxes = None, keepdims: Truth = False) -> Tensor:
    """Any shape, reduced to lengths."""
    return reduce(x, axis, keepdims)


@op(TF + "norm", TF + "linalg.norm")
def tensorflow_norm(
    tensor: Tensor, ord: Any = "euclidean", axis: SomeAxes = None, keepdims: Truth = None, name: Any = None
) -> Tensor:
    """Any shape, reduced to lengths."""
    return reduce(tensor, axis, bool(keepdims) if keepdims is not UNKNOWN else UNKNOWN)


@op(*names(KERAS, "quantile percentile nanquantile nanpercentile"))
def quantile(x: Tensor, q: Any, axis: SomeAxes = None, method: Any = "linear", keepdims: Truth = False) -> Tensor:
    """Any shape, reduced; a new first axis for several quantiles."""
    known = isinstance(q, (int, float))
    return Tensor(reduced(x, axis, keepdims) if known else UNKNOWN, None)


@op(KERAS + "moments")
def moments(x: Tensor, axes: SomeAxes, keepdims: Truth = False, synchronized: Any = False) -> Any:
    """(mean, variance), each reduced."""
    return (reduce(x, axes, keepdims), reduce(x, axes, keepdims))


@op(TF + "nn.weighted_moments", arguments="x axes frequency_weights keepdims= name=")
def weighted_moments(x: Tensor, axes: SomeAxes, weights: Any, keepdims: Truth = False) -> Any:
    """(mean, variance), each reduced, the weights being numbers."""
    return moments(x, axes, keepdims) if isinstance(weights, (int, float)) else x.unknown()


@op(TF + "nn.moments")
def tensorflow_moments(x: Tensor, axes: SomeAxes, shift: Any = None, keepdims: Truth = False, name: Any = None) -> Any:
    """(mean, variance), each reduced."""
    return moments(x, axes, keepdims)


@op(*names(KERAS, "nancumsum nancumprod"))
def cumulate_numbers(x: Tensor, axis: SomeAxes = None, dtype: Any = None) -> Tensor:
    """As `cumsum`, the axis only looked at when it runs."""
    exists = x.rank is None or not isinstance(axis, int) or -x.rank <= axis < x.rank
    return cumulate(x, axis, dtype) if exists else x.like()


@op(*names(KERAS, "cumsum cumprod"))
def cumulate(x: Tensor, axis: SomeAxes = None, dtype: Any = None) -> Tensor:
    """Any shape, unchanged; one axis of all without an axis."""
    axes_in(x, axis)
    if axis is None:
        return Tensor(UNKNOWN if x.rank is None else (product(x.dims),), floating(x) if dtype is None else None)
    return Tensor(x.shape if axis is not UNKNOWN else UNKNOWN, floating(x) if dtype is None else None)


@op(*names(K, "cumsum cumprod"))
@op(*names((TF, MATH), "cumsum cumprod"), arguments="x axis= exclusive= reverse= name=")
def backend_cumulate(x: Tensor, axis: SomeAxes = 0) -> Tensor:
    """Any shape, unchanged."""
    return x.like()


@op(KERAS + "diff")
def diff(a: Tensor, n: Any = 1, axis: SomeAxes = -1) -> Tensor:
    """`n` entries less along the axis, at least 0."""
    found = axes_in(a, axis)
    if found is UNKNOWN or len(found) != 1:
        return a.unknown()
    shorter = of_number(a.dims[found[0]], lambda size: max(size - n, 0) if isinstance(n, int) else UNKNOWN)
    return a.with_shape(*replaced(a.dims, found[0], shorter))
