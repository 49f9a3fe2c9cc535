"""Calls of fit and its kin as the child makes them again: the model compiled, and given arrays of the traced shapes."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.graph import Node
from keras_shape_lint.layers.training.methods import SINGLE_BATCH
from keras_shape_lint.tracing.arrays.array import Array

MANY = 64
_METHODS = {"fit_generator": "fit", "evaluate_generator": "evaluate", "predict_generator": "predict",
            "validation_data": "evaluate"}  # fmt: skip
_BATCHES = {"fit": "train_on_batch", "evaluate": "test_on_batch", "predict": "predict_on_batch"}
_COMPILED = ("loss", "loss_weights", "metrics", "weighted_metrics")
_KEPT = ("batch_size", "class_weight", "validation_split")


class Training:
    """`counts` keeps numbers of samples apart, many of them made few."""

    def __init__(self, encoding: Any) -> None:
        self.encoding = encoding
        self.counts: dict[int, int] = {}

    def record(self, node: Node) -> dict[str, Any]:
        (x, y, weights), given = node.arguments
        method = node.callee.rpartition(".")[2]
        method = _METHODS.get(method, method)
        if given.get("x") is not x:
            method = _BATCHES.get(method, method)
        kept = () if method in SINGLE_BATCH else _KEPT
        return {
            "method": method, "model": self.encoding.value(node.layer),
            "compile": None if node.config is None else self._taken(node.config.arguments, _COMPILED),
            "data": {"x": self.value(x), "y": self.value(y), "sample_weight": self.value(weights)},
            "given": self._taken(given, kept),
        }  # fmt: skip

    def _taken(self, arguments: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
        return {name: self.encoding.value(arguments[name]) for name in names if arguments.get(name) is not None}

    def value(self, data: Any) -> Any:
        """Nests of arrays, or what was never given."""
        if isinstance(data, Array):
            shape = self.encoding.sizes.shape(data.shape)
            if shape == "?" or "?" in shape:
                return {"unknown": "data of unknown shape"}
            return {"array": [[*map(self._count, shape[:1]), *shape[1:]], data.dtype]}
        if data is None:
            return None
        if isinstance(data, (list, tuple)) and not getattr(data, "open", False):
            return {"list" if isinstance(data, list) else "tuple": [self.value(item) for item in data]}
        if isinstance(data, dict) and not getattr(data, "open", False):
            return {"dict": [[key, self.value(item)] for key, item in data.items()]}
        return {"unknown": "data that could not be followed"}

    def _count(self, count: int) -> int:
        if count <= MANY:
            return count
        if count not in self.counts:
            small = MANY + count % 32
            while small in self.counts.values():
                small += 32
            self.counts[count] = small
        return self.counts[count]
