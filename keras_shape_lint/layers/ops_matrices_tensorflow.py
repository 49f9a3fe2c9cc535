"""Functions of `tf.linalg`: the last two axes are rows and columns, those before are a batch."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.op_arguments import Known, SomeAxes
from keras_shape_lint.layers.op_names import TF
from keras_shape_lint.layers.ops import tensorflow_matmul
from keras_shape_lint.layers.ops_matrices import eigen, least, logdet, parts_of, pinv, qr, solve, square, svd
from keras_shape_lint.layers.ops_reduce import reduce
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN

LINALG = TF + "linalg."


@op(LINALG + "diag")
def tensorflow_diag(diagonal: Tensor, name: Any = "diag", k: Known = 0, num_rows: Known = -1, num_cols: Known = -1,
                    padding_value: Any = 0, align: Any = "RIGHT_LEFT") -> Tensor:  # fmt: skip
    """(..., n) -> (..., n, n)."""
    if not diagonal.rank or (k, num_rows, num_cols) != (0, -1, -1):
        return diagonal.unknown()
    return diagonal.with_shape(*diagonal.dims, diagonal.dims[-1])


@op(LINALG + "diag_part")
def tensorflow_diag_part(input: Tensor, name: Any = "diag_part", k: Known = 0, padding_value: Any = 0,
                         align: Any = "RIGHT_LEFT") -> Tensor:  # fmt: skip
    """(..., m, n) -> (..., the smaller)."""
    parts = parts_of(input)
    return input.with_shape(*parts[0], least(parts[1], parts[2])) if parts and k == 0 else input.unknown()


@op(LINALG + "matrix_transpose", arguments="a name= conjugate=")
@op(LINALG + "adjoint", arguments="matrix name=")
@op(LINALG + "pinv", arguments="a rcond= validate_args= name=")
def matrix_transpose(a: Tensor) -> Tensor:
    """(..., m, n) -> (..., n, m)."""
    return pinv(a)


@op(LINALG + "inv", TF + "matrix_inverse")
def tensorflow_inverse(input: Tensor, adjoint: Any = False, name: Any = None) -> Tensor:
    """(..., n, n), unchanged."""
    square(input)
    return input.like()


@op(LINALG + "det", arguments="input name=")
@op(LINALG + "trace", arguments="x name=")
@op(LINALG + "logdet", arguments="matrix name=")
@op(LINALG + "matrix_rank", arguments="a tol= validate_args= name=")
def tensorflow_logdet(matrix: Tensor) -> Tensor:
    """(..., m, n) -> (...)."""
    return logdet(matrix)


@op(LINALG + "slogdet")
def tensorflow_slogdet(input: Tensor, name: Any = None) -> Any:
    """(..., n, n) -> sign and logarithm, two of (...)."""
    return logdet(input), logdet(input)


@op(LINALG + "eigh")
def tensorflow_eigh(tensor: Tensor, name: Any = None) -> Any:
    """(..., n, n) -> (..., n) and (..., n, n)."""
    found = eigen(tensor)
    return tuple(found) if isinstance(found, list) else found


@op(LINALG + "eigvalsh")
def tensorflow_eigvalsh(tensor: Tensor, name: Any = None) -> Tensor:
    """(..., n, n) -> (..., n)."""
    return tensor.with_shape(*tensor.dims[:-1]) if (tensor.rank or 0) >= 2 else tensor.unknown()


@op(LINALG + "qr")
def tensorflow_qr(input: Tensor, full_matrices: Known = False, name: Any = None) -> Any:
    """(..., m, n) -> (..., m, k) and (..., k, n), k the smaller; m with `full_matrices`."""
    if not isinstance(full_matrices, bool) or (input.rank or 0) < 2 or None in input.dims[-2:]:
        return input.unknown()
    return tuple(qr(input, "complete" if full_matrices else "reduced"))


@op(LINALG + "svd")
def tensorflow_svd(tensor: Tensor, full_matrices: Known = False, compute_uv: Known = True, name: Any = None) -> Any:
    """(..., m, n) -> s, u and v, which is not transposed; s alone without `compute_uv`."""
    if (tensor.rank or 0) < 2 or None in tensor.dims[-2:]:
        return tensor.unknown()
    found = svd(tensor, full_matrices, compute_uv)
    return (found[1], found[0], pinv(found[2])) if isinstance(found, list) else found


@op(LINALG + "triangular_solve", arguments="matrix rhs lower= adjoint= name=")
@op(LINALG + "solve", arguments="matrix rhs adjoint= name=")
@op(LINALG + "cholesky_solve", arguments="chol rhs name=")
def tensorflow_solve(matrix: Tensor, rhs: Tensor) -> Tensor:
    """The shape of the right side, where the matrices are as many."""
    if matrix.rank is None or matrix.rank != rhs.rank or matrix.dims[:-2] != rhs.dims[:-2]:
        return rhs.unknown()
    return solve(matrix, rhs)


@op(LINALG + "matvec")
def matvec(
    a: Tensor, b: Tensor, transpose_a: Known = False, adjoint_a: Known = False, a_is_sparse: Any = False,
    b_is_sparse: Any = False, name: Any = None,
) -> Any:  # fmt: skip
    """(..., m, n) and (..., n) -> (..., m)."""
    if not b.rank or not isinstance(transpose_a, bool) or not isinstance(adjoint_a, bool):
        return Tensor(UNKNOWN, None)
    out = tensorflow_matmul(a, b.with_shape(*b.dims, 1), transpose_a, False, adjoint_a)
    return out.with_shape(*out.dims[:-1]) if isinstance(out, Tensor) and out.rank else Tensor(UNKNOWN, None)


@op(LINALG + "normalize")
def normalize(tensor: Tensor, ord: Any = "euclidean", axis: SomeAxes = None, name: Any = None) -> Any:
    """The shape unchanged, and the lengths, with 1 for each axis they are of."""
    return tensor.like(), reduce(tensor, axis, True)


@op(LINALG + "tensor_diag")
def tensor_diag(diagonal: Tensor, name: Any = None) -> Tensor:
    """All axes, twice."""
    return diagonal.with_shape(*diagonal.dims, *diagonal.dims) if diagonal.rank is not None else diagonal.unknown()


@op(LINALG + "tensor_diag_part")
def tensor_diag_part(input: Tensor, name: Any = None) -> Tensor:
    """The first half of the axes."""
    half = (input.rank or 0) // 2
    return input.with_shape(*input.dims[:half]) if half and input.rank == 2 * half else input.unknown()
