"""Labels against an output, under a loss: `keras/src/losses/losses.py` and `engine/training_utils.py`."""

from __future__ import annotations

from keras_shape_lint.findings import LABEL_BROADCAST, LABEL_ENCODING, LABEL_SHAPE
from keras_shape_lint.layers.state import broadcasts
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Doubtful, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, apart, differ, is_known, product, shape_text

ELEMENTWISE = frozenset(
    ("mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error", "mean_squared_logarithmic_error",
     "huber", "log_cosh", "cosine_similarity", "hinge", "squared_hinge", "categorical_hinge", "poisson",
     "kl_divergence", "binary_crossentropy", "binary_focal_crossentropy", "categorical_crossentropy",
     "categorical_focal_crossentropy", "dice", "tversky")
)  # fmt: skip
"""Losses that meet labels and outputs element by element."""

SPARSE = "sparse_categorical_crossentropy"
CATEGORICAL = "categorical_crossentropy"

_SAME_SHAPE: dict[bool, frozenset[str]] = {
    True: frozenset(("binary_crossentropy", "binary_focal_crossentropy", CATEGORICAL)),
    False: frozenset((CATEGORICAL, "categorical_focal_crossentropy")),
}
"""Those of Keras 3 (True) and tf.keras 2.15 (False) that broadcast nothing."""

_ALIASES = {
    "mse": "mean_squared_error", "mae": "mean_absolute_error", "mape": "mean_absolute_percentage_error",
    "msle": "mean_squared_logarithmic_error", "kld": "kl_divergence", "kullback_leibler_divergence": "kl_divergence",
    "bce": "binary_crossentropy", "logcosh": "log_cosh", "cosine_proximity": "cosine_similarity",
    "cosine": "cosine_similarity",
}  # fmt: skip


def canonical(name: str) -> str | None:
    """`mse`, `MSE`, `keras.losses.MeanSquaredError` -> `mean_squared_error`; None for what is no loss known here."""
    name = stripped(name)
    name = _CLASSES.get(name) or (name.lower() if name.isupper() else name)
    name = _ALIASES.get(name, name)
    return name if name in ELEMENTWISE or name == SPARSE else None


def stripped(name: str) -> str:
    """A name without its module."""
    return name.rpartition(".")[2]


def class_name(name: str) -> str:
    """`mean_squared_error` -> `MeanSquaredError`."""
    return {"kl_divergence": "KLDivergence"}.get(name) or "".join(part.capitalize() for part in name.split("_"))


_CLASSES = {class_name(name): name for name in (*ELEMENTWISE, SPARSE)}


def labelled(
    loss: str, y: Tensor, output: Tensor, batch: Dim, world: World, greatest: int | None = None
) -> Doubtful | None:
    """Labels under a loss by its canonical name. `batch` is the size of a batch, UNKNOWN where it varies,
    and `greatest` the largest class number, where it is known.

    Keras to 2.3.1 wants labels of the output's shape, with a last axis of 1 for the sparse loss and nowhere else.
    Later releases drop or add a last axis of 1, then broadcast or, in some losses, compare. Raises Reject.
    """
    if not isinstance(y.shape, tuple) or not isinstance(output.shape, tuple) or not output.shape:
        return None
    if world.generation < (2, 15):
        _as_declared(loss, y, output)
        _counted(loss, y, output, output.dims, greatest)
        return None
    labels, out = (batch, *y.dims[1:]), (batch, *output.dims[1:])
    labels, out = (paired if world.generation >= (3,) else matched)(labels, out)
    if loss == SPARSE:
        fits = _sparse(labels, out) if world.generation >= (3,) else _flattened(labels, out)
    elif loss in _SAME_SHAPE[world.generation >= (3,)]:
        fits = not apart(labels, out)
    else:
        fits = broadcasts(labels, out)
        if fits and _widened(labels, out):
            template = "{layer}: labels {0} are broadcast against the output {1} by {2}; {3}"
            return Doubtful(y, LABEL_BROADCAST, template, y, output, loss, _advice(y, output))
    if not fits:
        raise _refusal(loss, y, output)
    _counted(loss, y, output, out, greatest)
    return None


def _counted(loss: str, y: Tensor, output: Tensor, out: Dims, greatest: int | None) -> None:
    """Class numbers against the classes on the last axis, as the loss sees it."""
    classes = out[-1] if out else None
    if loss == SPARSE and greatest is not None and isinstance(classes, int) and greatest >= classes:
        template = "{layer}: labels {0} go up to {2}, and the output {1} has the classes 0 to {3}; {4}"
        advice = f"give the last layer {greatest + 1} units, or labels that count from 0"
        raise Reject(LABEL_SHAPE, template, y, output, greatest, classes - 1, advice)


