"""The statements of a long text, parsed a piece at a time: Python's own trees take some 300 bytes a character."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from keras_shape_lint.analysis import place_text
from keras_shape_lint.tracing.run import Exhausted
from keras_shape_lint.tracing.stated import attach
from keras_shape_lint.tracing.syntax.scope import NESTED

LONG = 300_000
"""Characters of a text that is parsed as one."""
PIECE = 60_000
"""Characters that are parsed at once, where a statement ends."""
MOST_WORDS = 150_000
"""Most words, commas and brackets in a piece: that of one statement may be as long as its texts are."""
MOST_DEFINED = 200_000
"""Words of functions and classes that are kept: their trees are needed as long as they can be called."""
_TEXTS = (
    r"'''(?s:.*?)(?:'''|\Z)|\"\"\"(?s:.*?)(?:\"\"\"|\Z)"
    r"|'[^'\\\n]*(?:\\.[^'\\\n]*)*'|\"[^\"\\\n]*(?:\\.[^\"\\\n]*)*\"|#[^\n]*"
)
_UNFINISHED = ("never closed", "unterminated triple-quoted")
_CONTINUING = ("else", "elif", "except", "finally", ")", "]", "}", " ", "\t", "\f", "\r", "\n", "#", "'", '"')


class Unparsable(ValueError):
    """What Python's parser makes of text that it cannot take, in one line. `line` is where, 0 for everywhere."""

    def __init__(self, text: str, line: int = 0) -> None:
        super().__init__(f"cannot parse: {text}")
        self.line = line


def parse(text: str, cells: tuple[int, ...] = (), before: int = 0) -> ast.Module:
    """Raises Unparsable. `before` is the number of lines that stand before the text."""
    try:
        tree = ast.parse("\n" * before + text)
    except SyntaxError as error:
        line = error.lineno or 1
        raise Unparsable(f"{error.msg} ({place_text(cells, line)})", line) from None
    except (RecursionError, MemoryError):
        raise Unparsable("nested too deeply") from None
    except ValueError as error:
        raise Unparsable(str(error)) from None
    attach(tree, text, before)
    return tree


class Pieces:
    """The module of a text that is too long to be held as one."""

    def __init__(self, text: str, cells: tuple[int, ...] = ()) -> None:
        self.text = text
        self.cells = cells

    def statements(self, between: Callable[[], None]) -> Iterator[ast.stmt]:
        """Parsed as they are asked for; `between` is called now and then.

        Raises Unparsable where the text is not Python's, and Exhausted where it holds more than is kept.
        """
        start = lines = defined = 0
        while start < len(self.text) and defined < MOST_DEFINED:
            between()
            piece, end = self._piece(start, lines)
            yield from piece.body
            definitions = sum(isinstance(statement, NESTED) for statement in piece.body)
            if definitions:
                defined += _words(self.text[start:end]) * definitions // len(piece.body)
            lines += self.text.count("\n", start, end)
            start = end
        if start < len(self.text):
            raise Exhausted

    def _piece(self, start: int, lines: int) -> tuple[ast.Module, int]:
        """-> the next statements, and where they end. One that is cut off is met as an error of the parser's."""
        length, line = PIECE, lines + 1
        end = _boundary(self.text, start + length)
        while True:
            chunk = self.text[start:end]
            if len(chunk) > 2 * PIECE and _words(chunk) > MOST_WORDS:
                raise Unparsable(f"a statement is too long ({place_text(self.cells, line)})", line)
            try:
                return parse(chunk, self.cells, lines), end
            except Unparsable as error:
                unfinished = error.line >= lines + chunk.count("\n") or any(map(str(error).count, _UNFINISHED))
                if end == len(self.text) or not unfinished:
                    raise
                cut = start + min(_length_of(chunk, error.line - lines - 1), len(chunk) - 1)
                end = _boundary_before(self.text, cut, start)
                line = error.line
            if end == start:
                length *= 3
                end = _boundary(self.text, start + length)


def program(text: str, cells: tuple[int, ...]) -> ast.Module | Pieces:
    """Raises Unparsable."""
    return parse(text, cells) if len(text) <= LONG else Pieces(text, cells)


def _boundary(text: str, position: int) -> int:
    """Where a statement may begin, after a position; else the end of the text."""
    while 0 < (position := text.find("\n", position) + 1) < len(text):
        if _may_begin(text, position):
            return position
    return len(text)


def _boundary_before(text: str, position: int, start: int) -> int:
    """As `_boundary`, at the line of a position or before it."""
    position = text.rfind("\n", 0, position) + 1
    while position > start and not _may_begin(text, position):
        position = text.rfind("\n", 0, position - 1) + 1
    return position


def _may_begin(text: str, position: int) -> bool:
    decorated = text.startswith("@", text.rfind("\n", 0, position - 1) + 1)
    return not decorated and not text.startswith(_CONTINUING, position)


def _length_of(text: str, lines: int) -> int:
    return sum(len(line) + 1 for line in text.split("\n", lines)[:lines])


def _words(text: str) -> int:
    """Words, commas and brackets outside of texts and comments."""
    import re

    code = re.sub(_TEXTS, "", text)
    return len(code.split()) + sum(map(code.count, ",(["))
