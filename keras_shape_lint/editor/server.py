"""What a client asks, answered from the open documents."""

from __future__ import annotations

import asyncio
import gc
import os
from typing import Any
from urllib.parse import unquote

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from keras_shape_lint import __version__
from keras_shape_lint.analysis import Settings
from keras_shape_lint.cli.complaints import said
from keras_shape_lint.cli.configuration import Configuration, configuration
from keras_shape_lint.editor import hints, hovers
from keras_shape_lint.editor.documents import Documents, Known
from keras_shape_lint.editor.modernizing import modern_texts
from keras_shape_lint.editor.positions import Positions
from keras_shape_lint.findings import MERGE_REMOVED, Finding
from keras_shape_lint.fixes.proposals import Fix, proposals

NAME = "keras-shape-lint"
WHY = "keras-shape-lint.why"
COLLECT_AFTER = 500_000
"""Characters of source after which the graphs of older texts are worth collecting, once nobody types."""
COLLECT_AT_LAST = 2_000_000
"""Those after which they are collected although somebody does."""
REST = 1.0
"""Seconds without a change that are no pause between two keys."""
PAUSE = 0.02
"""Seconds without a change after which a text is looked at."""
NOTEBOOKS = lsp.NotebookDocumentSyncOptions(
    [lsp.NotebookDocumentFilterWithCells([lsp.NotebookCellLanguage("python")], "jupyter-notebook")]
)
SEVERITIES = {"E": lsp.DiagnosticSeverity.Error, "W": lsp.DiagnosticSeverity.Warning}


def serve() -> None:
    """The collector is off as in all commands: `Answers` calls it between two changes."""
    gc.freeze()
    Answers(LanguageServer(NAME, __version__, notebook_document_sync=NOTEBOOKS)).server.start_io()


