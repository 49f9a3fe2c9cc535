"""The dtypes that tensors are certain to have before Keras 3, where TensorFlow converts nothing that meets."""

from __future__ import annotations

from keras_shape_lint.findings import MERGE_DTYPES, Reason
from keras_shape_lint.graph import Node
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.tracing.keras.layer import Layer

AUTOCAST = (2, 15)
"""Since tf.keras, layers cast floating inputs, and no others, to their own dtype."""
DEPTH = 40
_CASTS = frozenset({"keras.backend.cast", "tensorflow.cast", "keras.ops.cast"})
Dtype = tuple[str, bool]
"""float, int or bool, and whether the dtype is this exactly."""
Known = dict[int, Dtype | None]
"""What was found of tensors: towers that part and meet again are walked once."""


def mixed(tensors: list[Tensor], generation: tuple[int, ...]) -> Reason | None:
    """Why a merge before Keras 3 refuses its inputs for their dtypes."""
    first: tuple[Tensor, Dtype] | None = None
    known: Known = {}
    for tensor in tensors:
        dtype = _certain(tensor, DEPTH, known)
        if dtype is None:
            continue
        if first is None:
            first = tensor, dtype
        elif _clash(first[0], first[1], tensor, dtype, generation):
            text = "{layer} cannot combine {0}, which is {1}, and {2}, which is {3}; give both one dtype"
            return Reason(MERGE_DTYPES, text, (first[0], first[0].dtype, tensor, tensor.dtype))
    return None


def _clash(x: Tensor, of_x: Dtype, y: Tensor, of_y: Dtype, generation: tuple[int, ...]) -> bool:
    (kind, exact), (other, exactly) = of_x, of_y
    if kind != other:
        return True
    converted = kind == "float" and generation >= AUTOCAST
    return exact and exactly and not converted and x.dtype != y.dtype


def _certain(tensor: Tensor, depth: int, known: Known) -> Dtype | None:
    """None where a release may give another dtype than Keras 3, which the rules speak of."""
    if id(tensor) not in known:
        known[id(tensor)] = _dtype_of(tensor, depth, known)
    return known[id(tensor)]


def _dtype_of(tensor: Tensor, depth: int, known: Known) -> Dtype | None:
    node = tensor.producer
    kind = _kind(tensor.dtype)
    if not isinstance(node, Node) or kind is None or depth == 0:
        return None
    if node.kind == "input":
        return kind, _names_dtype(node)
    if node.kind == "op":
        return (kind, True) if node.callee in _CASTS else None
    if node.kind not in ("layer", "merge") or not isinstance(node.layer, Layer) or node.layer.rule is None:
        return None
    if kind == "float" and node.layer.state.weights:
        return kind, False
    given = [_certain(each, depth - 1, known) for each in node.inputs]
    if not given or None in given:
        return None
    if all(each is not None and each[0] == "float" for each in given):
        return kind, False
    return given[0] if kind != "float" and len(set(given)) == 1 and given[0][0] == kind else None  # type: ignore[index]


def _kind(dtype: str | None) -> str | None:
    if dtype is None:
        return None
    for kind in ("float", "int", "bool"):
        if dtype.startswith((kind, f"u{kind}", f"b{kind}")):
            return kind
    return None


def _names_dtype(node: Node) -> bool:
    """The default of an Input is what the session's settings say."""
    _, kwargs = node.arguments
    return isinstance(kwargs, dict) and isinstance(kwargs.get("dtype"), str)
