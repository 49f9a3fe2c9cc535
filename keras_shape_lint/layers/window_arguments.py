"""Types of constructor arguments about spatial axes: windows, margins, borders, data formats."""

from __future__ import annotations

from typing import Annotated, Any

from keras_shape_lint.layers.arguments import Check, Unresolved, refuse
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import Generation, World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims
from keras_shape_lint.shapes.symbols import Symbol, at_least


class _DataFormat(Check):
    """`channels_last`, `channels_first`, or None for what the program's Keras is set to."""

    essential = False

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if isinstance(value, Unresolved):
            return UNKNOWN
        if value is None:
            return None
        if not isinstance(value, str) or value.lower() not in ("channels_last", "channels_first"):
            raise refuse(name, "'channels_last' or 'channels_first'", value)
        return value.lower()


_FIRST_ONES = ("pool_size", "size")
"""Of what is given for these Keras 1 takes as many as there are axes."""


class _Window(Check):
    """One integer of at least `low`, or one for each spatial axis; a tuple in any case."""

    essential = False

    def __init__(self, low: int = 1, rank: int = 1, nullable: bool = False) -> None:
        self.low, self.rank, self.nullable = low, rank, nullable

    def of_rank(self, rank: int) -> Check:
        return _Window(self.low, rank, self.nullable)

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if value is None and self.nullable:
            return None
        if world.generation < (2,) and name in _FIRST_ONES and isinstance(value, (tuple, list)):
            value = value[: self.rank] if not getattr(value, "open", False) else value
        return self.sizes(value, name, self.rank)

    def sizes(self, value: Any, name: str, count: int) -> Dims:
        if isinstance(value, Unresolved):
            value = value.integer()
        if value is UNKNOWN:
            return (UNKNOWN,) * count
        if isinstance(value, (int, Symbol)):
            return (self._size(value, name, value, count),) * count
        if not isinstance(value, (tuple, list)):
            raise self._refusal(name, value, count)
        if getattr(value, "open", False):
            return (UNKNOWN,) * count
        if len(value) != count:
            raise self._refusal(name, value, count)
        return tuple(self._size(entry, name, value, count) for entry in value)

    def _size(self, entry: Any, name: str, value: Any, count: int) -> Dim:
        if isinstance(entry, Unresolved):
            entry = entry.integer()
        if entry is UNKNOWN or (isinstance(entry, float) and entry >= self.low):
            return UNKNOWN
        if isinstance(entry, Symbol):
            at_least(entry, self.low)
            return entry
        if not isinstance(entry, int) or entry < self.low:
            raise self._refusal(name, value, count)
        return int(entry)

    def _refusal(self, name: str, value: Any, count: int) -> Reject:
        kind = "a positive integer" if self.low else "an integer of at least 0"
        return refuse(name, f"{kind} or {count} of them", value)


class _Margins(_Window):
    """One amount, or for each spatial axis an amount or a pair of them: a pair for each axis."""

    def __init__(self, rank: int = 1) -> None:
        super().__init__(low=0, rank=rank)

    def of_rank(self, rank: int) -> Check:
        return _Margins(rank)

    @property
    def _counted_since(self) -> Generation:
        """Keras looks at how many there are; of three axes Keras 1 takes the first ones."""
        return (1, 2) if self.rank == 2 else (2,)

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if isinstance(value, Unresolved):
            value = value.integer()
        if self.rank == 1 or not isinstance(value, (tuple, list)):
            return (self.sizes(value, name, 2),) * self.rank
        if getattr(value, "open", False) or (len(value) != self.rank and world.generation < self._counted_since):
            return ((UNKNOWN, UNKNOWN),) * self.rank
        if self.rank == 2 and len(value) == 4 and world.generation < (2,):
            value = (value[:2], value[2:])
        if len(value) != self.rank:
            raise self._refusal(name, value, self.rank)
        return tuple(self.sizes(entry, name, 2) for entry in value)


class _Padding(Check):
    """How windows meet the border; `causal` only in 1D, before the generation given.

    Before Keras 2 Theano has more of them. Pooling in Keras 3 is case-sensitive.
    """

    essential = False

    def __init__(self, causal_before: Generation = (99,), pooling: bool = False, rank: int = 0) -> None:
        self.causal_before, self.pooling, self.rank = causal_before, pooling, rank

    def of_rank(self, rank: int) -> Check:
        return _Padding(self.causal_before, self.pooling, rank)

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if isinstance(value, Unresolved):
            return UNKNOWN
        text = value.lower() if isinstance(value, str) and not (self.pooling and world.generation >= (3,)) else value
        choices = (
            ("valid", "same", "causal")
            if self.rank == 1 and world.generation < self.causal_before
            else ("valid", "same")
        )
        if text in choices:
            return text
        if world.generation < (2,):
            return UNKNOWN
        raise refuse(name, "one of " + ", ".join(map(repr, choices)), value)


Window = Annotated[Any, _Window()]
Strides = Annotated[Any, _Window(nullable=True)]
OutputPadding = Annotated[Any, _Window(low=0, nullable=True)]
Margins = Annotated[Any, _Margins()]
ConvPadding = Annotated[Any, _Padding()]
PoolPadding = Annotated[Any, _Padding(causal_before=(2,), pooling=True)]
PlainPadding = Annotated[Any, _Padding(causal_before=(2, 15))]
SeparablePadding = Annotated[Any, _Padding(causal_before=(3,))]
OutputSize = Annotated[Any, _Window(low=0)]
DataFormat = Annotated[Any, _DataFormat()]
