"""Functions that rearrange the axes of one tensor: reshape, transpose, squeeze, flatten."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, RESHAPE_SIZE
from keras_shape_lint.layers.op_arguments import OneAxis, SomeAxes, SomeSizes, axes_in, axis_in, vague
from keras_shape_lint.layers.op_names import KERAS, TF, K
from keras_shape_lint.layers.ops_reduce import without
from keras_shape_lint.layers.reshaping import quotient, without_common
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dims, differ, is_known, product


@op(KERAS + "reshape", KERAS + "numpy.reshape")
def reshape(x: Tensor, newshape: SomeSizes) -> Tensor:
    """All elements in a new shape, batch included; one -1 is worked out, None as soon as a size is None."""
    return reshaped(x, newshape)


@op(TF + "reshape")
def tensorflow_reshape(tensor: Tensor, shape: SomeSizes, name: Any = None) -> Tensor:
    """All elements in a new shape, batch included."""
    return reshaped(tensor, shape, strict=False)


@op(K + "reshape")
def backend_reshape(x: Tensor, shape: SomeSizes, *, world: World) -> Tensor:
    """All elements in a new shape, batch included; Theano takes any."""
    if world.backend == "theano":
        return Tensor(UNKNOWN if shape is UNKNOWN else (UNKNOWN,) * len(shape), x.dtype)
    return reshaped(x, shape, strict=False)


def reshaped(x: Tensor, target: Any, strict: bool = True) -> Tensor:
    """`strict`: more than one -1 is refused at once."""
    if target is UNKNOWN or (target.count(-1) > 1 and not strict):
        return x.unknown()
    if target.count(-1) > 1:
        raise Reject(RESHAPE_SIZE, "{layer} works out one -1, not more")
    if not isinstance(x.shape, tuple) or UNKNOWN in target or UNKNOWN in x.shape:
        return x.with_shape(*(UNKNOWN if dim == -1 else dim for dim in target))
    if None in x.shape or None in target:
        if not strict:
            _require_multiple(x, target)
        return x.with_shape(*(None if dim == -1 else dim for dim in target))
    fixed, given = without_common(target, x.shape)
    rest = quotient(given, fixed) if -1 in target else None
    out = x.with_shape(*((UNKNOWN if rest is None else rest) if dim == -1 else dim for dim in target))
    if rest is None and (-1 in target or differ(fixed, given)):
        wanted, size = product(dim for dim in target if dim != -1), product(x.shape)
        text = "{layer} needs " + ("a multiple of " if -1 in target else "") + "{0} elements, {1} has {2}"
        raise Reject(RESHAPE_SIZE, text, wanted, x, size, resume_as=out)
    return out


def _require_multiple(x: Tensor, target: Dims) -> None:
    """Refuse a target of known sizes that the known sizes of `x` do not divide, one size of it being None."""
    known = [dim for dim in x.dims if isinstance(dim, int)]
    if len(known) == len(x.dims) - 1 and all(isinstance(dim, int) and dim >= 0 for dim in target):
        given, wanted = product(known), product(target)
        if given and wanted % given:  # type: ignore[operator]
            raise Reject(RESHAPE_SIZE, "{layer} to {0} elements: {1} has a multiple of {2}", wanted, x, given)


@op(TF + "shape", arguments="input out_type= name=")
@op(K + "shape")
def shape_at_run(x: Tensor) -> Tensor:
    """Any shape -> its sizes."""
    return Tensor((UNKNOWN if x.rank is None else x.rank,), "int32")


@op(KERAS + "transpose", KERAS + "numpy.transpose")
def transpose(x: Tensor, axes: SomeAxes = None) -> Tensor:
    """The axes in another order, backwards without one."""
    return transposed(x, axes)


@op(TF + "transpose", arguments="a perm= conjugate= name=")
@op(K + "permute_dimensions", arguments="x pattern")
def reordered(x: Tensor, order: SomeAxes = None) -> Tensor:
    """The axes in another order, backwards without one."""
    return transposed(x, order, strict=False)


@op(K + "transpose")
def backend_transpose(x: Tensor) -> Tensor:
    """The axes backwards."""
    return transposed(x, None)


def transposed(x: Tensor, axes: Any, strict: bool = True) -> Tensor:
    """`strict`: an axis named twice is refused."""
    if x.rank is None:
        return x.with_shape(*(UNKNOWN,) * len(axes)) if isinstance(axes, tuple) else x.unknown()
    if axes is None:
        return x.with_shape(*x.dims[::-1])
    if not isinstance(axes, tuple):
        return Tensor(vague(x), x.dtype)
    if len(axes) != x.rank:
        raise Reject(ARGUMENT, "{layer} orders {0} axes, {1} has {2}, batch included", len(axes), x, x.rank)
    order = axes_in(x, axes)
    if len(set(order)) < len(order):
        if not strict:
            return x.unknown()
        raise Reject(ARGUMENT, "{layer} names an axis of {0} twice: {1}", x, axes)
    return x.with_shape(*(x.dims[axis] for axis in order))


@op(KERAS + "expand_dims", KERAS + "numpy.expand_dims")
def expand_dims(x: Tensor, axis: SomeAxes, *, symbolic: bool) -> Tensor:
    """New axes of size 1, counted in the result. Some backends insert one after the other, and so take one twice."""
    return expanded(x, axis, strict=symbolic)


@op(TF + "expand_dims", arguments="input axis name=")
def tensorflow_expand_dims(x: Tensor, axis: SomeAxes) -> Tensor:
    """As `keras.ops.expand_dims`."""
    return expanded(x, axis)


@op(K + "expand_dims")
def backend_expand_dims(x: Tensor, axis: SomeAxes = -1) -> Tensor:
    """A new axis of size 1, counted in the result."""
    return expanded(x, axis)


def expanded(x: Tensor, axis: Any, strict: bool = True) -> Tensor:
    """New axes of size 1. Where that is `strict`, raises Reject for one that is named twice."""
    if x.rank is None or axis is UNKNOWN or axis is None:
        return x.unknown()
    count = len(axis) if isinstance(axis, tuple) else 1
    axes = axes_in(x, axis, x.rank + count)
    if len(set(axes)) < count:
        if not strict and all(at <= x.rank + before for before, at in enumerate(sorted(axes))):
            return x.unknown()
        raise Reject(ARGUMENT, "{layer} gets one axis twice: {0}", axis)
    rest = iter(x.dims)
    return x.with_shape(*(1 if i in axes else next(rest) for i in range(x.rank + count)))


@op(KERAS + "squeeze", KERAS + "numpy.squeeze")
def squeeze(x: Tensor, axis: SomeAxes = None) -> Tensor:
    """Axes of size 1 taken away: the named ones, which must be of size 1 and not None, or all."""
    return squeezed(x, axis, strict=True)


@op(K + "squeeze")
def backend_squeeze(x: Tensor, axis: SomeAxes, *, world: World) -> Tensor:
    """An axis of size 1 taken away."""
    return squeezed(x, axis, strict=False) if world.backend != "theano" else x.unknown()


@op(TF + "squeeze")
def tensorflow_squeeze(input: Tensor, axis: SomeAxes = None, name: Any = None) -> Tensor:
    """Axes of size 1 taken away: the named ones, or all, also when none is named."""
    return squeezed(input, None if axis == () else axis, strict=False)


def squeezed(x: Tensor, axis: Any, strict: bool) -> Tensor:
    """`strict`: an axis of None is refused."""
    if x.rank is None or axis is UNKNOWN:
        return x.unknown()
    if axis is None:
        certain = all(isinstance(dim, int) or (strict and dim is None) or differ(dim, 1) for dim in x.dims)
        return x.with_shape(*(dim for dim in x.dims if dim != 1)) if certain else x.unknown()
    axes = axes_in(x, axis)
    for i in axes:
        if differ(x.dims[i], 1) or (strict and x.dims[i] is None):
            raise Reject(ARGUMENT, "{layer} takes axes of size 1 away; axis {0} of {1} is {2}", i, x, x.dims[i])
    return Tensor(without(x, axes), x.dtype) if strict else x.with_shape(*_others(x.dims, axes))


def _others(dims: Dims, axes: tuple[int, ...]) -> Dims:
    return tuple(dim for i, dim in enumerate(dims) if i not in axes)


@op(KERAS + "moveaxis")
def moveaxis(x: Tensor, source: SomeAxes, destination: SomeAxes) -> Tensor:
    """Axes moved to other places, the others in their order."""
    start, end = axes_in(x, source), axes_in(x, destination)
    if UNKNOWN in (start, end) or len(start) != len(end) or len(set(start)) < len(start) or len(set(end)) < len(end):
        return Tensor(vague(x), x.dtype)
    order = [i for i in range(len(x.dims)) if i not in start]
    for to, i in sorted(zip(end, start)):
        order.insert(to, i)
    return x.with_shape(*(x.dims[i] for i in order))


@op(KERAS + "swapaxes")
def swapaxes(x: Tensor, axis1: OneAxis, axis2: OneAxis) -> Tensor:
    """Two axes exchanged."""
    first, second = axis_in(x, axis1), axis_in(x, axis2)
    if UNKNOWN in (first, second):
        return Tensor(vague(x), x.dtype)
    dims = list(x.dims)
    dims[first], dims[second] = dims[second], dims[first]
    return x.with_shape(*dims)


@op(KERAS + "ravel", K + "flatten")
def ravel(x: Tensor) -> Tensor:
    """One axis of all elements, batch included."""
    return x.with_shape(product(x.dims) if x.rank is not None else UNKNOWN)


@op(K + "batch_flatten")
def batch_flatten(x: Tensor) -> Tensor:
    """(batch, ...) -> (batch, size of a sample), which TensorFlow does not work out."""
    return x.with_shape(x.dims[0] if x.rank else UNKNOWN, UNKNOWN)


@op(KERAS + "broadcast_to", KERAS + "numpy.broadcast_to")
@op(TF + "broadcast_to", arguments="input shape name=")
def broadcast_to(x: Tensor, shape: SomeSizes) -> Tensor:
    """The given shape, which that of `x` must broadcast to."""
    if shape is UNKNOWN:
        return x.unknown()
    out = x.with_shape(*(UNKNOWN if dim == -1 else dim for dim in shape))
    for dim, wanted in zip(x.dims[::-1], shape[::-1]):
        if differ(dim, 1) and is_known(wanted) and wanted != 1 and wanted != -1 and differ(dim, wanted):
            text = "{layer}: {0} cannot take the shape {1}: {2} is neither 1 nor {3}"
            raise Reject(ARGUMENT, text, x, shape, dim, wanted, resume_as=out)
    own = (*(1,) * (len(shape) - len(x.dims)), *x.dims)
    sizes = (size if dim is None and isinstance(size, int) and size > 1 else dim for dim, size in zip(out.dims, own))
    return out.with_shape(*sizes)
