"""`keras-shape-lint explain`: what a message means. Exit status 2 where there is no such message."""

from __future__ import annotations

import argparse
import os
import textwrap
from collections.abc import Iterable

from keras_shape_lint.cli.complaints import complain
from keras_shape_lint.findings import Message, messages
from keras_shape_lint.views.explanation import explanation, named, near

WIDTH = 100


def run(options: argparse.Namespace) -> int:
    status = 0
    rows: list[Message] = []
    for name in options.messages:
        found = named(name)
        if found is None:
            like = near(name)
            status = complain(f"no message {name!r}" + (f"; did you mean {' or '.join(like)}?" if like else ""))
        else:
            rows.append(found)
    if options.pages is not None:
        _write_pages(options.pages, rows if options.messages else messages())
    elif options.messages:
        for row in rows:
            print(_wrapped(explanation(row)))
    else:
        for row in messages():
            print(f"{row.msgid}  {row.symbol:<28}{row.summary}")
    return status


def _write_pages(folder: str, rows: Iterable[Message]) -> None:
    os.makedirs(folder, exist_ok=True)
    for row in rows:
        with open(os.path.join(folder, f"{row.symbol}.md"), "w", encoding="utf-8") as file:
            file.write(explanation(row))


def _wrapped(page: str) -> str:
    """Prose in lines of a terminal; code and titles as they are."""
    out, code = [], False
    for line in page.splitlines():
        code = code != line.startswith("```")
        out += [line] if code or len(line) <= WIDTH else textwrap.wrap(line, WIDTH)
    return "\n".join(out)
