"""A layer of the program: its arguments, its build state, the calls made of it."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.graph import Node, Site
from keras_shape_lint.layers.rule import Config, Rule
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.tracing.values import Class, External, List, Unknown


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
        if name in ("output", "input") and self.nodes:
            tensors = self.nodes[-1].outputs if name == "output" else self.nodes[-1].inputs
            return tensors[0] if len(tensors) == 1 else List(tensors)
        if name in ("output_shape", "input_shape") and self.nodes:
            from keras_shape_lint.tracing.attributes import dims_value

            return dims_value((self.nodes[-1].outputs if name == "output_shape" else self.nodes[-1].inputs)[0])
        value = self.config.values.get(name, Unknown(f"attribute {name} of a layer"))
        return getattr(value, "layer", value)

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
