"""Dense, Embedding, Masking, Lambda...: `keras/src/layers/core`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, DECLARED_SHAPE
from keras_shape_lint.layers.activations import require_activated
from keras_shape_lint.layers.arguments import Added, Called, Entries, Gone, Positive, Switch
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Doubtful, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Trailing, differ, shape_text, surely_differ_as_written
from keras_shape_lint.shapes.symbols import Symbol


@layer("keras.layers.Dense")
def dense(
    x: Tensor,
    *,
    units: Positive,
    activation: Any = None,
    use_bias: Switch = True,
    kernel_initializer: Any = "glorot_uniform",
    bias_initializer: Any = "zeros",
    kernel_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    bias_constraint: Any = None,
    lora_rank: Added = None,
    lora_alpha: Added = None,
    quantization_config: Added = None,
    world: World,
    state: LayerState,
) -> Tensor:
    """(batch, ..., features) -> (batch, ..., units). The last axis must be known; 1.0 and 1.1 take two axes."""
    if world.generation < (1, 2):
        x.require_rank(2)
    if not x.require_min_rank(2):
        state.freeze_axis(x, -1)
        return Tensor(Trailing(units), x.computed().dtype)
    out = x.computed(*x.dims[:-1], units)
    features = state.size(x, -1, resume_as=out)
    state.freeze_axis(x, -1, resume_as=out)
    state.weight("kernel", features, units)
    if use_bias is True:
        state.weight("bias", units)
    if lora_rank is not None:
        state.low_rank("kernel", lora_rank)
    require_activated(out, activation, world)
    return out


@layer("keras.layers.Embedding")
def embedding(
    x: Tensor,
    *,
    input_dim: Entries,
    output_dim: Entries,
    embeddings_initializer: Any = "uniform",
    embeddings_regularizer: Any = None,
    embeddings_constraint: Any = None,
    mask_zero: Any = False,
    weights: Any = None,
    lora_rank: Added = None,
    lora_alpha: Added = None,
    quantization_config: Added = None,
    input_length: Any = None,
    sparse: Gone = False,
    world: World,
    state: LayerState,
) -> Any:
    """(batch, ...) -> (batch, ..., output_dim); to 2.3 an open length is `input_length`; 2.2 and 2.3 refuse another."""
    state.weight("embeddings", input_dim, output_dim)
    if lora_rank is not None:
        state.low_rank("embeddings", lora_rank)
    if x.rank is None:
        return Tensor(Trailing(output_dim))
    if world.generation >= (2, 4) or (input_length is None and world.generation >= (2,)):
        return Tensor((*x.dims, output_dim))
    return _of_length(x, input_length, output_dim, world)


def _of_length(x: Tensor, length: Any, output_dim: Dim, world: World) -> Any:
    """To 2.1 the declared shape has one axis of `input_length`, whatever comes in; Keras 1 takes 0 for none given."""
    real = Tensor((*x.dims, output_dim))
    if not (length is None or isinstance(length, int)):
        return Tensor((*x.dims[:1], *(UNKNOWN,) * (len(x.dims) - 1), output_dim)) if x.rank else Tensor(UNKNOWN)
    if not length and world.generation < (2,):
        length = x.dims[1] if len(x.dims) > 1 else UNKNOWN
    if x.rank != 2 and world.generation >= (2, 2) and isinstance(length, int) and x.rank:
        raise Reject(ARGUMENT, "{layer}: input_length is {0}, but {1} has {2} axes", length, x, x.rank)
    steps = x.dims[1] if x.rank == 2 else None
    if x.rank == 2 and (length is None or steps is UNKNOWN or not surely_differ_as_written(steps, length)):
        return real
    declared = Tensor((*x.dims[:1], length, output_dim))
    if steps is None and x.rank == 2:
        return declared
    if world.generation >= (2, 2):
        raise Reject(ARGUMENT, "{layer}: input_length is {0}, but {1} has {2}", length, x, steps)
    text = "{layer} is declared to give {0}, {1} makes {2} of it; input_length must be what comes in"
    return Doubtful(declared, DECLARED_SHAPE, text, shape_text(declared.shape), x, shape_text(real.shape))


@layer("keras.layers.ReversibleEmbedding")
def reversible_embedding(
    inputs: Tensor, reverse: Any = False,
    *, input_dim: Entries, output_dim: Entries, tie_weights: Switch = True, embeddings_initializer: Any = "uniform",
    embeddings_regularizer: Any = None, embeddings_constraint: Any = None, mask_zero: Any = False,
    reverse_dtype: Any = None, logit_soft_cap: Any = None, state: LayerState,
) -> Tensor:  # fmt: skip
    """As Embedding; called with `reverse=True`, (batch, ..., output_dim) -> (batch, ..., input_dim)."""
    state.weight("embeddings", input_dim, output_dim)
    if tie_weights is False:
        state.weight("reverse_embeddings", output_dim, input_dim)
    if reverse is not False:
        return Tensor(UNKNOWN)
    return Tensor(Trailing(output_dim) if inputs.rank is None else (*inputs.dims, output_dim))


@layer("keras.layers.Masking")
def masking(x: Tensor, *, mask_value: Any = 0.0) -> Tensor:
    """Any shape, unchanged."""
    return x.computed() if x.rank else x.unknown()


@layer("keras.layers.Identity")
def identity(x: Any) -> Any:
    """A tensor or any nest of them, unchanged, dtype included."""
    return x.like() if isinstance(x, Tensor) else x


@layer("keras.layers.Lambda", label="Lambda")
def lambda_(
    x: Any,
    *,
    function: Called,
    output_shape: Any = None,
    mask: Any = None,
    arguments: Any = None,
    world: World,
) -> Any:
    """What `function` returns, called with `arguments` too; or `output_shape`, without the batch axis.

    All but 2.15 take `output_shape` on trust, and see later what `function` makes: from Keras 3 on when it runs.
    """
    declared = output_shape is not None and world.generation != (2, 15)
    if world.generation < (2,) and (declared or world.backend == "theano"):
        return _declared(x, output_shape) if declared else _as_given(x, function, arguments)
    named = {} if arguments is None else arguments
    followed = callable(function) and isinstance(named, dict) and not getattr(named, "open", False)
    followed = followed and all(isinstance(name, str) for name in named)
    real = function(x, **named) if followed else Tensor(UNKNOWN, None)
    return _promised(_declared(x, output_shape), real) if declared else real


def _as_given(x: Any, function: Any, arguments: Any) -> Any:
    """Theano infers no shape: that of the input is said to be the output's, and several inputs make several outputs."""
    if isinstance(x, Tensor):
        return x.like()
    tried = getattr(function, "tried", None)
    several = isinstance(x, (list, tuple)) and len(x) > 1
    out = tried(x)[0] if several and tried is not None and arguments is None else None
    if isinstance(out, Tensor) and out.rank is not None:
        text = "{layer} of {0} tensors needs its output_shape where Keras runs on Theano"
        raise Reject(ARGUMENT, text, len(x), resume_as=out)
    return Tensor(UNKNOWN, None)


