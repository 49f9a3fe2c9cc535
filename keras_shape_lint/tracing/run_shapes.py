"""Shapes and sizes that only the run of a program knows, or knows a part of."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.shapes.dims import UNKNOWN, Dim
from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.sequences import iterate
from keras_shape_lint.tracing.values import List, Unknown


class OpenShape(Unknown):
    """The shape of a tensor of unknown rank, of which the last sizes may be known."""

    __slots__ = ("dims",)

    def __init__(self, dims: tuple[Any, ...]) -> None:
        super().__init__("an unknown shape")
        self.dims = dims

    def item(self, run: Any, key: Any, site: Any) -> Any:
        known = type(key) is int and -len(self.dims) <= key < 0
        return self.dims[key] if known else Unknown("an unknown size")


class RunShape(Unknown):
    """A shape as a tensor: `tf.shape(x)`. Its sizes are those of `x`; None stands for one that only the run knows.

    `part` of such a shape: TensorFlow knows its sizes together, and no single one of them.
    """

    __slots__ = ("part", "sizes")

    def __init__(self, sizes: tuple[Any, ...], part: bool = False) -> None:
        super().__init__("a shape that the run makes")
        self.sizes = sizes
        self.part = part

    def item(self, run: Any, key: Any, site: Any) -> Any:
        if isinstance(key, slice) and all(
            part is None or type(part) is int for part in (key.start, key.stop, key.step)
        ):
            return RunShape(self.sizes[key], self.part or None in self.sizes or UNKNOWN in self.sizes)
        if type(key) is not int or not -len(self.sizes) <= key < len(self.sizes):
            return Unknown("an unknown size")
        size = self.sizes[key]
        if size is UNKNOWN:
            return Unknown("an unknown size")
        return RunSize() if size is None or self.part else size

    def operated(self, other: Any, *more: Any) -> Any:
        """Arithmetic with it gives another such shape; what it makes of the sizes that are known is not followed."""
        number = isinstance(other, (int, float, Symbol, RunSize))
        made = RunShape(tuple(None if size is None else UNKNOWN for size in self.sizes))
        return made if number and not more else Unknown("arithmetic with a shape")

    def as_array(self) -> Array:
        return Array((len(self.sizes),), "int32")


class RunSize(Unknown):
    """One size of such a shape that only the run knows."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("a size that only the run knows")

    def size(self) -> Dim:
        return None

    def as_array(self) -> Array:
        return Array((), "int32")

    def operated(self, other: Any, *more: Any) -> Any:
        """Arithmetic with it gives another such size; tests are not decided."""
        number = isinstance(other, (int, float, Symbol, RunSize))
        return RunSize() if number and not more else Unknown("arithmetic with something unknown")


def joined_shape(values: Any) -> Any:
    """The shape that sizes, and parts of shapes, make together; None where none of them is one of the run."""
    items = iterate(values) if isinstance(values, (List, list, tuple)) else None
    if items is None or not any(isinstance(item, (RunShape, RunSize)) for item in items):
        return None
    sizes: list[Any] = []
    for item in items:
        part = (
            item.sizes if isinstance(item, RunShape) else iterate(item) if isinstance(item, (List, tuple)) else [item]
        )
        sizes += [None if isinstance(size, RunSize) else size for size in part or [UNKNOWN]]
    plain = all(size is None or isinstance(size, (int, Symbol)) for size in sizes)
    return RunShape(tuple(sizes)) if plain else Unknown("a shape of something unknown")
