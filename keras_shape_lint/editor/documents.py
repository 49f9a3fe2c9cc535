"""The open files: what is known of each, while it is typed."""

from __future__ import annotations

from typing import Any, NamedTuple

from keras_shape_lint.analysis import Analysis, Call, Settings, Source, Traced, graph_of
from keras_shape_lint.cli.checking import Switches, shown
from keras_shape_lint.findings import Finding
from keras_shape_lint.tracing.project import Project


class Known(NamedTuple):
    """What is shown of a text: its own analysis, or as long as it cannot be parsed what was known before.

    `traced` is that of the last text that could be parsed, `calls` and `findings` are moved to where they stand now.
    """

    source: Source
    traced: Traced
    calls: tuple[Call, ...]
    findings: tuple[Finding, ...]
    lines: list[str]
    error: str | None = None


class Documents:
    """Analyses by path, each made when it is asked for and not again before its text changes."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.switches: Switches = ()
        self.texts: dict[str, str] = {}
        self._known: dict[str, Known] = {}
        self._project = Project(self.texts)

    def open(self, path: str, text: str) -> None:
        self.texts[path] = text

    def close(self, path: str) -> None:
        self.texts.pop(path, None)
        self._known.pop(path, None)

    def configure(self, settings: Settings) -> None:
        self.settings = settings
        self._known.clear()

    def known(self, path: str) -> Known:
        text = self.texts[path]
        last = self._known.get(path)
        if last is not None and last.source.text == text:
            return last
        source = Source(path, text)
        traced = graph_of(source, self.settings, self._project)
        error = traced.analysis.error
        lines = text.split("\n")
        if error is None:
            analysis = shown(source, traced.analysis, self.switches)
            now = Known(source, traced._replace(analysis=analysis), analysis.calls, analysis.findings, lines)
        elif last is None:
            now = Known(source, Traced(Analysis(path)), (), (), lines, error)
        else:
            move = _moves(last.source.text, text)
            calls = tuple(moved for each in last.calls if (moved := move(each)) is not None)
            findings = tuple(moved for each in last.findings if (moved := move(each)) is not None)
            now = Known(source, last.traced, calls, findings, lines, error)
        self._known[path] = now
        return now


def _moves(old: str, new: str) -> Any:
    """Where a record with lines stands in the new text; None inside of what changed."""
    before, after = old.split("\n"), new.split("\n")
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
