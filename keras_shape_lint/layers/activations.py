"""Activation and the activations with a layer of their own: `keras/src/layers/activations`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import FAILS_AT_RUN, INPUT_RANK
from keras_shape_lint.layers.arguments import Axes, LeakySlope, Maximum, Slope
from keras_shape_lint.layers.axes import OUT_OF_RANGE, out_of_range, require_axes
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN


def require_activated(out: Tensor, activation: Any, world: World) -> None:
    """The softmax of Keras 1 takes two or three axes."""
    if world.generation < (2,) and activation == "softmax" and out.rank is not None and out.rank not in (2, 3):
        text = "{layer}: softmax takes 2 or 3 axes, batch included; {0} has {1}"
        raise Reject(INPUT_RANK, text, out, out.rank, resume_as=out)


@layer("keras.layers.Activation")
def activation(x: Tensor, *, activation: Any, world: World) -> Tensor:
    """Any shape, unchanged."""
    require_activated(x, activation, world)
    return x.computed()


@layer("keras.layers.ReLU")
def relu(
    x: Tensor,
    *,
    max_value: Maximum = None,
    negative_slope: Slope = 0.0,
    threshold: Slope = 0.0,
) -> Tensor:
    """Any shape, unchanged."""
    return x.computed()


@layer("keras.layers.LeakyReLU")
def leaky_relu(x: Tensor, *, negative_slope: LeakySlope = 0.3, alpha: Any = 0.3) -> Tensor:
    """Any shape, unchanged. `alpha` is the name before Keras 3, which still takes it."""
    return x.computed()


@layer("keras.layers.ELU")
def elu(x: Tensor, *, alpha: Any = 1.0) -> Tensor:
    """Any shape, unchanged."""
    return x.computed()


@layer("keras.layers.ThresholdedReLU")
def thresholded_relu(x: Tensor, *, theta: Any = 1.0) -> Tensor:
    """Any shape, unchanged. Gone in Keras 3."""
    return x.computed()


@layer("keras.layers.Softmax")
def softmax(x: Tensor, mask: Any = None, *, axis: Axes = -1, world: World) -> Tensor | FailsAtRun:
    """Any shape, unchanged. Keras 3 looks at the axis only when it runs; up to 2.3 a vector has the one."""
    if world.generation < (3,):
        x.require_min_rank(2)
        if world.generation < (2, 4) and x.rank == 2:
            return x.computed()
        require_axes(x, axis, resume_as=x.computed())
        return x.computed()
    wrong = out_of_range(x, axis)
    if wrong is not None:
        return FailsAtRun(x.computed(), FAILS_AT_RUN, OUT_OF_RANGE + ": fails when it runs", wrong, x, x.rank)
    return x.computed()


@layer("keras.layers.PReLU")
def prelu(
    x: Tensor,
    *,
    alpha_initializer: Any = "Zeros",
    alpha_regularizer: Any = None,
    alpha_constraint: Any = None,
    shared_axes: Axes = None,
    state: LayerState,
) -> Tensor:
    """Any shape, unchanged; a weight for each element of a sample, one along each of `shared_axes`."""
    if not isinstance(x.shape, tuple):
        return x.unknown()
    out = x.computed()
    shared = () if shared_axes is None else require_axes(x.with_shape(*x.dims[1:]), _before(shared_axes), out)
    unknown = shared_axes is UNKNOWN
    free = [] if unknown else [axis for axis in range(1, len(x.dims)) if not _among(axis - 1, shared, len(x.dims) - 1)]
    sizes = {axis: state.size(x, axis, resume_as=out) for axis in free}
    state.freeze_rank(x)
    written = shared_axes if isinstance(shared_axes, tuple) else (shared_axes,)
    if shared_axes is not None:
        for axis in range(1, len(x.dims)):
            if axis not in written:
                state.freeze_axis(x, axis, resume_as=out)
    if not unknown:
        state.weight("alpha", *(sizes.get(axis, 1) for axis in range(1, len(x.dims))), broadcast=True)
    return out


def _before(axes: Any) -> Any:
    if axes is UNKNOWN:
        return UNKNOWN
    return tuple(axis - 1 for axis in axes) if isinstance(axes, tuple) else axes - 1


def _among(axis: int, axes: tuple[int, ...], rank: int) -> bool:
    return any(axis == shared % rank for shared in axes)
