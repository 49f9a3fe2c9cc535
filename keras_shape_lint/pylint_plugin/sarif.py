"""`pylint -f keras-sarif:out.sarif`: all messages of a run in the format of code scanning."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pylint import version
from pylint.exceptions import UnknownMessageError
from pylint.message import Message as Said
from pylint.reporters import BaseReporter

from keras_shape_lint.analysis import Analysis
from keras_shape_lint.findings import Finding, Message, messages
from keras_shape_lint.pylint_plugin.options import settings_of

if TYPE_CHECKING:
    from pylint.reporters.ureports.nodes import Section

OURS = {row.symbol: row for row in messages()}
Place = tuple[str, int, int, str]


class SarifReporter(BaseReporter):
    """Messages from other processes carry no chain of shapes, so files with findings are traced once more."""

    name = "keras-sarif"
    extension = "sarif"

    def display_messages(self, layout: Section | None) -> None:
        from keras_shape_lint.cli.reading import read
        from keras_shape_lint.views.sarif import document

        self.writeln(json.dumps(document(self._analyses(), read, ("pylint", version)), indent=1))

    def display_reports(self, layout: Section) -> None:
        """There is no place for them."""

    def _display(self, layout: Section) -> None:
        """Nothing is laid out."""

    def _analyses(self) -> list[Analysis]:
        by_file: dict[str, list[Said]] = {}
        for message in self.messages:
            by_file.setdefault(message.path, []).append(message)
        return [self._analysis(path, said) for path, said in by_file.items()]

    def _analysis(self, path: str, said: list[Said]) -> Analysis:
        traced: dict[Place, Finding] = {}
        if any(message.symbol in OURS for message in said):
            from keras_shape_lint.cli.checking import analyses

            for analysis in analyses([path], settings_of(self.linter)):
                traced = {finding.identity: finding for finding in analysis.findings}
        return Analysis(path, tuple(traced.get(_place(message)) or self._finding(message) for message in said))

    def _finding(self, said: Said) -> Finding:
        end_line = said.line if said.end_line is None else said.end_line
        end_col = said.column if said.end_column is None else said.end_column
        return Finding(
            self._row(said), said.msg, said.confidence.name, said.path, max(said.line, 1), said.column,
            max(end_line, 1), end_col, said.obj,
        )  # fmt: skip

    def _row(self, said: Said) -> Message:
        """Of the catalogue, or what pylint says of a message of its own."""
        if said.symbol in OURS:
            return OURS[said.symbol]
        try:
            (definition,) = self.linter.msgs_store.get_message_definitions(said.msg_id)
        except (UnknownMessageError, ValueError):
            return Message(said.msg_id, said.symbol, said.symbol, said.symbol)
        description = " ".join((definition.description or said.symbol).split())
        return Message(said.msg_id, said.symbol, definition.msg.partition("\n")[0], description)


def _place(said: Any) -> Place:
    """As Finding.identity of ours."""
    return said.symbol, said.line, said.column, said.msg