def _promised(declared: Tensor, real: Any) -> Any:
    """What is declared, and whether the function keeps it."""
    if not isinstance(real, Tensor) or real.rank is None or declared.rank is None:
        return declared
    if real.rank == declared.rank and not any(map(differ, real.dims[1:], declared.dims[1:])):
        return declared
    text = "{layer} is declared to give {0}, its function gives {1}: set output_shape to what it gives"
    return Doubtful(declared, DECLARED_SHAPE, text, shape_text(declared.shape), shape_text(real.shape))


def _declared(x: Any, output_shape: Any) -> Tensor:
    first = x
    while isinstance(first, (list, tuple)) and first:
        first = first[0]
    if callable(output_shape):
        shape = output_shape(x.shape if isinstance(x, Tensor) else [each.shape for each in x])
        whole = isinstance(shape, tuple) and all(dim is None or isinstance(dim, (int, Symbol)) for dim in shape)
        return Tensor(shape if whole else UNKNOWN)
    sized = isinstance(output_shape, tuple) and not getattr(output_shape, "open", False)
    if not sized or not isinstance(first, Tensor) or not first.rank:
        return Tensor(UNKNOWN)
    known = all(dim is None or isinstance(dim, int) for dim in output_shape)
    return Tensor((first.dims[0], *output_shape)) if known else Tensor(UNKNOWN)
