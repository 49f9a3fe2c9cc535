"""Functions of TensorFlow that cut pieces out of a tensor, or gather what a value picks."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, FAILS_AT_RUN, SHAPES_DIFFER
from keras_shape_lint.layers.op_arguments import Known, OneAxis, OneSize, SomeSizes, axis_in, open_size, replaced
from keras_shape_lint.layers.op_names import MATH, TF, names
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.slicing import getitem
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.shapes.convolution import scale
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, differ, is_known


@op(TF + "slice")
def slice_(input_: Tensor, begin: SomeSizes, size: SomeSizes, name: Any = None) -> Any:
    """The given shape, an entry of -1 for what is left. Refused: another number of axes; what lies outside fails."""
    if input_.rank is None or size is UNKNOWN or begin is UNKNOWN:
        return input_.unknown()
    if len(size) != input_.rank or len(begin) != input_.rank:
        text = "{layer} takes a begin and a size for each axis of {0}; it has {1}, got {2} and {3}"
        raise Reject(ARGUMENT, text, input_, input_.rank, len(begin), len(size))
    out = input_.with_shape(*map(_cut, input_.dims, begin, size))
    for axis, (dim, start, count) in enumerate(zip(input_.dims, begin, size)):
        if isinstance(dim, int) and isinstance(start, int) and isinstance(count, int) and start + count > dim:
            text = "{layer}: {0} from {1} on does not lie inside axis {2} of {3}: fails when it runs"
            return FailsAtRun(out, FAILS_AT_RUN, text, count, start, axis, input_)
    return out


def _cut(dim: Dim, begin: Dim, size: Dim) -> Dim:
    if not isinstance(size, int) or size >= 0:
        return size
    if not isinstance(dim, int) or not isinstance(begin, int):
        return None if dim is None else UNKNOWN
    return dim - begin


@op(TF + "strided_slice", arguments="input_ begin end strides= begin_mask= end_mask= ellipsis_mask= new_axis_mask= "
    "shrink_axis_mask= var= name=")  # fmt: skip
def strided_slice(
    x: Tensor, begin: SomeSizes, end: SomeSizes, strides: SomeSizes = None, begin_mask: Known = 0,
    end_mask: Known = 0, dots: Known = 0, new: Known = 0, gone: Known = 0,
) -> Tensor:  # fmt: skip
    """As `x[begin:end:strides, ...]`; a bit of a mask leaves that bound out."""
    given = [begin, end, *([] if strides is None else [strides])]
    masks = (begin_mask, end_mask)
    if UNKNOWN in given or (dots, new, gone) != (0, 0, 0) or not all(isinstance(mask, int) for mask in masks):
        return x.unknown()
    steps = [1] * len(begin) if strides is None else strides
    if not len(begin) == len(end) == len(steps) or not all(is_known(bound) for bounds in given for bound in bounds):
        return x.unknown()
    keys = [
        slice(None if begin_mask >> i & 1 else first, None if end_mask >> i & 1 else last, step)
        for i, (first, last, step) in enumerate(zip(begin, end, steps))
    ]
    return getitem(x, tuple(keys), symbolic=False)


@op(TF + "boolean_mask")
def boolean_mask(tensor: Tensor, mask: Tensor, axis: OneAxis = None, name: Any = "boolean_mask") -> Tensor:
    """The axes of the mask become one, of as many entries as are true."""
    at = 0 if axis is None else axis_in(tensor, axis)
    if tensor.rank is None or not mask.rank or at is UNKNOWN:
        return tensor.unknown()
    for dim, masked in zip(tensor.dims[at:], mask.dims):
        if differ(dim, masked):
            raise Reject(SHAPES_DIFFER, "{layer}: the mask {0} does not fit {1} from axis {2} on", mask, tensor, at)
    return tensor.with_shape(*tensor.dims[:at], open_size(tensor), *tensor.dims[at + mask.rank :])


@op(*names(MATH, "segment_max segment_mean segment_min segment_prod segment_sum"))
def segments(data: Tensor, segment_ids: Any, name: Any = None) -> Tensor:
    """The first axis becomes the segments."""
    return data.with_shape(open_size(data), *data.dims[1:]) if data.rank else data.unknown()


UNSORTED = (
    "unsorted_segment_max unsorted_segment_mean unsorted_segment_min unsorted_segment_prod unsorted_segment_sqrt_n "
    "unsorted_segment_sum"
)


@op(*names(MATH, UNSORTED))
def unsorted_segments(data: Tensor, segment_ids: Tensor, num_segments: OneSize, name: Any = None) -> Tensor:
    """The axes of the ids become the segments."""
    if data.rank is None or segment_ids.rank is None or segment_ids.rank > data.rank:
        return data.unknown()
    return data.with_shape(num_segments, *data.dims[segment_ids.rank :])


@op(TF + "dynamic_partition")
def dynamic_partition(data: Tensor, partitions: Tensor, num_partitions: OneSize, name: Any = None) -> Any:
    """So many parts, each of some entries."""
    if data.rank is None or not partitions.rank or partitions.rank > data.rank or not isinstance(num_partitions, int):
        return data.unknown()
    rest = data.dims[partitions.rank :]
    return [data.with_shape(open_size(data), *rest) for _ in range(min(num_partitions, 1000))]


@op(TF + "unique", arguments="x out_idx= name=")
def unique(x: Tensor) -> Any:
    """(values, the place of each entry among them)."""
    return (x.with_shape(UNKNOWN), Tensor(x.shape, None)) if x.rank == 1 else x.unknown()


@op(TF + "histogram_fixed_width", arguments="values value_range nbins= dtype= name=")
def histogram(values: Any, value_range: Any, nbins: OneSize = 100) -> Tensor:
    """(nbins,)."""
    return Tensor((nbins,), None)


@op(MATH + "confusion_matrix", arguments="labels predictions num_classes= weights= dtype= name=")
def confusion_matrix(labels: Any, predictions: Any, num_classes: OneSize = None) -> Tensor:
    """(num_classes, num_classes)."""
    return Tensor((UNKNOWN if num_classes is None else num_classes,) * 2, None)


@op(TF + "nn.crelu")
def crelu(features: Tensor, axis: OneAxis = -1, name: Any = None) -> Tensor:
    """The axis twice as long."""
    at = axis_in(features, axis)
    if at is UNKNOWN:
        return features.unknown()
    return features.with_shape(*replaced(features.dims, at, scale(features.dims[at], 2)))
