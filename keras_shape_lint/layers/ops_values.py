"""Functions whose sizes come from numbers: ranges, given shapes, places to write to, sought values."""

from __future__ import annotations

import math
from typing import Any

from keras_shape_lint.findings import ARGUMENT, SHAPES_DIFFER
from keras_shape_lint.layers.merging import graph_dim
from keras_shape_lint.layers.op_arguments import OPEN, Number, OneAxis, OneSize, SomeSizes
from keras_shape_lint.layers.op_names import KERAS, TF, K, names
from keras_shape_lint.layers.ops_create import made
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.broadcast import Mismatch, broadcast
from keras_shape_lint.shapes.dims import UNKNOWN, Dim
from keras_shape_lint.shapes.symbols import Symbol


def steps(start: Any, stop: Any, step: Any) -> Dim:
    """How many numbers a range has; one bound alone is where it ends. None where a bound is open."""
    if start is OPEN or stop is OPEN:
        return None
    if stop is None:
        start, stop = 0, start
    step = 1 if step is None else step
    bounds = (start, stop, step)
    if all(isinstance(bound, (int, float)) for bound in bounds) and step and max(map(abs, bounds)) < 1 << 40:
        count: int = math.ceil((stop - start) / step)
        return max(0, count)
    if isinstance(stop, Symbol) and start == 0 and step == 1:
        return stop
    return UNKNOWN


@op(KERAS + "arange", KERAS + "numpy.arange", K + "arange", arguments="start stop= step= dtype=")
@op(TF + "range", arguments="start limit= delta= dtype= name=")
def arange(start: Number, stop: Number = None, step: Number = None) -> Tensor:
    """(steps,)."""
    return Tensor((steps(start, stop, step),), None)


def _spaced(start: Tensor, stop: Tensor, num: Any, axis: Any) -> Tensor:
    if not isinstance(start.shape, tuple) or not isinstance(stop.shape, tuple):
        return Tensor(UNKNOWN, None)
    if axis not in (0, -1):
        return Tensor(UNKNOWN, None)
    try:
        ends = broadcast(start.shape, stop.shape, graph_dim)
    except Mismatch as wrong:
        text = "{layer} from {0} to {1}: axis {2} is {3} and {4}"
        raise Reject(SHAPES_DIFFER, text, start, stop, wrong.axis, wrong.left, wrong.right) from None
    return made((num, *ends) if axis == 0 else (*ends, num))


@op(KERAS + "linspace", stacks=True)
def linspace(
    start: Tensor, stop: Tensor, num: OneSize = 50, endpoint: Any = True, retstep: Any = False, dtype: Any = None,
    axis: OneAxis = 0,
) -> Tensor:  # fmt: skip
    """A new axis of `num` before, or after, those of the ends."""
    return _spaced(start, stop, num, axis) if retstep is False else Tensor(UNKNOWN, None)


@op(KERAS + "geomspace", stacks=True)
def geomspace(
    start: Tensor, stop: Tensor, num: OneSize = 50, endpoint: Any = True, dtype: Any = None, axis: OneAxis = 0
) -> Tensor:
    """A new axis of `num` before, or after, those of the ends."""
    return _spaced(start, stop, num, axis)


@op(KERAS + "logspace", stacks=True)
def logspace(
    start: Tensor, stop: Tensor, num: OneSize = 50, endpoint: Any = True, base: Any = 10, dtype: Any = None,
    axis: OneAxis = 0,
) -> Tensor:  # fmt: skip
    """A new axis of `num` before, or after, those of the ends."""
    return _spaced(start, stop, num, axis)


@op(*names(TF, "linspace"))
def tensorflow_linspace(start: Tensor, stop: Tensor, num: OneSize, name: Any = None, axis: OneAxis = 0) -> Tensor:
    """A new axis of `num` before, or after, those of the ends."""
    return _spaced(start, stop, num, axis)


@op(TF + "fill")
def fill(dims: SomeSizes, value: Any, name: Any = None, layout: Any = None) -> Tensor:
    """The given shape."""
    return made(dims)


@op(TF + "eye", TF + "linalg.eye")
def tensorflow_eye(
    num_rows: OneSize, num_columns: OneSize = None, batch_shape: SomeSizes = (), dtype: Any = None, name: Any = None
) -> Tensor:
    """(*batch_shape, rows, columns or rows)."""
    if batch_shape is UNKNOWN:
        return Tensor(UNKNOWN, None)
    return made((*(batch_shape or ()), num_rows, num_rows if num_columns is None else num_columns))


@op(*names(KERAS, "bartlett blackman hamming hanning"))
def taper(x: OneSize) -> Tensor:
    """(x,)."""
    return made((x,)) if isinstance(x, (int, Symbol)) else Tensor(UNKNOWN, None)


@op(KERAS + "kaiser")
def kaiser(x: OneSize, beta: Any) -> Tensor:
    """(x,)."""
    return made((x,)) if isinstance(x, (int, Symbol)) else Tensor(UNKNOWN, None)


@op(KERAS + "slice")
def cut(inputs: Tensor, start_indices: Any, shape: SomeSizes) -> Tensor:
    """The given shape, an entry of -1 for what is left."""
    if shape is UNKNOWN:
        return inputs.unknown()
    return inputs.with_shape(*(UNKNOWN if isinstance(dim, int) and dim < 0 else dim for dim in shape))


@op(KERAS + "slice_update")
def slice_update(inputs: Tensor, start_indices: Any, updates: Any) -> Tensor:
    """Any shape, unchanged."""
    return inputs.like()


@op(KERAS + "scatter_update")
def scatter_update(inputs: Tensor, indices: Any, updates: Any, reduction: Any = None) -> Tensor:
    """Any shape, unchanged."""
    return inputs.like()


@op(TF + "scatter_nd", arguments="indices updates shape")
@op(KERAS + "scatter")
def scatter(indices: Any, values: Tensor, shape: SomeSizes) -> Tensor:
    """The given shape."""
    return made(shape)


@op(KERAS + "digitize")
def digitize(x: Tensor, bins: Any, *, symbolic: bool) -> Tensor:
    """Any shape, unchanged. Of a symbolic tensor Keras wants bins with a shape."""
    if symbolic and isinstance(bins, (list, tuple)) and None in x.dims:
        raise Reject(ARGUMENT, "{layer}: the bins must be a tensor or an array, got {0}", bins)
    return Tensor(x.shape, "int32")


@op(KERAS + "isin")
def isin(x1: Tensor, x2: Any, assume_unique: Any = False, invert: Any = False) -> Tensor:
    """The shape of what is looked for."""
    return Tensor(x1.shape, "bool")


@op(TF + "searchsorted", arguments="sorted_sequence values side= out_type= name=")
@op(KERAS + "searchsorted")
def searchsorted(sorted_sequence: Any, values: Tensor, side: Any = "left") -> Tensor:
    """The shape of what is looked for."""
    return Tensor(values.shape, None)


@op(TF + "sequence_mask")
def sequence_mask(lengths: Tensor, maxlen: OneSize = None, dtype: Any = None, name: Any = None) -> Tensor:
    """One more axis, of `maxlen`."""
    if lengths.rank is None:
        return Tensor(UNKNOWN, None)
    return Tensor((*lengths.dims, UNKNOWN if maxlen is None else maxlen), None)
