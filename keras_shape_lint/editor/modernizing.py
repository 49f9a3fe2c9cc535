"""Open programs and notebooks in today's spelling, each text as one edit."""

from __future__ import annotations

from keras_shape_lint.analysis import Settings
from keras_shape_lint.cli.notebook_fixes import modernized_cells
from keras_shape_lint.editor.documents import Known, Part
from keras_shape_lint.fixes.edits import Edit
from keras_shape_lint.fixes.modernize import modernized


def modern_texts(known: Known, settings: Settings) -> tuple[Edit, ...]:
    """Of the texts that change, in lines of the source."""
    old = ["\n".join(part.lines) for part in known.parts]
    try:
        if known.source.cells:
            new, outcome = modernized_cells(known.source.path, old, settings)
        else:
            outcome = modernized(known.source, settings)
            new = [outcome.text]
    except ValueError:
        return ()
    if not outcome.changed:
        return ()
    texts = zip(known.parts, old, new)
    return tuple(_whole(part, text) for part, was, text in texts if text != was)


def _whole(part: Part, text: str) -> Edit:
    last = part.first + len(part.lines) - 1
    return Edit(part.first, 0, last, len(part.lines[-1].encode()), text)
