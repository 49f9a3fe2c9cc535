"""The arguments of a call as they are written, comments and line breaks kept."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator
from itertools import groupby, takewhile
from typing import NamedTuple

from keras_shape_lint.fixes.edits import Edit, Text


class Argument(NamedTuple):
    """From its first byte to its last; `comma` is where the one behind it stands, if there is one.

    `name` is None for one given by position, and `**` or `*` for those that are not written out.
    """

    name: str | None
    value: ast.expr
    begin: int
    end: int
    comma: int | None


class Arguments:
    """Of one call. Each method is one edit."""

    def __init__(self, text: Text, call: ast.Call) -> None:
        self._text = text
        nodes: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
        nodes.sort(key=lambda node: (node.lineno, node.col_offset))
        begins = [text.offset(node.lineno, node.col_offset) for node in nodes]
        self._close = text.offset(call.end_lineno or 0, call.end_col_offset or 0) - 1
        self.all: list[Argument] = []
        for node, begin, stop in zip(nodes, begins, [*begins[1:], self._close]):
            end, comma = _separator(text.data, text.offset(node.end_lineno or 0, node.end_col_offset or 0), stop)
            name, value = (node.arg or "**", node.value) if isinstance(node, ast.keyword) else (None, node)
            name = "*" if isinstance(value, ast.Starred) else name
            self.all.append(Argument(name, value, begin, end, comma))

    @property
    def by_position(self) -> list[Argument]:
        """Those before the first that is given in another way."""
        return list(takewhile(lambda each: each.name is None, self.all))

    def named(self, *names: str) -> list[Argument]:
        return [each for each in self.all if each.name in names]

    def at(self, position: int, name: str) -> Argument | None:
        """By position or by name."""
        if position < len(self.by_position):
            return self.by_position[position]
        return next(iter(self.named(name)), None)

    def rename(self, argument: Argument, name: str) -> Edit:
        """One given by position gets the name."""
        if argument.name is None:
            return self._text.edit(argument.begin, argument.begin, f"{name}=")
        return self._text.edit(argument.begin, argument.begin + len(argument.name.encode()), name)

    def replace(self, argument: Argument, text: str) -> Edit:
        return self._text.edit(argument.begin, argument.end, text)

    def remove(self, unwanted: Container[Argument]) -> Iterator[Edit]:
        """Neighbours go together; comments stay."""
        for gone, run in groupby(enumerate(self.all), lambda entry: entry[1] in unwanted):
            if gone:
                numbers = [number for number, _ in run]
                yield self._removed(numbers[0], numbers[-1])

    def _removed(self, first: int, last: int) -> Edit:
        data, run = self._text.data, self.all[first : last + 1]
        begin, end, comma = run[0].begin, run[-1].end, run[-1].comma
        before = self.all[first - 1].comma if first else None
        follows = last + 1 < len(self.all)
        if follows and comma is not None and (before is None or b"\n" in data[before:begin]):
            end = self.all[last + 1].begin
            if b"#" in data[comma:end]:
                end = comma + 1 + len(data[comma + 1 : end]) - len(data[comma + 1 : end].lstrip(b" "))
        elif before is not None and b"#" not in data[before:begin]:
            begin = before
        elif comma is not None:
            end = comma + 1
        return self._text.edit(begin, end, "")

    def add(self, text: str, gone: Container[Argument] = ()) -> Edit:
        """Behind the last that stays."""
        left = [each for each in self.all if each not in gone]
        if not left:
            return self._text.edit(self._close, self._close, text)
        return self._text.edit(left[-1].end, left[-1].end, f", {text}")

    def text_of(self, argument: Argument) -> str:
        """Of its value."""
        lead = 0 if argument.name is None else len(argument.name.encode()) + 1
        return self._text.data[argument.begin + lead : argument.end].decode()


def _separator(data: bytes, begin: int, stop: int) -> tuple[int, int | None]:
    """Behind the parentheses that an argument may stand in, and the comma; comments hold neither."""
    end = place = begin
    while place < stop:
        byte = data[place : place + 1]
        if byte == b",":
            return end, place
        if byte == b"#":
            place += len(data[place:stop].splitlines()[0])
            continue
        place += 1
        if byte == b")":
            end = place
    return end, None
