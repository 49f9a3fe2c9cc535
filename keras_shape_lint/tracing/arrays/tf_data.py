"""`tf.data`: what the elements of a dataset are after each step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.tracing.arrays.array import Array, Dataset, mapped
from keras_shape_lint.tracing.arrays.dtypes import dtype_name
from keras_shape_lint.tracing.arrays.images import batch_axis
from keras_shape_lint.tracing.arrays.rule import located, read_array, read_size, read_sizes, reading, unknown
from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.library import declares, provides
from keras_shape_lint.tracing.sequences import iterate
from keras_shape_lint.tracing.values import Dict, List, Unknown

KIND = "tensorflow.data.Dataset"


def _declared(*names: str) -> Callable[[Any], Any]:
    """A function of the module, or a method: `rule(run, ...)`."""

    def register(rule: Any) -> Any:
        call = reading(rule)
        provides(*(f"{KIND}.{name}" for name in names))(call)
        return rule

    return register


def arrays_of(nest: Any) -> Any:
    """A nest of whatever can be an array, as arrays; lists of numbers count as arrays, tuples and dicts as nests."""
    if isinstance(nest, tuple):
        return tuple(map(arrays_of, nest))
    if isinstance(nest, dict):
        out = Dict({name: arrays_of(item) for name, item in nest.items()})
        out.open = getattr(nest, "open", False)
        return out
    if isinstance(nest, Dataset):
        return nest
    return read_array(nest)


def first_of(nest: Any) -> Array | None:
    if isinstance(nest, Array):
        return nest
    items = nest.values() if isinstance(nest, dict) else nest if isinstance(nest, (list, tuple)) else ()
    return next((found for item in items if (found := first_of(item)) is not None), None)


def row(x: Array) -> Array:
    return Array(x.dims[1:], x.dtype) if x.rank else unknown(x.dtype)


@_declared("from_tensor_slices")
def from_tensor_slices(run: Any, tensors: Any, name: Any = None) -> Dataset:
    nest = arrays_of(tensors)
    first = first_of(nest)
    return Dataset(mapped(row, nest), UNKNOWN if first is None else first.length, False)


@_declared("from_tensors")
def from_tensors(run: Any, tensors: Any, name: Any = None) -> Dataset:
    return Dataset(arrays_of(tensors), 1, None)


@_declared("range")
def range_(run: Any, *bounds: Any, **options: Any) -> Dataset:
    known = all(isinstance(bound, int) for bound in bounds)
    return Dataset(Array((), "int64"), len(range(*bounds)) if known else UNKNOWN, False)


class Spec(Array):
    """`tf.TensorSpec(shape, dtype)`: what an element will be."""

    __slots__ = ()


@provides("tensorflow.TensorSpec")
def tensor_spec(run: Any, shape: Any = None, dtype: Any = None, name: Any = None) -> Any:
    sizes = read_sizes(shape)
    known = isinstance(sizes, tuple)
    return Spec(tuple(UNKNOWN if d is None else d for d in sizes) if known else UNKNOWN, dtype_name(dtype))


@_declared("from_generator")
def from_generator(
    run: Any, generator: Any, output_types: Any = None, output_shapes: Any = None, args: Any = None,
    output_signature: Any = None, name: Any = None
) -> Dataset:  # fmt: skip
    """As the signature says, or the shapes."""
    if output_signature is not None:
        return Dataset(_described(output_signature))
    return Dataset(_shaped(output_types, output_shapes))


def _described(nest: Any) -> Any:
    if isinstance(nest, Spec):
        return Array(nest.shape, nest.dtype)
    if isinstance(nest, tuple):
        return tuple(map(_described, nest))
    if isinstance(nest, dict):
        return Dict({name: _described(item) for name, item in nest.items()})
    return Unknown("an element")


def _shaped(types: Any, shapes: Any) -> Any:
    if isinstance(types, tuple):
        parts = shapes if isinstance(shapes, tuple) and len(shapes) == len(types) else (None,) * len(types)
        return tuple(map(_shaped, types, parts))
    sizes = read_sizes(shapes) if isinstance(shapes, (tuple, list)) else UNKNOWN
    dims = tuple(UNKNOWN if d is None else d for d in sizes) if isinstance(sizes, tuple) else UNKNOWN
    return Array(dims, dtype_name(types))


@_declared("zip")
def zip_(run: Any, *args: Any, datasets: Any = None, name: Any = None) -> Dataset:
    nest = datasets if datasets is not None else args[0] if len(args) == 1 else args
    items = iterate(nest) if isinstance(nest, (tuple, List)) else None
    found = [item for item in items or () if isinstance(item, Dataset)]
    if not found or len(found) != len(items or ()):
        return Dataset(Unknown("an element"))
    counts = [data.count for data in found if data.count is not None]
    plain = bool(counts) and all(isinstance(count, int) for count in counts)
    count = min(counts) if plain else UNKNOWN if counts else None
    batched = found[0].batched if all(data.batched is found[0].batched for data in found) else None
    return Dataset(tuple(data.element for data in found), count, batched)


@_declared("batch")
def batch(run: Any, data: Dataset, batch_size: Any, drop_remainder: Any = False, **options: Any) -> Dataset:
    size = read_size(batch_size)
    axis = size if drop_remainder is True else batch_axis(data.count, size)
    if data.count is None:
        axis = size
    count: Any = None if data.count is None else UNKNOWN
    if isinstance(data.count, int) and isinstance(size, int) and size > 0:
        count = data.count // size if drop_remainder is True else -(-data.count // size)
    made = _with(data, mapped(lambda x: _prefixed(axis, x), data.element), count, True)
    made.even = drop_remainder if isinstance(drop_remainder, bool) else None
    return made


def _prefixed(axis: Any, x: Array) -> Array:
    return Array((axis, *x.dims), x.dtype) if x.rank is not None else unknown(x.dtype)


@_declared("padded_batch")
def padded_batch(run: Any, data: Dataset, batch_size: Any, *more: Any, **options: Any) -> Dataset:
    def padded(x: Array) -> Array:
        return Array((UNKNOWN,) * (x.rank + 1), x.dtype) if x.rank is not None else unknown(x.dtype)

    return _with(data, mapped(padded, data.element), UNKNOWN, True)


@_declared("unbatch")
def unbatch(run: Any, data: Dataset, **options: Any) -> Dataset:
    return _with(data, mapped(row, data.element), UNKNOWN if data.count is not None else None, None)


@_declared("shuffle", "prefetch", "cache", "with_options", "ignore_errors")
def kept(run: Any, data: Dataset, *args: Any, **options: Any) -> Dataset:
    return _with(data, data.element, data.count, data.batched)


@_declared("repeat")
def repeat(run: Any, data: Dataset, count: Any = None, name: Any = None) -> Dataset:
    if count is None or count == -1:
        return _with(data, data.element, None, data.batched)
    known = isinstance(count, int) and isinstance(data.count, int)
    return _with(data, data.element, data.count * count if known else UNKNOWN, data.batched)


@_declared("take")
def take(run: Any, data: Dataset, count: Any, name: Any = None) -> Dataset:
    known = isinstance(count, int) and (data.count is None or isinstance(data.count, int))
    size = UNKNOWN if not known or count < 0 else count if data.count is None else min(count, data.count)
    return _with(data, data.element, size, data.batched)


@_declared("skip")
def skip(run: Any, data: Dataset, count: Any, name: Any = None) -> Dataset:
    known = isinstance(count, int) and isinstance(data.count, int) and count >= 0
    left = None if data.count is None else max(data.count - count, 0) if known else UNKNOWN
    return _with(data, data.element, left, data.batched)


@_declared("filter", "shard", "take_while", "snapshot", "sample_from_datasets", "rejection_resample")
def some(run: Any, data: Dataset, *args: Any, **options: Any) -> Dataset:
    return _with(data, data.element, UNKNOWN, data.batched)


@_declared("enumerate")
def enumerate_(run: Any, data: Dataset, *args: Any, **options: Any) -> Dataset:
    return Dataset((Array((), "int64"), data.element), data.count, None)


@_declared("concatenate")
def concatenate(run: Any, data: Dataset, dataset: Any, name: Any = None) -> Dataset:
    alike = isinstance(dataset, Dataset) and _text(data.element) == _text(dataset.element) is not None
    return Dataset(data.element if alike else Unknown("an element"), UNKNOWN, data.batched)


def _text(nest: Any) -> str | None:
    """Shapes in their nest, where all are known."""
    text = repr(nest)
    return None if "?" in text else text


@_declared("window")
def window(
    run: Any, data: Dataset, size: Any, shift: Any = None, stride: Any = 1, drop_remainder: Any = False, **options: Any
) -> Dataset:  # fmt: skip
    """A dataset of datasets: of `size` elements each, the last ones of fewer if they are not dropped."""
    count = read_size(size) if drop_remainder is True else UNKNOWN
    return Dataset(mapped(lambda x: Dataset(x, count, False), data.element))


@_declared("group_by_window", "bucket_by_sequence_length", "scan", "unique")
def remade(run: Any, data: Dataset, *args: Any, **options: Any) -> Dataset:
    return Dataset(Unknown("an element"))


@provides(f"{KIND}.apply")
def apply(run: Any, data: Dataset, function: Any) -> Any:
    return invoke(run, function, [data], {}, run.site)


@provides(f"{KIND}.map")
def map_(run: Any, data: Dataset, map_func: Any, *args: Any, **options: Any) -> Dataset:
    """What the function makes of an element."""
    site = run.site
    out = Dataset(result_of(_applied(run, map_func, data.element)), data.count, data.batched)
    return located(out, site)  # type: ignore[no-any-return]


@provides(f"{KIND}.flat_map", f"{KIND}.interleave")
def flat_map(run: Any, data: Dataset, map_func: Any, *args: Any, **options: Any) -> Dataset:
    """The elements of the datasets that the function makes."""
    site = run.site
    inner = _applied(run, map_func, data.element)
    out = Dataset(inner.element if isinstance(inner, Dataset) else Unknown("an element"))
    return located(out, site)  # type: ignore[no-any-return]


def _applied(run: Any, function: Any, element: Any) -> Any:
    """A tuple is given to it as arguments."""
    given = mapped(as_tensor, element)
    return invoke(run, function, list(given) if isinstance(given, tuple) else [given], {}, run.site)


def as_tensor(x: Array) -> Tensor:
    """An element as a function of `map` sees it."""
    return Tensor(x.shape, x.tensor().dtype)


def result_of(value: Any) -> Any:
    """What such a function gives back: tensors as arrays again."""
    if isinstance(value, tuple):
        return tuple(map(result_of, value))
    if isinstance(value, dict):
        out = Dict({name: result_of(item) for name, item in value.items()})
        out.open = getattr(value, "open", False)
        return out
    if isinstance(value, (Tensor, Array, List, int, float)):
        return read_array(value)
    return Unknown("an element")


@provides(f"{KIND}.as_numpy_iterator", f"{KIND}.make_one_shot_iterator", f"{KIND}.__iter__")
def as_iterator(run: Any, data: Dataset) -> Dataset:
    return data


@provides(f"{KIND}.get_next", f"{KIND}.next", f"{KIND}.__next__", f"{KIND}.get_single_element")
def get_next(run: Any, data: Dataset) -> Any:
    """An element; before TensorFlow 2 a tensor of the graph, whose batch is open if the last one may be smaller."""
    if run.world.generation >= (2, 4):
        return data.sample()
    open_axis = None if data.even is False else UNKNOWN

    def tensor(x: Array) -> Tensor:
        made = as_tensor(x)
        return made.with_shape(open_axis, *x.dims[1:]) if data.batched and x.rank and data.even is not True else made

    return mapped(tensor, data.element)


@provides(f"{KIND}.cardinality")
def cardinality(run: Any, data: Dataset) -> Any:
    return -1 if data.count is None else Unknown("how many") if data.count is UNKNOWN else data.count


def _with(data: Dataset, element: Any, count: Any, batched: bool | None) -> Dataset:
    made = Dataset(element, count, batched, data.kind)
    made.even = data.even
    return made


declares(tensorflow__data__AUTOTUNE=-1, tensorflow__data__experimental__AUTOTUNE=-1)
