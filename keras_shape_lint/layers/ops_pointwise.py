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
def unary(x: Tensor) -> Tensor:
    """Any shape, unchanged; integers become floats where the values do."""
    return Tensor(x.shape, floating(x))


@op(*names(ACTIVATIONS, "hard_silu hard_swish mish"))
def computed(x: Tensor, *, symbolic: bool) -> Tensor:
    """Any shape, unchanged. The functions of `keras.activations` that only compute; those of `keras.ops` declare."""
    require_value(x, symbolic)
    return unary(x)


@op(*names((TF, MATH), MATH_UNARY), *names(NN, "sigmoid tanh"))
def tensorflow_unary(x: Tensor, name: Any = None) -> Tensor:
    """Any shape, unchanged."""
    return Tensor(x.shape, floating(x))


@op(*names(TF, "identity stop_gradient"), *names((TF, MATH), "real imag"))
def tensorflow_same(input: Tensor, name: Any = None) -> Tensor:
    """Any shape, unchanged."""
    return Tensor(input.shape, floating(input))


@op(TF + "debugging.check_numerics")
def check_numerics(tensor: Tensor, message: Any, name: Any = None) -> Tensor:
    """Any shape, unchanged."""
    return tensor.like()


@op(*names(NN, "relu relu6 elu selu softplus softsign"), MATH + "softplus")
def tensorflow_activation(features: Tensor, name: Any = None) -> Tensor:
    """Any shape, unchanged."""
    return features.like()


@op(NN + "leaky_relu")
def tensorflow_leaky_relu(features: Tensor, alpha: Any = 0.2, name: Any = None) -> Tensor:
    """Any shape, unchanged."""
    return features.like()


@op(NN + "gelu")
def tensorflow_gelu(features: Tensor, approximate: Any = False, name: Any = None) -> Tensor:
    """Any shape, unchanged."""
    return features.like()


@op(*names(NN, "silu swish"))
def tensorflow_silu(features: Tensor, beta: Any = 1.0) -> Tensor:
    """Any shape, unchanged."""
    return features.like()


@op(K + "stop_gradient")
def backend_stop_gradient(variables: Tensor) -> Tensor:
    """Any shape, unchanged."""
    return variables.like()


@op(K + "pattern_broadcast")
def pattern_broadcast(x: Tensor, pattern: Any) -> Tensor:
    """Any shape, unchanged: Theano is told which axes may be stretched."""
    return x.like()


@op(KERAS + "stop_gradient")
def stop_gradient(variable: Tensor) -> Tensor:
    """Any shape, unchanged."""
    return variable.like()


@op(*names((KERAS, ACTIVATIONS), "elu celu"), K + "elu")
def elu(x: Tensor, alpha: Any = 1.0) -> Tensor:
    """Any shape, unchanged."""
    return Tensor(x.shape, floating(x))


@op(*names((KERAS, ACTIVATIONS), "leaky_relu"))
def leaky_relu(x: Tensor, negative_slope: Any = 0.2) -> Tensor:
    """Any shape, unchanged."""
    return Tensor(x.shape, floating(x))


@op(*names((KERAS, ACTIVATIONS), "gelu"))
def gelu(x: Tensor, approximate: Any = True) -> Tensor:
    """Any shape, unchanged."""
    return Tensor(x.shape, floating(x))


@op(*names((KERAS, ACTIVATIONS), "hard_shrink soft_shrink"))
def shrink(x: Tensor, threshold: Any = 0.5) -> Tensor:
    """Any shape, unchanged."""
    return Tensor(x.shape, floating(x))


@op(*names((KERAS, ACTIVATIONS), "threshold"))
def threshold(x: Tensor, threshold: Any, default_value: Any) -> Tensor:
    """Any shape, unchanged."""
    return Tensor(x.shape, floating(x))


@op(*names((KERAS, ACTIVATIONS), "squareplus"))
def squareplus(x: Tensor, b: Any = 4) -> Tensor:
    """Any shape, unchanged."""
    return Tensor(x.shape, floating(x))


@op(ACTIVATIONS + "relu")
def relu(x: Tensor, negative_slope: Any = 0.0, max_value: Any = None, threshold: Any = 0.0) -> Tensor:
    """Any shape, unchanged."""
    return Tensor(x.shape, floating(x))


@op(K + "relu")
def backend_relu(x: Tensor, alpha: Any = 0.0, max_value: Any = None, threshold: Any = 0.0) -> Tensor:
    """Any shape, unchanged."""
    return x.like()


@op(*names(KERAS, "isfinite isinf isnan isneginf isposinf isreal logical_not signbit"))
def test(x: Tensor) -> Tensor:
    """Any shape, of booleans."""
    return Tensor(x.shape, "bool")


@op(*names((TF, MATH), "logical_not is_nan is_inf is_finite"))
def tensorflow_test(x: Tensor, name: Any = None) -> Tensor:
    """Any shape, of booleans."""
    return Tensor(x.shape, "bool")


@op(*names(KERAS, "softmax log_softmax"), *names(ACTIVATIONS, "softmax log_softmax"), K + "softmax")
@op(KERAS + "sparsemax", KERAS + "sort")
def softmax(x: Tensor, axis: SomeAxes = -1) -> Tensor:
    """Any shape, unchanged, along an axis that exists."""
    axes_in(x, axis)
    return Tensor(x.shape, floating(x))


