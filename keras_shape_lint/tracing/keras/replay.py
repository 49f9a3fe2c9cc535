"""A model called as a layer: its calls are made again on other tensors."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import FAILS_AT_RUN, INPUT_SHAPE, Reason
from keras_shape_lint.graph import Graph, Node, Site, flat_tensors
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.training.data import received
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.dims import UNKNOWN, differ, same, squeezed
from keras_shape_lint.tracing.calls import UNCERTAIN
from keras_shape_lint.tracing.keras.apply import apply_function, call_layer
from keras_shape_lint.tracing.keras.called_on import called_on
from keras_shape_lint.tracing.keras.layer import Layer, Within
from keras_shape_lint.tracing.keras.models import FunctionalModel, Model, report
from keras_shape_lint.tracing.keras.nests import as_input, as_value, is_data
from keras_shape_lint.tracing.keras.sequential import Sequential, apply_to
from keras_shape_lint.tracing.values import Unknown


def call_model(run: Any, model: Any, args: list[Any], kwargs: dict[str, Any], site: Site) -> Any:
    """A model as a layer: its declared input is checked, then its calls are made again on the new tensors."""
    kwargs.pop(UNCERTAIN, None)
    if not args:
        args = [kwargs.get("inputs", Unknown())]
    inputs = as_input(args[0])
    node = Node("model", model.callee, model.label, site, flat_tensors(inputs), [], model, None, ([inputs], {}))
    reason = None
    if isinstance(model, Sequential) and not model.built and not model.open:
        out = inputs
        for layer, _ in model.layers:
            out = apply_to(run, layer, out, site)
        run.touch(model)
        model.inputs, model.outputs, model.built, model.waited = inputs, out, True, True
        out = _copies(out)
    elif (reason := called_on(run, None, args[0], site)) is None:
        out, reason = _again(run, model, inputs, is_data(args[0]))
    else:
        out = _copies(model.outputs)
    node.outputs = flat_tensors(out)
    run.record(node)
    if isinstance(model, Sequential):
        model.meet(run, node)
    if reason is not None:
        report(run, reason, site, node)
    return as_value(out)


def _again(run: Any, model: Any, inputs: Any, data: bool) -> tuple[Any, Reason | None]:
    given, declared = flat_tensors(inputs), flat_tensors(model.inputs)
    if getattr(model, "open", False) or not declared or not given:
        return Tensor(UNKNOWN, None), None
    if isinstance(model, Sequential) and model.waited and run.world.generation < (3,):
        return _widened(run, model, given, declared)
    if len(given) < len(declared) and any(map(_is_optional, declared)):
        return Tensor(UNKNOWN, None), None
    runs = data or bool(run.inside)
    reason = _unfit(run, given, declared, runs)
    given = [_adjusted(tensor, expected) for tensor, expected in zip(given, declared)]
    otherwise = any(tensor.rank != expected.rank for tensor, expected in zip(given, declared))
    looks = isinstance(model, Sequential) and runs and not otherwise and run.world.generation >= (3,)
    if reason is not None and looks:
        out, refusal = replayed(run, model, given, declared)  # looks at nothing but its layers when it runs
        return (out, None) if refusal is None else (_copies(model.outputs), reason)
    if reason is not None or all(map(same_shape, given, declared)):
        return _copies(model.outputs), reason
    if otherwise and not data and run.world.generation < (2, 4):  # nor do its layers look at their ranks
        out, refusal = replayed(run, model, given, declared)
        return (out if refusal is None else Tensor(UNKNOWN, None)), None
    if otherwise:
        if data:
            return _of_data(run, model, given, declared)
        return Tensor(UNKNOWN, None), _refused_later(run, given, declared)
    return replayed(run, model, given, declared)


def _is_optional(declared: Tensor) -> bool:
    """`Input(shape, optional=True)`, for which None may be given."""
    node = declared.producer
    return isinstance(node, Node) and node.kind == "input" and bool((node.arguments[1] or {}).get("optional"))


def _widened(run: Any, model: Sequential, given: list[Tensor], declared: list[Tensor]) -> tuple[Any, Reason | None]:
    """What its first call gave as input binds no other call in Keras 2: the layers alone are asked."""
    if [tensor.rank for tensor in given] != [tensor.rank for tensor in declared]:
        return Tensor(UNKNOWN, None), None
    return replayed(run, model, given, declared)


def _of_data(run: Any, model: Any, given: list[Tensor], declared: list[Tensor]) -> tuple[Any, Reason | None]:
    """Called on an array, which is received as `predict` does."""
    try:
        held = [received(tensor, wanted, run.world, isinstance(model, Sequential))
                for tensor, wanted in zip(given, declared)]  # fmt: skip
    except Reject as reject:
        return _copies(model.outputs), reject.reason
    return replayed(run, model, held, declared)


def replayed(run: Any, model: Any, given: list[Tensor], declared: list[Tensor]) -> tuple[Any, Reason | None]:
    """-> the outputs for other inputs than those declared, and why a layer refuses them if one does."""
    faults, run.faults = run.faults, []
    graph, run.graph = run.graph, Graph()
    try:
        if isinstance(model, Sequential):
            out = given[0]
            for layer, site in model.layers:
                with Within(layer):
                    out = apply_to(run, layer, out, site)
        else:
            out = _replay(run, model, dict(zip(map(id, declared), given)))
        met = run.faults
    finally:
        run.faults, run.graph = faults, graph
    for tensor in flat_tensors(out):
        tensor.producer = None
    return _copies(out), met[0].reason if met else None


def same_shape(given: Tensor, declared: Tensor) -> bool:
    """Certainly the same in every axis."""
    a, b = given.shape, declared.shape
    return isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b) and all(map(same, a, b))


def _copies(nest: Any) -> Any:
    if isinstance(nest, Tensor):
        return nest.like()
    if isinstance(nest, dict):
        return {name: _copies(item) for name, item in nest.items()}
    return type(nest)(_copies(item) for item in nest) if isinstance(nest, (list, tuple)) else Tensor(UNKNOWN, None)


def _unfit(run: Any, given: list[Tensor], declared: list[Tensor], runs: bool) -> Reason | None:
    """Their number: tf.keras 2 takes more than are declared. Keras 3 holds each input against its declaration, axis by
    axis after the batch, a last axis of 1 left out; tf.keras 2.15 those that are no symbolic tensors of its own."""
    generation = run.world.generation
    if len(given) != len(declared):
        if any(tensor.rank is None for tensor in given) or (len(given) > len(declared) and (2, 4) <= generation < (3,)):
            return None
        template = "{layer} has {0} input" + "s" * (len(declared) > 1) + ", {1}, and is called on {2}: {3}"
        return Reason(INPUT_SHAPE, template, (len(declared), declared, len(given), given))
    if generation < (2, 15) or (generation < (3,) and not runs):
        return None
    for tensor, expected in zip(given, declared):
        if not isinstance(tensor.shape, tuple) or not isinstance(expected.shape, tuple):
            continue
        if any(map(differ, squeezed(expected.shape)[1:], squeezed(tensor.shape)[1:])):
            return Reason(INPUT_SHAPE, "{layer} declares an input {0}, called on {1}", (expected, tensor))
    return None


def _refused_later(run: Any, given: list[Tensor], declared: list[Tensor]) -> Reason | None:
    """Keras 3 counts the axes of an input when the model runs, after a last axis of 1 was dropped or added."""
    if run.world.generation < (3,):
        return None
    for tensor, expected in zip(given, declared):
        shape, wanted = tensor.shape, expected.shape
        if isinstance(shape, tuple) and isinstance(wanted, tuple) and len(shape) != len(wanted):
            longer, shorter = (shape, wanted) if len(shape) > len(wanted) else (wanted, shape)
            if len(longer) > len(shorter) + 1 or (isinstance(longer[-1], int) and longer[-1] != 1):
                text = "{layer} declares an input {0}, called on {1}; Keras notices only when it runs"
                return Reason(FAILS_AT_RUN, text, (expected, tensor))
    return None


def _adjusted(tensor: Tensor, expected: Tensor) -> Tensor:
    """Keras 3 drops, or adds, a last axis of 1 to come to the declared rank."""
    shape, wanted = tensor.shape, expected.shape
    if isinstance(shape, tuple) and isinstance(wanted, tuple):
        if len(shape) == len(wanted) + 1 and shape[-1] == 1:
            return tensor.with_shape(*shape[:-1])
        if len(shape) == len(wanted) - 1 and wanted[-1] == 1:
            return tensor.with_shape(*shape, 1)
    return tensor


def _replay(run: Any, model: FunctionalModel, known: dict[int, Tensor]) -> Any:
    """Make the model's calls again on other tensors."""
    if model.order is None:
        return Tensor(UNKNOWN, None)

    def mapped(nest: Any) -> Any:
        if isinstance(nest, Tensor):
            return known.get(id(nest), nest)
        if isinstance(nest, dict):
            return {name: mapped(item) for name, item in nest.items()}
        return type(nest)(mapped(item) for item in nest) if isinstance(nest, (list, tuple)) else nest

    for node in model.order:
        args, kwargs = mapped(node.arguments[0]), mapped(node.arguments[1] or {})
        if isinstance(node.layer, Layer):
            with Within(node.layer):
                out = call_layer(run, node.layer, list(args), dict(kwargs), node.site, quiet=True)
        elif isinstance(node.layer, Model):
            out = call_model(run, node.layer, list(args), {}, node.site)
        elif node.kind == "op":
            out = apply_function(run, node.callee, list(args), dict(kwargs), node.site)
        else:
            out = Tensor(UNKNOWN, None)
        new = flat_tensors(out)
        for old, tensor in zip(
            node.outputs, new if len(new) == len(node.outputs) else [Tensor(UNKNOWN, None)] * len(node.outputs)
        ):
            known[id(old)] = tensor
    return mapped(model.outputs)