class Answers:
    """One method for each request."""

    def __init__(self, server: Any) -> None:
        self.server = server
        self.documents = Documents()
        self.style = "all"
        self.traced = 0
        self.shown: dict[str, list[str]] = {}
        self.project = Configuration()
        for request, answer in (
            (lsp.INITIALIZE, self.initialize),
            (lsp.WORKSPACE_DID_CHANGE_CONFIGURATION, self.configured),
            (lsp.TEXT_DOCUMENT_DID_OPEN, self.changed),
            (lsp.TEXT_DOCUMENT_DID_CHANGE, self.changed),
            (lsp.TEXT_DOCUMENT_DID_CLOSE, self.closed),
            (lsp.NOTEBOOK_DOCUMENT_DID_OPEN, self.changed),
            (lsp.NOTEBOOK_DOCUMENT_DID_CHANGE, self.changed),
            (lsp.NOTEBOOK_DOCUMENT_DID_CLOSE, self.closed),
            (lsp.TEXT_DOCUMENT_HOVER, self.hover),
            (lsp.TEXT_DOCUMENT_INLAY_HINT, self.inlay_hints),
        ):
            server.feature(request)(_function(answer))
        kinds = lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.Empty])
        server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, kinds)(_function(self.actions))
        server.command(WHY)(_function(self.why))

    def initialize(self, params: Any) -> None:
        """The project's configuration is that of its folder, wherever the client started the server."""
        folders = [folder.uri for folder in params.workspace_folders or ()]
        root = to_fs_path(next(iter(folders), params.root_uri or ""))
        try:
            if root:
                os.chdir(root)
            self.project = configuration(None)
        except (OSError, ValueError) as error:
            self._say(said(error))
        for line in self.project.passed_by:
            self._say(line)
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
            str(options.get("kerasVersion") or self.project.keras_version or "auto"),
            str(options.get("kerasDataFormat") or self.project.keras_data_format or "auto"),
        )
        try:
            settings.check()
        except ValueError as error:
            self._say(str(error))
            settings = Settings()
        self.documents.configure(settings)
        style = options.get("hints") or hints.STYLES[0]
        if style not in hints.STYLES:
            self._say(f"hints {style!r} is not one of {', '.join(hints.STYLES)}")
        self.style = style if style in hints.STYLES else hints.STYLES[0]

    def _say(self, text: str) -> None:
        self.server.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, f"{NAME}: {text}"))

    async def changed(self, params: Any) -> None:
        """Looked at when the typing pauses; requests meanwhile are answered from the newest text all the same."""
        path = self._read(_document(params))
        text = self.documents.texts[path]
        await asyncio.sleep(PAUSE)
        if self.documents.texts.get(path) is text:
            self._publish(path)
            self._refresh()
            self.traced += len(text)
            await asyncio.sleep(REST)
            self._collect(COLLECT_AFTER if self.documents.texts.get(path) is text else COLLECT_AT_LAST)

    def _collect(self, limit: int) -> None:
        if self.traced > limit:
            self.traced = 0
            gc.collect()

    def _read(self, uri: str) -> str:
        """The newest text of a program, or of the notebook that this is or that has this cell."""
        workspace = self.server.workspace
        notebook = workspace.get_notebook_document(notebook_uri=uri) or workspace.get_notebook_document(cell_uri=uri)
        if notebook is None:
            path = to_fs_path(uri) or uri
            self.documents.open(path, uri, workspace.get_text_document(uri).source)
            return path
        path = to_fs_path(notebook.uri) or str(notebook.uri)
        cells = [cell.document for cell in notebook.cells if cell.kind == lsp.NotebookCellKind.Code]
        texts = {each: workspace.text_documents.get(unquote(each)) for each in cells}
        self.documents.open_notebook(path, [(each, text.source) for each, text in texts.items() if text is not None])
        return path

    def closed(self, params: Any) -> None:
        uri = _document(params)
        path = to_fs_path(uri) or uri
        self.documents.close(path)
        for each in self.shown.pop(path, ()):
            self.server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(each, []))

    def _publish(self, path: str) -> None:
        """To each text of the client, also to those where nothing is wrong any more."""
        known = self.documents.known(path)
        there = self._positions(known)
        diagnostics: dict[str, list[Any]] = {part.uri: [] for part in known.parts}
        gone = [uri for uri in self.shown.get(path, ()) if uri not in diagnostics]
        for finding in known.findings:
            diagnostics[there.holding(finding.line).uri].append(self._diagnostic(known, finding))
        self.shown[path] = list(diagnostics)
        for uri, found in [*((uri, []) for uri in gone), *diagnostics.items()]:
            self.server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found))

    def _positions(self, known: Known) -> Positions:
        return Positions(known.parts, self.server.workspace.position_codec)

    def _refresh(self) -> None:
        able = self.server.client_capabilities.workspace
        if able and able.inlay_hint and able.inlay_hint.refresh_support:
            self.server.workspace_inlay_hint_refresh(None)

    def _diagnostic(self, known: Known, finding: Finding) -> Any:
        related = [lsp.DiagnosticRelatedInformation(self._line(known, step), step.text) for step in finding.chain]
        return lsp.Diagnostic(
            self._positions(known).range(finding),
            finding.text,
            SEVERITIES.get(finding.severity, lsp.DiagnosticSeverity.Information),
            finding.message.symbol,
            source=NAME,
            related_information=related,
        )

    def _line(self, known: Known, step: Any) -> Any:
        uri, line = _uri(step.path), step.line
        if step.path == known.source.path and known.parts:
            part = self._positions(known).holding(line)
            uri, line = part.uri, line - part.first + 1
        return lsp.Location(uri, lsp.Range(lsp.Position(line - 1, 0), lsp.Position(line, 0)))

    def hover(self, params: Any) -> Any:
        known = self.documents.known(self._read(params.text_document.uri))
        there = self._positions(known)
        line, col = there.place(params.text_document.uri, params.position)
        call = hovers.call_at(known, line, col)
        if call is None:
            return None
        content = lsp.MarkupContent(lsp.MarkupKind.Markdown, hovers.hover(known, call))
        return lsp.Hover(content, there.range(call))

    def inlay_hints(self, params: Any) -> Any:
        known = self.documents.known(self._read(params.text_document.uri))
        there = self._positions(known)
        part, first, last = self._lines(known, params)
        return [
            lsp.InlayHint(there.position(line, col), text, lsp.InlayHintKind.Type, padding_left=True)
            for line, col, text in hints.hints(known, self.style, first, last)
            if there.holding(line) is part
        ]

    def _lines(self, known: Known, params: Any) -> tuple[Any, int, int]:
        """The part that is asked about, and the first and last line of the source."""
        part = self._positions(known).part(params.text_document.uri)
        return part, part.first + params.range.start.line, part.first + params.range.end.line

    def actions(self, params: Any) -> Any:
        known = self.documents.known(self._read(params.text_document.uri))
        _, first, last = self._lines(known, params)
        out = [
            self._fix(known, finding, fix)
            for finding in known.findings
            if finding.line <= last and finding.end_line >= first and known.error is None
            for fix in proposals(known.source, known.traced.analysis, finding, self.documents.settings)
        ]
        out += self._modern(known, first, last)
        why = hovers.why_unknown(known, first)
        if why is not None:
            out.append(lsp.Command("Why is this shape unknown?", WHY, arguments=[why]))
        return out

    def _modern(self, known: Known, first: int, last: int) -> list[Any]:
        """Where a name of Keras 1 is imported: the whole text in today's spelling, as far as that is proved."""
        here = [f for f in known.findings if f.message is MERGE_REMOVED and first <= f.line <= last]
        if not here or known.error is not None:
            return []
        fix = Fix("Write merges and arguments in today's spelling", modern_texts(known, self.documents.settings))
        return [self._fix(known, here[0], fix)] if fix.edits else []

    def why(self, text: str) -> None:
        self.server.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Info, text))

    def _fix(self, known: Known, finding: Finding, fix: Fix) -> Any:
        there = self._positions(known)
        changes: dict[str, list[Any]] = {}
        for edit in fix.edits:
            changes.setdefault(there.holding(edit.line).uri, []).append(lsp.TextEdit(there.range(edit), edit.text))
        diagnostics = [self._diagnostic(known, finding)]
        return lsp.CodeAction(
            fix.title, lsp.CodeActionKind.QuickFix, diagnostics, edit=lsp.WorkspaceEdit(changes=changes)
        )


def _function(method: Any) -> Any:
    """pygls marks what answers a request, and a bound method takes no marks."""
    if not asyncio.iscoroutinefunction(method):
        return lambda params: method(params)

    async def answer(params: Any) -> Any:
        return await method(params)

    return answer


def _document(params: Any) -> str:
    """The URI of the program or notebook that a notification is about."""
    named = getattr(params, "text_document", None) or params.notebook_document
    return str(named.uri)


def _uri(path: str) -> str:
    return from_fs_path(path) or path


def _plain(value: Any) -> dict[str, Any]:
    """Settings as clients send them: an object of JSON, in whatever form it was read."""
    return value if isinstance(value, dict) else dict(getattr(value, "_asdict", dict)())
