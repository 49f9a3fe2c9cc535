"""A layer of the program: its arguments, its build state, the calls made of it."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.graph import Node, Site
from keras_shape_lint.layers.families import ATTRIBUTES_OF_WEIGHTS, may_be_kin
from keras_shape_lint.layers.rule import Config, Rule, find
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.tracing.values import Class, External, LayerName, List, Native, Unknown

_ENDS = frozenset({"output", "input", "output_shape", "input_shape"})
WEIGHTED = frozenset({"get_weights", "set_weights"})
"""Methods that layers and models share."""
INPUT_LAYER = "keras.layers.InputLayer"
INPUT_LABEL = "InputLayer"


class Layer:
    """A layer object: one name, one build state, however often it is called. `rule` is None where none is known.

    `born` is the undo log that was open when it was made: what is that young need not be kept in it.
    """

    __slots__ = ("attributes", "born", "config", "nodes", "path", "rule", "site", "state", "written")

    def __init__(self, rule: Rule | None, path: str, site: Site, born: Any = None) -> None:
        self.rule = rule
        self.path = path
        self.site = site
        self.born = born
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
        if name in _ENDS:
            return self._end(run, name)
        if name in ("get_output_at", "get_input_at"):
            return Native(name, lambda run, index: self._at(name[4:-3], index))
        if name == "name":
            return self.config.base.get(name) or LayerName("the name of a layer")
        if name in WEIGHTED:
            from keras_shape_lint.tracing.keras.weights import weighted

            return weighted(self, name)
        if name == "__class__":
            owner, _, own = self.path.rpartition(".")
            return External(f"{owner}.{own[:1].upper()}{own[1:]}")  # `keras.layers.add` makes an Add
        if name == "build":
            return Native(name, lambda run, *args, **kwargs: None)
        if name == "compute_output_shape":
            return Native(name, self.shape_for)
        if name == "get_config":
            from keras_shape_lint.tracing.keras.configs import config_of

            return Native(name, lambda run: config_of(self))
        if name in ATTRIBUTES_OF_WEIGHTS:
            from keras_shape_lint.tracing.keras.weights import weight_of

            return weight_of(self, name, run.world)
        value = self.config.values.get(name, Unknown(f"attribute {name} of a layer"))
        return getattr(value, "layer", value)

    def _end(self, run: Any, name: str) -> Any:
        """Of the first call in Keras 3; before it, a layer called twice has none."""
        if not self.nodes or (len(self.nodes) > 1 and run.world.generation < (3,)):
            return Unknown(f"{name} of a layer called more than once, or never")
        end = self._at(name.partition("_")[0], 0)
        if not name.endswith("_shape") or not isinstance(end, Tensor):
            return end
        from keras_shape_lint.tracing.attributes import dims_value

        return dims_value(end)

    def shape_for(self, run: Any, input_shape: Any) -> Any:
        """What `compute_output_shape` gives; the layer stays as it is."""
        from keras_shape_lint.tracing.attributes import dims_value
        from keras_shape_lint.tracing.keras.asking import ask
        from keras_shape_lint.tracing.keras.declaring import declared_tensors

        tensors = declared_tensors(input_shape)
        if tensors is None or self.rule is None or self.config.cannot_say:
            return Unknown("the shape that a layer would give")
        state, self.state = self.state, self.state.copy()
        try:
            out, reason = ask(run, self.rule, self, [tensors], {})
        finally:
            self.state = state
        plain = reason is None and isinstance(out, Tensor)
        return dims_value(out) if plain else Unknown("the shape that a layer would give")

    def _at(self, end: str, index: Any) -> Any:
        if not isinstance(index, int) or not -len(self.nodes) <= index < len(self.nodes):
            return Unknown(f"{end} of a call that was not made")
        node = self.nodes[index]
        tensors = node.outputs if end == "output" or node.kind == "input" else node.inputs
        return tensors[0] if len(tensors) == 1 else List(tensors)

    def has_attribute(self, run: Any, name: str) -> Any:
        """Keras 3 took `input_shape` and `output_shape` from its layers."""
        if name in self.attributes or name in self.config.values:
            return True
        if name in ("input_shape", "output_shape"):
            if run.world.generation >= (3,):
                return False
            return True if len(self.nodes) == 1 else Unknown(f"{name} of a layer called more than once, or never")
        return Unknown("whether a layer has an attribute")

    def set_attribute(self, run: Any, name: str, item: Any) -> None:
        run.touch(self)
        self.attributes[name] = item

    def is_kind(self, kind: Any) -> Any:
        if isinstance(kind, External):
            return self._is_a(kind.path)
        return False if isinstance(kind, Class) else Unknown("the class of a layer")

    def _is_a(self, path: str) -> Any:
        if path in (self.path, "keras.layers.Layer"):
            return True
        other = find(path)
        if INPUT_LAYER in (path, self.path):
            return False if other is not None or self.rule is not None else Unknown("the class of a layer")
        if other is None or self.rule is None or other is self.rule:
            return True if other is not None and other is self.rule else Unknown("the class of a layer")
        return Unknown("the class of a layer") if may_be_kin(self.rule, other) else False

    def snapshot(self) -> Any:
        return self.state.copy(), len(self.nodes), dict(self.attributes)

    def restore(self, state: Any) -> None:
        self.state, count, self.attributes = state
        del self.nodes[count:]

    @property
    def settled(self) -> bool:
        """What it was built for, it keeps."""
        return self.state.built

    def forget(self) -> None:
        self.state = LayerState()


class Within:
    """While it is called inside another layer or a model; what is no layer has no state to tell."""

    def __init__(self, layer: Any) -> None:
        self.layer = layer if isinstance(layer, Layer) else None

    def __enter__(self) -> None:
        if self.layer is not None:
            self.layer.state.within = True

    def __exit__(self, *error: object) -> None:
        if self.layer is not None:
            self.layer.state.within = False


def show_value(value: Any) -> str:
    """A constructor argument as people write it."""
    if isinstance(value, tuple):
        return f"({', '.join(map(show_value, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, list):
        return f"[{', '.join(map(show_value, value))}]"
    return getattr(value, "name", None) or repr(value)


def layer_class(value: External) -> str | None:
    """The name of a class of layers that Keras has."""
    rule = find(value.path)
    return value.path.rpartition(".")[2] if rule is not None and rule.kind == "layer" else None
