"""What a rule can answer besides an output: a rejection, or a certain failure at run."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import Message, Reason


class Reject(Exception):
    """Keras raises here. `resume_as` is the output that was evidently meant, if any.

    `within` is that of a layer inside the one that was called, when it was that which refused.
    """

    def __init__(self, message: Message, template: str, *values: Any, resume_as: Any = None) -> None:
        super().__init__(message.symbol)
        self.reason = Reason(message, template, values)
        self.resume_as = resume_as
        self.within: Any = None


class FailsAtRun:
    """Keras builds `out`, and raises whatever data it is given."""

    __slots__ = ("out", "reason")

    def __init__(self, out: Any, message: Message, template: str, *values: Any) -> None:
        self.out = out
        self.reason = Reason(message, template, values)


class Doubtful(FailsAtRun):
    """Legal, and surely not meant: `message` is a warning."""

    __slots__ = ()
