"""The open files: what is known of each, while it is typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from keras_shape_lint.analysis import Analysis, Call, Settings, Source, Traced, lines_of
from keras_shape_lint.cli.checking import Switches, traced
from keras_shape_lint.cli.notebooks import joined
from keras_shape_lint.findings import Finding
from keras_shape_lint.tracing.project import Project


class Part(NamedTuple):
    """One text of the client. `first` is the line of the source that its first line is."""

    uri: str
    first: int
    lines: list[str]


class Known(NamedTuple):
    """What is shown of a text: its own analysis, or as long as it cannot be parsed what was known before.

    `parts` are where the client has it: one text, or the cells of a notebook. `traced` is that of the last text that
    could be parsed, `calls` and `findings` are moved to where they stand now.
    """

    source: Source
    parts: tuple[Part, ...]
    traced: Traced
    calls: tuple[Call, ...]
    findings: tuple[Finding, ...]
    error: str | None = None


class Documents:
    """Analyses by path, each made when it is asked for and not again before its text changes."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.switches: Switches = ()
        self.texts: dict[str, str] = {}
        self._open: dict[str, tuple[Source, tuple[Part, ...]]] = {}
        self._known: dict[str, Known] = {}
        self._project = Project(self.texts)

    def open(self, path: str, uri: str, text: str) -> None:
        self.texts[path] = text
        self._open[path] = Source(path, text), (Part(uri, 1, lines_of(text)),)

    def open_notebook(self, path: str, cells: Iterable[tuple[str, str]]) -> None:
        """`cells` are the URI and the code of each."""
        cells = list(cells)
        source = joined(path, [code for _, code in cells])
        self.texts[path] = source.text
        parts = (Part(uri, first, lines_of(code)) for first, (uri, code) in zip(source.cells, cells))
        self._open[path] = source, tuple(parts)

    def close(self, path: str) -> None:
        for known in (self.texts, self._open, self._known):
            known.pop(path, None)

    def configure(self, settings: Settings) -> None:
        self.settings = settings
        self._known.clear()

    def known(self, path: str) -> Known:
        source, parts = self._open[path]
        last = self._known.get(path)
        if last is not None and last.source == source:
            return last if last.parts == parts else last._replace(parts=parts)
        now = self._now(source, parts, last)
        self._known[path] = now
        return now

    def _now(self, source: Source, parts: tuple[Part, ...], last: Known | None) -> Known:
        found = traced(source, self.settings, self.switches, self._project)
        error = found.analysis.error
        if error is None:
            return Known(source, parts, found, found.analysis.calls, found.analysis.findings)
        if last is None:
            return Known(source, parts, Traced(Analysis(source.path)), (), (), error)
        move = _moves(last.source.text, source.text)
        calls = tuple(moved for each in last.calls if (moved := move(each)) is not None)
        findings = tuple(moved for each in last.findings if (moved := move(each)) is not None)
        return Known(source, parts, last.traced, calls, findings, error)


def _moves(old: str, new: str) -> Any:
    """Where a record with lines stands in the new text; None inside of what changed."""
    before, after = lines_of(old), lines_of(new)
    shorter = min(len(before), len(after))
    head = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    tail = next((i for i in range(shorter - head) if before[-1 - i] != after[-1 - i]), shorter - head)
    shift = len(after) - len(before)

    def move(record: Any) -> Any:
        if record.end_line <= head:
            return record
        if record.line > len(before) - tail:
            return record._replace(line=record.line + shift, end_line=record.end_line + shift)
        return None

    return move
