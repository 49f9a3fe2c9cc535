"""Functions that make tensors of a given shape, or of another tensor's; random numbers."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.op_arguments import OneAxis, OneSize, SomeSizes, axis_in, require_value
from keras_shape_lint.layers.op_names import KERAS, TF, K, names
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN

RANDOM = "keras.random."
LAST = "dtype= name= alg="


def made(shape: Any) -> Tensor:
    """A tensor of this shape; what is no size at all is not known."""
    if shape is UNKNOWN or any(isinstance(dim, int) and dim < 0 for dim in shape):
        return Tensor(UNKNOWN, None)
    return Tensor(shape, None)


@op(*names((KERAS, KERAS + "numpy."), "zeros_like ones_like"), KERAS + "empty_like")
@op(*names(K, "zeros_like ones_like"), arguments="x dtype= name=")
@op(*names(TF, "zeros_like ones_like"), arguments="input dtype= name= layout=")
def like(x: Tensor, dtype: Any = None) -> Tensor:
    """Any shape, unchanged."""
    return Tensor(x.shape, x.dtype if dtype is None else None)


@op(KERAS + "full_like")
def full_like(x: Tensor, fill_value: Any, dtype: Any = None) -> Tensor:
    """Any shape, unchanged."""
    return like(x, dtype)


@op(*names((KERAS, KERAS + "numpy."), "zeros ones"), KERAS + "empty", arguments="shape dtype=")
@op(*names(K, "zeros ones"), arguments="shape dtype= name=")
@op(*names(TF, "zeros ones"), arguments="shape dtype= name= layout=")
@op(RANDOM + "beta", arguments="shape alpha beta dtype= seed=")
@op(RANDOM + "gamma", arguments="shape alpha dtype= seed=")
@op(RANDOM + "binomial", arguments="shape counts probabilities dtype= seed=")
@op(*names(RANDOM, "normal truncated_normal"), arguments="shape mean= stddev= dtype= seed=")
@op(RANDOM + "uniform", arguments="shape minval= maxval= dtype= seed=")
@op(RANDOM + "randint", arguments="shape minval maxval dtype= seed=")
@op(*names(K, "random_normal truncated_normal"), arguments="shape mean= stddev= dtype= seed=")
@op(K + "random_uniform", arguments="shape minval= maxval= dtype= seed=")
@op(*names(K, "random_bernoulli random_binomial"), arguments="shape p= dtype= seed=")
@op(K + "random_normal_variable", arguments="shape mean scale dtype= name= seed=")
@op(K + "random_uniform_variable", arguments="shape low high dtype= name= seed=")
@op(*names(TF + "random.", "normal truncated_normal"), arguments="shape mean= stddev= dtype= seed= name=")
@op(TF + "random.uniform", TF + "random_uniform", arguments="shape minval= maxval= dtype= seed= name=")
@op(*names(TF + "random.", "stateless_normal stateless_truncated_normal"), arguments=f"shape seed mean= stddev= {LAST}")
@op(TF + "random.stateless_uniform", arguments=f"shape seed minval= maxval= {LAST}")
def filled(shape: SomeSizes) -> Tensor:
    """The given shape."""
    return made(shape)


@op(KERAS + "full")
def full(shape: SomeSizes, fill_value: Any, dtype: Any = None) -> Tensor:
    """The given shape, where the value is a number."""
    return made(shape) if isinstance(fill_value, (int, float)) else Tensor(UNKNOWN, None)


@op(*names((TF, K), "constant"))
def constant(value: Tensor, dtype: Any = None, shape: SomeSizes = None, name: Any = None) -> Tensor:
    """The shape of the value, or the given one."""
    return Tensor(value.shape, None) if shape is None else made(shape)


@op(*names(KERAS, "eye tri"))
def eye(N: OneSize, M: OneSize = None, k: Any = 0, dtype: Any = None) -> Tensor:
    """(N, M or N)."""
    return made((N, N if M is None else M))


@op(KERAS + "identity", arguments="n dtype=")
@op(K + "eye", arguments="size dtype= name=")
def identity(n: OneSize) -> Tensor:
    """(n, n)."""
    return made((n, n))


@op(TF + "random.categorical")
def tensorflow_categorical(
    logits: Tensor, num_samples: OneSize, dtype: Any = None, seed: Any = None, name: Any = None
) -> Tensor:
    """(batch, classes) -> (batch, samples)."""
    return categorical(logits, num_samples, symbolic=False)


@op(RANDOM + "categorical")
def categorical(
    logits: Tensor, num_samples: OneSize, dtype: Any = "int32", seed: Any = None, *, symbolic: bool
) -> Tensor:
    """(batch, classes) -> (batch, samples)."""
    require_value(logits, symbolic)
    return Tensor((logits.dims[0], num_samples), "int32") if logits.rank == 2 else logits.unknown()


@op(TF + "random.gamma", arguments="shape alpha beta= dtype= seed= name=")
def drawn_for_each(shape: SomeSizes, alpha: Any, beta: Any = None) -> Tensor:
    """The given shape, of numbers for one distribution."""
    return made(shape) if isinstance(alpha, (int, float)) and beta is None else Tensor(UNKNOWN, None)


@op(RANDOM + "dropout")
def dropout(inputs: Tensor, rate: Any, noise_shape: Any = None, seed: Any = None, *, symbolic: bool) -> Tensor:
    """Any shape, unchanged."""
    require_value(inputs, symbolic)
    return inputs.like()


@op(RANDOM + "shuffle")
def shuffle(x: Tensor, axis: OneAxis = 0, seed: Any = None, *, symbolic: bool) -> Tensor:
    """Any shape, unchanged."""
    require_value(x, symbolic)
    axis_in(x, axis)
    return x.like()


@op(K + "dropout", arguments="x level noise_shape= seed=")
@op(TF + "nn.dropout", arguments="x rate noise_shape= seed= name=")
def dropped(x: Tensor) -> Tensor:
    """Any shape, unchanged."""
    return x.like()
