"""Products, and linear algebra."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.shapes.dims import UNKNOWN, Shape, differ, product
from keras_shape_lint.tracing.arrays.arithmetic import combined
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.arrays.dtypes import floated, promoted
from keras_shape_lint.tracing.arrays.reshaping import METHOD, NP
from keras_shape_lint.tracing.arrays.rule import Arr, Axes, function, unknown

LINALG = "numpy.linalg."


def matmul_shape(a: Shape, b: Shape) -> Shape:
    """As `a @ b`: the leading axes broadcast, a vector loses its own axis."""
    if not isinstance(a, tuple) or not isinstance(b, tuple) or not a or not b:
        return UNKNOWN
    left, right = (1, *a) if len(a) == 1 else a, (*b, 1) if len(b) == 1 else b
    if differ(left[-1], right[-2]):
        return UNKNOWN
    leading = combined(left[:-2], right[:-2])
    if not isinstance(leading, tuple):
        return UNKNOWN
    return (*leading, *(() if len(a) == 1 else left[-2:-1]), *(() if len(b) == 1 else right[-1:]))


@function(NP + "dot", METHOD + "dot")
def dot(a: Arr, b: Arr) -> Array:
    dtype = promoted(a.dtype, b.dtype)
    if a.shape == () or b.shape == ():
        return Array(b.shape if a.shape == () else a.shape, dtype)
    if a.rank is None or b.rank is None:
        return unknown(dtype)
    if a.rank <= 2 and b.rank <= 2:
        return Array(matmul_shape(a.shape, b.shape), dtype)
    if differ(a.dims[-1], b.dims[-2 if b.rank > 1 else -1]):
        return unknown(dtype)
    return Array((*a.dims[:-1], *b.dims[:-2], *(b.dims[-1:] if b.rank > 1 else ())), dtype)


@function(NP + "inner")
def inner(a: Arr, b: Arr) -> Array:
    known = a.rank and b.rank and not differ(a.dims[-1], b.dims[-1])
    return Array((*a.dims[:-1], *b.dims[:-1]) if known else UNKNOWN, promoted(a.dtype, b.dtype))


@function(NP + "outer")
def outer(a: Arr, b: Arr) -> Array:
    sizes = [product(x.dims) if x.rank is not None else UNKNOWN for x in (a, b)]
    return Array(tuple(sizes), promoted(a.dtype, b.dtype))


@function(NP + "tensordot")
def tensordot(a: Arr, b: Arr, axes: Any = 2) -> Array:
    dtype = promoted(a.dtype, b.dtype)
    if a.rank is None or b.rank is None:
        return unknown(dtype)
    if isinstance(axes, int):
        pairs = list(zip(range(a.rank - axes, a.rank), range(axes)))
    elif isinstance(axes, (tuple, list)) and len(axes) == 2 and not getattr(axes, "open", False):
        first, second = (tuple(axis) if isinstance(axis, (tuple, list)) else (axis,) for axis in axes)
        pairs = list(zip((range(a.rank)[i] for i in first), (range(b.rank)[i] for i in second), strict=True))
    else:
        return unknown(dtype)
    if any(differ(a.dims[i], b.dims[j]) for i, j in pairs):
        return unknown(dtype)
    used = [i for i, _ in pairs], [j for _, j in pairs]
    left = [dim for i, dim in enumerate(a.dims) if i not in used[0]]
    return Array((*left, *(dim for j, dim in enumerate(b.dims) if j not in used[1])), dtype)


@function(NP + "einsum")
def einsum(subscripts: Any, *operands: Arr, **options: Any) -> Array:
    from keras_shape_lint.layers.ops_products import einsum as rule
    from keras_shape_lint.layers.tensor import Tensor

    out = rule(subscripts, *(Tensor(x.shape) for x in operands))
    return Array(out.shape) if isinstance(out, Tensor) else unknown()


@function(LINALG + "inv", LINALG + "pinv", LINALG + "cholesky", LINALG + "matrix_power")
def inverse(a: Arr, *more: Any, **options: Any) -> Array:
    swapped = (*a.dims[:-2], a.dims[-1], a.dims[-2]) if a.rank is not None and a.rank > 1 else UNKNOWN
    return Array(swapped, floated(a.dtype))


@function(LINALG + "det", LINALG + "matrix_rank", LINALG + "slogdet", LINALG + "svd", LINALG + "eig", LINALG + "eigh",
          LINALG + "qr", LINALG + "lstsq", LINALG + "eigvals", NP + "cov", NP + "corrcoef",
          NP + "convolve", NP + "correlate", NP + "gradient", NP + "polyfit", NP + "polyval")  # fmt: skip
def decomposed(*args: Any, **options: Any) -> Array:
    return unknown()


@function(LINALG + "solve")
def solve(a: Arr, b: Arr) -> Array:
    return Array(b.shape, "float64")


@function(NP + "cross")
def cross(a: Arr, b: Arr, **options: Any) -> Array:
    return Array(combined(a.shape, b.shape)) if not options and a.rank and a.dims[-1] == 3 else unknown()


@function(NP + "diag", NP + "diagonal", METHOD + "diagonal")
def diag(v: Arr, k: Any = 0, *more: Any) -> Array:
    if v.rank == 1 and k == 0:
        return Array((v.dims[0], v.dims[0]), v.dtype)
    return Array((UNKNOWN,), v.dtype) if v.rank == 2 else unknown(v.dtype)


@function(NP + "triu", NP + "tril")
def triangle(m: Arr, k: Any = 0) -> Array:
    return Array((*m.dims, *m.dims) if m.rank == 1 else m.shape, m.dtype)


@function(NP + "tri")
def tri(N: Any, M: Any = None, k: Any = 0, dtype: Any = None) -> Array:
    return Array((N, N if M is None else M)) if isinstance(N, int) else unknown()


@function(*(f"numpy.fft.{name}" for name in ("fft", "ifft", "fft2", "ifft2", "fftn", "fftshift", "ifftshift")))
def fourier(a: Arr, n: Any = None, axis: Axes = -1, **options: Any) -> Array:
    return Array(a.shape if n is None and not options else UNKNOWN)
