"""The layers of a model: in Keras' order, by name, by index."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, Reason
from keras_shape_lint.graph import Node, flat_tensors
from keras_shape_lint.layers.traversal import listed
from keras_shape_lint.tracing.keras.layer import INPUT_LAYER, Layer
from keras_shape_lint.tracing.keras.models import Model, report
from keras_shape_lint.tracing.values import List, Unknown

UNLISTED = Unknown("the layers of a model")


def ordered(model: Any) -> list[Any] | None:
    """Every layer once, inputs first, and the node of each call of a function; None when not all is known."""
    if getattr(model, "order", None) is None:  # a Sequential that is not all known has none
        return None
    inputs = {id(tensor): _input_layer(tensor) for tensor in flat_tensors(model.inputs)}
    if any(layer is None for layer in inputs.values()):
        return None
    made_by = {id(tensor): node for node in model.order for tensor in node.outputs}

    def call(tensor: Any) -> Any:
        layer = inputs.get(id(tensor))
        return made_by[id(tensor)] if layer is None else layer

    def parents(each: Any) -> list[Any]:
        return [] if isinstance(each, Layer) else [call(tensor) for tensor in each.inputs]

    layers: dict[int, Any] = {}

    def layer(each: Any) -> int:
        made = each if isinstance(each, Layer) else each.layer or each
        layers[id(made)] = made
        return id(made)

    try:
        order = listed([call(tensor) for tensor in flat_tensors(model.outputs)], parents, layer)
    except KeyError:
        return None
    return [layers[each] for each in order]


def layers_of(run: Any, model: Any) -> list[Any] | None:
    """What `model.layers` holds. A function that was called is a layer before Keras 3, of a kind we do not know."""
    found = ordered(model)
    if found is None or (any(isinstance(each, Node) for each in found) and run.world.generation < (3,)):
        return None
    if any(id(node) in run.graph.within for node in model.order):
        return None
    return [each for each in found if not isinstance(each, Node)]


def _input_layer(tensor: Any) -> Layer | None:
    """The layer of an Input, the same each time; None for a tensor that is computed."""
    node = tensor.producer
    if not isinstance(node, Node) or node.kind != "input":
        return None
    if node.layer is None:
        made = Layer(None, INPUT_LAYER, node.site)
        made.nodes.append(node)
        arguments = node.arguments[1]
        if arguments and isinstance(arguments.get("name"), str):
            made.config.base["name"] = arguments["name"]
        node.layer = made
    return node.layer if isinstance(node.layer, Layer) else None


def layers(run: Any, model: Any) -> Any:
    """`model.layers`: a new list each time, up to Keras 2.3 always the same one."""
    known = layers_of(run, model)
    if known is None:
        return UNLISTED
    if run.world.generation >= (2, 4):
        return List(known)
    run.touch(model)
    return model.attributes.setdefault("layers", List(known))


def get_layer(run: Any, name: Any = None, index: Any = None, *, model: Any) -> Any:
    """`model.get_layer(name)`, or by index."""
    unknown = Unknown("a layer of a model")
    found = model.attribute(run, "layers")
    known = list(found) if isinstance(found, List) and not found.open else None
    if index is not None:
        if known is None or not isinstance(index, int) or not -len(known) <= index < len(known):
            return unknown
        return known[index]
    if not isinstance(name, str):
        return unknown
    for layer in known if known is not None else _named(model):
        if name_of(layer) == name:
            return layer
    if known is not None and not any(map(_may_be(name), known)):
        _missing(run, model, name)
    return unknown


def _named(model: Any) -> list[Any]:
    """The layers known of a model that is not known whole."""
    calls = model.inside() if hasattr(model, "inside") else getattr(model, "order", None) or []
    return [node.layer for node in calls if isinstance(node.layer, (Layer, Model))]


def name_of(layer: Any) -> Any:
    """The name that the program or an architecture gives; None where Keras makes one up."""
    if isinstance(layer, Layer):
        return layer.attributes.get("_name", layer.attributes.get("name", layer.config.base.get("name")))
    return layer.attributes.get("name") if isinstance(layer, Model) else None


def _may_be(name: str) -> Any:
    """Whether the name may be one that Keras makes up for the layer."""
    stem, _, number = name.rpartition("_")
    plain = (stem if number.isdigit() else name).replace("_", "")

    def may(layer: Any) -> bool:
        given = name_of(layer)
        if given is not None:
            return not isinstance(given, str)
        if not isinstance(layer, Layer) or layer.rule is None:
            return not isinstance(layer, Layer) or layer.path != INPUT_LAYER or plain.startswith("input")
        return plain == layer.rule.short.lower()

    return may


def _missing(run: Any, model: Any, name: str) -> None:
    names = [each for each in map(name_of, model.attribute(run, "layers")) if each]
    text = "{layer} has no layer named {0}; " + ("its layers are {1}" if names else "Keras names its layers itself")
    shown = ", ".join(names if len(names) <= 6 else [*names[:3], "...", *names[-3:]])
    node = Node("model", "keras.Model", model.label, run.site, [], [], model)
    report(run, Reason(ARGUMENT, text, (repr(name), shown)), run.site, node)
