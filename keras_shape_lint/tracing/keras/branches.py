"""`Merge([model, layer], ...)` of Keras 1.0 to 2.1: the tensors behind its branches, and what no merge takes."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import MERGE_INPUTS, Reason
from keras_shape_lint.graph import Node, Site, flat_tensors
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.keras.apply import call_layer
from keras_shape_lint.tracing.keras.called_on import in_module
from keras_shape_lint.tracing.keras.dtypes import mixed
from keras_shape_lint.tracing.keras.layer import Layer
from keras_shape_lint.tracing.keras.models import Model
from keras_shape_lint.tracing.keras.nests import is_data
from keras_shape_lint.tracing.keras.sequential import Sequential
from keras_shape_lint.tracing.keras.symbolic import is_symbolic
from keras_shape_lint.tracing.sequences import iterate
from keras_shape_lint.tracing.values import List, Unknown


def examined(run: Any, layer: Layer, args: list[Any], site: Site) -> tuple[list[Any], Reason | None]:
    """What a merge is called on, and why it cannot be, whatever the shapes: what is no tensor; dtypes.

    Keras 1 compares nothing once an input comes from no layer: its shapes are not looked at.
    """
    items = iterate(args[0]) if isinstance(args[0], (List, tuple)) else None
    if items is None:
        return args, None
    generation = run.world.generation
    for item in items:
        if isinstance(item, (Model, Layer)):
            label = item.label if isinstance(item, Layer) else "model"
            return args, Reason(MERGE_INPUTS, "{layer} takes tensors, and {0} is none; use its output", (label,))
        if isinstance(item, (int, float)):
            return args, Reason(MERGE_INPUTS, "{layer} takes tensors, and {0} is none", (item,))
        if item is None and in_module(run, site):
            return args, Reason(MERGE_INPUTS, "{layer} takes tensors, and one of its inputs is None", ())
        if generation < (2,) and _of_no_layer(run, item):
            return [Unknown("a merge of what comes from no layer"), *args[1:]], None
    if (2,) <= generation < (3,) and not callable(layer.config.values.get("mode")):
        return args, mixed([item for item in items if isinstance(item, Tensor)], generation)
    return args, _begun_with_data(run, items) if generation >= (3,) else None


def _begun_with_data(run: Any, items: list[Any]) -> Reason | None:
    """Merge layers of Keras 3 ask the first of their inputs whether it is sparse, if one is symbolic: no array says."""
    symbolic = next((item for item in items[1:] if is_symbolic(run, item)), None)
    if symbolic is None or not is_data(items[0]):
        return None
    text = "{layer} cannot begin with {0}, which comes from no Input: put it behind {1}, or use keras.ops"
    return Reason(MERGE_INPUTS, text, (items[0], symbolic))


def _of_no_layer(run: Any, value: Any) -> bool:
    """Computed outside of the call of a layer of the program's own."""
    if isinstance(value, Tensor):
        node = value.producer
        return isinstance(node, Node) and node.kind == "op" and id(node) not in run.graph.within
    return isinstance(value, Array)


def connect(run: Any, layer: Layer, site: Site) -> None:
    """A `Merge` built from branches is called on their outputs at once."""
    config = layer.config.values
    branches = iterate(config["layers"]) if config.get("layers") is not None else None
    if branches is None or layer.config.cannot_say:
        return
    nodes, tensors = (_indices(config.get(name), len(branches)) for name in ("node_indices", "tensor_indices"))
    outputs: list[Any] = []
    refused: Reason | None = None
    for i, branch in enumerate(branches):
        try:
            outputs.append(_output(run, branch, i, nodes, tensors))
        except _Missing as missing:
            refused = refused or Reason(MERGE_INPUTS, "{layer}: " + missing.args[0], missing.args[1:])
    call_layer(run, layer, [List(outputs)], {}, site, refused=refused)


class _Missing(Exception):
    """What a branch lacks: a template and its values."""


def _indices(given: Any, count: int) -> list[Any] | None:
    """One index for each branch, all 0 when none are given; None when they could not be followed."""
    if given is None:
        return [0] * count
    items = iterate(given) if isinstance(given, (List, list, tuple)) else None
    return None if items is None else list(items)


def _output(run: Any, branch: Any, i: int, nodes: list[Any] | None, tensors: list[Any] | None) -> Any:
    """The tensor a branch brings. Raises _Missing."""
    if isinstance(branch, Sequential) and not branch.open and not branch.built:
        what = "whose first layer has no input_shape" if branch.layers else "without layers"
        raise _Missing("it cannot merge a Sequential " + what)
    for name, indices in (("node_indices", nodes), ("tensor_indices", tensors)):
        if indices is not None and i >= len(indices):
            raise _Missing("{0} needs one index for each of the layers merged", name)
    if nodes is None or tensors is None:
        return Tensor(UNKNOWN, None)
    made = _made(run, branch)
    node, tensor = nodes[i], tensors[i]
    if made is None or not isinstance(node, int) or not isinstance(tensor, int):
        return Tensor(UNKNOWN, None)
    if not -len(made) <= node < len(made):
        text = "node_indices asks {0} for node {1}, and it was called {2} times"
        raise _Missing(text, _label(branch), node, len(made))
    found = made[node]
    if found is None:
        return Tensor(UNKNOWN, None)
    if not -len(found) <= tensor < len(found):
        raise _Missing("tensor_indices asks {0} for output {1} of {2}", _label(branch), tensor, len(found))
    return found[tensor]


def _label(branch: Any) -> str:
    return str(getattr(branch, "label", "it"))


def _made(run: Any, branch: Any) -> list[list[Tensor] | None] | None:
    """Output tensors by node; None where they are not all known."""
    if isinstance(branch, Model):
        calls = [node.outputs for node in run.graph.nodes if node.layer is branch and node.kind == "model"]
        return [flat_tensors(branch.outputs) or None, *calls]
    if isinstance(branch, Layer) and branch.nodes:
        return [node.outputs for node in branch.nodes]
    return None
