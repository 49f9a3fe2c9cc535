"""The one catalogue of messages, and the record of a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

Describe = Callable[[Any], str]


class Message(NamedTuple):
    """One distinct thing a person has to fix. `msgid` is never reused; `symbol` holds no digits."""

    msgid: str
    symbol: str
    summary: str
    old_names: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> str:
        """E: Keras raises; W: legal but surely not meant; I: tracking was lost."""
        return self.msgid[0]


SHAPES_DIFFER = Message("E7701", "keras-merge-shapes-differ", "Inputs of an elementwise merge cannot be broadcast")
CONCAT_SHAPES_DIFFER = Message("E7702", "keras-concat-shapes-differ", "Concatenated inputs differ off the concat axis")
CONCAT_AXIS = Message("E7703", "keras-concat-axis", "The concat axis does not exist in the inputs")
CONCAT_BATCH_AXIS = Message("W7704", "keras-concat-batch-axis", "Inputs are concatenated along the batch axis")
DOT_AXES = Message("E7705", "keras-dot-axes", "The axes of a dot product are malformed or out of range")
DOT_SHAPES_DIFFER = Message("E7706", "keras-dot-shapes-differ", "The two axes of a dot product differ in size")
DOT_BATCH_AXIS = Message("E7707", "keras-dot-batch-axis", "A dot product runs over the batch axis")
MERGE_INPUTS = Message("E7708", "keras-merge-inputs", "A merge got the wrong number or kind of inputs")
RESHAPE_SIZE = Message("E7709", "keras-reshape-size", "A reshape changes the number of elements of a sample")
INPUT_RANK = Message("E7710", "keras-input-rank", "A layer refuses inputs of this rank")
UNDEFINED_DIMENSION = Message("E7711", "keras-undefined-dimension", "A layer needs a dimension that is None")
SHARED_LAYER = Message("E7712", "keras-shared-layer", "A layer is called with a shape it was not built for")
ARGUMENT = Message("E7713", "keras-argument", "Keras refuses an argument")
GRAPH_DISCONNECTED = Message("E7714", "keras-graph-disconnected", "Model outputs depend on an Input that is not listed")
FAILS_AT_RUN = Message("E7715", "keras-fails-at-run", "The model builds, but always fails when it runs")
MERGE_REMOVED = Message("W7716", "keras-merge-removed", "Merge and merge() are gone since Keras 2.2")
INPUT_SHAPE = Message("E7717", "keras-input-shape", "An input does not fit the shape a model declares")
INTERNAL = Message("I7800", "keras-shapes-internal", "The shape tracer itself failed on this file")
NOT_FOLLOWED = Message("I7801", "keras-shapes-not-followed", "Shapes could not be followed from here on")


def messages() -> Iterator[Message]:
    """Every row of the catalogue, in the order of the file."""
    return (row for row in globals().values() if isinstance(row, Message))


class Reason:
    """Why a call is refused: a catalogue row and a text that is made only when shown.

    `template` is a format string; `{layer}` is the layer as written, `{0}`, `{1}`... the `values`,
    among which tensors are described with their shape and where they came from.
    """

    __slots__ = ("message", "template", "values")

    def __init__(self, message: Message, template: str, values: tuple[Any, ...]) -> None:
        self.message = message
        self.template = template
        self.values = values

    def text(self, label: str, describe: Describe) -> str:
        return self.template.format(*map(describe, self.values), layer=label)
