"""What went wrong, said in one line on stderr."""

from __future__ import annotations

import sys

from keras_shape_lint.cli.options import PROG

NOT_CHECKED = 2
"""Exit status: something could not be read or run."""


def complain(text: str) -> int:
    """-> the exit status that goes with it."""
    print(f"{PROG}: error: {' '.join(text.split())}", file=sys.stderr)
    return NOT_CHECKED


def said(error: Exception) -> str:
    """In a person's words, with the file that it is about."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)
