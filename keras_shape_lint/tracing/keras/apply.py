"""Building a layer, calling it, and calling a function on tensors: where rules are asked."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import MERGE_INPUTS, Reason
from keras_shape_lint.graph import Node, Site, flat_tensors
from keras_shape_lint.layers.history import modern
from keras_shape_lint.layers.rule import Config, Rule, find
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.calls import UNCERTAIN, invoke
from keras_shape_lint.tracing.run import Raised
from keras_shape_lint.tracing.values import Bound, Class, External, Function, List, Native, Opaque, Unknown

COST = 10
"""Steps that a call of a layer counts for."""

_CALLABLE = (Function, Bound, Native)
IGNORED = frozenset({"training", "mask"})
"""Call arguments of every layer, none of which changes a shape unless the rule names it."""


class Layer:
    """A layer object: one name, one build state, however often it is called. `rule` is None where none is known."""

    __slots__ = ("attributes", "config", "nodes", "path", "rule", "site", "state", "written")

    def __init__(self, rule: Rule | None, path: str, site: Site) -> None:
        self.rule = rule
        self.path = path
        self.site = site
        self.config = Config()
        self.state = LayerState()
        self.nodes: list[Node] = []
        self.attributes: dict[str, Any] = {}
        self.written: tuple[list[Any], dict[str, Any]] | None = None

    @property
    def label(self) -> str:
        if self.rule is None:
            return self.path.rpartition(".")[2]
        return self.rule.label(self.config.values, show_value)

    def attribute(self, run: Any, name: str) -> Any:
        if name in self.attributes:
            return self.attributes[name]
        if name in ("output", "input") and self.nodes:
            tensors = self.nodes[-1].outputs if name == "output" else self.nodes[-1].inputs
            return tensors[0] if len(tensors) == 1 else List(tensors)
        if name in ("output_shape", "input_shape") and self.nodes:
            from keras_shape_lint.tracing.attributes import dims_value

            return dims_value((self.nodes[-1].outputs if name == "output_shape" else self.nodes[-1].inputs)[0])
        value = self.config.values.get(name, Unknown(f"attribute {name} of a layer"))
        return value.layer if isinstance(value, HostLayer) else value

    def set_attribute(self, run: Any, name: str, item: Any) -> None:
        run.touch(self)
        self.attributes[name] = item

    def is_kind(self, kind: Any) -> Any:
        if isinstance(kind, External):
            return True if kind.path in (self.path, "keras.layers.Layer") else Unknown("the class of a layer")
        return False if isinstance(kind, Class) else Unknown("the class of a layer")

    def snapshot(self) -> Any:
        return self.state.copy(), len(self.nodes), dict(self.attributes)

    def restore(self, state: Any) -> None:
        self.state, count, self.attributes = state
        del self.nodes[count:]

    def forget(self) -> None:
        self.state = LayerState()


def show_value(value: Any) -> str:
    """A constructor argument as people write it."""
    if isinstance(value, tuple):
        return f"({', '.join(map(show_value, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, list):
        return f"[{', '.join(map(show_value, value))}]"
    return getattr(value, "name", None) or repr(value)


def build_layer(run: Any, rule: Rule | None, path: str, args: list[Any], kwargs: dict[str, Any], site: Site) -> Layer:
    """The constructor call: arguments bound and checked as Keras does."""
    layer = Layer(rule, path, site)
    certain = not kwargs.pop(UNCERTAIN, False)
    layer.written = (args, kwargs) if certain else None
    if rule is None:
        layer.config.base = {name: value for name, value in kwargs.items() if name.endswith(("shape", "dim"))}
        return layer
    args = [_host(run, value, site) for value in args]
    kwargs = {name: _host(run, value, site) for name, value in kwargs.items()}
    today = modern(path.rpartition(".")[2], kwargs, rule.parameters, run.world)
    if today is None:
        layer.config.cannot_say = True
        return layer
    try:
        layer.config = rule.configure(args, today, run.world, certain)
    except Reject as reject:
        layer.config.cannot_say = True
        _reject(run, reject.reason, site, Node("layer", path, rule.short, site, [], [], layer))
    return layer


def _host(run: Any, value: Any, site: Site) -> Any:
    """A constructor argument as rules take it: a user's function made callable, a tensor no number we know."""
    if isinstance(value, Tensor):
        return Unknown("a tensor")
    if isinstance(value, tuple) and any(isinstance(item, Tensor) for item in value):
        return tuple(_host(run, item, site) for item in value)
    if isinstance(value, Layer):
        return HostLayer(run, value)
    if isinstance(value, (list, tuple)) and any(isinstance(item, Layer) and _is_cell(item) for item in value):
        return [_host(run, item, site) for item in value]
    if not isinstance(value, _CALLABLE):
        return value
    return HostFunction(run, value, site)


