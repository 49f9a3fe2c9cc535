"""What a layer was built with: the input spec Keras freezes at the first call, and its weights."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import FAILS_AT_RUN, SHARED_LAYER, UNDEFINED_DIMENSION, Reason
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, apart, differ, shape_text


class LayerState:
    """One per layer object; `weights` maps names to shapes, from which parameter counts follow."""

    __slots__ = ("axes", "contradiction", "rank", "weights", "within")

    def __init__(self) -> None:
        self.rank: int | None = None
        self.axes: dict[int, Dim] = {}
        self.weights: dict[str, tuple[Dim, ...]] = {}
        self.contradiction: Reason | None = None
        self.within = False
        """The call is made inside another layer or model: until 2.3 Keras compares no shapes there."""

    @property
    def built(self) -> bool:
        return bool(self.weights or self.axes) or self.rank is not None

    def copy(self) -> LayerState:
        new = LayerState()
        new.rank, new.axes, new.weights = self.rank, dict(self.axes), dict(self.weights)
        return new

    def freeze_rank(self, x: Tensor) -> None:
        """Keras' `InputSpec(ndim=...)`: later calls must have the rank of the first."""
        if x.rank is None:
            return
        if self.rank is None:
            self.rank = x.rank
        elif self.rank != x.rank:
            raise Reject(
                SHARED_LAYER,
                "{layer} was built for inputs of {0} axes, batch included; {1} has {2}",
                self.rank,
                x,
                x.rank,
            )

    def freeze_axis(self, x: Tensor, axis: int, resume_as: Any = None) -> None:
        """Keras' `InputSpec(axes={axis: size})`: later calls must have the size of the first."""
        shape = x.trailing
        if not -len(shape) <= axis < len(shape) or (axis >= 0 and x.rank is None):
            return
        dim = shape[axis]
        built = self.axes.setdefault(axis, dim)
        if built is UNKNOWN:
            self.axes[axis] = dim
        elif differ(built, dim):
            raise Reject(
                SHARED_LAYER,
                "{layer} was built for {0} on axis {1}; {2} has {3}; use a layer of its own",
                built,
                axis,
                x,
                dim,
                resume_as=resume_as,
            )

    def freeze_shape(self, x: Tensor, world: World, resume_as: Any = None) -> None:
        """Keras' `InputSpec(shape=...)`: later calls must have every size the first had; to Keras 1 None is another."""
        if self.within or x.rank is None:
            return
        self.freeze_rank(x)
        for axis, dim in enumerate(x.dims):
            built = self.axes.get(axis)
            if dim is None and isinstance(built, int) and world.generation < (2,):
                text = "{layer} was built for {0} on axis {1}; {2} has None; use a layer of its own"
                raise Reject(SHARED_LAYER, text, built, axis, x, resume_as=resume_as)
            self.freeze_axis(x, axis, resume_as)

    def size(self, x: Tensor, axis: int, resume_as: Any = None) -> Dim:
        """The size of an axis that weights are made of; it may be None only once they are made."""
        dim = x.dims[axis]
        if dim is None and not self.built:
            raise Reject(UNDEFINED_DIMENSION, "{layer} needs to know axis {0} of {1}", axis, x, resume_as=resume_as)
        return dim

    def weight(self, name: str, *shape: Dim, broadcast: bool = False) -> None:
        """Declare a weight. A call that needs it in another shape than the first call made it fails at run.

        With `broadcast` the weight meets the input elementwise, so that a size of 1 fits every other.
        """
        built = self.weights.setdefault(name, shape)
        if built is not shape and not (broadcasts(built, shape) if broadcast else not apart(built, shape)):
            self.contradiction = Reason(
                FAILS_AT_RUN,
                "{layer} builds, but always fails when it runs: its {0} has shape {1}, this call needs {2}",
                (name, shape_text(built), shape_text(shape)),
            )

    def low_rank(self, name: str, rank: Any) -> None:
        """Two more weights beside `name`, which LoRA trains in its stead."""
        *rows, columns = self.weights[name]
        size = rank if isinstance(rank, int) else UNKNOWN
        self.weights.setdefault("lora_a", (*rows, size))
        self.weights.setdefault("lora_b", (size, columns))


def broadcasts(a: Dims, b: Dims) -> bool:
    """Whether both shapes may meet elementwise, right aligned."""
    return not any(
        differ(left, right) and differ(left, 1) and differ(right, 1)
        for left, right in zip(a[::-1], b[::-1], strict=False)
    )
