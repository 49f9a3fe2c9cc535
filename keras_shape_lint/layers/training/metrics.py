"""Labels against an output, under a metric: `keras/src/metrics`."""

from __future__ import annotations

from keras_shape_lint.findings import METRIC_SHAPE
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.training.losses import class_name, stripped
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import differ, is_known

_CONFUSION = ("auc", "precision", "recall", "true_positives", "true_negatives", "false_positives", "false_negatives")
_SPARSE = ("sparse_categorical_accuracy",)
_CLASSES = {"AUC": "auc", **{class_name(name): name for name in (*_CONFUSION[1:], *_SPARSE)}}


def canonical(name: str) -> str | None:
    """`keras.metrics.AUC` -> `auc`; None for a metric whose demands are not known."""
    name = stripped(name)
    name = _CLASSES.get(name, name)
    return name if name in _CLASSES.values() else None


def measured(metric: str, y: Tensor, output: Tensor, world: World) -> None:
    """Confusion metrics want labels and output of one shape, axes of 1 aside; sparse ones refuse one-hot labels,
    which they took the largest of before Keras 2.2. Raises Reject.
    """
    if not isinstance(y.shape, tuple) or not isinstance(output.shape, tuple):
        return
    labels, out = y.shape[1:], output.shape[1:]
    if metric in _SPARSE:
        one_hot = len(labels) == len(out) and not any(map(differ, labels, out))
        fits = world.generation < (2, 2) or not one_hot or not is_known(out[-1]) or out[-1] == 1
        advice = "use categorical_accuracy, or 'accuracy', which chooses by the labels"
    else:
        given, wanted = (tuple(dim for dim in dims if dim != 1) for dims in (labels, out))
        fits = len(given) == len(wanted) and not any(map(differ, given, wanted))
        advice = "give one-hot labels, or a metric for class numbers as sparse_categorical_accuracy"
    if not fits:
        raise Reject(METRIC_SHAPE, "{layer}: metric {2} compares labels {0} with the output {1}; {3}",
                     y, output, metric, advice)  # fmt: skip
