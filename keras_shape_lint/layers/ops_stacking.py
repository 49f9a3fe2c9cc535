"""Functions that lay tensors side by side, take them apart, or turn them round: NumPy's names for it."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, INPUT_RANK, SHAPES_DIFFER, UNDEFINED_DIMENSION
from keras_shape_lint.layers.merging import graph_dim
from keras_shape_lint.layers.op_arguments import Known, OneAxis, OneSize, axis_in, replaced, tensor_of, vague
from keras_shape_lint.layers.op_names import KERAS, TF
from keras_shape_lint.layers.ops import concatenate
from keras_shape_lint.layers.ops_pieces import split
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.broadcast import Mismatch, broadcast
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, of_number, product, total


def _listed(xs: Any) -> list[Tensor] | None:
    if not isinstance(xs, (list, tuple)) or getattr(xs, "open", False) or not xs:
        return None
    tensors = [tensor_of(x) for x in xs]
    return tensors if all(x.rank is not None for x in tensors) else None


@op(KERAS + "hstack")
def hstack(xs: Any, *, symbolic: bool) -> Any:
    """Along axis 1; vectors along axis 0, which Keras does not declare."""
    tensors = _listed(xs)
    if tensors is None:
        return Tensor(UNKNOWN, None)
    vectors = all(len(x.dims) < 2 for x in tensors)
    return concatenate(tensors, 0 if vectors and not symbolic else 1)


@op(KERAS + "vstack")
def vstack(xs: Any, *, symbolic: bool) -> Any:
    """Along axis 0. Vectors stand one behind the other as Keras declares it, and as rows for some backends."""
    tensors = _listed(xs)
    if tensors is None or (not symbolic and any(len(x.dims) < 2 for x in tensors)):
        return Tensor(UNKNOWN, None)
    return concatenate(tensors, 0)


@op(KERAS + "dstack")
def dstack(xs: Any) -> Any:
    """Along axis 2, (n,) as (1, n, 1) and (m, n) as (m, n, 1)."""
    tensors = _listed(xs)
    if tensors is None:
        return Tensor(UNKNOWN, None)
    return concatenate([x if len(x.dims) > 2 else x.with_shape(*_layer(x.dims), 1) for x in tensors], 2)


def _layer(dims: Dims) -> Dims:
    return (1,) * (2 - len(dims)) + dims


@op(KERAS + "append")
def append(x1: Tensor, x2: Tensor, axis: OneAxis = None, *, symbolic: bool) -> Any:
    """Along the axis; without one, both flattened."""
    if x1.rank is None or x2.rank is None or axis is UNKNOWN:
        return Tensor(UNKNOWN, None)
    if axis is not None:
        out = concatenate([x1, x2], axis)
        if symbolic and None in (x1.dims[axis], x2.dims[axis]):
            raise Reject(UNDEFINED_DIMENSION, "{layer} needs to know axis {0} of {1} and {2}", axis, x1, x2)
        return out
    return x1.with_shape(total((product(x1.dims), product(x2.dims))))


@op(KERAS + "array_split")
def array_split(x: Tensor, indices_or_sections: Known, axis: OneAxis = 0) -> Any:
    """So many parts, the first ones larger by one where they do not come out even; or between the indices."""
    at = axis_in(x, axis)
    if not isinstance(indices_or_sections, int) or at is UNKNOWN or indices_or_sections < 1:
        return x.unknown()
    size = x.dims[at]
    if not isinstance(size, int):
        part: Dim = None if size is None else UNKNOWN
        return [x.with_shape(*replaced(x.dims, at, part)) for _ in range(indices_or_sections)]
    least, more = divmod(size, indices_or_sections)
    sizes = [least + (part < more) for part in range(indices_or_sections)]
    return [x.with_shape(*replaced(x.dims, at, size)) for size in sizes]


@op(KERAS + "vsplit")
def vsplit(x: Tensor, indices_or_sections: Known, *, symbolic: bool) -> Any:
    """As `split` along axis 0, which Keras declares of two axes or more."""
    if symbolic:
        x.require_min_rank(2)
    return split(x, indices_or_sections, 0, symbolic=symbolic)


@op(KERAS + "hsplit")
def hsplit(x: Tensor, indices_or_sections: Known, *, symbolic: bool) -> Any:
    """As `split` along axis 1, of a vector along axis 0."""
    if not x.require_min_rank(1):
        return x.unknown()
    return split(x, indices_or_sections, 0 if x.rank == 1 else 1, symbolic=symbolic)


@op(KERAS + "dsplit")
def dsplit(x: Tensor, indices_or_sections: Known, *, symbolic: bool) -> Any:
    """As `split` along axis 2."""
    return split(x, indices_or_sections, 2, symbolic=symbolic) if x.require_min_rank(3) else x.unknown()


@op(KERAS + "argpartition")
def argpartition(x: Tensor, kth: Any, axis: Any = -1) -> Tensor:
    """Any shape, unchanged; one axis of all without an axis."""
    return Tensor(x.shape if axis is not None else UNKNOWN if x.rank is None else (product(x.dims),), "int32")


@op(KERAS + "take_along_axis")
def take_along_axis(x: Tensor, indices: Tensor, axis: OneAxis = None) -> Tensor:
    """The shape of the indices along the axis; the other axes broadcast. Without an axis, of all elements."""
    if axis is UNKNOWN or x.rank is None or indices.rank is None:
        return Tensor(UNKNOWN, x.dtype)
    source = x.with_shape(product(x.dims)) if axis is None else x
    if source.rank != indices.rank:
        raise Reject(INPUT_RANK, "{layer} takes indices of as many axes as {0} has, got {1}", source, indices)
    at = axis_in(source, 0 if axis is None else axis)
    try:
        dims = broadcast(replaced(source.dims, at, indices.dims[at]), indices.dims, graph_dim)
    except Mismatch as wrong:
        text = "{layer} of {0} and {1}: axis {2} is {3} and {4}"
        raise Reject(SHAPES_DIFFER, text, x, indices, wrong.axis, wrong.left, wrong.right) from None
    return x.with_shape(*dims)


@op(KERAS + "glu", KERAS + "nn.glu", "keras.activations.glu")
def glu(x: Tensor, axis: OneAxis = -1) -> Tensor:
    """Half of the axis."""
    at = axis_in(x, axis)
    if at is UNKNOWN:
        return Tensor(vague(x), x.dtype)
    size = x.dims[at]
    if isinstance(size, int) and size % 2:
        raise Reject(ARGUMENT, "{layer} halves axis {0} of {1}, which is {2}", axis, x, size)
    return x.with_shape(*replaced(x.dims, at, of_number(size, lambda dim: dim // 2)))


@op(KERAS + "multi_hot", KERAS + "nn.multi_hot")
def multi_hot(
    inputs: Tensor, num_classes: OneSize = None, axis: OneAxis = -1, dtype: Any = None, sparse: Any = False,
    **others: Any,
) -> Tensor:  # fmt: skip
    """(batch, ..., entries) -> (batch, ..., num_classes)."""
    if inputs.rank is None or num_classes is None or axis != -1:
        return Tensor(UNKNOWN, None)
    if inputs.rank == 1:
        return Tensor((num_classes,), None)
    return Tensor((inputs.dims[0], *inputs.dims[2:], num_classes), None)


@op(KERAS + "select")
def select(condlist: Any, choicelist: Any, default: Any = 0, *, symbolic: bool) -> Tensor:
    """The shape of the choices, where they are of one."""
    choices, conditions = _listed(choicelist), _listed(condlist)
    alike = choices and conditions and all(x.shape == choices[0].shape for x in choices + conditions)
    return choices[0].like() if choices and (symbolic or alike) else Tensor(UNKNOWN, None)


@op(TF + "gather_nd")
def gather_nd(params: Tensor, indices: Tensor, batch_dims: Known = 0, name: Any = None) -> Tensor:
    """The places of the indices, and the axes that they leave whole."""
    if params.rank is None or not indices.rank or batch_dims is UNKNOWN:
        return params.unknown()
    deep = indices.dims[-1]
    if not isinstance(deep, int) or batch_dims + deep > params.rank:
        return params.unknown()
    return params.with_shape(*indices.dims[:-1], *params.dims[batch_dims + deep :])


@op(TF + "nn.embedding_lookup")
def embedding_lookup(params: Tensor, ids: Tensor, max_norm: Any = None, name: Any = None) -> Tensor:
    """(*ids, width)."""
    return params.with_shape(*ids.dims, *params.dims[1:]) if params.rank and ids.rank is not None else params.unknown()
