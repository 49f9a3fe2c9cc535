"""sample_weight and class_weight: `keras/src/losses/loss.py`, `trainers/data_adapters/data_adapter_utils.py`."""

from __future__ import annotations

from keras_shape_lint.findings import SAMPLE_WEIGHT
from keras_shape_lint.layers.state import broadcasts
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.training.losses import paired
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, differ, is_known, shape_text


def sample_weighted(weights: Tensor, output: Tensor, batch: Dim, world: World) -> None:
    """Keras to 2.3.1 takes one number a sample; later releases stretch weights to the losses, which are the output
    without its last axis. Raises Reject.
    """
    if not isinstance(weights.shape, tuple) or not isinstance(output.shape, tuple) or not weights.shape:
        return
    if world.generation < (2, 15):
        fits = len(weights.shape) == 1
    else:
        given: Dims = (batch, *weights.shape[1:])
        values: Dims = (batch, *output.shape[1:-1])
        if world.generation >= (3,):
            given, values = paired(given, values)
        elif len(given) == len(values) + 1 and given[-1] == 1:
            given = given[:-1]
        elif len(given) == len(values) - 1:
            given = (*given, 1)
        fits = broadcasts(given, values)
    if not fits:
        template = "{layer}: sample_weight {0} does not fit the losses of the output {1}; give {2}"
        raise Reject(SAMPLE_WEIGHT, template, weights, output, _advice(weights, output))


def _advice(weights: Tensor, output: Tensor) -> str:
    if weights.rank != 1:
        return "one number a sample"
    first = weights.dims[0] if is_known(weights.dims[0]) else "n"
    sizes = tuple(UNKNOWN if dim is None else dim for dim in output.dims[1:-1])
    return f"weights of shape {shape_text((first, *sizes))}"  # type: ignore[arg-type]


def class_weighted(y: Tensor, output: Tensor, world: World) -> None:
    """All but tf.keras 2.15 take class weights for one class a sample only. Raises Reject."""
    if y.rank is None or output.rank is None or (2, 15) <= world.generation < (3,):
        return
    if y.rank > 2 or (y.rank == 2 and output.rank > 2 and differ(y.dims[1], 1)):
        template = "{layer}: class_weight needs labels with one class a sample, and gets {0}; give sample_weight"
        raise Reject(SAMPLE_WEIGHT, template, y)