@op(ACTIVATIONS + "sparsemax")
def sparsemax(x: Tensor, axis: SomeAxes = -1, *, symbolic: bool) -> Tensor:
    """Any shape, unchanged, along an axis that exists; it only computes."""
    require_value(x, symbolic)
    return softmax(x, axis)


@op(*names((NN, MATH), "softmax log_softmax"))
def tensorflow_softmax(logits: Tensor, axis: SomeAxes = None, name: Any = None) -> Tensor:
    """Any shape, unchanged, along an axis that exists."""
    axes_in(logits, axis)
    return logits.like()


@op(KERAS + "argsort")
def argsort(x: Tensor, axis: SomeAxes = -1) -> Tensor:
    """Any shape, of indices; one axis of all without an axis."""
    if axis is None:
        return Tensor(UNKNOWN if x.rank is None else (product(x.dims),), "int32")
    if x.rank != 0:
        axes_in(x, axis)
    return Tensor(x.shape, "int32")


@op(KERAS + "normalize")
def normalize(x: Tensor, axis: SomeAxes = -1, order: Any = 2, epsilon: Any = None) -> Tensor:
    """Any shape, unchanged."""
    axes_in(x, axis)
    return Tensor(x.shape, floating(x))


@op(K + "l2_normalize")
def l2_normalize(x: Tensor, axis: SomeAxes = None) -> Tensor:
    """Any shape, unchanged."""
    axes_in(x, axis)
    return x.like()


@op(TF + "nn.l2_normalize", MATH + "l2_normalize", TF + "linalg.l2_normalize")
def tensorflow_l2_normalize(x: Tensor, axis: SomeAxes = None, epsilon: Any = 1e-12, name: Any = None) -> Tensor:
    """Any shape, unchanged."""
    axes_in(x, axis)
    return x.like()


@op(KERAS + "layer_normalization")
def layer_normalization(
    x: Tensor, gamma: Any = None, beta: Any = None, axis: SomeAxes = -1, epsilon: Any = None, **others: Any
) -> Tensor:
    """Any shape, unchanged."""
    return x.like()


@op(KERAS + "rms_normalization")
def rms_normalization(x: Tensor, scale: Any = None, axis: SomeAxes = -1, epsilon: Any = None) -> Tensor:
    """Any shape, unchanged."""
    return x.like()


@op(*names(KERAS, "cast saturate_cast"), K + "cast")
def cast(x: Tensor, dtype: Known) -> Tensor:
    """Any shape, of another dtype."""
    return Tensor(x.shape, dtype if isinstance(dtype, str) else None)


@op(TF + "cast")
def tensorflow_cast(x: Tensor, dtype: Known, name: Any = None) -> Tensor:
    """Any shape, of another dtype."""
    return cast(x, dtype)


@op(TF + "saturate_cast")
def tensorflow_saturate_cast(value: Tensor, dtype: Known, name: Any = None) -> Tensor:
    """Any shape, of another dtype."""
    return cast(value, dtype)


@op(KERAS + "array")
def array(x: Tensor, dtype: Known = None) -> Tensor:
    """Any shape, unchanged."""
    return Tensor(x.shape, x.dtype if dtype is None else None)


@op(KERAS + "convert_to_tensor")
def convert_to_tensor(x: Tensor, dtype: Known = None, sparse: Any = None, ragged: Any = None) -> Tensor:
    """Any shape, unchanged."""
    return Tensor(x.shape, x.dtype if dtype is None else None)


@op(TF + "convert_to_tensor")
def tensorflow_convert(value: Tensor, dtype: Known = None, dtype_hint: Any = None, name: Any = None) -> Tensor:
    """Any shape, unchanged."""
    return Tensor(value.shape, value.dtype if dtype is None else None)


@op(KERAS + "clip", KERAS + "numpy.clip")
def clip(x: Tensor, x_min: Any, x_max: Any) -> Tensor:
    """Any shape, unchanged."""
    return Tensor(x.shape, floating(x))


@op(K + "clip")
def backend_clip(x: Tensor, min_value: Any, max_value: Any) -> Tensor:
    """The shape of `x`, where the bounds are numbers."""
    numbers = not any(isinstance(each, Tensor) and each.shape != () for each in (min_value, max_value))
    return x.like() if numbers else x.unknown()


@op(TF + "clip_by_value")
def clip_by_value(t: Tensor, clip_value_min: Any, clip_value_max: Any, name: Any = None) -> Tensor:
    """The shape of `t`, where the bounds are numbers."""
    return backend_clip(t, clip_value_min, clip_value_max)


@op(KERAS + "nan_to_num")
def nan_to_num(x: Tensor, nan: Any = 0.0, posinf: Any = None, neginf: Any = None) -> Tensor:
    """Any shape, unchanged."""
    return x.like()


@op(KERAS + "round")
def round_(x: Tensor, decimals: Any = 0) -> Tensor:
    """Any shape, unchanged."""
    return Tensor(x.shape, floating(x))


@op(*names(KERAS, "tril triu"))
def triangle(x: Tensor, k: Any = 0) -> Tensor:
    """Any shape of two axes or more, unchanged."""
    return x.like()
