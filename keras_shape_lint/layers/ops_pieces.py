"""Functions that cut, repeat, pad or pick along axes: split, tile, pad, take, top_k, one_hot."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from keras_shape_lint.findings import ARGUMENT, FAILS_AT_RUN
from keras_shape_lint.layers.op_arguments import (
    Known,
    OneAxis,
    OneSize,
    SomeAxes,
    SomeSizes,
    axes_in,
    axis_in,
    indices_of,
    replaced,
    vague,
)
from keras_shape_lint.layers.op_names import KERAS, TF, K, names
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, is_known, of_number, product, total


@op(KERAS + "split", KERAS + "numpy.split")
def split(x: Tensor, indices_or_sections: Known, axis: OneAxis = 0, *, symbolic: bool) -> Any:
    """So many equal parts, which must come out even, or the parts between the indices."""
    if isinstance(indices_or_sections, int):
        return _even(x, indices_or_sections, axis)
    at = axis_in(x, axis)
    cuts = indices_or_sections
    if not isinstance(cuts, (list, tuple)) or at is UNKNOWN or not all(isinstance(cut, int) for cut in cuts):
        return x.unknown()
    size = x.dims[at]
    bounds = [0, *cuts, size] if isinstance(size, int) else [0, *cuts]
    if bounds != sorted(bounds):
        if symbolic:
            raise Reject(ARGUMENT, "{layer} of {0} at {1}: axis {2} is {3}", x, cuts, axis, size)
        return [Tensor(vague(x), x.dtype) for _ in range(len(cuts) + 1)]
    parts: list[Dim] = [end - start for start, end in pairwise(bounds)]
    if not isinstance(size, int):
        parts.append(None if size is None else UNKNOWN)
    return [x.with_shape(*replaced(x.dims, at, part)) for part in parts]


@op(TF + "split")
def tensorflow_split(
    value: Tensor, num_or_size_splits: Known, axis: OneAxis = 0, num: Any = None, name: Any = None
) -> Any:
    """So many equal parts, which must come out even, or parts of the sizes given."""
    if isinstance(num_or_size_splits, int):
        return _even(value, num_or_size_splits, axis)
    at, sizes = axis_in(value, axis), num_or_size_splits
    if not isinstance(sizes, (list, tuple)) or at is UNKNOWN:
        return value.unknown()
    return [value.with_shape(*replaced(value.dims, at, size)) for size in _parts(value, at, sizes)]


def _parts(x: Tensor, axis: int, sizes: Any) -> list[Dim]:
    """The sizes, -1 being what is left. Refuses what does not make up the axis."""
    whole = x.dims[axis]
    counted = all(isinstance(size, int) for size in sizes)
    given = sum(size for size in sizes if size >= 0) if counted else 0
    left: Dim = None if whole is None else UNKNOWN
    if counted and isinstance(whole, int):
        if given > whole or (given < whole and -1 not in sizes):
            raise Reject(ARGUMENT, "{layer} of {0} into {1}: axis {2} is {3}", x, sizes, axis, whole)
        left = whole - given
    return [left if size == -1 else size if isinstance(size, int) and size >= 0 else UNKNOWN for size in sizes]


def _even(x: Tensor, count: int, axis: Any) -> Any:
    at = axis_in(x, axis)
    if count < 1:
        return x.unknown()
    if at is UNKNOWN:
        return [Tensor(vague(x), x.dtype) for _ in range(count)]
    size = x.dims[at]
    if isinstance(size, int) and size % count:
        raise Reject(ARGUMENT, "{layer} of {0} into {1}: axis {2} is {3}, no multiple of it", x, count, axis, size)
    part = of_number(size, lambda dim: dim // count)
    return [x.with_shape(*replaced(x.dims, at, part)) for _ in range(count)]


@op(KERAS + "unstack")
@op(TF + "unstack", arguments="value num= axis= name=")
def unstack(x: Tensor, num: OneSize = None, axis: OneAxis = 0) -> Any:
    """Each entry of the axis, which goes away."""
    at = axis_in(x, axis)
    if at is UNKNOWN:
        return x.unknown()
    if num is None and x.dims[at] is None:
        raise Reject(ARGUMENT, "{layer} cannot count the parts of {0}: axis {1} is None; name num", x, axis)
    count = x.dims[at] if num is None else num
    if not isinstance(count, int) or count > 1000:
        return x.unknown()
    return [x.with_shape(*replaced(x.dims, at)) for _ in range(count)]


@op(KERAS + "repeat", KERAS + "numpy.repeat", arguments="x repeats axis=")
@op(TF + "repeat", arguments="input repeats axis= name=")
@op(K + "repeat_elements", arguments="x rep axis")
def repeat(x: Tensor, count: Known, axis: OneAxis = None) -> Tensor:
    """Each entry of the axis so often."""
    if axis is None:
        known = x.rank is not None and isinstance(count, int)
        return x.with_shape(product((*x.dims, count)) if known else UNKNOWN)
    at = axis_in(x, axis)
    if at is UNKNOWN:
        return Tensor(vague(x), x.dtype)
    listed = isinstance(count, (list, tuple)) and all(isinstance(each, int) for each in count) and len(count) > 1
    size = product((x.dims[at], count)) if isinstance(count, int) else sum(count) if listed else UNKNOWN
    return x.with_shape(*replaced(x.dims, at, size))


@op(K + "repeat")
def backend_repeat(x: Tensor, n: OneSize) -> Tensor:
    """(batch, features) -> (batch, n, features)."""
    x.require_rank(2)
    return x.with_shape(x.dims[0], n, x.dims[1])


@op(KERAS + "tile")
def tile(x: Tensor, repeats: SomeSizes) -> Tensor:
    """Each axis so often, counted from the last."""
    if x.rank is None or repeats is UNKNOWN:
        return x.unknown()
    rank = max(x.rank, len(repeats))
    dims = (1,) * (rank - x.rank) + x.dims
    counts = (1,) * (rank - len(repeats)) + repeats
    return x.with_shape(*(product(pair) if is_known(pair[1]) else pair[1] for pair in zip(dims, counts)))


@op(TF + "tile")
def tensorflow_tile(input: Tensor, multiples: SomeSizes, name: Any = None) -> Tensor:
    """Each axis so often, and all of them counted."""
    if multiples is UNKNOWN or input.rank is None:
        return input.unknown()
    if len(multiples) != input.rank:
        raise Reject(ARGUMENT, "{layer} takes a count for each axis of {0}, batch included; got {1}", input, multiples)
    return tile(input, multiples)


@op(K + "tile")
def backend_tile(x: Tensor, n: SomeSizes, *, world: World) -> Tensor:
    """Each axis so often."""
    if world.backend == "theano" and (n is UNKNOWN or len(n) != x.rank):
        return x.unknown()
    return tensorflow_tile(x, n)


@op(KERAS + "pad", KERAS + "numpy.pad")
def pad(x: Tensor, pad_width: Known, mode: Any = "constant", constant_values: Any = None) -> Tensor:
    """Longer by both margins of each axis."""
    if isinstance(pad_width, int):
        pad_width = ((pad_width, pad_width),)
    elif _is_pair(pad_width):
        pad_width = (pad_width,)
    return padded(x, pad_width)


@op(TF + "pad")
def tensorflow_pad(
    tensor: Tensor, paddings: Known, mode: Any = "CONSTANT", constant_values: Any = 0, name: Any = None
) -> Tensor:
    """Longer by both margins of each axis."""
    return padded(tensor, paddings) if isinstance(paddings, (list, tuple)) and len(paddings) != 1 else tensor.unknown()


def padded(x: Tensor, margins: Any) -> Tensor:
    """Each axis with the margins before and behind it. Raises Reject for margins of another number of axes."""
    if x.rank is None or not isinstance(margins, (list, tuple)) or not all(map(_is_pair, margins)):
        return Tensor(vague(x), x.dtype)
    if len(margins) == 1:
        margins = tuple(margins) * x.rank
    if len(margins) != x.rank:
        text = "{layer} pads {0} axes, {1} has {2}, batch included"
        raise Reject(ARGUMENT, text, len(margins), x, x.rank, resume_as=Tensor(vague(x), x.dtype))
    return x.with_shape(*(total((dim, *margin)) for dim, margin in zip(x.dims, margins)))


def _is_pair(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and len(value) == 2 and all(isinstance(each, int) for each in value)


@op(KERAS + "roll")
def roll(x: Tensor, shift: Any, axis: SomeAxes = None) -> Tensor:
    """Any shape, unchanged."""
    axes_in(x, axis)
    return x.like()


@op(KERAS + "take", KERAS + "numpy.take")
def take(x: Tensor, indices: Any, axis: OneAxis = None) -> Tensor:
    """The shape of the indices in place of the axis; theirs alone without an axis."""
    picked = indices_of(indices)
    if axis is None:
        return Tensor(picked.shape, x.dtype)
    at = axis_in(x, axis)
    if at is UNKNOWN or picked.rank is None:
        return x.unknown()
    return x.with_shape(*replaced(x.dims, at, *picked.dims))


@op(TF + "gather")
def gather(
    params: Tensor, indices: Any, validate_indices: Any = None, axis: OneAxis = None, batch_dims: Known = 0,
    name: Any = None,
) -> Tensor:  # fmt: skip
    """The shape of the indices in place of the axis, the first if none is named."""
    if batch_dims == 0:
        return take(params, indices, 0 if axis is None else axis)
    picked = indices_of(indices)
    at = axis_in(params, batch_dims if axis is None else axis)
    if not isinstance(batch_dims, int) or at is UNKNOWN or picked.rank is None or batch_dims < 0:
        return params.unknown()
    return params.with_shape(*replaced(params.dims, at, *picked.dims[batch_dims:]))


@op(K + "gather")
def backend_gather(reference: Tensor, indices: Any) -> Tensor:
    """The shape of the indices in place of the first axis."""
    return take(reference, indices, 0)


@op(KERAS + "one_hot", stacks=True)
def one_hot(
    x: Tensor, num_classes: OneSize, axis: OneAxis = -1, dtype: Any = None, sparse: Any = False,
    *, symbolic: bool = True,
) -> Tensor:  # fmt: skip
    """A new axis of so many classes."""
    if x.rank is None or axis is UNKNOWN or axis is None:
        return Tensor(UNKNOWN, None)
    if axis != -1 and not 0 <= axis < x.rank:
        if not symbolic:
            return Tensor(UNKNOWN, None)
        raise Reject(ARGUMENT, "{layer}: the axis must be -1 or one of {0}, got {1}", x, axis)
    at = x.rank if axis == -1 else axis
    return Tensor((*x.dims[:at], num_classes, *x.dims[at:]), None)


@op(TF + "one_hot")
def tensorflow_one_hot(
    indices: Tensor, depth: OneSize, on_value: Any = None, off_value: Any = None, axis: OneAxis = None,
    dtype: Any = None, name: Any = None,
) -> Tensor:  # fmt: skip
    """A new axis of so many classes, the last if none is named."""
    exists = axis in (None, -1) or (isinstance(axis, int) and indices.rank is not None and 0 <= axis < indices.rank)
    return one_hot(indices, depth, -1 if axis is None else axis) if exists else Tensor(UNKNOWN, None)


@op(K + "one_hot")
def backend_one_hot(indices: Tensor, num_classes: OneSize) -> Tensor:
    """A new last axis of so many classes."""
    return one_hot(indices, num_classes)


TOO_FEW = "{layer}: the last axis of {0} has no {1} entries"


@op(KERAS + "top_k")
def top_k(x: Tensor, k: OneSize, sorted: Any = True) -> Any:
    """(values, indices), each with a last axis of `k`."""
    if not x.rank:
        return (x.unknown(), Tensor(UNKNOWN, "int32"))
    dims, size = (*x.dims[:-1], k), x.dims[-1]
    out = (x.with_shape(*dims), Tensor(dims, "int32"))
    if isinstance(size, int) and isinstance(k, int) and k > size:
        return FailsAtRun(out, FAILS_AT_RUN, TOO_FEW + ": fails when it runs", x, k)
    return out


@op(*names(TF, "nn.top_k math.top_k"))
def tensorflow_top_k(
    input: Tensor, k: OneSize = 1, sorted: Any = True, index_type: Any = None, name: Any = None
) -> Any:
    """(values, indices), each with a last axis of `k`, which has as many."""
    size = input.dims[-1] if input.rank else UNKNOWN
    if isinstance(size, int) and isinstance(k, int) and k > size:
        raise Reject(ARGUMENT, TOO_FEW, input, k)
    return top_k(input, k)
