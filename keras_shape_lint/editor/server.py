"""What a client asks, answered from the open documents."""

from __future__ import annotations

import asyncio
import gc
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from keras_shape_lint import __version__
from keras_shape_lint.analysis import Settings
from keras_shape_lint.cli.configuration import Configuration, configuration
from keras_shape_lint.editor import hints
from keras_shape_lint.editor.documents import Documents, Known
from keras_shape_lint.findings import MERGE_REMOVED, Finding
from keras_shape_lint.fixes.edits import Edit
from keras_shape_lint.fixes.modernize import modernized
from keras_shape_lint.fixes.proposals import Fix, proposals

NAME = "keras-shape-lint"
WHY = "keras-shape-lint.why"
COLLECT_AFTER = 500_000
"""Characters of source after which the graphs of older texts are worth collecting."""
PAUSE = 0.02
"""Seconds without a change after which a text is looked at."""
SEVERITIES = {"E": lsp.DiagnosticSeverity.Error, "W": lsp.DiagnosticSeverity.Warning}


def serve() -> None:
    """The collector is off as in all commands: `Answers` calls it between two changes."""
    gc.freeze()
    Answers(LanguageServer(NAME, __version__)).server.start_io()


class Answers:
    """One method for each request."""

    def __init__(self, server: Any) -> None:
        self.server = server
        self.documents = Documents()
        self.style = "all"
        self.traced = 0
        self.project = Configuration()
        for request, answer in (
            (lsp.INITIALIZE, self.initialize),
            (lsp.WORKSPACE_DID_CHANGE_CONFIGURATION, self.configured),
            (lsp.TEXT_DOCUMENT_DID_OPEN, self.changed),
            (lsp.TEXT_DOCUMENT_DID_CHANGE, self.changed),
            (lsp.TEXT_DOCUMENT_DID_CLOSE, self.closed),
            (lsp.TEXT_DOCUMENT_HOVER, self.hover),
            (lsp.TEXT_DOCUMENT_INLAY_HINT, self.inlay_hints),
        ):
            server.feature(request)(_function(answer))
        kinds = lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.Empty])
        server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, kinds)(_function(self.actions))
        server.command(WHY)(_function(self.why))

    def initialize(self, params: Any) -> None:
        try:
            self.project = configuration(None)
        except (OSError, ValueError) as error:
            self._say(str(error))
        self.documents.switches = self.project.switches
        self._configure(params.initialization_options)

    def configured(self, params: Any) -> None:
        self._configure(params.settings)
        for path in list(self.documents.texts):
            self._publish(path)
        self._refresh()

    def _configure(self, given: Any) -> None:
        """`kerasVersion`, `kerasDataFormat` and `hints`; what is not given is read from the project's configuration."""
        options = _plain(given)
        options = _plain(options.get(NAME, options))
        settings = Settings(
            options.get("kerasVersion") or self.project.keras_version or "auto",
            options.get("kerasDataFormat") or self.project.keras_data_format or "auto",
        )
        try:
            settings.worlds  # noqa: B018
        except ValueError as error:
            self._say(str(error))
            settings = Settings()
        self.documents.configure(settings)
        style = options.get("hints")
        self.style = style if style in hints.STYLES else "all"

    def _say(self, text: str) -> None:
        self.server.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, f"{NAME}: {text}"))

    async def changed(self, params: Any) -> None:
        """Looked at when the typing pauses; requests meanwhile are answered from the newest text all the same."""
        uri = params.text_document.uri
        path = self._read(uri)
        text = self.documents.texts[path]
        await asyncio.sleep(PAUSE)
        if self.documents.texts.get(path) is text:
            self._publish(path)
            self._refresh()
            self._collect(len(text))

    def _collect(self, traced: int) -> None:
        self.traced += traced
        if self.traced > COLLECT_AFTER:
            self.traced = 0
            gc.collect()

    def _read(self, uri: str) -> str:
        path = to_fs_path(uri) or uri
        self.documents.open(path, self.server.workspace.get_text_document(uri).source)
        return path

    def closed(self, params: Any) -> None:
        uri = params.text_document.uri
        self.documents.close(to_fs_path(uri) or uri)
        self.server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def _publish(self, path: str) -> None:
        known = self.documents.known(path)
        diagnostics = [self._diagnostic(known, finding) for finding in known.findings]
        self.server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(_uri(path), diagnostics))

    def _refresh(self) -> None:
        able = self.server.client_capabilities.workspace
        if able and able.inlay_hint and able.inlay_hint.refresh_support:
            self.server.workspace_inlay_hint_refresh(None)

    def _diagnostic(self, known: Known, finding: Finding) -> Any:
        related = [
            lsp.DiagnosticRelatedInformation(
                lsp.Location(_uri(step.path), lsp.Range(lsp.Position(step.line - 1, 0), lsp.Position(step.line, 0))),
                step.text,
            )
            for step in finding.chain
        ]
        return lsp.Diagnostic(
            self._range(known, finding),
            finding.text,
            SEVERITIES.get(finding.severity, lsp.DiagnosticSeverity.Information),
            finding.message.symbol,
            source=NAME,
            related_information=related,
        )

    def hover(self, params: Any) -> Any:
        known, line, col = self._place(params.text_document.uri, params.position)
        call = hints.call_at(known, line, col)
        if call is None:
            return None
        content = lsp.MarkupContent(lsp.MarkupKind.Markdown, hints.hover(known, call))
        return lsp.Hover(content, self._range(known, call))

    def inlay_hints(self, params: Any) -> Any:
        known = self.documents.known(self._read(params.text_document.uri))
        first, last = params.range.start.line + 1, params.range.end.line + 1
        return [
            lsp.InlayHint(self._position(known, line, col), text, lsp.InlayHintKind.Type, padding_left=True)
            for line, col, text in hints.hints(known, self.style)
            if first <= line <= last
        ]

    def actions(self, params: Any) -> Any:
        uri = params.text_document.uri
        known = self.documents.known(self._read(uri))
        first, last = params.range.start.line + 1, params.range.end.line + 1
        out = [
            self._fix(known, uri, finding, fix)
            for finding in known.findings
            if finding.line <= last and finding.end_line >= first and known.error is None
            for fix in proposals(known.source, known.traced.analysis, finding, self.documents.settings)
        ]
        out += self._modern(known, uri, first, last)
        why = hints.why_unknown(known, first)
        if why is not None:
            out.append(lsp.Command("Why is this shape unknown?", WHY, arguments=[why]))
        return out

    def _modern(self, known: Known, uri: str, first: int, last: int) -> list[Any]:
        """Where a name of Keras 1 is imported: the whole text in today's spelling, as far as that is proved."""
        here = [f for f in known.findings if f.message is MERGE_REMOVED and first <= f.line <= last]
        if not here or known.error is not None:
            return []
        outcome = modernized(known.source, self.documents.settings)
        if not outcome.changed:
            return []
        whole = Edit(1, 0, len(known.lines), len(known.lines[-1].encode()), outcome.text)
        return [self._fix(known, uri, here[0], Fix("Write merges and arguments in today's spelling", (whole,)))]

    def why(self, text: str) -> None:
        self.server.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Info, text))

    def _fix(self, known: Known, uri: str, finding: Finding, fix: Fix) -> Any:
        edits = [lsp.TextEdit(self._range(known, edit), edit.text) for edit in fix.edits]
        diagnostics = [self._diagnostic(known, finding)]
        return lsp.CodeAction(
            fix.title, lsp.CodeActionKind.QuickFix, diagnostics, edit=lsp.WorkspaceEdit(changes={uri: edits})
        )

    def _place(self, uri: str, position: Any) -> tuple[Known, int, int]:
        """Of the client -> line from 1 and UTF-8 column."""
        known = self.documents.known(self._read(uri))
        inside = self.server.workspace.position_codec.position_from_client_units(known.lines, position)
        return known, inside.line + 1, len(known.lines[inside.line][: inside.character].encode())

    def _range(self, known: Known, record: Any) -> Any:
        start = self._position(known, record.line, record.col)
        return lsp.Range(start, self._position(known, record.end_line, record.end_col))

    def _position(self, known: Known, line: int, col: int) -> Any:
        """In the units of the client, UTF-16 if it says nothing."""
        text = known.lines[line - 1] if line <= len(known.lines) else ""
        if text.isascii():
            return lsp.Position(line - 1, col)
        before = text.encode()[:col].decode(errors="ignore")
        return lsp.Position(line - 1, self.server.workspace.position_codec.client_num_units(before))


def _function(method: Any) -> Any:
    """pygls marks what answers a request, and a bound method takes no marks."""
    if not asyncio.iscoroutinefunction(method):
        return lambda params: method(params)

    async def answer(params: Any) -> Any:
        return await method(params)

    return answer


def _uri(path: str) -> str:
    return from_fs_path(path) or path


def _plain(value: Any) -> dict[str, Any]:
    """Settings as clients send them: an object of JSON, in whatever form it was read."""
    return value if isinstance(value, dict) else dict(getattr(value, "_asdict", dict)())
