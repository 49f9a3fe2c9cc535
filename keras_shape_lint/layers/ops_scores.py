"""Losses and scores as functions on tensors: one number a sample, or one a place."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.op_arguments import OneAxis, axis_in
from keras_shape_lint.layers.ops_pointwise import KERAS, TF, K, names
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN


def _without(x: Tensor, axis: Any) -> Tensor:
    at = axis_in(x, axis)
    return x.unknown() if at is UNKNOWN else x.with_shape(*x.dims[:at], *x.dims[at + 1 :])


@op(KERAS + "binary_crossentropy", K + "binary_crossentropy")
def binary_crossentropy(target: Tensor, output: Tensor, from_logits: Any = False) -> Tensor:
    """The shape of the output."""
    return output.like()


@op(KERAS + "categorical_crossentropy", K + "categorical_crossentropy")
def categorical_crossentropy(target: Tensor, output: Tensor, from_logits: Any = False, axis: OneAxis = -1) -> Tensor:
    """The output without its classes."""
    return _without(output, axis)


@op(KERAS + "sparse_categorical_crossentropy", K + "sparse_categorical_crossentropy")
def sparse_categorical_crossentropy(
    target: Tensor, output: Tensor, from_logits: Any = False, axis: OneAxis = -1
) -> Tensor:
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


@op(KERAS + "ctc_loss")
def ctc_loss(target: Tensor, output: Tensor, target_length: Any, output_length: Any, mask_index: Any = 0) -> Tensor:
    """(batch,)."""
    return output.with_shape(output.dims[0]) if output.rank else output.unknown()


@op(KERAS + "in_top_k")
def in_top_k(targets: Tensor, predictions: Any, k: Any) -> Tensor:
    """The shape of the targets."""
    return Tensor(targets.shape, "bool")


@op(KERAS + "psnr")
def psnr(x1: Tensor, x2: Tensor, max_val: Any) -> Tensor:
    """One number."""
    return Tensor((), None)
