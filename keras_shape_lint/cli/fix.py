"""`keras-shape-lint fix`.

Exit status: 0 done, or nothing to do; 1 with `--diff`, something would change; 2 a file could not be read or parsed.
"""

from __future__ import annotations

import argparse
import sys

from keras_shape_lint.analysis import Settings, Source
from keras_shape_lint.cli.complaints import complain
from keras_shape_lint.cli.files import files
from keras_shape_lint.cli.reading import decoded, unread
from keras_shape_lint.fixes.modernize import Outcome, modernized


def run(options: argparse.Namespace, settings: Settings) -> int:
    status = changed = left = 0
    for path in files(options.files):
        try:
            with open(path, "rb") as file:
                data = file.read()
            text = decoded(data)
        except (OSError, ValueError) as error:
            status = complain(f"{path}: {unread(error)}")
            continue
        try:
            outcome = _modernized(path, text, settings)
            if outcome.text != text:
                status = max(status, _done(path, data, text, outcome, options.diff))
        except OSError as error:
            status = complain(f"{path}: {error.strerror or error}")
        except ValueError as error:
            status = complain(f"{path}: {error}")
        else:
            changed += outcome.changed
            left += len(outcome.left)
    done = "to make" if options.diff else "made"
    print(f"{changed} change{'s' * (changed != 1)} {done}; {left} left, with a comment on why", file=sys.stderr)
    return status


def _modernized(path: str, text: str, settings: Settings) -> Outcome:
    if not path.endswith(".ipynb"):
        return modernized(Source(path, text), settings)
    from keras_shape_lint.cli.notebook_fixes import modernized_notebook

    return modernized_notebook(path, text, settings)


def _done(path: str, data: bytes, text: str, outcome: Outcome, diff: bool) -> int:
    """The file written in the encoding it has, or the difference shown."""
    if not diff:
        encoded = outcome.text.encode() if text.encode() in data else outcome.text.encode(_encoding(data))
        with open(path, "wb") as file:
            file.write(b"\xef\xbb\xbf" * data.startswith(b"\xef\xbb\xbf") + encoded)
        return 0
    from difflib import unified_diff

    before, after = text.splitlines(keepends=True), outcome.text.splitlines(keepends=True)
    for line in unified_diff(before, after, path, path):
        sys.stdout.write(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return 1


def _encoding(data: bytes) -> str:
    from io import BytesIO
    from tokenize import detect_encoding

    return detect_encoding(BytesIO(data).readline)[0]
