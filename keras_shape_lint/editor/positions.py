"""Lines and UTF-8 columns of a source as places of the client: in a text or in a cell of a notebook."""

from __future__ import annotations

from typing import Any

from lsprotocol import types as lsp

from keras_shape_lint.editor.documents import Part


class Positions:
    """Of the parts of one source. `codec` knows the client's units, UTF-16 if it says nothing."""

    def __init__(self, parts: tuple[Part, ...], codec: Any) -> None:
        self._parts = parts
        self._codec = codec

    def part(self, uri: str) -> Part:
        return next(part for part in self._parts if part.uri == uri)

    def holding(self, line: int) -> Part:
        return next((part for part in reversed(self._parts) if part.first <= line), self._parts[0])

    def place(self, uri: str, position: Any) -> tuple[int, int]:
        """Of the client -> line and column."""
        part = self.part(uri)
        inside = self._codec.position_from_client_units(part.lines, position)
        before = part.lines[inside.line][: inside.character] if inside.line < len(part.lines) else ""
        return part.first + inside.line, len(before.encode())

    def range(self, record: Any) -> Any:
        """Of a call, a finding or an edit."""
        part = self.holding(record.line)
        return lsp.Range(self._in(part, record.line, record.col), self._in(part, record.end_line, record.end_col))

    def position(self, line: int, col: int) -> Any:
        return self._in(self.holding(line), line, col)

    def _in(self, part: Part, line: int, col: int) -> Any:
        number = line - part.first
        text = part.lines[number] if number < len(part.lines) else ""
        if text.isascii():
            return lsp.Position(number, col)
        before = text.encode()[:col].decode(errors="ignore")
        return lsp.Position(number, self._codec.client_num_units(before))
