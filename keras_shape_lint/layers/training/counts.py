"""How many samples, and how many in a batch."""

from __future__ import annotations

from keras_shape_lint.findings import BATCH_SIZE, LOSS_COUNT, SAMPLE_COUNTS
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, differ


def counted(x: list[Tensor], y: list[Tensor], single_batch: bool) -> None:
    """Axis 0 of all arrays. A single batch may be stretched from one sample by later releases. Raises Reject."""
    arrays = [tensor for tensor in (*x, *y) if tensor.dims]
    for tensor in arrays[1:]:
        first, other = arrays[0].dims[0], tensor.dims[0]
        if differ(first, other) and not (single_batch and 1 in (first, other)):
            template = "{layer}: {0} has {1} samples and {2} has {3}; give as many of each"
            raise Reject(SAMPLE_COUNTS, template, arrays[0], first, tensor, other)


def batch_fits(x: Tensor, declared: Dim, batch: Dim) -> None:
    """Batches of `batch` samples against the size a stateful model declares. Raises Reject."""
    if declared is None or declared is UNKNOWN or batch is UNKNOWN or batch is None:
        return
    if differ(batch, declared):
        template = "{layer}: the stateful model is built for batches of {0}, and gets {1}; give batch_size={0}"
        raise Reject(BATCH_SIZE, template, declared, batch)
    samples = x.dims[0]
    if isinstance(samples, int) and isinstance(declared, int) and samples % declared:
        template = (
            "{layer}: {0} samples do not make whole batches of {1}, which the stateful model is built for; give {2}"
        )
        raise Reject(BATCH_SIZE, template, samples, declared, samples - samples % declared)


def losses_fit(given: int, outputs: int, world: World) -> None:
    """A list of `given` losses for so many outputs. Raises Reject.

    Keras to 2.3.1 wants one for each; tf.keras 2.15 takes any number, Keras 3 any up to that of the outputs.
    """
    if given == outputs or (2, 15) <= world.generation < (3,):
        return
    if world.generation < (2, 15) or given > outputs > 1:
        raise Reject(
            LOSS_COUNT, "{layer}: {0} losses for {1} outputs; give one for each, or one for all", given, outputs
        )


def losses_named(names: list[str], outputs: list[str], world: World) -> None:
    """Keys of a dict of losses against the names of the outputs; Keras 1 wants all of them. Raises Reject."""
    _named("loss", names, outputs)
    missing = [name for name in outputs if name not in names]
    if missing and world.generation < (2,):
        raise Reject(LOSS_COUNT, "{layer}: output {0} has no loss; give one for each output", repr(missing[0]))


def metrics_named(names: list[str], outputs: list[str], world: World) -> None:
    """Keys of a dict of metrics; before 2.3 those of no output are left aside. Raises Reject."""
    if world.generation >= (2, 3):
        _named("metric", names, outputs)


def _named(what: str, names: list[str], outputs: list[str]) -> None:
    strange = [name for name in names if name not in outputs]
    if strange:
        template = "{layer}: a {0} for {1}, which is no output; the outputs are {2}"
        raise Reject(LOSS_COUNT, template, what, repr(strange[0]), ", ".join(map(repr, outputs)))
