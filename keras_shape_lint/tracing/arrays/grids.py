"""Arrays made of others by their sizes: grids of indices, powers, products of all with all, packed bits."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.shapes.dims import UNKNOWN, Dim, product
from keras_shape_lint.shapes.symbols import symbol
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.arrays.creation import given
from keras_shape_lint.tracing.arrays.dtypes import promoted
from keras_shape_lint.tracing.arrays.reshaping import NP
from keras_shape_lint.tracing.arrays.rule import Arr, Axes, Size, Sizes, function, unknown
from keras_shape_lint.tracing.sequences import iterate


@function(NP + "indices")
def indices(dimensions: Sizes, dtype: Any = None, sparse: Any = False) -> Any:
    """One array for each axis, each of the shape, or with `sparse` as long as its own axis alone."""
    kind = given(dtype, "int64")
    if dimensions is UNKNOWN or dimensions is None or not isinstance(sparse, bool):
        return unknown(kind)
    if sparse:
        return _open_grid(dimensions, [kind] * len(dimensions))
    return Array((len(dimensions), *dimensions), kind)


@function(NP + "ix_")
def ix_(*args: Arr) -> Any:
    """Each along an axis of its own; of booleans as many as are true."""
    sizes = [symbol("found", 0) if x.dtype == "bool" else x.dims[0] if x.rank == 1 else UNKNOWN for x in args]
    return _open_grid(sizes, ["int64" if x.dtype == "bool" else x.dtype for x in args])


def _open_grid(sizes: Any, dtypes: list[str | None]) -> tuple[Array, ...]:
    rank = len(sizes)
    return tuple(
        Array((1,) * i + (size,) + (1,) * (rank - i - 1), dtype) for i, (size, dtype) in enumerate(zip(sizes, dtypes))
    )


@function(NP + "fromiter")
def fromiter(iter: Any, dtype: Any, count: Size = -1, like: Any = None) -> Array:
    """As many entries as there are, or `count`."""
    items = iterate(iter)
    size: Dim = len(items) if items is not None else symbol("entries", 0)
    return Array((size if count == -1 else count,), given(dtype, None))


@function(NP + "vander")
def vander(x: Arr, N: Size = None, increasing: Any = False) -> Array:
    """(n,) -> (n, N or n)."""
    return Array((x.dims[0], x.dims[0] if N is None else N), x.dtype) if x.rank == 1 else unknown(x.dtype)


@function(NP + "kron")
def kron(a: Arr, b: Arr) -> Array:
    """Each size times the other's, right aligned."""
    dtype = promoted(a.dtype, b.dtype)
    if a.rank is None or b.rank is None:
        return unknown(dtype)
    rank = max(a.rank, b.rank)
    left, right = ((1,) * (rank - len(x.dims)) + x.dims for x in (a, b))
    return Array(tuple(map(product, zip(left, right))), dtype)


@function(NP + "packbits")
def packbits(a: Arr, axis: Axes = None, bitorder: Any = "big") -> Array:
    """Eight entries of the axis, or of all, in one."""
    return _packed(a, axis, lambda size: -(-size // 8))


@function(NP + "unpackbits")
def unpackbits(a: Arr, axis: Axes = None, count: Size = None, bitorder: Any = "big") -> Array:
    """Eight entries for each of the axis, or of all."""
    return _packed(a, axis, lambda size: size * 8) if count is None else unknown("uint8")


def _packed(a: Array, axis: Any, change: Any) -> Array:
    if a.rank is None or axis is UNKNOWN or (axis is not None and not -a.rank <= axis < a.rank):
        return unknown("uint8")
    if axis is None:
        return Array((change(product(a.dims)),), "uint8")
    at = axis % a.rank
    return Array((*a.dims[:at], change(a.dims[at]), *a.dims[at + 1 :]), "uint8")
