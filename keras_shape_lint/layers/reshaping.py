"""Flatten, Reshape, Permute, RepeatVector: `keras/src/layers/reshaping`."""

from __future__ import annotations

from keras_shape_lint.findings import ARGUMENT, INPUT_RANK, RESHAPE_SIZE, UNDEFINED_DIMENSION
from keras_shape_lint.layers.arguments import Permutation, Positive, TargetShape
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.layers.window_arguments import DataFormat
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, differ, product, same


@layer("keras.layers.Flatten")
def flatten(x: Tensor, *, data_format: DataFormat = None, world: World) -> Tensor:
    """(batch, ...) -> (batch, size of a sample), None when a size is. Until 2.3: three axes or more, known, not 0."""
    if not isinstance(x.shape, tuple):
        return x.with_shape(UNKNOWN, UNKNOWN)
    if not x.dims:
        raise Reject(INPUT_RANK, "{layer} takes inputs of at least 1 axis; {0} has none", x)
    size = product(x.dims[1:])
    out = x.with_shape(x.dims[0], size)
    if world.generation < (2, 4):
        x.require_min_rank(3)
        if None in x.dims[1:] or 0 in x.dims[1:]:
            meant = x.with_shape(x.dims[0], UNKNOWN)
            raise Reject(UNDEFINED_DIMENSION, "{layer} needs to know every axis of {0}", x, resume_as=meant)
    elif None in x.dims[1:]:
        return x.with_shape(x.dims[0], None)
    return out


@layer("keras.layers.Reshape")
def reshape(x: Tensor, *, target_shape: TargetShape, world: World) -> Tensor | FailsAtRun:
    """(batch, ...) -> (batch, *target_shape), one -1 worked out. None, since Keras 3, is a -1 that stays None."""
    if not isinstance(x.shape, tuple):
        return x.with_shape(UNKNOWN, *(UNKNOWN if dim == -1 else dim for dim in target_shape))
    batch, *sizes = x.dims
    if world.generation < (1, 2) and -1 in target_shape:
        raise Reject(ARGUMENT, "{layer}: the target shape may hold -1 since Keras 1.2 only, got {0}", target_shape)
    if world.generation < (2,) and None in sizes:
        raise Reject(UNDEFINED_DIMENSION, "{layer} needs to know every axis of {0}", x)
    undefined = None in sizes or None in target_shape
    fixed, given = without_common(target_shape, tuple(sizes))
    open_axes = target_shape.count(None) + target_shape.count(-1)
    rest = quotient(given, fixed) if open_axes else None
    filler = None if undefined else UNKNOWN if rest is None else rest
    out = x.with_shape(batch, *(filler if dim == -1 else dim for dim in target_shape))
    if open_axes > 1:
        return FailsAtRun(out, RESHAPE_SIZE, "{layer} builds, but always fails when it runs: more than one free size")
    wanted = product(dim for dim in target_shape if dim is not None and dim != -1)
    known = product(size for size in sizes if size is not None)
    if None in sizes and not open_axes and isinstance(wanted, int) and isinstance(known, int) and known:
        needs = "{layer} holds {0} elements a sample, {1} has a multiple of {2}: fails when it runs"
        return FailsAtRun(out, RESHAPE_SIZE, needs, wanted, x, known) if wanted % known else out
    if None in sizes or not (differ(fixed, given) if not open_axes else rest is None):
        return out
    needs = "{layer} needs a multiple of {0} elements a sample, {1} has {2}"
    if undefined:
        return FailsAtRun(out, RESHAPE_SIZE, needs, wanted, x, product(sizes))
    if not open_axes:
        needs = "{layer} needs {0} elements a sample, {1} has {2}"
    raise Reject(RESHAPE_SIZE, needs, wanted, x, product(sizes), resume_as=out)


def without_common(target: Dims, sizes: Dims) -> tuple[Dim, Dim]:
    """The products of both, without None, -1 and the symbols they share."""
    left, kept = list(sizes), []
    for dim in target:
        if dim is None or dim == -1:
            continue
        partner = next((i for i, size in enumerate(left) if not isinstance(dim, int) and same(dim, size)), None)
        if partner is None:
            kept.append(dim)
        else:
            del left[partner]
    return product(kept), product(left)


def quotient(total: Dim, divisor: Dim) -> Dim:
    """`total / divisor`; None when it certainly leaves a remainder."""
    if total is UNKNOWN or divisor is UNKNOWN or total is None or divisor is None:
        return UNKNOWN
    if divisor == 0:
        return None
    if isinstance(total, int) and isinstance(divisor, int) and total % divisor:
        return None
    return total // divisor


@layer("keras.layers.Permute")
def permute(x: Tensor, *, dims: Permutation) -> Tensor:
    """(batch, ...) -> (batch, axes in the order of `dims`, which count from 1)."""
    x.require_rank(len(dims) + 1)
    if any(dim >= len(x.dims) for dim in dims):
        raise Reject(ARGUMENT, "{layer}: {0} has axes 1 to {1}", x, len(dims))
    return x.with_shape(x.dims[0], *(x.dims[dim] if dim >= 0 else UNKNOWN for dim in dims))


@layer("keras.layers.RepeatVector")
def repeat_vector(x: Tensor, *, n: Positive) -> Tensor:
    """(batch, features) -> (batch, n, features)."""
    x.require_rank(2)
    batch, features = x.dims
    return x.computed(batch, n, features)
