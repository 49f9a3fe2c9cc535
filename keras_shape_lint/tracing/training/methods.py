"""A method of a model and a measure of its training, as values of the program."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.arguments import Unresolved
from keras_shape_lint.tracing.calls import handles


class Measure(Unresolved):
    """An object of a class of keras.losses or keras.metrics."""

    __slots__ = ("arguments", "path")

    def __init__(self, path: str, arguments: dict[str, Any]) -> None:
        self.path = path
        self.arguments = arguments


class Method:
    """A method of a model, not called yet."""

    __slots__ = ("model", "name")

    def __init__(self, model: Any, name: str) -> None:
        self.model = model
        self.name = name


@handles(Method)
def _called(run: Any, method: Method, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    from keras_shape_lint.tracing.training.fitting import performed

    return performed(run, method, args, kwargs, site)


@handles(Measure)
def _measured(run: Any, measure: Measure, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    from keras_shape_lint.tracing.training.judging import measured

    return measured(run, measure, args, kwargs, site)
