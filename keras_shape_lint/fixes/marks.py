"""Comments that say why something was left, where they change nothing."""

from __future__ import annotations

import ast
import re
from itertools import islice

MARK = "# keras-shape-lint: left as it is, "
NEWLINE = re.compile("(\r\n|\r|\n)")


def marked(text: str, left: dict[int, str]) -> str:
    """Behind the line, or above its statement where that line goes on in a string or behind a backslash."""
    tree = ast.parse(text)
    behind = _written(text, {line: f"  {MARK}{why}" for line, why in left.items()}, {})
    if _same(tree, behind):
        return behind
    safe = {line: why for line, why in left.items() if _same(tree, _written(text, {line: f"  {MARK}{why}"}, {}))}
    above: dict[int, str] = {}
    for line in left.keys() - safe.keys():
        places = (start for start in _starts(tree, line) if _same(tree, _written(text, {}, {start: left[line]})))
        above.update((start, left[line]) for start in islice(places, 1))
    return _written(text, {line: f"  {MARK}{why}" for line, why in safe.items()}, above)


def _written(text: str, behind: dict[int, str], above: dict[int, str]) -> str:
    parts = NEWLINE.split(text)
    lines, ends = parts[::2], [*parts[1::2], ""]
    for line, comment in behind.items():
        if MARK not in lines[line - 1]:
            lines[line - 1] += comment
    for line, why in above.items():
        code = lines[line - 1]
        if line < 2 or not lines[line - 2].lstrip().startswith(MARK):
            indent = code[: len(code) - len(code.lstrip())]
            lines[line - 1] = f"{indent}{MARK}{why}{ends[line - 1] or chr(10)}{code}"
    return "".join(line + end for line, end in zip(lines, ends))


def _same(tree: ast.Module, text: str) -> bool:
    try:
        return ast.dump(ast.parse(text)) == ast.dump(tree)
    except SyntaxError:
        return False


def _starts(tree: ast.Module, line: int) -> list[int]:
    """First lines of the statements that hold a line, the innermost first."""
    found = {
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or node.lineno)
    }
    return sorted(found, reverse=True)
