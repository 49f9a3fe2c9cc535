"""Replacements of source ranges, by lines from 1 and UTF-8 byte offsets from 0, as the syntax tree counts."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    line: int
    col: int
    end_line: int
    end_col: int
    text: str


def over(node: ast.expr | ast.stmt, text: str) -> Edit:
    return Edit(node.lineno, node.col_offset, node.end_lineno or node.lineno, node.end_col_offset or 0, text)


def before(node: ast.expr, text: str) -> Edit:
    return Edit(node.lineno, node.col_offset, node.lineno, node.col_offset, text)


def after(node: ast.expr, text: str) -> Edit:
    line, col = node.end_lineno or node.lineno, node.end_col_offset or 0
    return Edit(line, col, line, col, text)


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Edits that do not overlap, in any order."""
    lines = [line.encode() for line in text.split("\n")]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    data = text.encode()
    for edit in sorted(edits, reverse=True):
        begin = starts[edit.line - 1] + edit.col
        end = starts[edit.end_line - 1] + edit.end_col
        data = data[:begin] + edit.text.encode() + data[end:]
    return data.decode()