def _is_cell(layer: Layer) -> bool:
    return layer.rule is not None and layer.rule.short.endswith(("Cell", "Cells"))


class HostLayer:
    """A layer inside another, as rules take it; see layers/inner.py."""

    __slots__ = ("layer", "run")

    def __init__(self, run: Any, layer: Layer) -> None:
        self.run = run
        self.layer = layer

    @property
    def name(self) -> str:
        return self.layer.label

    @property
    def kind(self) -> str:
        return self.layer.rule.short if self.layer.rule is not None else ""

    @property
    def values(self) -> dict[str, Any]:
        return self.layer.config.values

    def __call__(self, *inputs: Any, **kwargs: Any) -> Any:
        layer = self.layer
        if layer.rule is None or layer.config.cannot_say:
            return Tensor(UNKNOWN, None)
        self.run.touch(layer)
        out, reason = ask(self.run, layer.rule, layer, list(inputs), kwargs)
        if reason is not None and reason.message.severity == "E":
            raise Reject(reason.message, reason.template, *reason.values, resume_as=out)
        return out


class HostFunction:
    """Calls back into the program; gives tensors, of unknown shape when the result could not be followed."""

    __slots__ = ("function", "run", "site")

    def __init__(self, run: Any, function: Any, site: Site) -> None:
        self.run = run
        self.function = function
        self.site = site

    @property
    def name(self) -> str:
        return str(getattr(self.function, "name", "function"))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _result(invoke(self.run, self.function, list(map(_given, args)), kwargs, self.site))

    def tried(self, *args: Any, **kwargs: Any) -> tuple[Any, bool]:
        """What the call gives, and whether Keras refuses something in it; nothing is reported."""
        faults, self.run.faults = self.run.faults, []
        try:
            value = self(*args, **kwargs)
            return value, any(fault.message.severity == "E" for fault in self.run.faults)
        except Raised as raised:
            return Tensor(UNKNOWN, None), raised.rejected
        finally:
            self.run.faults = faults


def _given(value: Any) -> Any:
    """Tensors, dims and lists of them, as the program sees them."""
    if type(value) in (list, tuple):
        items = map(_given, value)
        return List(items) if type(value) is list else tuple(items)
    return Unknown("an unknown size") if value is UNKNOWN else value


def _result(value: Any) -> Any:
    """Tensors, or a shape: what a callback may give back."""
    if isinstance(value, (tuple, list)) and not getattr(value, "open", False):
        return type(value)(map(_result, value)) if type(value) is tuple else [_result(item) for item in value]
    return value if isinstance(value, (int, Symbol)) else as_input(value)


def as_input(value: Any) -> Any:
    """What a rule is given for a value: tensors in lists, tuples and dicts; None stays None."""
    kind = type(value)
    if kind is Tensor or value is None:
        return value
    if kind is List:
        return Tensor(UNKNOWN, None) if value.open else [as_input(item) for item in value]
    if kind is list:
        return [as_input(item) for item in value]
    if kind is tuple:
        return tuple(as_input(item) for item in value)
    if isinstance(value, Opaque):
        if value.tensor is None:
            value.tensor = Tensor(UNKNOWN, None)
            value.tensor.name = value.name
        return value.tensor
    if isinstance(value, dict):
        return {name: as_input(item) for name, item in value.items()}
    if kind is Array:
        return value.tensor()
    return Tensor(UNKNOWN, None)


def as_value(out: Any) -> Any:
    """A rule's output as the program sees it."""
    if type(out) is list:
        return List(as_value(item) for item in out)
    return out


def call_layer(run: Any, layer: Layer, args: list[Any], kwargs: dict[str, Any], site: Site,
               fault_site: Site | None = None, callee: str | None = None, quiet: bool = False,
               refused: Reason | None = None) -> Any:  # fmt: skip
    """Call a layer on tensors. Faults are reported at `fault_site`, when it is not the call's own.

    `refused` is why Keras refuses the call whatever the shapes.
    """
    rule = layer.rule
    uncertain = kwargs.pop(UNCERTAIN, False)
    inputs = [as_input(arg) for arg in args]
    named = {name: as_input(value) for name, value in kwargs.items()}
    if rule is not None and "inputs" in named and not inputs:
        inputs.append(named.pop("inputs"))
    node = Node(
        "layer" if rule is None else rule.site_kind, callee or layer.path, "", site,
        flat_tensors(inputs) + flat_tensors(named), [], layer, layer.config, (inputs, named),
    )  # fmt: skip
    node.label = layer.label if rule is not None else layer.path.rpartition(".")[2]
    reason = refused
    if refused is not None or rule is None or layer.config.cannot_say or uncertain or not inputs:
        out: Any = Tensor(UNKNOWN, None)
    else:
        run.touch(layer)
        out, reason = ask(run, rule, layer, inputs, named)
    node.outputs = flat_tensors(out)
    run.spend(COST)
    if not quiet:
        run.record(node)
        layer.nodes.append(node)
    if reason is not None:
        _reject(run, reason, fault_site or site, node)
    return as_value(out)


