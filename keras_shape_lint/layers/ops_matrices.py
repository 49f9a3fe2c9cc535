"""Functions on matrices: the last two axes are rows and columns, those before are a batch."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, INPUT_RANK, SHAPES_DIFFER, UNDEFINED_DIMENSION
from keras_shape_lint.layers.op_arguments import Known, OneAxis, OneSize, axis_in, vague
from keras_shape_lint.layers.op_names import KERAS, names
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.convolution import grow
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, product, surely_differ_as_written

LINALG = (KERAS, KERAS + "linalg.")


def parts_of(x: Tensor) -> tuple[tuple[Dim, ...], Dim, Dim] | None:
    """The batch, the rows and the columns."""
    return (x.dims[:-2], x.dims[-2], x.dims[-1]) if x.rank is not None and x.rank >= 2 else None


def least(a: Dim, b: Dim) -> Dim:
    """The smaller of two sizes."""
    if isinstance(a, int) and isinstance(b, int):
        return min(a, b)
    return a if a is b else UNKNOWN


def square(x: Tensor) -> None:
    """Refuse what is no square matrix, or a batch of them; a size and None are not equal."""
    if x.require_min_rank(2) and surely_differ_as_written(*x.dims[-2:]):
        text = "{layer} takes square matrices; the last two axes of {0} are {1} and {2}"
        raise Reject(ARGUMENT, text, x, *x.dims[-2:])


def _defined(x: Tensor) -> None:
    """Refuse a matrix that has None for a size."""
    if x.require_min_rank(2) and None in x.dims[-2:]:
        raise Reject(UNDEFINED_DIMENSION, "{layer} needs to know the last two axes of {0}", x)


@op(*names(LINALG, "cholesky cholesky_inverse"))
def factor(x: Tensor, upper: Any = False) -> Tensor:
    """(..., n, n), unchanged."""
    square(x)
    return x.like()


@op(*names(LINALG, "inv"))
def inverse(x: Tensor) -> Tensor:
    """(..., n, n), unchanged."""
    square(x)
    return x.like()


@op(*names(LINALG, "pinv"))
def pinv(x: Tensor, rcond: Any = None) -> Tensor:
    """(..., m, n) -> (..., n, m)."""
    parts = parts_of(x)
    return x.with_shape(*parts[0], parts[2], parts[1]) if parts else x.unknown()


@op(*names(LINALG, "det"))
def det(x: Tensor) -> Tensor:
    """(..., n, n) -> (...)."""
    square(x)
    return logdet(x)


@op(KERAS + "logdet")
def logdet(x: Tensor) -> Tensor:
    """(..., n, n) -> (...)."""
    parts = parts_of(x)
    return Tensor(parts[0], None) if parts else x.unknown()


@op(KERAS + "slogdet")
def slogdet(x: Tensor, *, symbolic: bool) -> Any:
    """(..., n, n) -> sign and logarithm, two of (...); of a batch Keras declares one sign."""
    return [Tensor((), None) if symbolic else logdet(x), logdet(x)]


@op(*names(LINALG, "matrix_rank"))
def matrix_rank(x: Tensor, tol: Any = None) -> Tensor:
    """(..., m, n) -> (...)."""
    return logdet(x)


@op(*names(LINALG, "eig eigh"))
def eigen(x: Tensor) -> Any:
    """(..., n, n) -> (..., n) and (..., n, n)."""
    square(x)
    return [Tensor(x.dims[:-1], None), x.like()] if parts_of(x) else x.unknown()


@op(*names(LINALG, "lu_factor"))
def lu_factor(x: Tensor) -> Any:
    """(..., m, n) -> (..., m, n) and the pivots."""
    _defined(x)
    parts = parts_of(x)
    return [x.like(), Tensor((*parts[0], least(parts[1], parts[2])), None)] if parts else x.unknown()


@op(*names(LINALG, "qr"))
def qr(x: Tensor, mode: Known = "reduced") -> Any:
    """(..., m, n) -> (..., m, k) and (..., k, n), k the smaller; `complete` has k = m."""
    _defined(x)
    parts = parts_of(x)
    if parts is None or mode not in ("reduced", "complete"):
        return x.unknown()
    batch, rows, columns = parts
    inner = rows if mode == "complete" else least(rows, columns)
    return [x.with_shape(*batch, rows, inner), x.with_shape(*batch, inner, columns)]


@op(*names(LINALG, "svd"))
def svd(x: Tensor, full_matrices: Known = True, compute_uv: Known = True) -> Any:
    """(..., m, n) -> u, s and v; s alone without `compute_uv`."""
    _defined(x)
    parts = parts_of(x)
    if parts is None or not all(isinstance(flag, bool) for flag in (full_matrices, compute_uv)):
        return x.unknown()
    batch, rows, columns = parts
    inner = least(rows, columns)
    values = Tensor((*batch, inner), x.dtype)
    if not compute_uv:
        return values
    left, right = (rows, columns) if full_matrices else (inner, inner)
    return [x.with_shape(*batch, rows, left), values, x.with_shape(*batch, right, columns)]


@op(*names(LINALG, "solve"))
def solve(a: Tensor, b: Tensor) -> Tensor:
    """The shape of `b`."""
    _solvable(a, b)
    return b.like()


def _solvable(a: Tensor, b: Tensor) -> None:
    square(a)
    if a.rank is None or not b.require_min_rank(1) or not 0 <= len(b.dims) - a.rank <= 1:
        return
    axis = -2 if a.rank == b.rank else -1
    if surely_differ_as_written(a.dims[axis], b.dims[axis]):
        text = "{layer} of {0} and {1}: axis {2} is {3} and {4}"
        raise Reject(SHAPES_DIFFER, text, a, b, axis, a.dims[axis], b.dims[axis], resume_as=b.like())


@op(*names(LINALG, "solve_triangular"))
def solve_triangular(a: Tensor, b: Tensor, lower: Any = False, *, symbolic: bool) -> Tensor:
    """The shape of `b`; backends repeat it along the batch of `a`, which Keras does not declare."""
    _solvable(a, b)
    return b.like() if symbolic or a.dims[:-2] == b.dims[: len(a.dims[:-2])] else b.unknown()


@op(*names(LINALG, "lstsq"))
def lstsq(a: Tensor, b: Tensor, rcond: Any = None) -> Tensor:
    """(m, n) and (m,) or (m, k) -> (n,) or (n, k)."""
    if a.rank != 2 or b.rank not in (1, 2):
        return Tensor(UNKNOWN, None)
    return Tensor((a.dims[1], *b.dims[1:]), None)


@op(KERAS + "trace")
def trace(x: Tensor, offset: Any = 0, axis1: OneAxis = 0, axis2: OneAxis = 1) -> Tensor:
    """Both axes go."""
    pair = _two_axes(x, axis1, axis2)
    if pair is None:
        return x.unknown()
    first, second = pair
    return Tensor(tuple(dim for i, dim in enumerate(x.dims) if i not in (first, second)), None)


def _two_axes(x: Tensor, axis1: Any, axis2: Any) -> tuple[int, int] | None:
    first, second = axis_in(x, axis1), axis_in(x, axis2)
    if UNKNOWN in (first, second):
        return None
    if first == second:
        raise Reject(ARGUMENT, "{layer} takes two axes of {0}, got {1} and {2}", x, axis1, axis2)
    return first, second


@op(KERAS + "diagonal")
def diagonal(x: Tensor, offset: Known = 0, axis1: OneAxis = 0, axis2: OneAxis = 1) -> Tensor:
    """Both axes go, their diagonal comes last."""
    pair = _two_axes(x, axis1, axis2)
    if pair is None:
        return x.unknown()
    first, second = pair
    rows, columns = x.dims[first], x.dims[second]
    size: Dim = None if None in (rows, columns) else UNKNOWN
    if isinstance(rows, int) and isinstance(columns, int) and isinstance(offset, int):
        size = max(0, min(rows, columns - offset) if offset >= 0 else min(rows + offset, columns))
    rest = (dim for i, dim in enumerate(x.dims) if i not in (first, second))
    return x.with_shape(*rest, size)


@op(KERAS + "diag")
def diag(x: Tensor, k: Known = 0) -> Tensor:
    """(n,) -> a square matrix with room for the diagonal; of a matrix, its diagonal."""
    if x.rank == 1 and isinstance(k, int):
        size = x.dims[0]
        wide = grow(size, abs(k))
        return x.with_shape(wide, wide)
    if x.rank == 2:
        return diagonal(x, k)
    if x.rank not in (None, 1):
        raise Reject(INPUT_RANK, "{layer} takes a vector or a matrix; {0} has {1} axes", x, x.rank)
    return x.unknown()


@op(KERAS + "diagflat")
def diagflat(x: Tensor, k: Known = 0) -> Tensor:
    """A square matrix with room for all elements on its diagonal."""
    size = product(x.dims) if x.rank is not None and isinstance(k, int) else UNKNOWN
    wide = size if size is UNKNOWN else grow(size, abs(k))
    return x.with_shape(wide, wide)


@op(KERAS + "rot90")
def rot90(array: Tensor, k: Known = 1, axes: Known = (0, 1), *, symbolic: bool) -> Tensor:
    """The two axes change places for odd `k`; Keras declares it for even ones too."""
    if array.rank is None or not isinstance(k, int) or not isinstance(axes, (tuple, list)) or len(axes) != 2:
        return array.unknown()
    first, second = axis_in(array, axes[0]), axis_in(array, axes[1])
    if UNKNOWN in (first, second):
        return Tensor(vague(array), array.dtype)
    if k % 2 == 0 and not symbolic:
        return array.like()
    dims = list(array.dims)
    dims[first], dims[second] = dims[second], dims[first]
    return array.with_shape(*dims)


@op(KERAS + "vander")
def vander(x: Tensor, N: OneSize = None, increasing: Any = False) -> Tensor:
    """(n,) -> (n, N or n)."""
    return x.with_shape(x.dims[0], x.dims[0] if N is None else N) if x.rank == 1 else x.unknown()


@op(KERAS + "kron")
def kron(x1: Tensor, x2: Tensor, *, symbolic: bool) -> Tensor:
    """Each size times the other's; of two ranks Keras declares the lower, and computes the higher."""
    if x1.rank is None or x2.rank is None:
        return x1.unknown()
    short, long = sorted((x1.dims, x2.dims), key=len)
    left, right = (x1.dims, x2.dims) if symbolic else ((1,) * (len(long) - len(short)) + short, long)
    return Tensor(tuple(product(pair) for pair in zip(left, right)), None)
