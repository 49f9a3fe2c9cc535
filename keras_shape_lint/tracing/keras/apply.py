"""Building a layer, calling it, and calling a function on tensors."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import Reason
from keras_shape_lint.graph import Node, Site, flat_tensors
from keras_shape_lint.layers.rule import Rule, find
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.calls import UNCERTAIN
from keras_shape_lint.tracing.keras.asking import ask, ask_function
from keras_shape_lint.tracing.keras.hosting import hosted, hosted_all
from keras_shape_lint.tracing.keras.layer import Layer
from keras_shape_lint.tracing.keras.nests import as_input, as_value, holds_tensor
from keras_shape_lint.tracing.run import Raised
from keras_shape_lint.tracing.values import Unknown

COST = 10
"""Steps that a call of Keras counts for."""

_PLAIN = frozenset({int, float, str, bool, type(None)})
"""What needs no hosting."""


def build_layer(run: Any, rule: Rule | None, path: str, args: list[Any], kwargs: dict[str, Any], site: Site) -> Layer:
    """The constructor call: arguments bound and checked as Keras does."""
    layer = Layer(rule, path, site, run.saved)
    certain = not kwargs.pop(UNCERTAIN, False)
    layer.written = (args, kwargs) if certain else None
    if rule is None:
        layer.config.base = {name: value for name, value in kwargs.items() if name.endswith(("shape", "dim"))}
        return layer
    host = hosted_all if rule.calls_back else hosted
    args = [value if type(value) in _PLAIN else host(run, value, site) for value in args]
    kwargs = {name: value if type(value) in _PLAIN else host(run, value, site) for name, value in kwargs.items()}
    try:
        if run.world.generation < (3,):
            from keras_shape_lint.layers.constructors import of_today

            args, kwargs = of_today(path.rpartition(".")[2], args, kwargs, rule, run.world, certain)
        layer.config = rule.configure(args, kwargs, run.world, certain)
    except Reject as reject:
        layer.config.cannot_say = True
        _reject(run, reject.reason, site, Node("layer", path, rule.short, site, [], [], layer))
    return layer


def call_layer(run: Any, layer: Layer, args: list[Any], kwargs: dict[str, Any], site: Site,
               fault_site: Site | None = None, callee: str | None = None, quiet: bool = False,
               refused: Reason | None = None) -> Any:  # fmt: skip
    """Call a layer on tensors. Faults are reported at `fault_site`, when it is not the call's own.

    `refused` is why Keras refuses the call whatever the shapes.
    """
    rule = layer.rule
    inputs = [as_input(arg) for arg in args]
    named: dict[str, Any] = {}
    uncertain = False
    if kwargs:
        uncertain = kwargs.pop(UNCERTAIN, False)
        named = {name: value if type(value) is bool else as_input(value) for name, value in kwargs.items()}
        if rule is not None and not inputs:
            inputs += [named.pop(name) for name in ("inputs", rule.inputs[0].name) if name in named][:1]
    tensors = flat_tensors(inputs)
    if named:
        tensors += flat_tensors(named)
    node = Node(
        "layer" if rule is None else rule.site_kind, callee or layer.path, None, site, tensors, [], layer,
        layer.config, (inputs, named),
    )  # fmt: skip
    reason = refused
    if refused is not None or rule is None or layer.config.cannot_say or uncertain or not inputs:
        out: Any = Tensor(UNKNOWN, None)
    else:
        if layer.born is not run.saved or run.written is not None:
            run.touch(layer)
        out, reason = ask(run, rule, layer, inputs, named)
    node.outputs = flat_tensors(out)
    run.spend(max(COST, len(tensors)))
    if not quiet:
        run.record(node)
        layer.nodes.append(node)
    if reason is None and layer.config.base and len(layer.nodes) == 1:
        reason = _misfit(layer, run)
    if reason is not None:
        _reject(run, reason, fault_site or site, node)
    return as_value(out)


def _misfit(layer: Layer, run: Any) -> Reason | None:
    """Why Keras refuses the argument `weights`, which it looks at once the layer is built."""
    given = layer.config.base.get("weights")
    if given is None:
        return None
    from keras_shape_lint.tracing.keras.weights import misfit

    return misfit(layer, [given] if isinstance(given, Array) and run.world.generation >= (3,) else given, run.world)


def _reject(run: Any, reason: Reason, site: Site, node: Node) -> None:
    run.report(reason, site, node)
    if run.tries and reason.message.severity == "E":
        raise Raised(None, rejected=True)


def apply_function(run: Any, path: str, args: list[Any], kwargs: dict[str, Any], site: Site) -> Any:
    """Call a function on tensors by its rule; without one the result is a tensor of unknown shape."""
    rule = find(path)
    uncertain = kwargs.pop(UNCERTAIN, False)
    out: Any = Tensor(UNKNOWN, None)
    reason = None
    label = path.rpartition(".")[2]
    if rule is not None and not uncertain:
        if rule.calls_back:
            args = [hosted_all(run, value, site) for value in args]
            kwargs = {name: hosted_all(run, value, site) for name, value in kwargs.items()}
        out, reason = ask_function(run, rule, args, kwargs)
    kind = "input" if path == "keras.Input" else "op"
    inputs: list[Tensor] = []
    if kind == "op":
        inputs = flat_tensors([as_input(arg) for arg in (*args, *kwargs.values()) if holds_tensor(arg)])
        if rule is not None and reason is None and run.world.generation >= (3,):
            from keras_shape_lint.tracing.keras.symbolic import refused

            reason = refused(run, rule, path, inputs)
    node = Node(kind, path, label, site, inputs, flat_tensors(out), None, None, (list(args), dict(kwargs)))
    run.spend(max(COST, len(inputs)))
    run.record(node)
    if reason is not None:
        _reject(run, reason, site, node)
    return as_value(out) if rule is not None else Unknown(f"{path} is not followed")