def ask(run: Any, rule: Rule, layer: Layer, inputs: list[Any], named: dict[str, Any]) -> tuple[Any, Reason | None]:
    """-> output, and why Keras refuses it if it does."""
    given: dict[str, Any] = dict(layer.config.values)
    if "world" in rule.given:
        given["world"] = run.world
    if "state" in rule.given:
        given["state"] = layer.state
    known = {parameter.name for parameter in rule.inputs}
    given.update({name: value for name, value in named.items() if name in known})
    if len(inputs) > len(rule.inputs):
        if rule.takes_list and all(isinstance(extra, Tensor) and isinstance(extra.shape, tuple) for extra in inputs):
            template = "{layer} takes its inputs as one list: {layer}([{0}, ...]) instead of {layer}({0}, ...)"
            first = inputs[0].name or "a"
            return Tensor(UNKNOWN, None), Reason(MERGE_INPUTS, template, (first,))
        if any(isinstance(extra, Tensor) for extra in inputs[len(rule.inputs) :]):
            return Tensor(UNKNOWN, None), None
        inputs = inputs[: len(rule.inputs)]
    if rule.inputs[0].tensor:
        first = inputs[0]
        if type(first) in (list, tuple) and len(first) == 1:
            first = first[0]
        if not isinstance(first, Tensor):
            return Tensor(UNKNOWN, None), None
        if first.shape is UNKNOWN:
            first = first.like()
        inputs = [first, *inputs[1:]]
    try:
        return _answer(rule.run(*inputs, **given), layer.state)
    except Reject as reject:
        meant = reject.resume_as
        return meant if meant is not None else Tensor(UNKNOWN, None), reject.reason


def _answer(out: Any, state: LayerState | None) -> tuple[Any, Reason | None]:
    reason: Reason | None = None
    if isinstance(out, FailsAtRun):
        out, reason = out.out, out.reason
    if state is not None and state.contradiction is not None:
        reason, state.contradiction = state.contradiction, None
    return _fresh(out), reason


def _fresh(out: Any) -> Any:
    """A rule may give an input back as its output; the graph needs a tensor of its own."""
    if isinstance(out, Tensor):
        return out if out.producer is None and out.name is None else out.like()
    if isinstance(out, (list, tuple)):
        return type(out)(_fresh(item) for item in out)
    return out


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
        out, reason, _ = _ask_function(run, rule, args, kwargs)
    kind = "input" if path == "keras.Input" else "op"
    inputs: list[Tensor] = []
    if kind == "op":
        inputs = flat_tensors([as_input(arg) for arg in (*args, *kwargs.values()) if _holds_tensor(arg)])
    node = Node(kind, path, label, site, inputs, flat_tensors(out), None, None, (list(args), dict(kwargs)))
    run.record(node)
    if reason is not None:
        _reject(run, reason, site, node)
    return as_value(out) if rule is not None else Unknown(f"{path} is not followed")


def _holds_tensor(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return any(map(_holds_tensor, value))
    return isinstance(value, (Tensor, Opaque, Array))


def _ask_function(run: Any, rule: Rule, args: list[Any], kwargs: dict[str, Any]) -> tuple[Any, Reason | None, str]:
    unknown = Tensor(UNKNOWN, None)
    named = dict(zip((parameter.name for parameter in rule.inputs), args))
    if len(args) > len(rule.inputs) or any(name in named for name in kwargs):
        return unknown, None, rule.short
    named.update(kwargs)
    given: dict[str, Any] = {}
    try:
        for parameter in rule.inputs:
            if parameter.name not in named:
                if parameter.required:
                    return unknown, None, rule.short
                continue
            value = named.pop(parameter.name)
            if parameter.check is not None:
                if value is not parameter.default:
                    value = parameter.check(value, parameter.name, run.world)
                    if parameter.check.essential and parameter.check.unknown(value):
                        return unknown, None, rule.short
            elif parameter.tensor and isinstance(value, (int, float, Symbol)):
                value = Tensor((), None)
            elif parameter.tensor or _holds_tensor(value):
                value = as_input(value)
                if parameter.tensor and not isinstance(value, Tensor):
                    value = Tensor(UNKNOWN, None)
            if parameter.tensor and not isinstance(value, Tensor) and value is not parameter.default:
                return unknown, None, rule.short
            given[parameter.name] = value
        if named:
            return unknown, None, rule.short
        if "world" in rule.given:
            given["world"] = run.world
        out, reason = _answer(rule.run(**given), None)
        return out, reason, rule.short
    except Reject as reject:
        meant = reject.resume_as
        return meant if meant is not None else unknown, reject.reason, rule.short
