"""Replacements of source ranges, by lines from 1 and UTF-8 byte offsets from 0, as the syntax tree counts.

Ranges, not trees of libcst: editors, notebooks and SARIF take ranges, each change can be taken back alone, and a
comment outlives the argument it stands at, which in libcst goes with it. Measured on 330 lines: `ast` 2 ms, libcst with
its positions 170 ms, and 400 ms to import it.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import NamedTuple

NEWLINE = re.compile(rb"\r\n|\r|\n")
"""What ends a line of Python."""


class Edit(NamedTuple):
    """A range of the source, lines from 1 and columns as UTF-8 byte offsets from 0, and what takes its place."""

    line: int
    col: int
    end_line: int
    end_col: int
    text: str


class Text:
    """A source as bytes, where the places of its tree can be looked up."""

    def __init__(self, text: str) -> None:
        self.data = text.encode()
        ends = list(NEWLINE.finditer(self.data))
        self._starts = [0, *(end.end() for end in ends)]
        self.newline = ends[0].group().decode() if ends else "\n"

    @property
    def lines(self) -> int:
        return len(self._starts)

    def offset(self, line: int, col: int) -> int:
        return self._starts[line - 1] + col

    def edit(self, begin: int, end: int, text: str) -> Edit:
        """Of the bytes between two offsets."""
        return Edit(*self._place(begin), *self._place(end), text)

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1]


Place = tuple[int, int, int, int]


def place(node: ast.expr) -> Place:
    """The range of an expression: line and column, and those of its end."""
    return node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0


def last_name(text: Text, function: ast.expr) -> tuple[int, int]:
    """The offsets of `merge` in `layers.merge`."""
    end = text.offset(function.end_lineno or 0, function.end_col_offset or 0)
    word = function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)
    return end - len(word.encode()), end


def over(node: ast.expr | ast.stmt | ast.alias, text: str) -> Edit:
    """In place of a node."""
    return Edit(node.lineno, node.col_offset, node.end_lineno or node.lineno, node.end_col_offset or 0, text)


def before(node: ast.expr, text: str) -> Edit:
    """In front of a node."""
    return Edit(node.lineno, node.col_offset, node.lineno, node.col_offset, text)


def after(node: ast.expr, text: str) -> Edit:
    """Behind a node."""
    line, col = node.end_lineno or node.lineno, node.end_col_offset or 0
    return Edit(line, col, line, col, text)


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Edits that do not overlap, in any order."""
    old = Text(text)
    data = old.data
    for edit in sorted(edits, reverse=True):
        begin, end = old.offset(edit.line, edit.col), old.offset(edit.end_line, edit.end_col)
        data = data[:begin] + edit.text.encode() + data[end:]
    return data.decode()


def moves(edits: Iterable[Edit]) -> Callable[[int], int]:
    """Where a line stands once the edits are made."""
    shifts = sorted((edit.end_line, edit.text.count("\n") - (edit.end_line - edit.line)) for edit in edits)
    return lambda line: line + sum(shift for end, shift in shifts if end < line)
