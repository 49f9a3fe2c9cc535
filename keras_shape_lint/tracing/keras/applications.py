"""The ready-made models of keras.applications as values: functional models whose inside is made when asked for."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.graph import Node, Site, flat_tensors
from keras_shape_lint.layers.applications.architecture import Architecture, Built
from keras_shape_lint.layers.applications.net import Step, parameters
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, is_known
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.calls import UNCERTAIN, handles
from keras_shape_lint.tracing.keras.apply import apply_function
from keras_shape_lint.tracing.keras.layer import Layer
from keras_shape_lint.tracing.keras.models import FunctionalModel, Model, connect, report
from keras_shape_lint.tracing.keras.nests import as_input
from keras_shape_lint.tracing.keras.replay import call_model
from keras_shape_lint.tracing.keras.sequential import Sequential
from keras_shape_lint.tracing.values import Native, Opaque, Unknown


class ReadyMade(Model):
    """A model of keras.applications. One call stands for all of it until `inside` is asked."""

    __slots__ = ("built", "known_inside", "label", "rule")

    def __init__(self, rule: Architecture, built: Built, start: Tensor, output: Tensor, site: Site) -> None:
        self.rule = rule
        self.label = rule.short
        self.built = built
        self.inputs = start
        self.outputs = output
        self.site = site
        self.attributes: dict[str, Any] = {}
        self.known_inside: list[Node] | None = None

    @property
    def callee(self) -> str:
        return self.rule.name

    @property
    def order(self) -> list[Node] | None:
        return self.inside() if self.built.certain else None

    def inside(self) -> list[Node]:
        """The calls of its layers, each after what it needs; from then on they are what gives its output."""
        if self.known_inside is None:
            tensors = {id(self.built.input): self.inputs, id(self.built.output): self.outputs}
            self.known_inside = [_call(step, tensors, self.site) for step in self.built.steps]
        return self.known_inside

    def attribute(self, run: Any, name: str) -> Any:
        if name == "name" and name not in self.attributes:
            return Unknown("the name of a model")
        if name == "count_params" and is_known(self.parameters()):
            return Native(name, lambda run: self.parameters())
        return super().attribute(run, name)

    def cloned(self, site: Site) -> ReadyMade:
        """The same layers once more, behind an Input of their own."""
        start, output = _input(self.built, self.rule, site), self.built.output.like()
        clone = ReadyMade(self.rule, self.built, start, output, site)
        clone.attributes.update((name, value) for name, value in self.attributes.items() if name == "name")
        output.producer = Node("model", self.callee, self.label, site, [start], [output], clone, None, ([start], {}))
        return clone

    def parameters(self) -> Dim:
        return parameters(self.built.steps) if self.built.certain else UNKNOWN

    def snapshot(self) -> Any:
        return dict(self.attributes)

    def restore(self, state: Any) -> None:
        self.attributes = state


def _call(step: Step, tensors: dict[int, Tensor], site: Site) -> Node:
    """The node of a step, its tensors those of the program."""
    arguments: tuple[Any, dict[str, Any]] = _mapped(step.arguments[0], tensors), {}
    output = tensors.setdefault(id(step.output), step.output.like())
    made: Layer | Sequential | None = None
    if step.inner:
        made = Sequential(site)
        made.inputs, made.outputs, made.built = arguments[0][0].like(), output.like(), True
        made.layers = [(_layer(inner, site), site) for inner in step.inner]
        made.attributes["name"] = step.name
    elif step.config is not None:
        made = _layer(step, site)
    kind = "op" if made is None else "model" if step.inner else "layer"
    label = None if isinstance(made, Layer) else step.name or step.path.rpartition(".")[2]
    node = Node(kind, step.path, label, site, flat_tensors(arguments[0]), [output], made, step.config, arguments)
    output.producer = node
    if isinstance(made, Layer):
        made.nodes.append(node)
    return node


def _layer(step: Step, site: Site) -> Layer:
    layer = Layer(step.rule, step.path, site)
    assert step.config is not None
    assert step.state is not None
    layer.config, layer.state = step.config, step.state.copy()
    return layer


def _mapped(nest: Any, tensors: dict[int, Tensor]) -> Any:
    if isinstance(nest, Tensor):
        return tensors.get(id(nest), nest)
    return [_mapped(item, tensors) for item in nest] if isinstance(nest, list) else nest


@handles(ReadyMade)
def _again(run: Any, model: ReadyMade, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    return call_model(run, model, args, kwargs, site)


def ready_made(run: Any, rule: Any, path: str, args: list[Any], kwargs: dict[str, Any], site: Site) -> Any:
    """A call as `ResNet50(include_top=False)`."""
    certain = not kwargs.pop(UNCERTAIN, False)
    node = Node("application", rule.name, rule.short, site, [], [], None, None, (args, kwargs))
    unknown = Unknown(f"{rule.short} could not be followed")
    try:
        config = rule.configure(args, kwargs, run.world, certain)
        given = rule.filled(config.values)
        if config.cannot_say or not rule.measured(run.world):
            return _lost(run, node, unknown)
        tensor = _given_tensor(given["input_tensor"])
        given["input_tensor"] = tensor
        built = rule.build(given, run.world)
    except Reject as reject:
        _lost(run, node, unknown)
        report(run, reject.reason, site, node)
        return unknown
    start = tensor if tensor is not None else _input(built, rule, site)
    model = ReadyMade(rule, built, start, built.output.like(), site)
    name = given["name"] if given["name"] is not None else rule.default_name(given, built, run.world)
    if name is not UNKNOWN:
        model.attributes["name"] = name
    node.inputs, node.outputs, node.layer = [start], [model.outputs], model
    run.record(node)
    return model if tensor is None else _behind(model, tensor)


def preprocessed(run: Any, rule: Any, path: str, args: list[Any], kwargs: dict[str, Any], site: Site) -> Any:
    """`preprocess_input` of a tensor; an array keeps its shape, and may be written to."""
    x = args[0] if args else kwargs.get("x")
    if isinstance(x, (Tensor, Opaque)):
        return apply_function(run, path, args, kwargs, site)
    if not isinstance(x, Array):
        return Unknown("preprocessed pixels")
    run.forget(x.memory)
    return Array(x.shape)


def _lost(run: Any, node: Node, unknown: Unknown) -> Unknown:
    node.outputs = [Tensor(UNKNOWN, None)]
    run.record(node)
    return unknown


def _given_tensor(value: Any) -> Tensor | None:
    if isinstance(value, (Tensor, Opaque)):
        return as_input(value)  # type: ignore[no-any-return]
    return None if value is None else Tensor(UNKNOWN, None)


def _input(built: Built, rule: Architecture, site: Site) -> Tensor:
    """The Input that the model makes for itself."""
    start = built.input.like()
    start.producer = Node("input", "keras.Input", f"input of {rule.short}", site, [], [start])
    return start


def _behind(model: ReadyMade, tensor: Tensor) -> Any:
    """With an `input_tensor`: one that is computed has what leads to it for a part of the model."""
    producer = tensor.producer
    if not isinstance(producer, Node) or producer.kind == "input":
        return model
    model.inside()
    sources = _sources(tensor)
    whole = FunctionalModel(sources[0] if len(sources) == 1 else sources, model.outputs, model.site)
    connect(whole)
    whole.attributes.update(model.attributes)
    return whole


def _sources(tensor: Tensor) -> list[Tensor]:
    """The Inputs that a tensor is computed from."""
    found: dict[int, Tensor] = {}
    pending, seen = [tensor], set()
    while pending:
        each = pending.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        if isinstance(each.producer, Node) and each.producer.inputs and each.producer.kind != "input":
            pending += each.producer.inputs
        else:
            found[id(each)] = each
    return list(found.values())
