"""Symbolic tensors of Keras 3 outside its layers, and the functions of TensorFlow that take none of them."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, Reason
from keras_shape_lint.graph import Node
from keras_shape_lint.layers.op_arguments import TAKES_VALUES
from keras_shape_lint.layers.tensor import Tensor

_TAKEN = frozenset({"tensorflow.nn.batch_normalization", "keras.backend.switch"})
"""Functions that only compute with operators, which a symbolic tensor has."""


def refused(run: Any, path: str, tensors: list[Tensor]) -> Reason | None:
    """Why a function of TensorFlow, or of the old backend, is refused these tensors: one of them has no value yet."""
    if run.inside or run.world.generation < (3,) or not path.startswith(("tensorflow.", "keras.backend.")):
        return None
    found = None if path in _TAKEN else next(filter(_symbolic, tensors), None)
    return None if found is None else Reason(ARGUMENT, TAKES_VALUES, (found,))


def _symbolic(tensor: Tensor) -> bool:
    """Made from an Input, through layers and functions."""
    pending, seen = [tensor.producer], set()
    while pending:
        node = pending.pop()
        if not isinstance(node, Node) or id(node) in seen:
            continue
        if node.kind == "input":
            return True
        seen.add(id(node))
        pending += [x.producer for x in node.inputs]
    return False
