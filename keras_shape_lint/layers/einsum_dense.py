"""EinsumDense: `keras/src/layers/core/einsum_dense.py`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, FAILS_AT_RUN, INPUT_RANK, UNDEFINED_DIMENSION
from keras_shape_lint.layers.op_arguments import Known, SomeSizes
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dims, surely_differ_as_written


@layer("keras.layers.EinsumDense", label="EinsumDense({equation})")
def einsum_dense(
    inputs: Tensor, training: Any = None,
    *, equation: Known, output_shape: SomeSizes, activation: Any = None, bias_axes: Any = None,
    kernel_initializer: Any = "glorot_uniform", bias_initializer: Any = "zeros", kernel_regularizer: Any = None,
    bias_regularizer: Any = None, kernel_constraint: Any = None, bias_constraint: Any = None, lora_rank: Any = None,
    lora_alpha: Any = None, gptq_unpacked_column_size: Any = None, quantization_config: Any = None,
    world: World, state: LayerState,
) -> Any:  # fmt: skip
    """(batch, *output_shape). A None in it stays None in Keras 3, and was the input's size of that letter before.

    Keras 3 puts axes that the equation does not name where `...` stands, behind the others without it.
    """
    parsed = _parsed(equation)
    if output_shape is UNKNOWN or inputs.rank is None or parsed is None:
        return Tensor(UNKNOWN, None)
    source, kernel, right = parsed
    if world.generation < (3,):
        return _checked(inputs, parsed, output_shape, bias_axes, lora_rank, state)
    out = _declared(inputs, source, kernel, right, output_shape, state)
    _declare_rest(state, source, right, (inputs.dims[0], *output_shape), bias_axes, lora_rank)
    return out


def _parsed(equation: Any) -> tuple[str, str, str] | None:
    letters = equation.replace(" ", "") if isinstance(equation, str) else ""
    left, _, right = letters.partition("->")
    source, _, kernel = left.partition(",")
    return (source, kernel, right) if source and kernel and right else None


def _declared(inputs: Tensor, source: str, kernel: str, right: str, output_shape: Dims, state: LayerState) -> Any:
    left_open, names, made = source.startswith("..."), source.replace(".", ""), right.replace(".", "")
    more = len(inputs.dims) - len(names)
    if more < 0:
        raise Reject(INPUT_RANK, "{layer} takes inputs of {0} axes, batch included; {1} has {2}",
                     len(names) + left_open, inputs, inputs.rank)  # fmt: skip
    shape = [inputs.dims[0], *output_shape]
    if left_open:
        shape[1:1] = inputs.dims[1:more][::-1]
    else:
        shape += inputs.dims[len(names) :]
    skipped = more if left_open else 0
    found = dict(zip(names, inputs.dims[skipped:]))
    declared = dict(zip(made, shape[skipped:]))
    if any(name in found or name in kernel for name in made[len(declared) :]):
        text = "{layer}: the output shape {0} has fewer sizes than {1} names"
        raise Reject(ARGUMENT, text, output_shape, repr(right))
    for name, size in found.items():
        if declared.get(name) is not None and surely_differ_as_written(size, declared[name]):
            text = "{layer}: {0} is {1} in {2} and {3} in the output shape"
            raise Reject(ARGUMENT, text, name, size, inputs, declared[name])
    weight = tuple(found.get(name, declared.get(name, UNKNOWN)) for name in kernel)
    out = inputs.computed(*shape)
    if None in weight and not state.built:
        raise Reject(UNDEFINED_DIMENSION, "{layer}: an axis of its kernel would be None for {0}", inputs, resume_as=out)
    state.weight("kernel", *weight)
    if more and "." not in source:
        text = "{layer} takes inputs of {0} axes, {1} has {2}: fails when it runs"
        return FailsAtRun(out, FAILS_AT_RUN, text, len(names), inputs, inputs.rank)
    return out


def _declare_rest(
    state: LayerState, source: str, right: str, shape: Dims, bias_axes: Any, lora_rank: Any
) -> None:  # fmt: skip
    if isinstance(bias_axes, str) and bias_axes and set(bias_axes) <= set(right) and "." not in source:
        written = dict(zip(right, shape))
        biased = right[min(map(right.index, bias_axes)) :]
        state.weights.setdefault(
            "bias", tuple(written.get(name, UNKNOWN) if name in bias_axes else 1 for name in biased)
        )
    elif bias_axes is not None and bias_axes != "":
        state.weights.setdefault("bias", (UNKNOWN,))
    if lora_rank is not None:
        state.low_rank("kernel", lora_rank)


def _checked(
    inputs: Tensor, parsed: tuple[str, str, str], output_shape: Dims, bias_axes: Any, lora_rank: Any, state: LayerState
) -> Tensor:
    """As Keras 2 has it; an equation with `...` is not followed."""
    source, kernel, right = parsed
    if "." in source or len(right) != len(output_shape) + 1:
        return Tensor(UNKNOWN, None)
    if len(source) != inputs.rank:
        text = "{layer} takes inputs of {0} axes, batch included; {1} has {2}"
        raise Reject(INPUT_RANK, text, len(source), inputs, inputs.rank)
    sizes = dict(zip(source, inputs.dims))
    written = dict(zip(right, (inputs.dims[0], *output_shape)))
    state.weights.setdefault("kernel", tuple(written.get(name, sizes.get(name, UNKNOWN)) for name in kernel))
    _declare_rest(state, source, right, (inputs.dims[0], *output_shape), bias_axes, lora_rank)
    if right[0] != source[0]:
        return Tensor(UNKNOWN, None)
    sized = [sizes.get(name, UNKNOWN) if size is None else size for name, size in zip(right[1:], output_shape)]
    return inputs.computed(inputs.dims[0], *sized)
