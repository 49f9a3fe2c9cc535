"""How many samples, and how many in a batch."""

from __future__ import annotations

from keras_shape_lint.findings import BATCH_SIZE, DATA_COUNT, LOSS_COUNT, SAMPLE_COUNTS
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, differ


def counted(x: list[Tensor], y: list[Tensor], single_batch: bool, cut: bool) -> None:
    """Axis 0 of all arrays. A single batch may be stretched from one sample by later releases; what a
    `validation_split` has `cut` as long as the first array may be longer than that. Raises Reject."""
    arrays = [tensor for tensor in (*x, *y) if tensor.dims]
    for tensor in arrays[1:]:
        first, other = arrays[0].dims[0], tensor.dims[0]
        if cut and not (isinstance(first, int) and isinstance(other, int) and other < first):
            continue
        if differ(first, other) and not (single_batch and 1 in (first, other)):
            template = "{layer}: {0} has {1} samples and {2} has {3}; give as many of each"
            raise Reject(SAMPLE_COUNTS, template, arrays[0], first, tensor, other)


def batch_fits(x: Tensor, declared: Dim, batch: Dim) -> None:
    """Batches of `batch` samples against the size that a model declares and holds to. Raises Reject."""
    if declared is None or declared is UNKNOWN or batch is UNKNOWN or batch is None:
        return
    if differ(batch, declared):
        template = "{layer}: the model is built for batches of {0}, and gets {1}; give batch_size={0}"
        raise Reject(BATCH_SIZE, template, declared, batch)
    samples = x.dims[0]
    if isinstance(samples, int) and isinstance(declared, int) and samples % declared:
        template = "{layer}: {0} samples do not make whole batches of {1}, which the model is built for; give {2}"
        raise Reject(BATCH_SIZE, template, samples, declared, samples - samples % declared)


def divided(samples: Dim, fraction: float, world: World) -> None:
    """`validation_split`, which takes its part from the end. Raises Reject where it leaves nothing to train on."""
    refused = fraction < 1 or world.generation >= (2, 15)
    if isinstance(samples, int) and world.generation >= (2, 3) and refused and int(samples * (1 - fraction)) == 0:
        template = (
            "{layer}: validation_split={0} of {1} samples leaves none to train on; give more samples, or less to it"
        )
        raise Reject(SAMPLE_COUNTS, template, fraction, samples)


def listed(world: World) -> None:
    """Several arrays in a tuple. Raises Reject: Keras to 2.3.1 takes them in a list."""
    if world.generation < (2, 15):
        raise Reject(DATA_COUNT, "{layer}: several arrays are given in a list here, and not in a tuple")


def labels_named(names: list[str], outputs: list[str | None], nested: bool, world: World) -> None:
    """Labels in a dict; `nested` where the outputs of the model are in a list or dict. Raises Reject.

    Keras 3 takes none for a single output, tf.keras 2.15 no name that is no output's.
    """
    if world.generation >= (3,) and not nested:
        raise Reject(DATA_COUNT, "{layer}: labels of a model with one output are an array in Keras 3, and no dict")
    strange = [name for name in names if name not in outputs]
    if strange and None not in outputs and (2, 15) <= world.generation < (3,):
        template = "{layer}: labels for {0}, which is no output; the outputs are {1}"
        raise Reject(DATA_COUNT, template, repr(strange[0]), ", ".join(map(repr, outputs)))


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


def metrics_fit(given: int, outputs: int, nested: bool, world: World) -> None:
    """A list of `given` metrics, or of lists of them (`nested`), for so many outputs. Raises Reject.

    Keras 3 wants one entry for each output; from 2.3 to it, that holds for lists of lists.
    """
    if given in (0, outputs) or outputs < 2:
        return
    if world.generation >= (3,) or (nested and world.generation >= (2, 3)):
        template = "{layer}: {0} entries in metrics for {1} outputs; give a list of metrics for each output, or a dict"
        raise Reject(LOSS_COUNT, template, given, outputs)


def losses_named(names: list[str], outputs: list[str], world: World, in_dict: bool = False) -> None:
    """Keys of a dict of losses against the names of the outputs. Raises Reject.

    Keras 1 and 3 want all of them, Keras 3 not of a model whose outputs are `in_dict`.
    """
    _named("loss", names, outputs)
    missing = [name for name in outputs if name not in names]
    if missing and not (2,) <= world.generation < (3,) and not in_dict:
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
