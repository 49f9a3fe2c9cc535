"""EinsumDense and GroupQueryAttention: `keras/src/layers/core/einsum_dense.py`, `keras/src/layers/attention`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import INPUT_RANK
from keras_shape_lint.layers.arguments import Positive, Switch
from keras_shape_lint.layers.op_arguments import Known, SomeSizes
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim


@layer("keras.layers.EinsumDense", label="EinsumDense({equation})")
def einsum_dense(
    inputs: Tensor, training: Any = None,
    *, equation: Known, output_shape: SomeSizes, activation: Any = None, bias_axes: Any = None,
    kernel_initializer: Any = "glorot_uniform", bias_initializer: Any = "zeros", kernel_regularizer: Any = None,
    bias_regularizer: Any = None, kernel_constraint: Any = None, bias_constraint: Any = None, lora_rank: Any = None,
    lora_alpha: Any = None, gptq_unpacked_column_size: Any = None, quantization_config: Any = None,
    world: World, state: LayerState,
) -> Tensor:  # fmt: skip
    """(batch, *output_shape). A None in it stays None in Keras 3, and was the input's size of that letter before.

    An equation with `...` is not followed.
    """
    letters = equation.replace(" ", "") if isinstance(equation, str) else "..."
    left, _, right = letters.partition("->")
    source = left.partition(",")[0]
    if "." in letters or output_shape is UNKNOWN or inputs.rank is None or len(right) != len(output_shape) + 1:
        return Tensor(UNKNOWN, None)
    modern = world.generation >= (3,)
    if len(source) != inputs.rank:
        if modern:
            return Tensor(UNKNOWN, None)
        text = "{layer} takes inputs of {0} axes, batch included; {1} has {2}"
        raise Reject(INPUT_RANK, text, len(source), inputs, inputs.rank)
    sizes = dict(zip(source, inputs.dims))
    if right[0] != source[0]:
        return Tensor(UNKNOWN, None)
    sized: list[Dim] = [inputs.dims[0]]
    for letter, size in zip(right[1:], output_shape):
        sized.append(sizes.get(letter, UNKNOWN) if size is None and not modern else size)
    written = dict(zip(right, (inputs.dims[0], *output_shape)))
    kernel = [written.get(letter, sizes.get(letter, UNKNOWN)) for letter in left.partition(",")[2]]
    state.weights.setdefault("kernel", tuple(kernel))
    if lora_rank is not None and kernel:
        state.low_rank("kernel", lora_rank)
    if isinstance(bias_axes, str) and bias_axes and set(bias_axes) <= set(right):
        biased = right[min(map(right.index, bias_axes)) :]
        state.weights.setdefault("bias", tuple(written[letter] if letter in bias_axes else 1 for letter in biased))
    elif bias_axes is not None and bias_axes != "":
        state.weights.setdefault("bias", (UNKNOWN,))
    return inputs.computed(*sized)


@layer("keras.layers.GroupQueryAttention", "keras.layers.GroupedQueryAttention")
def group_query_attention(
    query: Tensor, value: Tensor, key: Any = None, query_mask: Any = None, value_mask: Any = None,
    key_mask: Any = None, attention_mask: Any = None, return_attention_scores: Any = False, training: Any = None,
    use_causal_mask: Any = False,
    *, head_dim: Positive, num_query_heads: Positive, num_key_value_heads: Positive, dropout: Any = 0.0,
    use_bias: Switch = True, sliding_window: Any = None, flash_attention: Any = None,
    kernel_initializer: Any = "glorot_uniform", bias_initializer: Any = "zeros", kernel_regularizer: Any = None,
    bias_regularizer: Any = None, activity_regularizer: Any = None, kernel_constraint: Any = None,
    bias_constraint: Any = None, use_gate: Switch = False, seed: Any = None, state: LayerState,
) -> Any:  # fmt: skip
    """The shape of the query."""
    if query.rank and value.rank:
        width, keys = query.dims[-1], key.dims[-1] if isinstance(key, Tensor) and key.rank else value.dims[-1]
        gate = [("gate", width, num_query_heads)] if use_gate is True else []
        for name, size, heads in (
            ("query", width, num_query_heads), ("key", keys, num_key_value_heads),
            ("value", value.dims[-1], num_key_value_heads), *gate,
        ):  # fmt: skip
            state.weights.setdefault(f"{name}/kernel", (size, heads, head_dim))
            if use_bias is True:
                state.weights.setdefault(f"{name}/bias", (heads, head_dim))
        state.weights.setdefault("attention_output/kernel", (num_query_heads, head_dim, width))
        if use_bias is True:
            state.weights.setdefault("attention_output/bias", (width,))
    return query.computed() if return_attention_scores is False and query.rank == 3 else Tensor(UNKNOWN, None)
