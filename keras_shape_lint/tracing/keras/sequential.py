"""Sequential models: layers in a row, with or without an input shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from keras_shape_lint.findings import ARGUMENT, MERGE_INPUTS, NEVER_CALLED, Reason
from keras_shape_lint.graph import Graph, Node, Site, flat_tensors
from keras_shape_lint.layers.declared import declared_input
from keras_shape_lint.layers.model_arguments import strange_of_sequential
from keras_shape_lint.layers.tensor import Eager, Tensor
from keras_shape_lint.layers.world import LATEST, Span, fits
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.tracing.calls import UNCERTAIN, invoke
from keras_shape_lint.tracing.exceptions import fail
from keras_shape_lint.tracing.keras.apply import apply_function, call_layer
from keras_shape_lint.tracing.keras.layer import INPUT_LABEL, Layer, layer_class
from keras_shape_lint.tracing.keras.models import Model, report
from keras_shape_lint.tracing.keras.nests import as_input, as_value
from keras_shape_lint.tracing.sequences import iterate
from keras_shape_lint.tracing.values import Dict, External, Instance, List, Native, Unknown

TOLD = "_told_of_its_input"
"""Attribute of a user's layer with the arguments on its input that Keras' base class was given."""

WAITS = (2, 2)
"""Since then a Sequential without an input shape waits for its first call."""


TAKES_INPUT: Span = ((2, 4), LATEST)
"""What `Input` gives may stand in front of the layers."""


class Sequential(Model):
    """Layers in a row. `open`: they are not all known. Without an input shape it waits for its first call.

    `called` is its first call on a symbolic tensor; `lent`: other code may have made one. `waited`: its inputs are
    those of its first call.
    """

    __slots__ = ("before", "built", "called", "layers", "lent", "open", "waited")

    label = "Sequential"

    def __init__(self, site: Site) -> None:
        self.site = site
        self.layers: list[tuple[Any, Site]] = []
        self.before: list[Any] = []
        self.inputs: Any = None
        self.outputs: Any = None
        self.open = False
        self.built = False
        self.called: Node | None = None
        self.lent = False
        self.waited = False
        self.attributes: dict[str, Any] = {}

    def attribute(self, run: Any, name: str) -> Any:
        if name == "add":
            return Native("add", lambda run, layer=None, **kwargs: self._add(run, layer))
        if name == "pop":
            return Native("pop", self._pop)
        if name == "layers" and not self.open:
            if run.world.generation < WAITS and _of_input_layer(self.inputs):
                return Unknown("layers that begin with an InputLayer")
            return List(layer for layer, _ in self.layers)
        if name in ("input", "output") and run.world.generation >= (3,) and not self.open:
            return self._end(run, name)
        return super().attribute(run, name)

    def _end(self, run: Any, name: str) -> Any:
        """In Keras 3 that of its first call on a symbolic tensor; a Sequential never called so has none."""
        if self.called is not None:
            tensors = self.called.inputs if name == "input" else self.called.outputs
            return as_value(tensors[0] if len(tensors) == 1 else tensors)
        if self.built and not self.lent and name not in self.attributes:
            fail(run, "AttributeError", f"the {name} of a model never called")
            template = "{layer} was never called on an Input, so in Keras 3 it has no {0}; use {0}s[0]"
            node = Node("sequential", "keras.Sequential", self.label, self.site, [], [])
            run.report(Reason(NEVER_CALLED, template, (name,)), run.site, node)
        return super().attribute(run, name)

    def lend(self, run: Any) -> None:
        """Other code has it, and may call it."""
        run.touch(self)
        self.lent = True

    def meet(self, run: Any, node: Node) -> None:
        """A call of it was made."""
        symbolic = [None in tensor.dims for tensor in node.inputs]
        if self.called is None and not run.inside and any(symbolic):
            run.touch(self)
            self.called = node
        elif not all(isinstance(tensor, Eager) for tensor in node.inputs):
            self.lend(run)

    def _add(self, run: Any, layer: Any) -> None:
        add_layer(run, self, layer, run.site)

    def _pop(self, run: Any, *args: Any, **kwargs: Any) -> Any:
        """The last layer is taken off, and the outputs are those before it."""
        if self.open or not self.layers or len(self.before) != len(self.layers):
            run.forget(self)
            return Unknown("a layer taken off")
        run.touch(self)
        self.outputs = self.before.pop()
        return self.layers.pop()[0]

    def snapshot(self) -> Any:
        ends = self.inputs, self.outputs, list(self.before)
        told = self.open, self.built, self.called, self.lent, self.waited
        return list(self.layers), ends, told, dict(self.attributes)

    def restore(self, state: Any) -> None:
        self.layers, ends, told, self.attributes = state
        self.open, self.built, self.called, self.lent, self.waited = told
        self.inputs, self.outputs, self.before = ends

    def forget(self) -> None:
        self.open, self.outputs = True, Tensor(UNKNOWN, None) if self.built else None


def sequential(run: Any, args: list[Any], kwargs: dict[str, Any], site: Site) -> Any:
    """`Sequential([layers])`."""
    model = Sequential(site)
    layers = args[0] if args else kwargs.get("layers")
    if kwargs.pop(UNCERTAIN, False):
        model.open = True
    strange = strange_of_sequential(kwargs)
    if strange is not None:
        report(run, strange, site, Node("sequential", "keras.Sequential", "Sequential", site, [], [], model))
    if layers is None:
        return model
    items = iterate(layers)
    if items is None:
        model.open = True
        return model
    for layer in list(items):
        add_layer(run, model, layer, site)
    return model


def add_layer(run: Any, model: Sequential, layer: Any, site: Site) -> None:
    """`model.add(layer)` at a site of kind sequential."""
    run.touch(model)
    model.layers.append((layer, site))
    if isinstance(layer, Sequential):
        layer.lend(run)
    if model.open:
        return
    if isinstance(layer, Tensor):
        if not _begins(run, layer):
            _refuse(run, model, Reason(ARGUMENT, "{layer} takes layers, and {0} is a tensor", (layer,)), site)
            return
        if not model.built:
            model.layers.pop()
            model.inputs = model.outputs = layer
            model.built = True
            _record(run, model, site)
        return
    if type(layer) in (External, str, int, float) and (reason := _no_layer(layer)) is not None:
        _refuse(run, model, reason, site)
        return
    fresh = not model.built
    if fresh and not _start(run, model, layer, site):
        return
    model.before.append(model.outputs)
    if not fresh or not _starts_itself(layer):
        model.outputs = apply_to(run, layer, model.outputs, site)
    _record(run, model, site)


def _begins(run: Any, tensor: Tensor) -> bool:
    """What an InputLayer gives stands in front of the layers, since 2.4 also what `Input` gives."""
    made = tensor.producer
    if not isinstance(made, Node) or made.label == INPUT_LABEL:
        return True
    if made.kind == "input":
        run.worlds.dated(run, TAKES_INPUT)
    return made.kind == "input" and fits(TAKES_INPUT, run.world)


def _of_input_layer(tensor: Any) -> bool:
    """Before Keras 2.2 it is one of the layers."""
    return isinstance(tensor, Tensor) and isinstance(tensor.producer, Node) and tensor.producer.label == INPUT_LABEL


def _no_layer(value: Any) -> Reason | None:
    """Why a class of Keras, a text or a number cannot be added."""
    if not isinstance(value, External):
        return Reason(ARGUMENT, "{layer} takes layers, and {0} is none", (repr(value),))
    name = layer_class(value)
    template = "{layer} takes layers, and {0} is a class; make one of it, {0}()"
    return None if name is None else Reason(ARGUMENT, template, (name,))


def _starts_itself(layer: Any) -> bool:
    """A first layer that is a model or a merge of branches: its own outputs are the outputs so far."""
    return isinstance(layer, Model) or bool(_branches(layer))


def _start(run: Any, model: Sequential, layer: Any, site: Site) -> bool:
    """Make the model's input from its first layer. False while there is none."""
    if len(model.layers) > 1:
        return False
    if isinstance(layer, Model):
        if layer.outputs is None or (isinstance(layer, Sequential) and not layer.built):
            return False
        model.inputs, model.outputs = layer.inputs, layer.outputs
        model.built = True
        return True
    branches = _branches(layer)
    if branches:
        model.inputs = [tensor for branch in branches for tensor in flat_tensors(branch.inputs)]
        model.outputs = layer.nodes[0].outputs[0] if layer.nodes else Tensor(UNKNOWN, None)
        model.built = True
        return True
    if isinstance(layer, Layer) and layer.path == "Merge":
        template = "{layer} cannot begin a Sequential without the models it merges; write Merge([a, b], ...)"
        report(run, Reason(MERGE_INPUTS, template, ()), site, Node("merge", "Merge", layer.label, site, [], []))
        return False
    declared = _declared(run, layer)
    if not declared:
        if run.world.generation < WAITS and _surely_shapeless(layer):
            template = "{layer}: before Keras 2.2 its first layer must get an input_shape or input_dim"
            _refuse(run, model, Reason(ARGUMENT, template, ()), site)
        return False
    model.inputs = model.outputs = _input(run, declared, getattr(layer, "site", site))
    model.built = True
    return True


