"""Layers and functions given to a layer as arguments, as its rule takes them; see layers/inner.py."""

from __future__ import annotations

import ast
from typing import Any

from keras_shape_lint.findings import FAILS_AT_RUN, Reason
from keras_shape_lint.graph import Graph, Site
from keras_shape_lint.layers.arguments import TensorArgument
from keras_shape_lint.layers.families import is_cell
from keras_shape_lint.layers.rule import find
from keras_shape_lint.layers.tensor import Eager, Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.shapes.dims import UNKNOWN, Dims
from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.keras.asking import ask
from keras_shape_lint.tracing.keras.layer import Layer, Within
from keras_shape_lint.tracing.keras.nests import as_input
from keras_shape_lint.tracing.run import Raised
from keras_shape_lint.tracing.values import Bound, External, Function, Instance, List, Native, Opaque, Unknown

_CALLABLE = (Function, Bound, Native)


def hosted(run: Any, value: Any, site: Site) -> Any:
    """A constructor argument as rules take it: a user's function made callable, a tensor no number we know."""
    if isinstance(value, Tensor):
        return Unknown("an array") if isinstance(value, Eager) else TensorArgument(value)
    if isinstance(value, tuple) and any(isinstance(item, Tensor) for item in value):
        return tuple(hosted(run, item, site) for item in value)
    if isinstance(value, Layer):
        return HostLayer(run, value)
    if hasattr(value, "callee"):
        run.escape((value,))
        return HostModel(run, value)
    if isinstance(value, Instance) and "state_size" in value.attributes:
        return HostCell(value)
    if isinstance(value, (list, tuple)) and any(map(_is_cell, value)):
        return [hosted(run, item, site) for item in value]
    return HostFunction(run, value, site) if isinstance(value, _CALLABLE) else value


def hosted_all(run: Any, value: Any, site: Site) -> Any:
    """An argument for a rule that calls back: the program's functions and layers made callable, also in a list."""
    if isinstance(value, (list, tuple)) and not getattr(value, "open", False):
        return [hosted_all(run, item, site) for item in value] if _holds_called(value) else value
    if isinstance(value, External) and _is_called(value):
        return HostFunction(run, value, site)
    return hosted(run, value, site) if _is_called(value) else value


def _is_called(value: Any) -> bool:
    return isinstance(value, (*_CALLABLE, Layer)) or (isinstance(value, External) and _is_function(value.path))


def _is_function(path: str) -> bool:
    rule = find(path)
    return rule is not None and rule.kind == "op"


def _holds_called(value: Any) -> bool:
    return any(map(_holds_called, value)) if isinstance(value, (list, tuple)) else _is_called(value)


def _is_cell(value: Any) -> bool:
    if isinstance(value, Instance):
        return "state_size" in value.attributes
    return isinstance(value, Layer) and value.rule is not None and is_cell(value.rule)


class InnerLayer:
    """What rules read of a layer inside another; see layers/inner.py."""

    __slots__ = ("layer",)

    def __init__(self, layer: Layer) -> None:
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

    @property
    def weights(self) -> dict[str, Dims]:
        return self.layer.state.weights


def layers_inside(layer: Layer) -> list[Layer]:
    """The layer itself, and those in its arguments and theirs."""
    found = [layer]
    for value in layer.config.values.values():
        for item in value if isinstance(value, list) else [value]:
            inner = getattr(item, "layer", None)
            if isinstance(inner, Layer):
                found += layers_inside(inner)
    return found


class HostLayer(InnerLayer):
    """A layer inside another, called as rules call it."""

    __slots__ = ("run",)

    def __init__(self, run: Any, layer: Layer) -> None:
        super().__init__(layer)
        self.run = run

    def __call__(self, *inputs: Any, **kwargs: Any) -> Any:
        layer = self.layer
        if layer.rule is None or layer.config.cannot_say:
            return Tensor(UNKNOWN, None)
        self.run.touch(layer)
        with Within(layer):
            out, reason = ask(self.run, layer.rule, layer, list(inputs), kwargs)
        if reason is not None and reason.message is FAILS_AT_RUN:
            return FailsAtRun(out, reason.message, reason.template, *reason.values)
        if reason is not None and reason.message.severity == "E":
            raise Reject(reason.message, reason.template, *reason.values, resume_as=out)
        return out


def _sizes_later(cell: Instance) -> bool:
    """Its class makes the sizes itself: by a property, or in `build`."""
    build = cell.cls.lookup("build")
    names = {"state_size", "output_size"}
    if any(cell.cls.lookup(name) is not None for name in names):
        return True
    return isinstance(build, Function) and any(getattr(node, "attr", "") in names for node in ast.walk(build.code.node))


class HostCell:
    """A recurrent cell of the program's own: its output has `output_size`, or else the size of its first state."""

    __slots__ = ("cell", "values")

    kind = ""

    def __init__(self, cell: Instance) -> None:
        self.cell = cell
        states = cell.attributes["state_size"]
        sizes = list(states) if isinstance(states, (List, tuple)) and not getattr(states, "open", False) else [states]
        units = cell.attributes.get("output_size", sizes[0] if sizes else None)
        if isinstance(units, Opaque):
            units = units.integer()
        self.values: dict[str, Any] = {}
        if isinstance(units, (int, Symbol)) and not cell.open and not _sizes_later(cell):
            self.values.update(units=units, states=len(sizes))

    @property
    def name(self) -> str:
        return self.cell.cls.name

    def __call__(self, *inputs: Any, **kwargs: Any) -> Any:
        return Tensor(UNKNOWN, None)


class HostModel:
    """A model inside a layer. What its last call refused is `refusal` and no rejection: not every wrapper asks it."""

    __slots__ = ("layer", "refusal", "run", "values")

    kind = ""

    def __init__(self, run: Any, model: Any) -> None:
        self.run = run
        self.layer = model
        self.refusal: Reason | None = None
        self.values: dict[str, Any] = {}

    @property
    def name(self) -> str:
        return str(self.layer.label)

    def __call__(self, *inputs: Any, **kwargs: Any) -> Any:
        from keras_shape_lint.tracing.keras.replay import call_model

        run = self.run
        kept = run.faults, run.graph, run.inside
        run.faults, run.graph, run.inside = [], Graph(), run.inside or run.world.generation < (3,)  # as on data
        try:
            out = as_input(call_model(run, self.layer, list(inputs), {}, self.layer.site))
            self.refusal = next((fault.reason for fault in run.faults if fault.reason.message.severity == "E"), None)
            return out if not run.faults else Tensor(UNKNOWN, None)
        except Raised:
            return Tensor(UNKNOWN, None)
        finally:
            run.faults, run.graph, run.inside = kept


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
        run = self.run
        run.inside += 1
        try:
            return _result(invoke(run, self.function, list(map(_given, args)), kwargs, self.site))
        finally:
            run.inside -= 1

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
