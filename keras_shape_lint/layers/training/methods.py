"""The methods of a model that take data, and how their arguments are named."""

from __future__ import annotations

from typing import Any

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
OF_MEASURES = ("keras.losses.", "keras.metrics.", "keras.objectives.")
"""Where losses and metrics live."""


def bound(name: str, args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
    """Arguments by the names of today; positions past those that all releases share are left out."""
    given = dict(zip(PARAMETERS[name], args))
    given.update(kwargs)
    if "generator" in given:
        given["x"] = given.pop("generator")
    return given
