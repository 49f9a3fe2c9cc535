"""Losses and scores as functions on tensors: one number a sample, or one a place."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import SHAPES_DIFFER
from keras_shape_lint.layers.op_arguments import OneAxis, axis_in, replaced
from keras_shape_lint.layers.op_names import KERAS, TF, K, names
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.dims import UNKNOWN, Dims, differ, surely_differ_as_written


def _without(x: Tensor, axis: Any) -> Tensor:
    at = axis_in(x, axis)
    return x.unknown() if at is UNKNOWN else x.with_shape(*replaced(x.dims, at))


def _alike(target: Tensor, output: Tensor, symbolic: bool, given: Dims, wanted: Dims) -> None:
    """Refuse a target of another shape; Keras declares that None is no number."""
    unlike = surely_differ_as_written if symbolic else differ
    if len(given) != len(wanted) or any(map(unlike, given, wanted)):
        text = "{layer} takes a target of the shape of the output; {0} does not fit {1}"
        raise Reject(SHAPES_DIFFER, text, target, output)


@op(KERAS + "binary_crossentropy")
def binary_crossentropy(target: Tensor, output: Tensor, from_logits: Any = False, *, symbolic: bool) -> Tensor:
    """The shape of the output, which the target must have."""
    if target.rank is not None and output.rank is not None:
        _alike(target, output, symbolic, target.dims, output.dims)
    return output.like()


@op(KERAS + "categorical_crossentropy")
def categorical_crossentropy(
    target: Tensor, output: Tensor, from_logits: Any = False, axis: OneAxis = -1, *, symbolic: bool
) -> Tensor:
    """The output without its classes, or as Keras declares it, without its last axis."""
    if target.rank is not None and output.require_min_rank(1):
        _alike(target, output, symbolic, target.dims, output.dims)
    return _without(output, -1 if symbolic else axis)


@op(KERAS + "sparse_categorical_crossentropy")
def sparse_categorical_crossentropy(
    target: Tensor, output: Tensor, from_logits: Any = False, axis: OneAxis = -1, *, symbolic: bool
) -> Tensor:
    """The output without its classes, which is the shape of the target; that may have an axis of 1 more."""
    if not output.require_min_rank(1):
        return output.unknown()
    out = _without(output, axis)
    if target.rank is not None and out.rank is not None:
        more = target.rank == output.rank and target.dims[-1] in (1, UNKNOWN)
        _alike(target, output, symbolic, target.dims[:-1] if more else target.dims, out.dims)
    return out


@op(K + "binary_crossentropy")
def backend_binary_crossentropy(target: Tensor, output: Tensor, from_logits: Any = False) -> Tensor:
    """The shape of the output."""
    return output.like()


@op(*names(K, "categorical_crossentropy sparse_categorical_crossentropy"))
def backend_crossentropy(target: Tensor, output: Tensor, from_logits: Any = False, axis: OneAxis = -1) -> Tensor:
    """The output without its classes."""
    return _without(output, axis)


@op(*names(TF + "nn.", "softmax_cross_entropy_with_logits"))
def softmax_crossentropy(labels: Tensor, logits: Tensor, axis: OneAxis = -1, name: Any = None) -> Tensor:
    """The output without its classes."""
    return _without(logits, axis)


@op(*names(TF + "nn.", "sigmoid_cross_entropy_with_logits"))
def sigmoid_crossentropy(labels: Any = None, logits: Tensor | None = None, name: Any = None) -> Tensor:
    """The shape of the output."""
    return logits.like() if isinstance(logits, Tensor) else Tensor(UNKNOWN, None)


@op(TF + "nn.sparse_softmax_cross_entropy_with_logits", arguments="labels logits name=")
def sparse_softmax_crossentropy(labels: Tensor, logits: Any) -> Tensor:
    """The shape of the labels."""
    return Tensor(labels.shape, None)


@op(K + "in_top_k")
def backend_in_top_k(predictions: Any, targets: Tensor, k: Any) -> Tensor:
    """The shape of the targets."""
    return Tensor(targets.shape, "bool")


LOSSES = (
    "cosine_similarity kl_divergence kld log_cosh logcosh mae mean_absolute_error mean_absolute_percentage_error "
    "mean_squared_error mean_squared_logarithmic_error mse poisson hinge squared_hinge categorical_hinge"
)


@op("keras.losses.huber", arguments="y_true y_pred delta=")
@op(*names("keras.losses.", "binary_crossentropy categorical_crossentropy"),
    arguments="y_true y_pred from_logits= label_smoothing= axis=")  # fmt: skip
@op(*names("keras.losses.", LOSSES))
def loss(y_true: Tensor, y_pred: Tensor) -> Tensor:
    """A number for each place of the last axis, of two tensors of one shape."""
    alike = y_pred.rank and y_true.shape == y_pred.shape
    return y_pred.with_shape(*y_pred.dims[:-1]) if alike else Tensor(UNKNOWN, None)


@op("keras.losses.sparse_categorical_crossentropy",
    arguments="y_true y_pred from_logits= ignore_class= axis=")  # fmt: skip
def sparse_loss(y_true: Tensor, y_pred: Tensor) -> Tensor:
    """A number for each place: what is predicted without its classes."""
    return y_pred.with_shape(*y_pred.dims[:-1]) if y_pred.rank else Tensor(UNKNOWN, None)


@op(KERAS + "ctc_loss")
def ctc_loss(target: Tensor, output: Tensor, target_length: Any, output_length: Any, mask_index: Any = 0) -> Tensor:
    """(batch,)."""
    return output.with_shape(output.dims[0]) if output.rank else output.unknown()


@op(*names((TF + "nn.", TF + "math."), "in_top_k"), arguments="targets predictions k name=")
@op(KERAS + "in_top_k")
def in_top_k(targets: Tensor, predictions: Any, k: Any) -> Tensor:
    """The shape of the targets."""
    return Tensor(targets.shape, "bool")


@op(KERAS + "psnr")
def psnr(x1: Tensor, x2: Tensor, max_val: Any) -> Tensor:
    """One number."""
    return Tensor((), None)
