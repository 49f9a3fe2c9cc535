"""Functions whose sizes hang on the values: Keras declares None for them, and a run has some number."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.op_arguments import Known, OneAxis, OneSize, axis_in, replaced
from keras_shape_lint.layers.op_names import KERAS, names
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.convolution import grow
from keras_shape_lint.shapes.dims import UNKNOWN, Dim


def _some(symbolic: bool) -> Dim:
    return None if symbolic else UNKNOWN


@op(KERAS + "bincount")
def bincount(x: Tensor, weights: Any = None, minlength: Any = 0, sparse: Any = False, *, symbolic: bool) -> Tensor:
    """The last axis becomes one of counts."""
    return Tensor((*x.dims[:-1], _some(symbolic)) if x.rank is not None else UNKNOWN, None)


@op(KERAS + "histogram")
def histogram(x: Tensor, bins: OneSize = 10, range: Any = None) -> Any:
    """Counts and edges: (bins,) and (bins + 1,)."""
    return Tensor((bins,), x.dtype), Tensor((UNKNOWN if bins is UNKNOWN else grow(bins, 1),), x.dtype)


@op(KERAS + "nonzero")
def nonzero(x: Tensor, *, symbolic: bool) -> Any:
    """The places of the entries along each axis."""
    return x.unknown() if x.rank is None else tuple(Tensor((_some(symbolic),), "int32") for _ in x.dims)


@op(KERAS + "unique")
def unique(
    x: Tensor, sorted: Any = True, return_index: Known = False, return_inverse: Known = False,
    return_counts: Known = False, axis: OneAxis = None, size: OneSize = None, fill_value: Any = None,
    *, symbolic: bool,
) -> Any:  # fmt: skip
    """The entries of the axis, or of all; where asked their places, the place of each, and how often each occurs."""
    if UNKNOWN in (return_index, return_inverse, return_counts, axis) or x.rank is None:
        return x.unknown()
    count = _some(symbolic) if size is None else size
    at = None if axis is None else axis_in(x, axis)
    values = x.with_shape(count) if at is None else x.with_shape(*replaced(x.dims, at, count))
    places = Tensor(x.shape if at is None else (x.dims[at],), "int32")
    asked = (
        *([Tensor((count,), "int32")] if return_index else ()),
        *([places] if return_inverse else ()),
        *([Tensor((count,), "int32")] if return_counts else ()),
    )
    return (values, *asked) if asked else values


@op(*names(KERAS, "segment_max segment_min segment_prod segment_sum"))
def segment(
    data: Tensor, segment_ids: Any, num_segments: OneSize = None, sorted: Any = False, *, symbolic: bool
) -> Tensor:
    """The first axis becomes the segments."""
    count = _some(symbolic) if num_segments is None else num_segments
    return data.with_shape(count, *data.dims[1:]) if data.rank else data.unknown()


@op(*names((KERAS, KERAS + "nn."), "ctc_decode"))
def ctc_decode(
    inputs: Tensor, sequence_lengths: Any, strategy: Known = "greedy", beam_width: Any = 100, top_paths: OneSize = 1,
    merge_repeated: Any = True, mask_index: Any = 0,
) -> Any:  # fmt: skip
    """(batch, steps, classes) -> the paths (paths, batch, steps) and their scores (batch, paths)."""
    if inputs.rank is None or inputs.rank < 2 or strategy is UNKNOWN:
        return inputs.unknown()
    paths = 1 if strategy == "greedy" else top_paths
    return Tensor((paths, *inputs.dims[:2]), "int32"), Tensor((inputs.dims[0], paths), inputs.dtype)


@op(KERAS + "size", stacks=True)
def size(x: Tensor) -> Tensor:
    """One number."""
    return Tensor((), "int32")


@op(KERAS + "allclose")
def allclose(x1: Any, x2: Any, rtol: Any = 1e-05, atol: Any = 1e-08, equal_nan: Any = False) -> Tensor:
    """One boolean."""
    return Tensor((), "bool")
