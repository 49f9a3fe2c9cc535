"""A layer that both sides make, also inside another."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.rule import Rule, find
from keras_shape_lint.layers.world import World
from keras_shape_lint.tracing.keras.hosting import hosted, hosted_all
from keras_shape_lint.tracing.keras.layer import Layer


class Run:
    """As much of the tracer's run as layers inside layers ask for."""

    inside = 0

    def __init__(self, world: World) -> None:
        self.world = world

    def touch(self, layer: Any) -> None:
        """Nothing is ever taken back here."""


class L:
    """A layer to be made in both worlds."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        self.name, self.kwargs = name, kwargs

    def __repr__(self) -> str:
        return f"{self.name}({self.kwargs})"

    def real(self) -> Any:
        import keras

        return getattr(keras.layers, self.name)(**made(self.kwargs))

    def ours(self, run: Any) -> Layer:
        rule = find(f"keras.layers.{self.name}")
        assert rule is not None, self.name
        layer = Layer(rule, rule.name, None)  # type: ignore[arg-type]
        layer.config = rule.configure([], ruled(rule, self.kwargs, run), run.world)
        return layer


def made(kwargs: dict[str, Any]) -> dict[str, Any]:
    """The arguments as Keras gets them."""
    return {name: _made(value) for name, value in kwargs.items()}


def _made(value: Any) -> Any:
    if isinstance(value, list):
        return [_made(each) for each in value]
    return value.real() if isinstance(value, L) else value


def ruled(rule: Rule, kwargs: dict[str, Any], run: Any) -> dict[str, Any]:
    """The arguments as a rule gets them."""
    host = hosted_all if rule.calls_back else hosted
    return {name: host(run, _ours(value, run), None) for name, value in kwargs.items()}  # type: ignore[arg-type]


def _ours(value: Any, run: Any) -> Any:
    if isinstance(value, list):
        return [_ours(each, run) for each in value]
    return value.ours(run) if isinstance(value, L) else value
