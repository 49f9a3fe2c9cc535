"""How many parameters a call's layer has, from the weights that its rule declares."""

from __future__ import annotations

from typing import Any, NamedTuple

from keras_shape_lint.findings import FAILS_AT_RUN
from keras_shape_lint.graph import Node, flat_tensors
from keras_shape_lint.layers.families import HOLDING, holds_layers, weights_as_declared
from keras_shape_lint.layers.inner import is_inner
from keras_shape_lint.layers.rule import Config
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, product, same, total
from keras_shape_lint.tracing.keras.asking import ask
from keras_shape_lint.tracing.keras.hosting import InnerLayer
from keras_shape_lint.tracing.keras.layer import Layer
from keras_shape_lint.tracing.keras.models import Model
from keras_shape_lint.tracing.run import Exhausted


class Asking(NamedTuple):
    """What a rule asks of a run."""

    world: World
    inside: int = 0


class _Inner(InnerLayer):
    """The layer inside another, as rules take it; counts what its calls need."""

    def __init__(self, layer: Layer, world: World) -> None:
        super().__init__(layer)
        self.world = world
        self.counts: list[Dim] = []
        self.made: dict[str, Dims] = {}

    @property
    def weights(self) -> dict[str, Dims]:
        return self.made

    def __call__(self, *inputs: Any, **kwargs: Any) -> Any:
        count, out, self.made = asked(self.layer, list(inputs), kwargs, self.world)
        self.counts.append(count)
        return out


class _InnerModel:
    """A model inside a layer, which has its weights before it is called."""

    kind = ""

    def __init__(self, model: Model, world: World) -> None:
        self.name = str(model.label)
        self.values: dict[str, Any] = {}
        self.counts = [_of_model(model, world)]

    def __call__(self, *inputs: Any, **kwargs: Any) -> Any:
        return Tensor(UNKNOWN, None)


class _InnerUnknown:
    """Something of the program's own, with weights that nobody declares."""

    kind = ""
    name = ""
    counts: tuple[Dim, ...] = (UNKNOWN,)

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def __call__(self, *inputs: Any, **kwargs: Any) -> Any:
        return Tensor(UNKNOWN, None)


def parameters(node: Node, world: World) -> Dim:
    """Of the layer or model that was called; UNKNOWN where not all of its weights are known."""
    if node.kind == "input":
        return 0
    if isinstance(node.layer, Model):
        return _of_model(node.layer, world)
    if not isinstance(node.layer, Layer):
        return 0 if node.kind == "op" else UNKNOWN
    arguments, named = node.arguments
    return asked(node.layer, list(arguments), named or {}, world)[0]


def weights_of(layer: Layer, world: World, given: Any = None) -> dict[str, Dims] | None:
    """By name, in Keras' order, as its first call made them; None where not all are certain, as of layers within it.

    `given` is what the layer is called on, where it is being built.
    """
    rule = layer.rule
    if rule is None or not (layer.nodes or given) or holds_layers(rule) or not weights_as_declared(rule, world):
        return None
    arguments, named = layer.nodes[0].arguments if layer.nodes else ([given], {})
    count, _, weights = asked(layer, list(arguments), named or {}, world)
    alone = same(count, total(map(product, weights.values())))  # no layer in an argument has more
    return weights if alone and weights.keys() >= layer.state.weights.keys() else None


def _of_model(model: Model, world: World) -> Dim:
    counted = model.parameters()
    return parameters_of(inside(model.inputs, model.outputs), world) if counted is None else counted


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


def asked(layer: Layer, inputs: list[Any], named: dict[str, Any], world: World) -> tuple[Dim, Any, dict[str, Dims]]:
    """The rule once more, for a layer that nothing has built yet: count, output, weights."""
    rule = layer.rule
    if rule is None or layer.config.cannot_say:
        return UNKNOWN, None, {}
    again = Layer(rule, layer.path, layer.site)
    again.config = Config()
    inner: list[Any] = []
    again.config.values = {name: _within(value, world, inner) for name, value in layer.config.values.items()}
    try:
        out, reason = ask(Asking(world), rule, again, inputs, named)
    except Exhausted:  # by a function of the program's, whose run is over
        return UNKNOWN, None, {}
    weights = again.state.weights
    held = [again.config.values.get(name) for name in HOLDING if name in rule.parameters]
    if not inner and not held and "state" not in rule.given:
        return 0, out, weights
    open_switch = any(
        again.config.values.get(name) is UNKNOWN and parameter.check is not None and parameter.check.switch
        for name, parameter in rule.parameters.items()
    )
    refused = reason is not None and reason.message is not FAILS_AT_RUN
    if open_switch or refused or any(tensor.rank is None for tensor in flat_tensors(inputs)):
        return UNKNOWN, out, weights
    if (not inner and held) or not all(each.counts for each in inner):
        return UNKNOWN, out, weights
    own = total(product(shape) for shape in weights.values())
    within = [count for each in inner for count in each.counts]
    return total([own, *within]), out, weights


def _within(value: Any, world: World, found: list[Any]) -> Any:
    """Layers and models in an argument, as things that count their weights; they are added to `found`."""
    if isinstance(value, list) and any(map(is_inner, value)):
        return [_within(item, world, found) for item in value]
    if not is_inner(value):
        return value
    layer = getattr(value, "layer", None)
    if isinstance(layer, Layer):
        counting: Any = _Inner(layer, world)
    elif isinstance(layer, Model):
        counting = _InnerModel(layer, world)
    else:
        counting = _InnerUnknown(value.values)
    found.append(counting)
    return counting