def _as_declared(loss: str, y: Tensor, output: Tensor) -> None:
    """To 2.3.1. A size of the output that is None takes any."""
    labels = y.dims if len(y.dims) != 1 else (*y.dims, 1)
    wanted = (*output.dims[:-1], 1) if loss == SPARSE else output.dims
    if len(labels) != len(wanted) or any(map(differ, labels[1:], wanted[1:])):
        raise _refusal(loss, y, output)
    if loss == CATEGORICAL and labels[-1] == 1:
        raise _refusal(loss, y, output)


def paired(labels: Dims, out: Dims) -> tuple[Dims, Dims]:
    """Keras 3's `squeeze_or_expand_to_same_rank`."""
    if len(labels) == len(out) + 1 and labels[-1] == 1:
        return (labels, (*out, 1)) if len(out) == 1 else (labels[:-1], out)
    if len(out) == len(labels) + 1 and out[-1] == 1:
        return ((*labels, 1), out) if len(labels) == 1 else (labels, out[:-1])
    return labels, out


def matched(labels: Dims, out: Dims) -> tuple[Dims, Dims]:
    """tf.keras 2.15: labels of one axis get a second one, then `squeeze_or_expand_dimensions`."""
    labels, out = expanded(labels, out)
    if len(out) == len(labels) + 1 and out[-1] == 1:
        return labels, out[:-1]
    if len(labels) == len(out) + 1 and labels[-1] == 1:
        return labels[:-1], out
    return labels, out


def expanded(labels: Dims, out: Dims) -> tuple[Dims, Dims]:
    """tf.keras 2.15: labels of one axis get a second one where the output has two."""
    return ((*labels, 1) if len(labels) == 1 and len(out) == 2 else labels), out


def _sparse(labels: Dims, out: Dims) -> bool:
    """Keras 3: one label for each row of the output."""
    if len(labels) == len(out) and not differ(labels[-1], 1):
        labels = labels[:-1]
    return len(labels) == len(out) - 1 and not any(map(differ, labels, out))


def _flattened(labels: Dims, out: Dims) -> bool:
    """tf.keras 2.15 where the ranks do not fit: as many labels as rows, however they are laid out."""
    if len(labels) == len(out) - 1:
        return not any(map(differ, labels, out))
    given = [dim for dim in labels[1:] if dim != 1]
    wanted = [dim for dim in out[1:-1] if dim != 1]
    if all(map(is_known, given)) and all(map(is_known, wanted)):
        return not differ(product(given), product(wanted))
    return True


def _widened(labels: Dims, out: Dims) -> bool:
    """Broadcasting repeats labels or outputs, for certain."""
    if len(labels) != len(out):
        return True
    return any((a == 1 and differ(b, 1)) or (b == 1 and differ(a, 1)) for a, b in zip(labels, out))


def _refusal(loss: str, y: Tensor, output: Tensor) -> Reject:
    width = output.dims[-1]
    if loss == SPARSE and len(y.dims) == len(output.dims) and not any(map(differ, y.dims[1:], output.dims[1:])):
        template = (
            "{layer}: labels {0} are one-hot, and sparse_categorical_crossentropy takes class numbers for the output "
            "{1}; use categorical_crossentropy, or labels.argmax(axis=-1)"
        )
        return Reject(LABEL_ENCODING, template, y, output)
    ranks = len(output.dims) - len(y.dims)
    numbers = ranks == 1 or (ranks == 0 and y.dims[-1] == 1)
    if loss == CATEGORICAL and numbers and not any(map(differ, y.dims[1:-1] or y.dims[1:], output.dims[1:-1])):
        template = (
            "{layer}: labels {0} are class numbers, and categorical_crossentropy takes one-hot labels for the output "
            "{1}; use sparse_categorical_crossentropy, or to_categorical(labels, {2})"
        )
        if is_known(width) and width != 1:
            return Reject(LABEL_ENCODING, template, y, output, width)
    template = "{layer}: labels {0} do not fit the output {1} under {2}; {3}"
    return Reject(LABEL_SHAPE, template, y, output, loss, _advice(y, output, loss == SPARSE))


def _advice(y: Tensor, output: Tensor, sparse: bool = False) -> str:
    labels, out = y.dims, output.dims
    wanted = out[:-1] if sparse else out
    if len(labels) == len(wanted) and not sparse and differ(labels[-1], wanted[-1]):
        if len(labels) == 2 and labels[-1] == 1:
            return f"give the last layer one unit, or give {wanted[-1]} labels a sample"
        if not any(map(differ, labels[1:-1], wanted[1:-1])):
            return f"give the last layer {labels[-1]} units, or the labels a last axis of {wanted[-1]}"
    if len(labels) < len(wanted) and not (len(labels) == 1 and len(wanted) == 2):
        return "drop the axes of the output that the labels do not have"
    first = labels[0] if is_known(labels[0]) else "n"
    sizes = tuple(UNKNOWN if dim is None else dim for dim in wanted[1:])
    return f"give labels of shape {shape_text((first, *sizes))}"  # type: ignore[arg-type]