def _refuse(run: Any, model: Sequential, reason: Reason, site: Site) -> None:
    """Nothing more is known of the model from here on."""
    report(run, reason, site, Node("sequential", "keras.Sequential", model.label, site, [], []))
    model.open = True


def _surely_shapeless(layer: Any) -> bool:
    """No argument is left open, and no earlier call gave it an input."""
    if not isinstance(layer, Layer):
        return False
    return layer.rule is not None and layer.written is not None and not layer.nodes


def _declared(run: Any, layer: Any) -> Mapping[str, Any]:
    """What a layer, of Keras' own or of the user's class, was told of its input."""
    if isinstance(layer, Instance) and not isinstance(layer.layer, Layer):
        told = layer.attributes.get(TOLD)
        return declared_input("", told, {}, run.world) if isinstance(told, Dict) else {}
    own = layer.layer if isinstance(layer, Instance) else layer
    if not isinstance(own, Layer):
        return {}
    return declared_input(own.rule.short if own.rule is not None else "", own.config.base, own.config.values, run.world)


def _branches(layer: Any) -> list[Any]:
    """The models a legacy `Merge([a, b], ...)` is built from."""
    branches = layer.config.values.get("layers") if isinstance(layer, Layer) else None
    items = iterate(branches) if branches is not None else None
    return list(items) if items and all(isinstance(item, (Model, Layer)) for item in items) else []


