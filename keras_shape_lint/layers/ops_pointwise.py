"""Functions that leave the shape of their one tensor: elementwise ones, softmax and the like, casts, activations."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.op_arguments import (
    Known,
    SomeAxes,
    axes_in,
    floating,
    require_value,
)
from keras_shape_lint.layers.op_names import ACTIVATIONS, KERAS, MATH, NN, TF, K, names
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN, product

UNARY = (
    "arccos arccosh arcsin arcsinh arctan arctanh cbrt ceil cos cosh deg2rad erf erfc erfinv exp exp2 expm1 fabs floor "
    "hard_sigmoid hard_silu hard_swish hard_tanh i0 log log10 log1p log2 log_sigmoid rad2deg reciprocal relu relu6 "
    "rsqrt selu sigmoid silu sin sinc sinh softplus softsign sparse_plus sparse_sigmoid sqrt square swish tan tanh "
    "tanh_shrink trunc sign bitwise_invert bitwise_not conj conjugate copy real imag angle"
)
MATH_UNARY = (
    "acos acosh asin asinh atan atanh ceil cos cosh digamma erf erfc exp expm1 floor lgamma log log1p log_sigmoid "
    "reciprocal rint round rsqrt sigmoid sign sin sinh sqrt square tan tanh abs negative conj"
)
SAME = (
    *names(KERAS + "numpy.", "exp log sqrt square tanh sin cos sign"),
    *names(K, "abs exp log sqrt square round sign cos sin sigmoid hard_sigmoid tanh softplus softsign"),
    K + "cast_to_floatx",
    *names(ACTIVATIONS, "exponential linear selu sigmoid hard_sigmoid hard_tanh log_sigmoid"),
    *names(ACTIVATIONS, "relu6 silu softplus softsign sparse_plus sparse_sigmoid swish tanh tanh_shrink"),
)


@op(*names(KERAS, UNARY), *SAME)
@op(*names((KERAS, ACTIVATIONS), "elu celu"), K + "elu", arguments="x alpha=")
@op(*names((KERAS, ACTIVATIONS), "leaky_relu"), arguments="x negative_slope=")
@op(*names((KERAS, ACTIVATIONS), "gelu"), arguments="x approximate=")
@op(*names((KERAS, ACTIVATIONS), "hard_shrink soft_shrink"), arguments="x threshold=")
@op(*names((KERAS, ACTIVATIONS), "threshold"), arguments="x threshold default_value")
@op(*names((KERAS, ACTIVATIONS), "squareplus"), arguments="x b=")
@op(ACTIVATIONS + "relu", arguments="x negative_slope= max_value= threshold=")
@op(KERAS + "round", arguments="x decimals=")
@op(KERAS + "clip", KERAS + "numpy.clip", arguments="x x_min x_max")
@op(*names((TF, MATH), MATH_UNARY), *names(NN, "sigmoid tanh"), arguments="x name=")
@op(*names(TF, "identity stop_gradient"), *names((TF, MATH), "real imag"), arguments="input name=")
def unary(x: Tensor) -> Tensor:
    """Any shape, unchanged; integers become floats where the values do."""
    return Tensor(x.shape, floating(x))


@op(*names(ACTIVATIONS, "hard_silu hard_swish mish"))
def computed(x: Tensor, *, symbolic: bool) -> Tensor:
    """Any shape, unchanged. The functions of `keras.activations` that only compute; those of `keras.ops` declare."""
    require_value(x, symbolic)
    return unary(x)


@op(*names(KERAS, "negative abs absolute"))
@op(*names(KERAS, "tril triu"), arguments="x k=")
@op(KERAS + "nan_to_num", arguments="x nan= posinf= neginf=")
@op(KERAS + "rms_normalization", arguments="x scale= axis= epsilon=")
@op(*names(KERAS, "fliplr flipud"), arguments="x")
@op(*names((KERAS, KERAS + "nn."), "batch_normalization"), arguments="x mean variance axis offset= scale= epsilon=")
@op(*names((KERAS, KERAS + "nn."), "dot_product_attention"), arguments="query key value bias= mask= scale= is_causal= "
    "flash_attention= attn_logits_soft_cap=")  # fmt: skip
@op(KERAS + "stop_gradient", arguments="variable")
@op(K + "stop_gradient", arguments="variables")
@op(K + "relu", arguments="x alpha= max_value= threshold=")
@op(K + "bias_add", arguments="x bias data_format=")
@op(NN + "bias_add", arguments="value bias data_format= name=")
@op(*names(NN, "relu relu6 elu selu softplus softsign"), MATH + "softplus", arguments="features name=")
@op(NN + "leaky_relu", arguments="features alpha= name=")
@op(NN + "gelu", arguments="features approximate= name=")
@op(*names(NN, "silu swish"), arguments="features beta=")
@op(TF + "debugging.check_numerics", arguments="tensor message name=")
def same(x: Tensor) -> Tensor:
    """Any shape, unchanged."""
    return x.like()


@op(KERAS + "layer_normalization")
def layer_normalization(
    x: Tensor, gamma: Any = None, beta: Any = None, axis: SomeAxes = -1, epsilon: Any = None, **others: Any
) -> Tensor:
    """Any shape, unchanged."""
    return x.like()


@op(K + "pattern_broadcast", arguments="x pattern")
def pattern_broadcast(x: Tensor) -> Tensor:
    """Any shape, unchanged: Theano is told which axes may be stretched."""
    return x.like()


@op(*names(KERAS, "isfinite isinf isnan isneginf isposinf isreal logical_not signbit"))
@op(*names((TF, MATH), "logical_not is_nan is_inf is_finite"), arguments="x name=")
def test(x: Tensor) -> Tensor:
    """Any shape, of booleans."""
    return Tensor(x.shape, "bool")


@op(*names((KERAS, ACTIVATIONS), "softmax log_softmax"), K + "softmax", *names(KERAS, "sparsemax sort"))
@op(KERAS + "normalize", arguments="x axis= order= epsilon=")
def softmax(x: Tensor, axis: SomeAxes = -1) -> Tensor:
    """Any shape, unchanged, along an axis that exists."""
    axes_in(x, axis)
    return Tensor(x.shape, floating(x))


@op(ACTIVATIONS + "sparsemax")
def sparsemax(x: Tensor, axis: SomeAxes = -1, *, symbolic: bool) -> Tensor:
    """Any shape, unchanged, along an axis that exists; it only computes."""
    require_value(x, symbolic)
    return softmax(x, axis)


@op(K + "l2_normalize")
@op(KERAS + "flip")
@op(K + "reverse", arguments="x axes")
@op(TF + "nn.l2_normalize", MATH + "l2_normalize", TF + "linalg.l2_normalize", arguments="x axis= epsilon= name=")
@op(*names((NN, MATH), "softmax log_softmax"), arguments="logits axis= name=")
def along(x: Tensor, axis: SomeAxes = None) -> Tensor:
    """Any shape, unchanged, along an axis that exists."""
    axes_in(x, axis)
    return x.like()


@op(KERAS + "argsort")
def argsort(x: Tensor, axis: SomeAxes = -1) -> Tensor:
    """Any shape, of indices; one axis of all without an axis."""
    if axis is None:
        return Tensor(UNKNOWN if x.rank is None else (product(x.dims),), "int32")
    if x.rank != 0:
        axes_in(x, axis)
    return Tensor(x.shape, "int32")


@op(*names(KERAS, "cast saturate_cast"), K + "cast")
@op(TF + "cast", arguments="x dtype name=")
@op(TF + "saturate_cast", arguments="value dtype name=")
def cast(x: Tensor, dtype: Known) -> Tensor:
    """Any shape, of another dtype."""
    return Tensor(x.shape, dtype if isinstance(dtype, str) else None)


@op(KERAS + "array")
@op(KERAS + "convert_to_tensor", arguments="x dtype= sparse= ragged=")
@op(TF + "convert_to_tensor", arguments="value dtype= dtype_hint= name=")
def array(x: Tensor, dtype: Known = None) -> Tensor:
    """Any shape, unchanged."""
    return Tensor(x.shape, x.dtype if dtype is None else None)


@op(K + "clip", arguments="x min_value max_value")
@op(TF + "clip_by_value", arguments="t clip_value_min clip_value_max name=")
def clip(x: Tensor, least: Any, most: Any) -> Tensor:
    """The shape of `x`, where the bounds are numbers."""
    numbers = not any(isinstance(each, Tensor) and each.shape != () for each in (least, most))
    return x.like() if numbers else x.unknown()
