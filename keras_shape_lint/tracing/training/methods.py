"""The methods of a model that take data, and how their arguments are named."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.arguments import Unresolved
from keras_shape_lint.tracing.calls import handles

_FIT = ("x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split", "validation_data", "shuffle",
        "class_weight", "sample_weight")  # fmt: skip
_FIT_GENERATOR = ("x", "steps_per_epoch", "epochs", "verbose", "callbacks", "validation_data")

PARAMETERS: dict[str, tuple[str, ...]] = {
    "compile": ("optimizer", "loss"),
    "fit": _FIT,
    "evaluate": ("x", "y", "batch_size", "verbose", "sample_weight"),
    "predict": ("x", "batch_size"),
    "train_on_batch": ("x", "y", "sample_weight", "class_weight"),
    "test_on_batch": ("x", "y", "sample_weight"),
    "predict_on_batch": ("x",),
    "fit_generator": _FIT_GENERATOR,
    "evaluate_generator": ("x",),
    "predict_generator": ("x",),
}
"""The positional parameters that all releases have in this order."""

SINGLE_BATCH = frozenset({"train_on_batch", "test_on_batch", "predict_on_batch"})
LABELLED = frozenset({"fit", "evaluate", "train_on_batch", "test_on_batch", "fit_generator", "evaluate_generator"})
PREDICTING = frozenset({"predict", "predict_on_batch", "predict_generator"})
TRAINING = frozenset({"fit", "train_on_batch", "fit_generator"})
DEFAULT_BATCH = 32

STEPS = {
    "fit": "train_step", "fit_generator": "train_step", "train_on_batch": "train_step",
    "evaluate": "test_step", "evaluate_generator": "test_step", "test_on_batch": "test_step",
    "predict": "predict_step", "predict_generator": "predict_step", "predict_on_batch": "predict_step",
}  # fmt: skip
"""The method of the class that each method of Keras calls on every batch."""


MODULES = ("keras.losses.", "keras.metrics.", "keras.objectives.")


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


def bound(name: str, args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
    """Arguments by the names of today; positions past those that all releases share are left out."""
    given = dict(zip(PARAMETERS[name], args))
    given.update(kwargs)
    if "generator" in given:
        given["x"] = given.pop("generator")
    return given


@handles(Method)
def _called(run: Any, method: Method, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    from keras_shape_lint.tracing.training.fitting import performed

    return performed(run, method, args, kwargs, site)
