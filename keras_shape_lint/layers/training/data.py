"""Data, or a tensor, against the input that a model declares."""

from __future__ import annotations

from itertools import permutations

from keras_shape_lint.findings import DATA_SHAPE
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.training.repair import repair
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import Dims, differ, squeezed


def received(x: Tensor, declared: Tensor, world: World, sequential: bool) -> Tensor:
    """The data as the first layers of the model get it. Raises Reject.

    Keras to 2.3.1 gives data of one axis a second one of 1, and takes no other difference in rank or size.
    tf.keras 2.15 compares sizes from the left, a last axis of 1 on either side left out, and Keras 3 does in all
    models but Sequential ones; both then drop or add a last axis of 1 where the rank is one off. Keras 3 takes no
    other rank; 2.15 gives it to the layers as it is.
    """
    shape, wanted = x.shape, declared.shape
    if not isinstance(shape, tuple) or not isinstance(wanted, tuple):
        return x
    if world.generation < (2, 15):
        shape = (*shape, 1) if len(shape) == 1 else shape
        if len(shape) != len(wanted) or _differ(shape[1:], wanted[1:]):
            raise unfit(x, declared)
        return x.with_shape(*shape)
    modern = world.generation >= (3,)
    if not (modern and sequential) and _differ((None, *squeezed(shape)[1:]), squeezed(wanted)):
        raise unfit(x, declared)
    if len(shape) == len(wanted):
        return x
    if len(shape) == len(wanted) + 1 and not differ(shape[-1], 1):
        return x.with_shape(*shape[:-1]) if shape[-1] == 1 else x.unknown()
    if len(shape) == len(wanted) - 1 and not differ(wanted[-1], 1) and wanted[-1] is not None:
        return x.with_shape(*shape, 1) if wanted[-1] == 1 else x.unknown()
    if modern:
        raise unfit(x, declared)
    return x


def unfit(x: Tensor, declared: Tensor) -> Reject:
    """Data of another shape than the model declares, and what would mend it."""
    advice = repair(x.dims, declared.dims)
    return Reject(DATA_SHAPE, "{layer}: {0} does not fit the input {1}; {2}", x, declared, advice, resume_as=declared)


def misordered(x: list[Tensor], declared: list[Tensor], refused: list[Reject]) -> list[Reject]:
    """What is refused of several inputs: one thing where all of them fit in another order."""
    if len(refused) < 2 or len(x) > 6:
        return refused
    if any(all(map(_fits, order, declared)) for order in permutations(x)):
        first = refused[0].reason.values
        template = "{layer}: {0} does not fit the input {1}; give the arrays in the order of the inputs"
        return [Reject(DATA_SHAPE, template, *first[:2])]
    return refused


def _fits(x: Tensor, declared: Tensor) -> bool:
    return x.rank == declared.rank and not _differ(x.dims[1:], declared.dims[1:])


def _differ(a: Dims, b: Dims) -> bool:
    """As far as both go."""
    return any(map(differ, a, b))
