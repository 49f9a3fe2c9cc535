"""What a method of a model is given, as tensors in the order of the model's inputs or outputs."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import DATA_COUNT
from keras_shape_lint.graph import Node, flat_tensors
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.dims import UNKNOWN, Dim
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.arrays.elements import element_of, is_stream
from keras_shape_lint.tracing.keras.layer import Layer
from keras_shape_lint.tracing.keras.nests import given_name, input_name
from keras_shape_lint.tracing.values import Dict, Unknown


class Feed:
    """Data, labels and weights as values; `whole` where axis 0 counts all samples and not those of a batch."""

    __slots__ = ("weights", "whole", "x", "y")

    def __init__(self, x: Any, y: Any = None, weights: Any = None, whole: bool = True) -> None:
        self.x = x
        self.y = y
        self.weights = weights
        self.whole = whole


def feed_of(run: Any, given: dict[str, Any]) -> Feed | None:
    """Of arrays, or what one step of a dataset, a Sequence or a generator gives; None where that is not known."""
    x = given.get("x")
    if is_stream(x):
        return _element(element_of(run, x))
    if holds_arrays(x):
        return Feed(x, given.get("y"), given.get("sample_weight"))
    return None


def _element(element: Any) -> Feed | None:
    if isinstance(element, tuple) and 0 < len(element) < 4:
        x, y, weights = (*element, None, None)[:3]
        return Feed(x, y, weights, False)
    return Feed(element, whole=False) if holds_arrays(element) else None


def holds_arrays(value: Any) -> bool:
    """An array, or a nest of nothing else."""
    if isinstance(value, dict):
        return not getattr(value, "open", False) and any(map(holds_arrays, value.values()))
    if isinstance(value, (list, tuple)):
        return not getattr(value, "open", False) and any(map(holds_arrays, value))
    return is_array(value)


def is_array(value: Any) -> bool:
    """Or what a layer made of arrays: a tensor that knows how many samples it has."""
    if isinstance(value, Tensor):
        return bool(value.rank) and isinstance(value.dims[0], int)
    return isinstance(value, Array) or hasattr(value, "as_array")


def arranged(nest: Any, names: list[str | None], what: str) -> list[Tensor] | None:
    """One tensor for each name, of unknown shape where that is not known; None where the nest is not.

    Raises Reject where the number of arrays is not that of the names; `what` is `input` or `output`.
    """
    if isinstance(nest, dict):
        if getattr(nest, "open", False) or None in names:
            return None
        missing = [name for name in names if name not in nest]
        if missing:
            template = "{layer}: the model has an {0} {1}, and the data has {2}; give an array for each " + what
            raise Reject(DATA_COUNT, template, what, repr(missing[0]), ", ".join(map(repr, nest)))
        return [tensor_of(nest[name]) for name in names]
    if isinstance(nest, (list, tuple)):
        if getattr(nest, "open", False) or not all(map(is_array, nest)):
            return None
        items = list(nest)
    elif is_array(nest):
        items = [nest]
    else:
        return None
    if len(items) != len(names):
        several = "a list of arrays, one for each" if len(names) > 1 else "one array"
        template = "{layer}: the model has {0} {1}, and gets {2}; give {3}"
        raise Reject(DATA_COUNT, template, len(names), what + "s" * (len(names) > 1), _arrays(len(items)), several)
    return [tensor_of(item) for item in items]


def _arrays(count: int) -> str:
    return "one array" if count == 1 else f"{count} arrays"


def tensor_of(value: Any) -> Tensor:
    """An array as a tensor; unknown what is none."""
    if isinstance(value, Tensor):
        return value
    if not isinstance(value, Array) and hasattr(value, "as_array"):
        value = value.as_array()
    return value.tensor() if isinstance(value, Array) else Tensor(UNKNOWN, None)


def handed(value: Any, axis: Dim) -> Any:
    """Arrays as batches of them, in nests as a tf.data.Dataset makes them: lists become tuples."""
    if isinstance(value, dict):
        return Dict({key: handed(item, axis) for key, item in value.items()})
    if isinstance(value, (list, tuple)):
        return tuple(handed(item, axis) for item in value)
    if not is_array(value):
        return Unknown("a part of a batch")
    whole = tensor_of(value)
    if not whole.rank:
        return whole
    batch = Tensor((axis, *whole.dims[1:]), "float32" if (whole.dtype or "").startswith("float") else whole.dtype)
    batch.name, batch.producer = whole.name, whole.producer
    return batch


def names_of(nest: Any) -> list[str | None]:
    """What the data of each tensor may be called: the keys of a dict, the names of Inputs and of output layers that
    the program gave; None where Keras makes one up."""
    if isinstance(nest, dict) and all(isinstance(key, str) for key in nest):
        return list(nest)
    return [_name(tensor) for tensor in flat_tensors(nest)]


def _name(tensor: Tensor) -> str | None:
    node = tensor.producer
    if not isinstance(node, Node) or len(node.outputs) != 1:
        return None
    if isinstance(node.layer, Layer) and node.layer.written is not None and len(node.layer.nodes) == 1:
        return given_name(node.layer.written[1])
    return input_name(tensor)
