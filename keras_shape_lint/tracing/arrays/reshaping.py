"""Functions and methods that rearrange one array; the arithmetic is that of keras.ops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras_shape_lint.layers import ops_shape
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN, product
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.arrays.rule import Arr, Axes, Sizes, function, read_sizes, unknown
from keras_shape_lint.tracing.library import provides

NP, METHOD = "numpy.", "numpy.ndarray."


def reshaped_as(rule: Callable[..., Tensor], x: Array, *args: Any, contents: bool = True) -> Array:
    """What a rule of keras.ops makes of the shape; the entries stay in their order. Raises Reject as the rule does."""
    out = rule(Tensor(x.shape, x.dtype), *args)
    return Array(out.shape, x.dtype, x.contents if contents else None, x.memory).drawn_from(x)


def reshape(x: Array, target: Any) -> Array:
    """All entries in a new shape; one -1 is worked out."""
    if target is UNKNOWN or target is None:
        return unknown(x.dtype)
    return reshaped_as(ops_shape.reshaped, x, target)


@function(NP + "reshape")
def reshape_function(a: Arr, newshape: Sizes = None, order: Any = "C", *, shape: Sizes = None, copy: Any = None) -> Any:
    return _ordered(reshape(a, newshape if shape is None else shape), order)


@function(METHOD + "reshape")
def reshape_method(x: Arr, *sizes: Any, order: Any = "C", shape: Sizes = None, copy: Any = None) -> Any:
    given = sizes[0] if len(sizes) == 1 else sizes
    return _ordered(reshape(x, read_sizes(given) if sizes else shape), order)


def _ordered(x: Array, order: Any) -> Array:
    return x if order == "C" else Array(x.shape, x.dtype, None, x.memory).drawn_from(x)


@function(NP + "ravel", METHOD + "ravel")
def ravel(a: Arr, order: Any = "C") -> Array:
    return _ordered(reshaped_as(ops_shape.ravel, a), order)


@function(METHOD + "flatten")
def flatten(a: Arr, order: Any = "C") -> Array:
    size = product(a.dims) if a.rank is not None else UNKNOWN
    return _ordered(Array((size,), a.dtype, a.contents).drawn_from(a), order)


def permuted(x: Array, rule: Callable[..., Tensor], *args: Any) -> Array:
    return reshaped_as(rule, x, *args, contents=x.rank is not None and x.rank < 2)


@function(NP + "transpose", NP + "permute_dims")
def transpose(a: Arr, axes: Axes = None) -> Array:
    return permuted(a, ops_shape.transposed, axes)


@function(METHOD + "transpose")
def transpose_method(x: Arr, *axes: Any) -> Array:
    if len(axes) == 1 and (axes[0] is None or isinstance(axes[0], (tuple, list))):
        (axes,) = axes
    return permuted(x, ops_shape.transposed, tuple(axes) if axes else None)


@function(NP + "moveaxis")
def moveaxis(a: Arr, source: Axes, destination: Axes) -> Array:
    return permuted(a, ops_shape.moveaxis, source, destination)


@function(NP + "swapaxes", METHOD + "swapaxes")
def swapaxes(a: Arr, axis1: Axes, axis2: Axes) -> Array:
    return permuted(a, ops_shape.swapaxes, axis1, axis2)


@function(NP + "rollaxis")
def rollaxis(a: Arr, axis: Axes, start: Any = 0) -> Array:
    rank = a.rank
    if rank is None or not isinstance(axis, int) or not isinstance(start, int):
        return Array(UNKNOWN if rank is None else (UNKNOWN,) * rank, a.dtype)
    axis, start = axis % rank, start + rank if start < 0 else start
    return permuted(a, ops_shape.moveaxis, axis, start - (axis < start))


@function(NP + "expand_dims")
def expand_dims(a: Arr, axis: Axes) -> Array:
    return reshaped_as(ops_shape.expanded, a, axis)


@function(NP + "squeeze", METHOD + "squeeze", asks=True)
def squeeze(a: Arr, axis: Axes = None) -> Array:
    return reshaped_as(lambda x: ops_shape.squeezed(x, axis, strict=False), a)


@function(NP + "broadcast_to")
def broadcast_to(array: Arr, shape: Sizes, subok: Any = False) -> Array:
    return reshaped_as(ops_shape.broadcast_to, array, shape, contents=False)


@function(NP + "lib.stride_tricks.sliding_window_view")
def sliding_window_view(x: Arr, window_shape: Sizes, axis: Axes = None, **options: Any) -> Array:
    """Fewer places on each axis, and the windows behind them."""
    if x.rank is None or window_shape is UNKNOWN or axis is UNKNOWN:
        return unknown(x.dtype)
    axes = range(x.rank) if axis is None else (axis,) if isinstance(axis, int) else axis
    dims = list(x.dims)
    for place, size in zip(axes, window_shape):
        dims[place] = UNKNOWN if UNKNOWN in (dims[place], size) else dims[place] - size + 1
    return Array((*dims, *window_shape), x.dtype, None, x.memory)


def _kept(a: Array) -> Array:
    """The same shape, the entries at other places."""
    return Array(a.shape, a.dtype, None, a.memory)


@function(NP + "flip")
def flip(m: Arr, axis: Any = None) -> Array:
    return _kept(m)


@function(NP + "fliplr", NP + "flipud")
def fliplr(m: Arr) -> Array:
    return _kept(m)


@function(NP + "roll")
def roll(a: Arr, shift: Any, axis: Any = None) -> Array:
    return _kept(a)


@function(NP + "rot90")
def rot90(m: Arr, k: Any = 1, axes: Axes = (0, 1)) -> Array:
    if isinstance(k, int) and k % 2 == 0:
        return _kept(m)
    if not isinstance(k, int) or axes is UNKNOWN:
        return Array(UNKNOWN if m.rank is None else (UNKNOWN,) * m.rank, m.dtype)
    return permuted(m, ops_shape.swapaxes, *axes)


@function(NP + "atleast_1d")
def atleast_1d(x: Arr) -> Array:
    return reshape(x, (1,)) if x.shape == () else x


@function(NP + "atleast_2d")
def atleast_2d(x: Arr) -> Array:
    if x.rank is None or x.rank > 1:
        return x
    return reshape(x, (1, *(x.dims or (1,))))


@function(NP + "atleast_3d")
def atleast_3d(x: Arr) -> Array:
    if x.rank is None or x.rank > 2:
        return x
    return reshape(x, (*x.dims, 1) if x.rank == 2 else (1, *(x.dims or (1,)), 1))


@provides(METHOD + "resize")
def resize_in_place(run: Any, x: Array, *sizes: Any, refcheck: Any = True) -> None:
    run.touch(x)
    x.forget()
    x.become(Array(read_sizes(sizes[0] if len(sizes) == 1 else sizes), x.dtype))


@function(NP + "resize")
def resize(a: Arr, new_shape: Sizes) -> Array:
    return Array(new_shape, a.dtype)


@function(METHOD + "copy", NP + "copy")
def copy(a: Arr, order: Any = "K", subok: Any = False) -> Array:
    return Array(a.shape, a.dtype, a.contents).drawn_from(a)
