"""Labels against an output, under a metric: `keras/src/metrics`."""

from __future__ import annotations

from keras_shape_lint.findings import LABEL_BROADCAST, METRIC_SHAPE
from keras_shape_lint.layers.state import broadcasts
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.training.losses import ELEMENTWISE, class_name, labelled, matched, paired, stripped
from keras_shape_lint.layers.training.losses import canonical as loss_name
from keras_shape_lint.layers.verdict import Doubtful, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import Dim, Dims, apart, differ, is_known

_CONFUSION = ("auc", "precision", "recall", "true_positives", "true_negatives", "false_positives", "false_negatives")
_SPARSE = "sparse_categorical_accuracy"
_ACCURACIES = ("binary_accuracy", "categorical_accuracy", _SPARSE)
_CLASSES = {"AUC": "auc", **{class_name(name): name for name in (*_CONFUSION[1:], *_ACCURACIES)}}
_TEMPLATE = "{layer}: metric {2} compares labels {0} with the output {1}; {3}"
_CHOOSING = {"accuracy": "accuracy", "acc": "accuracy"}
"""As compile takes it: which accuracy it is hangs on the labels."""


def canonical(name: str) -> str | None:
    """`keras.metrics.AUC` -> `auc`, `mae` -> `mean_absolute_error`; None for a metric whose demands are not known."""
    short = stripped(name)
    short = _CLASSES.get(short) or _CHOOSING.get(name) or short
    if short in _CLASSES.values() or short == "accuracy":
        return short
    loss = loss_name(name)
    return loss if loss in ELEMENTWISE else None


def measured(metric: str, y: Tensor, output: Tensor, batch: Dim, world: World) -> Doubtful | None:
    """Confusion metrics want labels and output of one shape, axes of 1 aside; sparse ones refuse one-hot labels, and
    took their largest entry before Keras 2.2. Raises Reject.

    Since 2.15 the other metrics broadcast as losses do; before, what fits the loss fits them.
    """
    if not isinstance(y.shape, tuple) or not isinstance(output.shape, tuple):
        return None
    labels, out = y.shape[1:], output.shape[1:]
    if metric in _CONFUSION:
        given, wanted = (tuple(dim for dim in dims if dim != 1) for dims in (labels, out))
        fits = not apart(given, wanted)
        advice = "give one-hot labels, or a metric for class numbers as sparse_categorical_accuracy"
    elif metric == _SPARSE and _one_hot(labels, out):
        fits = False
        advice = "use categorical_accuracy, or 'accuracy', which chooses by the labels"
        if world.generation < (2, 2):
            return Doubtful(y, LABEL_BROADCAST, _TEMPLATE, y, output, metric, advice)
    elif metric in ELEMENTWISE:
        advice = "give labels of the output's shape, or a metric for class numbers as 'accuracy'"
        fits = world.generation < (2, 15) or _taken(metric, y, output, batch, world)
        if fits and world.generation < (3,) and is_known(out[-1]) and out[-1] != 1 and _numbers(labels, out):
            return Doubtful(y, LABEL_BROADCAST, _TEMPLATE, y, output, metric, advice)
    elif world.generation < (2, 15):
        return None
    else:
        fits = _compared(metric, (batch, *labels), (batch, *out), world)
        advice = "give labels of the output's shape, or one class number for each row of it"
    if not fits:
        raise Reject(METRIC_SHAPE, _TEMPLATE, y, output, metric, advice)
    return None


def _one_hot(labels: Dims, out: Dims) -> bool:
    return not apart(labels, out) and bool(out) and is_known(out[-1]) and out[-1] != 1


def _numbers(labels: Dims, out: Dims) -> bool:
    """One number for each row of the output."""
    return len(labels) == len(out) - 1 or (len(labels) == len(out) and labels[-1] == 1)


def _taken(loss: str, y: Tensor, output: Tensor, batch: Dim, world: World) -> bool:
    """A loss as a metric."""
    try:
        labelled(loss, y, output, batch, world)
    except Reject:
        return False
    return True


def _compared(metric: str, labels: Dims, out: Dims, world: World) -> bool:
    """`accuracy` and its kin: class numbers of the labels against those of the output."""
    modern = world.generation >= (3,)
    if metric == "accuracy":
        metric = _chosen(labels, out)
    if not modern:
        labels, out = matched(labels, out)
    if metric == "binary_accuracy":
        return broadcasts(*paired(labels, out)) if modern else broadcasts(labels, out)
    if metric == "categorical_accuracy":
        return broadcasts(*paired(labels[:-1], out[:-1]))
    if len(labels) == len(out):
        if differ(labels[-1], 1):
            return modern and broadcasts(labels, out[:-1])
        labels = labels[:-1]
    return broadcasts(labels, out[:-1])


def _chosen(labels: Dims, out: Dims) -> str:
    """What compile makes of `accuracy`; `binary_accuracy`, which asks for least, where that hangs on unknown sizes."""
    if not differ(out[-1], 1) or not is_known(labels[-1]):
        return "binary_accuracy"
    return _SPARSE if len(labels) < len(out) or labels[-1] == 1 else "categorical_accuracy"
