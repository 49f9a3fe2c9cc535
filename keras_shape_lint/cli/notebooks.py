"""Notebooks as one source: their code cells in a row, what only IPython understands taken out line by line."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator
from typing import Any

from keras_shape_lint.analysis import Source

PYTHON_CELLS = ("%%time", "%%timeit", "%%capture", "%%prun")
"""Cell magics whose cell is Python all the same."""
PYTHON_LINES = ("%time ", "%timeit ", "%prun ")


def notebook(path: str, text: str) -> Source:
    """Raises ValueError for what is no notebook."""
    try:
        cells = list(_code_cells(json.loads(text)))
    except (json.JSONDecodeError, RecursionError, TypeError, AttributeError):
        raise ValueError("not a notebook") from None
    return joined(path, cells)


def joined(path: str, cells: Iterable[str]) -> Source:
    """The code of cells in a row."""
    lines: list[str] = []
    first: list[int] = []
    for code in cells:
        first.append(len(lines) + 1)
        lines += python_of(code).split("\n")
    return Source(path, "\n".join(lines), tuple(first))


def _code_cells(content: Any) -> Iterator[str]:
    """Of format 4, and of 3 with its worksheets."""
    if not isinstance(content, dict) or not ("cells" in content or "worksheets" in content):
        raise ValueError("not a notebook")
    sheets = [content, *(content.get("worksheets") or ())]
    for cell in (cell for sheet in sheets for cell in sheet.get("cells") or ()):
        if cell.get("cell_type") == "code":
            code = cell.get("source", cell.get("input", ""))
            yield "".join(code) if isinstance(code, list) else str(code)


def python_of(code: str) -> str:
    """As many lines as the cell has; a cell in another language becomes empty ones."""
    lines = code.split("\n")
    if code.lstrip().startswith("%%"):
        start = next(index for index, line in enumerate(lines) if line.strip())
        if not lines[start].strip().startswith(PYTHON_CELLS):
            return "\n" * code.count("\n")
        lines[start] = ""
    if _parses("\n".join(lines)):
        return "\n".join(lines)
    continued = False
    for index, line in enumerate(lines):
        magic = _is_magic(line)
        lines[index] = "" if continued else _without_magic(line) if magic else _without_capture(line)
        continued = (continued or magic) and line.rstrip().endswith("\\")
    return "\n".join(lines)


def _parses(code: str) -> bool:
    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _is_magic(line: str) -> bool:
    text = line.strip()
    return text.startswith(("%", "!", "?")) or (text.endswith("?") and not text.startswith("#"))


def _without_magic(line: str) -> str:
    """The statement that `%time` measures stays in its column; for others stands a statement that does nothing."""
    indent = line[: len(line) - len(line.lstrip())]
    text = line.strip()
    for magic in PYTHON_LINES:
        statement = "if 1:".ljust(len(magic)) + text.removeprefix(magic)
        if text.startswith(magic) and _parses(statement):
            return indent + statement
    return f"{indent}pass"


def _without_capture(line: str) -> str:
    """`files = !ls` and `result = %time f()` give what only IPython knows."""
    target, equals, value = line.partition("=")
    if equals and value.lstrip().startswith(("!", "%")) and _parses(f"{target.strip()} = 0"):
        return f"{target}= get_ipython()"
    return line
