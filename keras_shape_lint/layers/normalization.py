"""BatchNormalization, LayerNormalization and their kin: `keras/src/layers/normalization`. None changes a shape."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, FAILS_AT_RUN
from keras_shape_lint.layers.arguments import Added, Axes, AxesOrNone, Axis, Converted, Gone, Groups, Switch
from keras_shape_lint.layers.axes import require_axes
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.state import LayerState, broadcasts
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, same, shape_text

AGAINST = "{layer} builds, but always fails when it runs: its {0} of shape {1} does not fit {2}"


@layer("keras.layers.BatchNormalization")
def batch_normalization(
    x: Tensor,
    training: Any = None,
    mask: Any = None,
    *,
    axis: Axis = -1,
    momentum: Any = 0.99,
    epsilon: Any = 1e-3,
    center: Switch = True,
    scale: Switch = True,
    beta_initializer: Any = "zeros",
    gamma_initializer: Any = "ones",
    moving_mean_initializer: Any = "zeros",
    moving_variance_initializer: Any = "ones",
    beta_regularizer: Any = None,
    gamma_regularizer: Any = None,
    beta_constraint: Any = None,
    gamma_constraint: Any = None,
    renorm: Switch = False,
    renorm_clipping: Any = None,
    renorm_momentum: Any = 0.99,
    synchronized: Any = False,
    fused: Gone = None,
    virtual_batch_size: Gone = None,
    adjustment: Gone = None,
    mode: Converted = 0,
    world: World,
    state: LayerState,
) -> Tensor:
    """Any shape, unchanged; the axis must be known, later inputs have the rank and the size of the first."""
    axes = require_axes(x, axis)
    if not axes:
        return x.computed() if x.rank is not None else x.unknown()
    if state.built and state.within and (2,) <= world.generation < (2, 4) and all(x.dims[each] == 1 for each in axes):
        return x.unknown()  # a model asks no layer for its inputs there, and weights meet a size of 1
    out = x.computed()
    if state.built and world.generation < (3,) and any(x.dims[each] is None for each in axes):
        out = x.unknown()
    sizes = [state.size(x, each, resume_as=x.computed()) for each in axes]
    state.freeze_rank(x)
    for each in axes:
        state.freeze_axis(x, each, resume_as=x.computed())
    if world.generation < (2,):
        state.freeze_shape(x, world, resume_as=x.computed())
    if scale is True:
        state.weight("gamma", *sizes)
    if center is True:
        state.weight("beta", *sizes)
    state.weight("moving_mean", *sizes)
    state.weight("moving_variance", *sizes)
    if renorm is True:
        for name in ("moving_stddev", "renorm_mean", "renorm_stddev"):
            state.weight(name, *sizes)
    return out


@layer("keras.layers.LayerNormalization")
def layer_normalization(
    x: Tensor,
    *,
    axis: Axes = -1,
    epsilon: Any = 1e-3,
    center: Switch = True,
    scale: Switch = True,
    beta_initializer: Any = "zeros",
    gamma_initializer: Any = "ones",
    beta_regularizer: Any = None,
    gamma_regularizer: Any = None,
    beta_constraint: Any = None,
    gamma_constraint: Any = None,
    rms_scaling: Added = False,
    world: World,
    state: LayerState,
) -> Tensor:
    """Any shape, unchanged. The axes must be known where weights are made of them.

    Before Keras 3 weights of size 1 fit later inputs of any size, with `rms_scaling` those of two axes; inputs of
    another rank are normalized along the axes of the first, counted from the left.
    """
    axes = sorted(require_axes(x, axis))
    if not isinstance(x.shape, tuple) or axis is UNKNOWN:
        return x.unknown() if x.rank is None else x.computed()
    if world.generation < (3,) and state.rank not in (None, x.rank):
        return x.computed()
    scaled, centered = scale is True or rms_scaling is True, center is True and rms_scaling is False
    if scaled or centered:
        sizes = [state.size(x, each, resume_as=x.computed()) for each in axes]
        one = state.weights.get("gamma") == (1,)
        lenient = world.generation < (3,) or (rms_scaling is not False and x.rank == 2 and (one or len(axes) == 2))
        for name, wanted in (("gamma", scaled), ("beta", centered)):
            if wanted:
                state.weight(name, *sizes, broadcast=lenient)
        built = state.weights.get("gamma", state.weights.get("beta", ()))
        if lenient and not all(map(same, built, sizes)):
            return x.unknown()
    if world.generation < (3,):
        state.rank = x.rank
    return x.computed()


@layer("keras.layers.GroupNormalization", label="GroupNormalization({groups})")
def group_normalization(
    x: Tensor,
    *,
    groups: Groups = 32,
    axis: Axis = -1,
    epsilon: Any = 1e-3,
    center: Switch = True,
    scale: Switch = True,
    beta_initializer: Any = "zeros",
    gamma_initializer: Any = "ones",
    beta_regularizer: Any = None,
    gamma_regularizer: Any = None,
    beta_constraint: Any = None,
    gamma_constraint: Any = None,
    world: World,
    state: LayerState,
) -> Tensor | FailsAtRun:
    """Any shape, unchanged; the size of the axis is known and a multiple of `groups` (-1: a group a channel)."""
    axes = require_axes(x, axis)
    if not axes:
        return x.computed() if x.rank is not None else x.unknown()
    dim = state.size(x, axes[0], resume_as=x.computed())
    _require_groups(x, axes[0], dim, groups)
    state.freeze_rank(x)
    state.freeze_axis(x, axes[0], resume_as=x.computed())
    if scale is True:
        state.weight("gamma", dim)
    if center is True:
        state.weight("beta", dim)
    if axis == -len(x.dims) and world.generation >= (3,):
        text = "{layer}: axis {0} of {1} is the batch, counted from the end: fails when it runs"
        return FailsAtRun(x.computed(), FAILS_AT_RUN, text, axis, x)
    return x.computed()


def _require_groups(x: Tensor, axis: int, dim: Dim, groups: Dim) -> None:
    if isinstance(dim, int) and isinstance(groups, int) and groups != -1 and (dim < groups or dim % groups):
        raise Reject(
            ARGUMENT,
            "{layer}: axis {0} of {1} is {2}, not a multiple of groups={3}",
            axis, x, dim, groups, resume_as=x.computed(),
        )  # fmt: skip


@layer("keras.layers.RMSNormalization")
def rms_normalization(x: Tensor, *, axis: Axes = -1, epsilon: Any = 1e-6, state: LayerState) -> Tensor | FailsAtRun:
    """Any shape, unchanged; the axes must be known. At run the scale meets the last axes, whatever `axis` is."""
    axes = sorted(require_axes(x, axis))
    if not axes:
        return x.computed() if x.rank is not None else x.unknown()
    sizes = tuple(state.size(x, each, resume_as=x.computed()) for each in axes)
    scale = state.weights.setdefault("scale", sizes)
    if broadcasts(scale, x.dims):
        return x.computed()
    return FailsAtRun(x.computed(), FAILS_AT_RUN, AGAINST, "scale", shape_text(scale), x)


@layer("keras.layers.UnitNormalization")
def unit_normalization(x: Tensor, *, axis: Axes = -1) -> Tensor:
    """Any shape, unchanged."""
    require_axes(x, axis)
    return x.computed() if x.rank is not None else x.unknown()


@layer("keras.layers.Normalization", "keras.layers.experimental.preprocessing.Normalization")
def normalization(
    x: Tensor,
    *,
    axis: AxesOrNone = -1,
    mean: Any = None,
    variance: Any = None,
    invert: Any = False,
    world: World,
    state: LayerState,
) -> Tensor | FailsAtRun:
    """Any shape, unchanged; the kept axes must be known. With `axis=None` one mean is that of everything."""
    if (mean is None) != (variance is None):
        raise Reject(ARGUMENT, "{layer} needs both mean and variance, or none of them")
    if not isinstance(x.shape, tuple):
        return x.unknown()
    axes = require_axes(x, axis) if not state.built and axis is not None else ()
    kept = sorted(each % len(x.dims) for each in axes)
    sizes = [state.size(x, each, resume_as=x.computed()) for each in kept]
    if axis is UNKNOWN:
        return x.computed()
    if mean is None:
        state.weights.setdefault("mean", tuple(sizes))
        state.weights.setdefault("variance", tuple(sizes))
        state.weights.setdefault("count", ())
    if state.rank is None:
        state.rank, state.axes = len(x.dims), dict(zip(kept, sizes, strict=True))
    built = tuple(state.axes.get(each, 1) for each in range(state.rank))
    if broadcasts(built, x.dims):
        as_built = world.generation >= (3,) or (len(built) == len(x.dims) and not _widened(built, x.dims))
        return x.computed() if as_built else x.unknown()
    return FailsAtRun(x.computed(), FAILS_AT_RUN, AGAINST, "mean", shape_text(built), x)


def _widened(built: Dims, dims: Dims) -> bool:
    return any(not same(dim, weight) and weight != 1 for weight, dim in zip(built, dims, strict=True))
