"""What to change in the model, where its output has more axes than the labels: the line to change it on."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import LABEL_BROADCAST, LABEL_SHAPE, Reason
from keras_shape_lint.graph import Node
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.training.repair import FLATTENED
from keras_shape_lint.tracing.keras.layer import Layer


def advised(reason: Reason, output: Tensor | None) -> Reason:
    """The reason, its advice (the last of its values) made one about this model."""
    if output is None or reason.message not in (LABEL_SHAPE, LABEL_BROADCAST):
        return reason
    labels = reason.values[0]
    if labels.rank is None or output.rank is None or max(labels.rank, 2) >= output.rank:
        return reason
    advice = _fewer_axes(output)
    return Reason(reason.message, reason.template, (*reason.values[:-1], advice)) if advice else reason


def _fewer_axes(output: Tensor) -> str | None:
    """Walk back from the output to the layer that kept the axis."""
    node: Any = output.producer
    last: Node | None = None
    while isinstance(node, Node) and node.kind in ("layer", "sequential"):
        if isinstance(node.layer, Layer) and node.layer.config.values.get("return_sequences") is True:
            return f"set return_sequences=False in {node.label}, line {node.site.line}"
        if isinstance(node.layer, Layer) and node.layer.path in FLATTENED:
            last = node
        if len(node.inputs) != 1:
            break
        node = node.inputs[0].producer
    if last is not None and last.inputs[0].rank is not None and last.inputs[0].rank > 2:
        return f"add Flatten() before {last.label}, line {last.site.line}"
    return None
