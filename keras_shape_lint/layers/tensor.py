"""A symbolic tensor: what rules take and return."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import INPUT_RANK
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, Shape, Trailing

ATTRIBUTES = frozenset({
    "dtype", "name", "ndim", "ragged", "ragged_rank", "record_history", "reshape", "row_splits_dtype", "shape",
    "sparse", "squeeze",
})  # fmt: skip
"""The public attributes of a symbolic tensor of Keras 3.15; earlier releases of Keras 3 have no others."""


class Tensor:
    """Shape with the batch axis first, and dtype (None when not known).

    `producer` and `name` belong to whoever made the tensor; rules leave them alone.
    """

    __slots__ = ("dtype", "name", "producer", "shape")

    def __init__(self, shape: Shape, dtype: str | None = "float32") -> None:
        self.shape = shape
        self.dtype = dtype
        self.producer: Any = None
        self.name: str | None = None

    @property
    def rank(self) -> int | None:
        """Number of axes, batch included; None when not known."""
        shape = self.shape
        return len(shape) if isinstance(shape, tuple) else None

    @property
    def dims(self) -> Dims:
        """The shape, for rules that made sure of the rank."""
        shape = self.shape
        return shape if isinstance(shape, tuple) else ()

    @property
    def trailing(self) -> Dims:
        """The last dimensions, as many as are known: all where the rank is."""
        shape = self.shape
        return shape if isinstance(shape, tuple) else shape.dims if isinstance(shape, Trailing) else ()

    def dims_at(self, rank: int) -> Dims:
        """The dimensions when the rank can only be this one."""
        known = self.trailing
        return known if self.rank is not None else (UNKNOWN,) * (rank - len(known)) + known[:rank]

    def with_shape(self, *dims: Dim) -> Tensor:
        return Tensor(dims, self.dtype)

    def like(self) -> Tensor:
        return Tensor(self.shape, self.dtype)

    def computed(self, *dims: Dim) -> Tensor:
        """Of this shape, or of `dims` where given, in a floating dtype: what a layer that computes returns."""
        shape: Shape = dims or self.shape
        floating = self.dtype is None or self.dtype.startswith(("float", "bfloat", "complex"))
        return Tensor(shape, self.dtype if floating else "float32")

    def unknown(self) -> Tensor:
        return Tensor(UNKNOWN, self.dtype)

    def require_rank(self, rank: int) -> None:
        """Refuse any other number of axes; a tensor of unknown rank has it from here on."""
        if not isinstance(self.shape, tuple):
            self.shape = self.dims_at(rank)
        elif len(self.shape) != rank:
            raise Reject(
                INPUT_RANK, "{layer} takes inputs of {0} axes, batch included; {1} has {2}", rank, self, len(self.shape)
            )

    def require_min_rank(self, rank: int) -> bool:
        """Refuse fewer axes. False when the rank is not known."""
        if not isinstance(self.shape, tuple):
            return False
        if len(self.shape) < rank:
            raise Reject(
                INPUT_RANK,
                "{layer} takes inputs of at least {0} axes, batch included; {1} has {2}",
                rank,
                self,
                len(self.shape),
            )
        return True


class Eager(Tensor):
    """What an array becomes: it has values, and comes from no Input."""

    __slots__ = ()
