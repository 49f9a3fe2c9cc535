"""Dense, Embedding, Masking, Lambda...: `keras/src/layers/core`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import UNDEFINED_DIMENSION
from keras_shape_lint.layers.arguments import Flag, Positive
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject


@layer("keras.layers.Dense")
def dense(
    x: Tensor,
    *,
    units: Positive,
    activation: Any = None,
    use_bias: Flag = True,
    kernel_initializer: Any = "glorot_uniform",
    bias_initializer: Any = "zeros",
    kernel_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    bias_constraint: Any = None,
    lora_rank: Any = None,
    lora_alpha: Any = None,
    quantization_config: Any = None,
    state: LayerState,
) -> Tensor:
    """(batch, ..., features) -> (batch, ..., units). The last axis must be known."""
    if not x.require_min_rank(2):
        return x.unknown()
    *leading, features = x.dims
    out = x.with_shape(*leading, units)
    if features is None:
        raise Reject(UNDEFINED_DIMENSION, "{layer} needs to know the last axis of {0}", x, resume_as=out)
    state.freeze_axis(x, -1, resume_as=out)
    state.weight("kernel", features, units)
    if use_bias:
        state.weight("bias", units)
    return out
