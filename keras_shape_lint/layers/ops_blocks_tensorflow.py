"""Functions of TensorFlow that move blocks of places into the batch, and back."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.op_arguments import Known
from keras_shape_lint.layers.op_names import TF, names
from keras_shape_lint.layers.ops_windows import each
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.convolution import scale
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, product, total


@op(*names(TF, "space_to_batch space_to_batch_nd nn.space_to_batch"))
def space_to_batch(input: Tensor, block_shape: Known, paddings: Known, name: Any = None) -> Tensor:
    """Blocks of places become samples, after the margins are added."""
    return _blocks(input, block_shape, paddings, 1)


@op(TF + "batch_to_space")
def batch_to_space(input: Tensor, block_shape: Known, crops: Known, name: Any = None) -> Tensor:
    """Samples become blocks of places, of which the margins are cut off."""
    return _blocks(input, block_shape, crops, -1)


def _blocks(x: Tensor, block: Any, margins: Any, sign: int) -> Tensor:
    """`sign`: 1 when places go into the batch, -1 when they come out of it. Refused: what the blocks do not divide."""
    count = len(margins) if isinstance(margins, (list, tuple)) and not isinstance(block, int) else 0
    sizes = each(block, count)
    pairs = [each(pair, 2) for pair in margins] if count else []
    if not x.rank or not count or x.rank <= count or UNKNOWN in (*sizes, *(dim for pair in pairs for dim in pair)):
        return x.unknown()
    area = product(sizes)
    axes = zip(range(1, count + 1), sizes, pairs)
    if sign > 0:
        places = [_divided(x, i, total((x.dims[i], *pair)), size) for i, size, pair in axes]
        batch = scale(x.dims[0], area)
    else:
        places = [total((scale(x.dims[i], size), scale(total(pair), -1))) for i, size, pair in axes]
        batch = _divided(x, 0, x.dims[0], area)
    return x.with_shape(batch, *places, *x.dims[count + 1 :])


def _divided(x: Tensor, axis: int, dim: Dim, size: Dim) -> Dim:
    if not isinstance(dim, int) or not isinstance(size, int):
        return None if dim is None else UNKNOWN
    if dim % size:
        raise Reject(ARGUMENT, "{layer}: axis {0} of {1} is {2}, no multiple of {3}", axis, x, dim, size)
    return dim // size
