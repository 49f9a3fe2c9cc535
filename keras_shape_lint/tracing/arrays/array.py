"""What data is to the tracer: an array, a stream of arrays, and the memory that views of one array share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from keras_shape_lint.graph import Site
from keras_shape_lint.layers.arguments import Unresolved
from keras_shape_lint.layers.tensor import Eager, Tensor
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, Shape, Unknown, product, shape_text
from keras_shape_lint.shapes.symbols import symbol

LARGEST_CONTENTS = 256
"""Most entries of an array that are worked out."""

MANY = 20
"""So many random entries for each class, and the last class is missing once in 500 million times."""

LARGEST_NUMBER = 1 << 31


class Memory:
    """What an array and its views share: a write through one is seen through all.

    So does what is a view under some conditions, or in some releases of NumPy: after a write neither is known.
    """

    __slots__ = ("known",)

    def __init__(self) -> None:
        self.known = True

    def snapshot(self) -> bool:
        return self.known

    def restore(self, known: bool) -> None:
        self.known = known

    def forget(self) -> None:
        self.known = False


class Tabular(Unknown):
    """The shape of what a text file holds: one axis or two, and `dims` where it is asked for two."""

    __slots__ = ("dims",)

    def __init__(self, *dims: Dim) -> None:
        self.dims = dims


class Array(Unresolved):
    """An array: its shape (integers, symbols and UNKNOWN, never None; UNKNOWN where the rank is not known), its dtype
    by NumPy's name (None when not known), and for small arrays what is in it.

    `site` is the call that made it, `name` the first variable that held it: messages show both.
    """

    __slots__ = ("_contents", "_greatest", "_tensor", "dtype", "memory", "name", "shape", "site")

    def __init__(self, shape: Shape, dtype: str | None = None, contents: Iterable[Any] | None = None,
                 memory: Memory | None = None) -> None:  # fmt: skip
        self.shape = shape
        self.dtype = dtype
        self.memory = memory if memory is not None else Memory()
        self._contents = tuple(contents) if contents is not None else None
        self._greatest: int | None = None
        self._tensor: Tensor | None = None
        self.site: Site | None = None
        self.name: str | None = None

    def __repr__(self) -> str:
        return shape_text(self.shape)

    @property
    def rank(self) -> int | None:
        """Number of axes; None when not known."""
        return len(self.shape) if isinstance(self.shape, tuple) else None

    @property
    def dims(self) -> Dims:
        """The shape, for those who made sure of the rank."""
        return self.shape if isinstance(self.shape, tuple) else ()

    @property
    def contents(self) -> tuple[Any, ...] | None:
        """The entries in C order, numbers, texts or unknown values; None where they are too many or not known."""
        return self._contents if self.memory.known else None

    def listed(self) -> Any:
        contents = self.contents
        whole = contents is not None and all(type(each) is int for each in contents)
        sizes = [dim for dim in self.dims if isinstance(dim, int)]
        if not whole or contents is None or len(sizes) != self.rank:
            return None
        for size in reversed(sizes[1:]):
            contents = tuple(contents[i : i + size] for i in range(0, len(contents), size or 1))
        return contents if sizes else contents[0]

    @property
    def greatest(self) -> int | None:
        """The greatest of the entries, cut to an integer, where it is certain: in many random ones as good as."""
        entries = self.contents
        if entries and all(type(entry) in (int, float) for entry in entries):
            return int(top) if -LARGEST_NUMBER < (top := max(entries)) < LARGEST_NUMBER else None
        return self._greatest if self.memory.known else None

    def of_classes(self, count: int | None) -> Array:
        """The same array, of entries from 0 to `count - 1` in no order: MANY for each, and none is missing."""
        size = product(self.dims)
        if count is not None and isinstance(size, int) and size >= MANY * count:
            self._greatest = count - 1
        return self

    def drawn_from(self, other: Array) -> Array:
        """The same array, of entries of another one taken whatever they are."""
        known = other._greatest is not None and other.memory.known
        return self.of_classes(other._greatest + 1) if known else self  # type: ignore[operator]

    @property
    def length(self) -> Any:
        """The first axis, UNKNOWN where there is none. One that is not known is a symbol from now on."""
        if self.rank and self.dims[0] is UNKNOWN:
            self.named()
        return self.dims[0] if self.rank else UNKNOWN

    def named(self) -> Dims:
        """The shape, each size that is not known a symbol of its own, now and whenever it is asked again."""
        if UNKNOWN in self.dims:
            self.shape = tuple(symbol("size", 0) if dim is UNKNOWN else dim for dim in self.dims)
            self._tensor = None
        return self.dims

    def copy(self) -> Array:
        """One more like it, of memory of its own."""
        return Array(self.shape, self.dtype)

    def tensor(self) -> Tensor:
        """What a layer or model is given for it: always the same tensor, its `producer` the site of the array."""
        if self._tensor is None:
            dtype = self.dtype if self.dtype is not None and self.dtype.startswith(("int", "uint", "bool")) else None
            self._tensor = Eager(self.shape, dtype)
            self._tensor.producer = self.site
        self._tensor.name = self.name
        return self._tensor

    def snapshot(self) -> Any:
        return self.shape, self.dtype, self.memory, self._contents, self._greatest, self._tensor, self.memory.known

    def restore(self, state: Any) -> None:
        self.shape, self.dtype, self.memory, self._contents, self._greatest, self._tensor, self.memory.known = state

    def forget(self) -> None:
        """Its entries may have changed."""
        self.memory.known = False

    def become(self, other: Array) -> None:
        """Another shape in place, as `x.shape = ...` and `x.resize(...)` do."""
        self.shape, self._contents, self._greatest, self._tensor = other.shape, other._contents, None, None

    def attribute(self, run: Any, name: str) -> Any:
        from keras_shape_lint.tracing.arrays.attributes import attribute

        return attribute(run, self, name)

    def set_attribute(self, run: Any, name: str, item: Any) -> None:
        from keras_shape_lint.tracing.arrays.attributes import set_attribute

        set_attribute(run, self, name, item)

    def item(self, run: Any, key: Any, site: Any) -> Any:
        from keras_shape_lint.tracing.arrays.indexing import taken

        return taken(run, self, key, site)

    def set_item(self, run: Any, key: Any, item: Any) -> None:
        run.touch(self)
        self.forget()

    def sample(self) -> Any:
        """Any of its rows."""
        return Array(self.dims[1:], self.dtype, None, self.memory) if self.rank else Array(UNKNOWN, self.dtype)

    def iterate(self) -> Any:
        from keras_shape_lint.tracing.arrays.indexing import rows

        return rows(self)


class Dataset(Unresolved):
    """A stream of elements: a tf.data.Dataset, an image iterator, a Keras Sequence.

    `element` is what one step gives: arrays in tuples, lists and dicts, or an unknown value. `count` is the number of
    elements (UNKNOWN; None for no end), `batched` whether the first axis of an element's arrays is the batch: True,
    False or None where that is not known; `even` whether every batch is of one size by what the program says, None
    where that is not known. `attributes` are those the object has besides.
    """

    __slots__ = ("attributes", "batched", "count", "element", "even", "kind", "name", "site")

    def __init__(self, element: Any, count: Any = UNKNOWN, batched: bool | None = None,
                 kind: str = "tensorflow.data.Dataset", attributes: dict[str, Any] | None = None) -> None:  # fmt: skip
        self.element = element
        self.count = count
        self.batched = batched
        self.even: bool | None = None
        self.kind = kind
        self.attributes = attributes if attributes is not None else {}
        self.site: Site | None = None
        self.name: str | None = None

    def __repr__(self) -> str:
        return f"a dataset of {self.element}"

    @property
    def length(self) -> Any:
        return UNKNOWN if self.count is None else self.count

    def sample(self) -> Any:
        """One more element."""
        return mapped(Array.copy, self.element)

    def attribute(self, run: Any, name: str) -> Any:
        from keras_shape_lint.tracing.arrays.datasets import attribute

        return attribute(run, self, name)

    def item(self, run: Any, key: Any, site: Any) -> Any:
        from keras_shape_lint.tracing.arrays.datasets import taken

        return taken(run, self, key)


NAMED = frozenset({Tensor, Array, Dataset})
"""Kinds of values that keep the name of the first variable that holds them."""

ARITHMETIC = (Tensor, Array)


def mapped(function: Callable[[Array], Any], nest: Any) -> Any:
    """The nest with each of its arrays replaced."""
    if isinstance(nest, Array):
        return function(nest)
    if isinstance(nest, dict):
        out = type(nest)()
        out.update({name: mapped(function, item) for name, item in nest.items()})
        return out
    if isinstance(nest, (list, tuple)):
        return type(nest)(mapped(function, item) for item in nest)
    return nest
