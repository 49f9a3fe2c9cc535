"""An argument that does not exist, and what it was surely meant to be."""

from __future__ import annotations

from collections.abc import Iterable

from keras_shape_lint.findings import ARGUMENT, Reason


def unknown_argument(name: str, known: Iterable[str]) -> Reason:
    """Proposed is a known one that begins with the name, or that the name begins with."""
    alike = (each for each in known if len(each) > 1 and (each.startswith(name) or name.startswith(each)))
    near = min(alike, default=None)
    text = "{layer} has no argument {0}" + ("; did you mean {1}" if near is not None else "")
    return Reason(ARGUMENT, text, (repr(name), near))