def _input(run: Any, declared: Mapping[str, Any], site: Site) -> Any:
    kwargs = {name: List(value) if type(value) is list else value for name, value in declared.items()}
    quiet, run.graph = run.graph, Graph()
    try:
        return apply_function(run, "keras.Input", [], kwargs, site)
    finally:
        run.graph = quiet


def apply_to(run: Any, layer: Any, tensors: Any, site: Site) -> Any:
    """What one of its layers gives for what the one before it gives."""
    if isinstance(layer, Layer):
        return call_layer(run, layer, [tensors], {}, layer.site, site)
    if isinstance(layer, Model):
        from keras_shape_lint.tracing.keras.replay import call_model

        return call_model(run, layer, [tensors], {}, site)
    if isinstance(layer, Instance):
        return as_input(invoke(run, layer, [tensors], {}, site))
    return Tensor(UNKNOWN, None)


def _record(run: Any, model: Sequential, site: Site) -> None:
    """A site of the whole model so far; its tensors keep the producers they have."""
    producers = [tensor.producer for tensor in flat_tensors(model.outputs)]
    node = Node(
        "sequential",
        "keras.Sequential",
        "Sequential",
        site,
        flat_tensors(model.inputs),
        flat_tensors(model.outputs),
        model,
    )
    run.record(node)
    run.graph.models = [each for each in run.graph.models if each.layer is not model]
    run.graph.models.append(node)
    for tensor, producer in zip(node.outputs, producers):
        tensor.producer = producer
