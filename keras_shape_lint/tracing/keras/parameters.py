"""How many parameters a call's layer has, from the weights that its rule declares."""

from __future__ import annotations

from typing import Any, NamedTuple

from keras_shape_lint.graph import Node, flat_tensors
from keras_shape_lint.layers.rule import Config
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, product, total
from keras_shape_lint.tracing.keras.asking import ask
from keras_shape_lint.tracing.keras.hosting import InnerLayer
from keras_shape_lint.tracing.keras.layer import Layer
from keras_shape_lint.tracing.keras.models import Model

NOT_DECLARED = frozenset(
    {
        "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "EinsumDense", "GroupQueryAttention", "GRUCell", "LSTMCell", "RNN",
        "SimpleRNNCell", "SpectralNormalization", "StackedRNNCells",
    }
)  # fmt: skip
"""Layers with weights that their rules say nothing of."""


class _Asking(NamedTuple):
    """What a rule asks of a run."""

    world: World


class _Inner(InnerLayer):
    """The layer inside another, as rules take it; counts what its calls need."""

    def __init__(self, layer: Layer, world: World) -> None:
        super().__init__(layer)
        self.world = world
        self.counts: list[Dim] = []

    def __call__(self, *inputs: Any, **kwargs: Any) -> Any:
        count, out = _asked(self.layer, list(inputs), kwargs, self.world)
        self.counts.append(count)
        return out


def parameters(node: Node, world: World) -> Dim:
    """Of the layer or model that was called; UNKNOWN where not all of its weights are known."""
    if node.kind == "input":
        return 0
    if isinstance(node.layer, Model):
        counted = node.layer.parameters()
        if counted is not None:
            return counted
        return parameters_of(inside(node.layer.inputs, node.layer.outputs), world)
    if not isinstance(node.layer, Layer):
        return 0 if node.kind == "op" else UNKNOWN
    arguments, named = node.arguments
    return _asked(node.layer, list(arguments), named or {}, world)[0]


def parameters_of(nodes: list[Node], world: World) -> Dim:
    """Of all their layers, each counted once."""
    first: dict[int, Node] = {}
    for node in nodes:
        first.setdefault(id(node if node.layer is None else node.layer), node)
    return total(parameters(node, world) for node in first.values())


def inside(inputs: Any, outputs: Any) -> list[Node]:
    """The calls that lead from the inputs of a model to its outputs, each after what it needs."""
    begin = {id(tensor) for tensor in flat_tensors(inputs)}
    done: set[int] = set()
    order: list[Node] = []
    waiting: list[tuple[Any, bool]] = [(tensor.producer, False) for tensor in reversed(flat_tensors(outputs))]
    while waiting:
        node, finished = waiting.pop()
        if finished:
            order.append(node)
        elif isinstance(node, Node) and id(node) not in done:
            done.add(id(node))
            waiting.append((node, True))
            if not any(id(tensor) in begin for tensor in node.outputs):
                waiting += [(tensor.producer, False) for tensor in reversed(node.inputs)]
    return order


def _asked(layer: Layer, inputs: list[Any], named: dict[str, Any], world: World) -> tuple[Dim, Any]:
    """The rule once more, for a layer that nothing has built yet."""
    rule = layer.rule
    if rule is None or layer.config.cannot_say:
        return UNKNOWN, None
    again = Layer(rule, layer.path, layer.site)
    again.config = Config()
    inner = [_Inner(value.layer, world) for value in layer.config.values.values() if _is_layer(value)]
    replaced = {id(each.layer): each for each in inner}
    again.config.values = {
        name: replaced[id(value.layer)] if _is_layer(value) else value for name, value in layer.config.values.items()
    }
    out, reason = ask(_Asking(world), rule, again, inputs, named)
    if not inner and "state" not in rule.given and rule.short not in NOT_DECLARED:
        return 0, out
    if reason is not None or rule.short in NOT_DECLARED or any(t.rank is None for t in flat_tensors(inputs)):
        return UNKNOWN, out
    own = total(product(shape) for shape in again.state.weights.values())
    within = [count for each in inner for count in each.counts]
    return total([own, *within, *(within if rule.short == "Bidirectional" else ())]), out


def _is_layer(value: Any) -> bool:
    return isinstance(getattr(value, "layer", None), Layer)
