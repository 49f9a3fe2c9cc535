"""Tensors in their nests, between the program's values and what rules take and give."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.graph import Node
from keras_shape_lint.layers.tensor import Eager, Tensor
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Trailing, Untold
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.concrete import is_concrete, is_vast
from keras_shape_lint.tracing.values import Dict, External, List, Opaque, Unknown


def as_input(value: Any, inside: bool = False) -> Any:
    """What a rule is given for a value: tensors in lists, tuples and dicts; None stays None.

    `inside` such a nest, one that holds too much is not looked through.
    """
    kind = type(value)
    if kind is Tensor or value is None or kind is Eager:
        return value
    if inside and is_vast(value):
        return Tensor(UNKNOWN, None)
    if kind is List:
        return Tensor(UNKNOWN, None) if value.open else [as_input(item, True) for item in value]
    if kind is list:
        return [as_input(item, True) for item in value]
    if kind is tuple:
        return tuple(as_input(item, True) for item in value)
    if isinstance(value, Opaque):
        if value.tensor is None:
            value.tensor = Tensor(UNKNOWN, None)
            value.tensor.name = value.name
        if value.parts:
            _learn_sizes(value.tensor, value.parts.get(("attribute", "shape")))
        return value.tensor
    if isinstance(value, dict):
        if getattr(value, "open", False):
            return Tensor(UNKNOWN, None)
        return {name: as_input(item, True) for name, item in value.items()}
    if kind is Array:
        return value.tensor()
    as_array = getattr(value, "as_array", None)
    if as_array is not None:
        tensor: Tensor = as_array().tensor()
        return tensor
    return Tensor(Untold(value.reason) if isinstance(value, Unknown) and value.reason else UNKNOWN, None)


def _learn_sizes(tensor: Tensor, shape: Opaque | None) -> None:
    """The integers that the program has taken from the shape of what only a caller knows are its sizes."""
    if shape is None:
        return
    asked = {place: part.value for (kind, place), part in shape.parts.items() if kind == "item" and type(place) is int}
    known = {place: size for place, size in asked.items() if size is not None}
    rank = tensor.rank
    if rank is not None:
        told = (known.get(place, known.get(place - rank)) for place in range(rank))
        tensor.shape = tuple(
            dim if dim is not UNKNOWN or size is None else size for dim, size in zip(tensor.dims, told)
        )
        return
    sizes: list[Dim] = []
    while -len(sizes) - 1 in known:
        sizes.insert(0, known[-len(sizes) - 1])
    if len(sizes) > len(tensor.trailing):
        kept = tensor.trailing
        tensor.shape = Trailing(*sizes[: len(sizes) - len(kept)], *kept)


def as_tensor(value: Any) -> Tensor:
    """What a function makes of an argument that it takes as one tensor: a list becomes an array, or is stacked."""
    tensor = as_input(value)
    if isinstance(tensor, Tensor):
        return tensor
    if isinstance(value, (list, tuple)) and value and all(type(item) is Tensor for item in value):
        shape = value[0].shape
        alike = isinstance(shape, tuple) and all(item.shape == shape for item in value)
        return Tensor((len(value), *shape) if alike else UNKNOWN, None)
    from keras_shape_lint.tracing.arrays.rule import read_array

    return read_array(value).tensor() if isinstance(value, (list, tuple)) else Tensor(UNKNOWN, None)


def as_value(out: Any) -> Any:
    """A rule's output as the program sees it."""
    if type(out) is list:
        return List(as_value(item) for item in out)
    if type(out) is tuple:
        return tuple(as_value(item) for item in out)
    if type(out) is dict:
        return Dict((name, as_value(item)) for name, item in out.items())
    return out


def from_input(start: Node) -> bool:
    """Whether a call stands behind an Input; it is remembered for all calls that do not."""
    pending: list[Any] = [start]
    seen: dict[int, Node] = {}
    while pending:
        node = pending.pop()
        if not isinstance(node, Node) or node.symbolic is False or id(node) in seen:
            continue
        if node.kind == "input" or node.symbolic:
            start.symbolic = True
            return True
        seen[id(node)] = node
        pending += [x.producer for x in node.inputs]
    for node in seen.values():
        node.symbolic = False
    return False


def is_data(value: Any) -> bool:
    """An array, or a tensor computed at once: all that it is made of is known, and no Input is among it."""
    if isinstance(value, (Array, Eager)):
        return True
    made = value.producer if isinstance(value, Tensor) else None
    return isinstance(made, Node) and _is_computed(made)


def _is_computed(start: Node) -> bool:
    """It is remembered: for all that is found to be computed, and for a call that is not."""
    pending: list[Any] = [start]
    seen: dict[int, Node] = {}
    while pending:
        node = pending.pop()
        if isinstance(node, Node) and (node.computed or id(node) in seen):
            continue
        if not isinstance(node, Node) or node.computed is False or not _may_be_computed(node):
            start.computed = False
            return False
        seen[id(node)] = node
        pending += [x.producer for x in node.inputs if not isinstance(x, Eager)]
    for node in seen.values():
        node.computed = True
    return True


def _may_be_computed(node: Node) -> bool:
    """As far as its own arguments say."""
    if node.kind == "input":
        return False
    return bool(node.inputs) or all(map(_is_known, (*node.arguments[0], *(node.arguments[1] or {}).values())))


def _is_known(value: Any) -> bool:
    return isinstance(value, (Array, External)) or is_concrete(value)


def holds_tensor(value: Any) -> bool:
    """Whether there is one in it, or what may be one."""
    if isinstance(value, (list, tuple)):
        return any(map(holds_tensor, value))
    return isinstance(value, (Tensor, Opaque, Array))


def input_name(tensor: Tensor) -> str | None:
    """What the program calls an Input."""
    node = tensor.producer
    return given_name(node.arguments[1]) if isinstance(node, Node) and node.kind == "input" else None


def given_name(kwargs: Any) -> str | None:
    """The name that a call gives to what it makes."""
    name = kwargs.get("name") if kwargs else None
    return name if isinstance(name, str) else None
