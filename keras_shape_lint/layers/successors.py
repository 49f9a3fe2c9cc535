"""What today's Keras has in the place of older spellings, and what must be written out there to stay as it was.

Defaults as nine releases from 1.0.8 to 3.15.1 have them; values are source text.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from keras_shape_lint.layers.history import class_of, name_today, renamed
from keras_shape_lint.layers.signatures import KERAS_1
from keras_shape_lint.layers.world import Generation, World

MERGES = {
    "sum": ("add", "Add"), "mul": ("multiply", "Multiply"), "ave": ("average", "Average"),
    "max": ("maximum", "Maximum"), "concat": ("concatenate", "Concatenate"), "dot": ("dot", "Dot"),
}  # fmt: skip
"""The mode of a legacy merge, and the function and class that took its place."""
MERGE_AXES = {"concat_axis": ("concat", "axis"), "dot_axes": ("dot", "axes")}
"""The argument of a mode, and its name today."""
MERGE_POSITIONS = ("inputs", "mode", "concat_axis", "dot_axes")
"""Of a legacy merge, those that are given by position."""
MERGE_WITHOUT_EFFECT = ("output_shape", "output_mask", "arguments", "node_indices", "tensor_indices")

METHODS = {"fit": {"nb_epoch": "epochs"}}
"""Arguments of methods that stayed, and their names today."""


class Successor(NamedTuple):
    """A method that took the place of another: the arguments that it takes under the same name, of which Keras 2 took
    the first `positional` by position."""

    name: str
    arguments: tuple[str, ...]
    positional: int


GENERATORS = {
    "fit_generator": Successor("fit", (
        "steps_per_epoch", "epochs", "verbose", "callbacks", "validation_data", "validation_steps", "class_weight",
        "initial_epoch",
    ), 4),
    "evaluate_generator": Successor("evaluate", ("steps", "verbose", "callbacks"), 1),
    "predict_generator": Successor("predict", ("steps", "verbose", "callbacks"), 1),
}  # fmt: skip

AS_TODAY: dict[str, dict[str, object]] = {
    "BatchNormalization": {"mode": 0},
    "ConvLSTM2D": {"forget_bias_init": "one"},
    "Embedding": {"dropout": 0},
    "LSTM": {"forget_bias_init": "one"},
    "": {"weights": None},
}
"""Arguments that are gone, of one class or of all, with the value that stands for what the layer does today."""
RENAMED_LATER = {"LeakyReLU": {"alpha": "negative_slope"}}
"""Arguments of Keras 1 and 2 that have another name in Keras 3."""

DEFAULTS: tuple[tuple[str, str, str, Generation], ...] = (
    ("LSTM GRU LSTMCell GRUCell", "recurrent_activation", "'hard_sigmoid'", (2, 2, 99)),
    ("ConvLSTM1D ConvLSTM2D ConvLSTM3D", "recurrent_activation", "'hard_sigmoid'", (2, 99)),
    ("GRU GRUCell", "reset_after", "False", (2, 3, 99)),
    ("BatchNormalization", "epsilon", "1e-05", (1, 1, 99)),
    ("Conv1D", "kernel_initializer", "'uniform'", (1, 0, 99)),
    ("AveragePooling1D AveragePooling2D AveragePooling3D", "pool_size", "2", (2, 99)),
)
"""Classes, an argument, the default that it had, and the last release that had it."""


def does_as_today(owner: str, argument: str, value: object) -> bool:
    """Whether an argument can go, as the layer does so without it."""
    wanted = AS_TODAY.get(owner, {}) | AS_TODAY[""]
    return argument in wanted and wanted[argument] == value


def spelled_today(owner: str, argument: str) -> str:
    """The name of an argument of a class, or of a method as `fit`."""
    new = METHODS.get(owner) or RENAMED_LATER.get(owner) or {}
    return new.get(argument) or name_today(owner, argument) or argument


def defaults(owner: str, worlds: Iterable[World]) -> tuple[dict[str, str], dict[str, str]]:
    """The defaults that are others today, by argument: in all these worlds, and in some of them."""
    generations = [world.generation for world in worlds]
    always: dict[str, str] = {}
    perhaps: dict[str, str] = {}
    for owners, argument, value, last in DEFAULTS:
        if class_of(owner) in owners.split():
            had = [generation <= last for generation in generations]
            if any(had):
                (always if all(had) else perhaps)[argument] = value
    return always, perhaps


@cache
def _positions(owner: str) -> tuple[str, ...]:
    """Of a constructor of Keras 1."""
    text = next((text for names, text in KERAS_1.items() if owner in names.split()), "")
    return tuple(name for name in text.split() if name != "|")


def moved_positions(owner: str, order: tuple[str, ...], world: World) -> dict[int, str]:
    """By position the arguments of a call of Keras 1 that stand elsewhere today, `order`, by their names of then.

    From the first such on all others, as none may follow without a name.
    """
    if world.generation >= (2,):
        return {}
    names, parts = _positions(owner), [name for name, new in renamed(owner).items() if not new]
    today: list[str] = []
    for number, name in enumerate(names):
        place = "kernel_size" if name in parts else spelled_today(owner, name)
        if today[-1:] != [place]:
            today.append(place)
        if order[: len(today)] != tuple(today):
            return dict(enumerate(names[number:], number))
    return {}
