"""Where a dimension came from: the call that first has its size, found by asking the rules again.

A size in the inputs of a call is replaced by a symbol, and what becomes of the outputs says whether it was handed on,
went into a computation, or has nothing to do with it.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

from keras_shape_lint.graph import Node, flat_tensors
from keras_shape_lint.layers.rule import find
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, is_known, same
from keras_shape_lint.shapes.symbols import symbol
from keras_shape_lint.tracing.keras.asking import ask_function
from keras_shape_lint.tracing.keras.layer import Layer
from keras_shape_lint.tracing.keras.models import Model
from keras_shape_lint.tracing.keras.nests import as_input, holds_tensor
from keras_shape_lint.tracing.keras.parameters import Asking, asked

FURTHEST = 2000
"""Calls back; a size that stood for longer is said to come from there."""

Axis = tuple[Tensor, int]


class Origin(NamedTuple):
    """`tensor` is the first that has the size. `argument` is the one of the call that gives it; without it, `parts` are
    the sizes it is computed from, where there are any."""

    tensor: Tensor
    argument: str | None = None
    parts: tuple[Dim, ...] = ()


def origin(tensor: Tensor, axis: int, world: World) -> Origin:
    """Of one known dimension."""
    size = tensor.dims[axis]
    given: dict[int, Tensor] = {}
    for _ in range(FURTHEST):
        node = tensor.producer
        if not isinstance(node, Node):
            break
        if id(tensor) in given:
            before = _of(given.pop(id(tensor)), axis, size)
        elif isinstance(node.layer, Model):
            given.update(zip(map(id, flat_tensors(node.layer.inputs)), node.inputs))
            before = _of(_inside(node, tensor), axis, size)
        else:
            before = _handed_on(node, _output(node, tensor), axis, size, world)
        if before is None:
            break
        tensor, axis = before
    return _made(tensor, axis, world)


def _output(node: Node, tensor: Tensor) -> int:
    return next((number for number, each in enumerate(node.outputs) if each is tensor), 0)


def _of(tensor: Tensor | None, axis: int, size: Dim) -> Axis | None:
    """That axis of it, if it has the same size."""
    return (tensor, axis) if tensor is not None and axis < len(tensor.dims) and same(tensor.dims[axis], size) else None


def _inside(node: Node, tensor: Tensor) -> Tensor | None:
    """What a model that was called has as its own output."""
    own, number = flat_tensors(node.layer.outputs), _output(node, tensor)
    return own[number] if number < len(own) else None


def _handed_on(node: Node, output: int, axis: int, size: Dim, world: World) -> Axis | None:
    """The input and its axis that an output has the size of: the same axis where several would do."""
    mark = symbol("size", 1)
    places = [(tensor, number) for tensor in node.inputs for number, dim in enumerate(tensor.dims) if same(dim, size)]
    places.sort(key=lambda place: (place[1] != axis, place[1]))
    together = [list(group) for _, group in groupby(places, key=lambda place: place[1])]
    alone = [[place] for group in together if len(group) > 1 for place in group]
    for group in (*together, *alone, *([places] if len(together) > 1 else [])):
        marked = {id(tensor): tensor for tensor, _ in group}
        for tensor, number in group:
            marked[id(tensor)] = _marked(marked[id(tensor)], number, mark)
        if same(_becomes(node, marked, {}, output, axis, world), mark):
            return group[0]
    return None


def _made(tensor: Tensor, axis: int, world: World) -> Origin:
    """By an argument, or from other sizes."""
    node, size = tensor.producer, tensor.dims[axis]
    if not isinstance(node, Node):
        return Origin(tensor)
    mark, output = symbol("size", 1), _output(node, tensor)
    for name, value in _arguments(node).items():
        marked = _with(value, size, mark)
        if marked is not value and same(_becomes(node, {}, {name: marked}, output, axis, world), mark):
            return Origin(tensor, name)
    if not same(_becomes(node, {}, {}, output, axis, world), size):
        return Origin(tensor)
    parts = []
    for given in node.inputs:
        for number, dim in enumerate(given.dims):
            trial = {id(given): _marked(given, number, mark)}
            if is_known(dim) and not same(_becomes(node, trial, {}, output, axis, world), size):
                parts.append(dim)
    return Origin(tensor, None, tuple(parts))


def _arguments(node: Node) -> dict[str, Any]:
    """Those that are no tensors, by name."""
    if isinstance(node.layer, Layer):
        return node.layer.config.values
    rule = find(node.callee)
    given, named = node.arguments
    names = [parameter.name for parameter in rule.inputs] if rule is not None else []
    return {name: value for name, value in {**dict(zip(names, given)), **(named or {})}.items()
            if not holds_tensor(value)}  # fmt: skip


def _with(value: Any, size: Dim, mark: Dim) -> Any:
    """The argument with a mark for the size; the same object where the size is not in it."""
    if isinstance(value, (tuple, list)):
        changed = type(value)(_with(item, size, mark) for item in value)
        return changed if any(a is not b for a, b in zip(value, changed)) else value
    return mark if type(value) is type(size) and same(value, size) else value


def _marked(tensor: Tensor, axis: int, mark: Dim) -> Tensor:
    out = tensor.like()
    out.shape = (*tensor.dims[:axis], mark, *tensor.dims[axis + 1 :])
    return out


def _becomes(
    node: Node, tensors: dict[int, Tensor], values: dict[str, Any], output: int, axis: int, world: World
) -> Dim:
    """The dimension of an output, with other tensors (by id) and other arguments."""
    found = flat_tensors(_again(node, tensors, values, world))
    dims = found[output].dims if output < len(found) else ()
    return dims[axis] if axis < len(dims) else UNKNOWN


def _again(node: Node, tensors: dict[int, Tensor], values: dict[str, Any], world: World) -> Any:
    arguments, named = node.arguments
    given = [_instead(value, tensors) for value in arguments]
    others = {name: _instead(value, tensors) for name, value in (named or {}).items()}
    if isinstance(node.layer, Layer):
        layer = node.layer
        if values:
            layer = Layer(layer.rule, layer.path, layer.site)
            layer.config.values = {**node.layer.config.values, **values}
        return asked(layer, given, others, world)[1]
    rule = find(node.callee) if node.kind == "op" else None
    if rule is None or rule.calls_back:
        return None
    by_name = {**dict(zip((parameter.name for parameter in rule.inputs), given)), **others, **values}
    return ask_function(Asking(world), rule, [], by_name)[0]


def _instead(value: Any, tensors: dict[int, Tensor]) -> Any:
    if isinstance(value, Tensor):
        return tensors.get(id(value), value)
    if holds_tensor(value):
        nest = as_input(value)
        if isinstance(nest, (list, tuple)):
            return type(nest)(_instead(item, tensors) for item in nest)
    return value
