"""The shape behind each call."""

from __future__ import annotations

import sys

from keras_shape_lint.editor.documents import Known
from keras_shape_lint.views.text import shape

STYLES = ("all", "layers", "off")
SHOWN = 3
"""Different shapes at one call; more are not told apart at a glance."""


def hints(known: Known, style: str, first: int = 1, last: int = sys.maxsize) -> list[tuple[int, int, str]]:
    """Line, UTF-8 column and text of each from one line to another, behind the call it belongs to."""
    places: dict[tuple[int, int], list[str]] = {}
    for call in known.calls if style != "off" else ():
        if not first <= call.end_line <= last:
            continue
        if call.kind == "sequential" or (style == "layers" and call.kind not in ("layer", "merge")):
            continue
        text = ", ".join(map(shape, call.outputs))
        if text and text != "?":
            places.setdefault((call.end_line, call.end_col), []).append(text)
    return [(line, col, _joined(texts)) for (line, col), texts in places.items()]


def _joined(texts: list[str]) -> str:
    different = list(dict.fromkeys(texts))
    return " | ".join(different[:SHOWN]) + (" | ..." if len(different) > SHOWN else "")
