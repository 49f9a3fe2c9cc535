"""The language server as an editor meets it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from keras_shape_lint.fixes.edits import Edit, applied
from tests.processes import ROOT

pytest_lsp = pytest.importorskip("pytest_lsp")
lsp = pytest.importorskip("lsprotocol.types")
pytest.importorskip("pygls.lsp.server")

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(60)]
BAD = """\
from keras import Input, layers

größe = Input((10,)); right = Input((5,))
both = layers.Add()([größe, right]); x = layers.Dense(3)(größe)
"""


class Editor:
    """One document of a client."""

    def __init__(self, client: Any, uri: str) -> None:
        self.client = client
        self.uri = uri
        self.version = 0
        self.text = ""

    async def open(self, text: str) -> Any:
        self.text = text
        self.client.text_document_did_open(
            lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(self.uri, lsp.LanguageKind.Python, 0, text))
        )
        return await self.diagnostics()

    async def type(self, text: str, wait: bool = True) -> Any:
        self.text = text
        self.version += 1
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(self.version, self.uri),
                [lsp.TextDocumentContentChangeWholeDocument(text)],
            )
        )
        return await self.diagnostics() if wait else None

    async def diagnostics(self) -> Any:
        await asyncio.wait_for(self.client.wait_for_notification("textDocument/publishDiagnostics"), 30)
        return list(self.client.diagnostics[self.uri])

    async def hints(self) -> list[tuple[int, int, str]]:
        whole = lsp.Range(lsp.Position(0, 0), lsp.Position(self.text.count("\n") + 1, 0))
        asked = lsp.InlayHintParams(lsp.TextDocumentIdentifier(self.uri), whole)
        found = await self.client.text_document_inlay_hint_async(asked)
        return [(hint.position.line, hint.position.character, hint.label) for hint in found]

    async def hover(self, line: int, character: int) -> str | None:
        asked = lsp.HoverParams(lsp.TextDocumentIdentifier(self.uri), lsp.Position(line, character))
        found = await self.client.text_document_hover_async(asked)
        return None if found is None else str(found.contents.value)

    async def actions(self, line: int) -> list[Any]:
        there = lsp.Range(lsp.Position(line, 0), lsp.Position(line, 0))
        asked = lsp.CodeActionParams(lsp.TextDocumentIdentifier(self.uri), there, lsp.CodeActionContext([]))
        return list(await self.client.text_document_code_action_async(asked) or [])

    def changed(self, action: Any) -> str:
        edits = action.edit.changes[self.uri]
        assert self.text.isascii()
        return applied(self.text, [_edit(each.range, each.new_text) for each in edits])


def _edit(place: Any, text: str) -> Edit:
    start, end = place.start, place.end
    return Edit(start.line + 1, start.character, end.line + 1, end.character, text)


@pytest_lsp.fixture(
    config=pytest_lsp.ClientServerConfig(server_command=[sys.executable, "-m", "keras_shape_lint", "server"])
)
async def client(lsp_client: pytest_lsp.LanguageClient) -> AsyncIterator[None]:
    refresh = lsp.InlayHintWorkspaceClientCapabilities(refresh_support=False)
    await lsp_client.initialize_session(
        lsp.InitializeParams(
            capabilities=lsp.ClientCapabilities(workspace=lsp.WorkspaceClientCapabilities(inlay_hint=refresh)),
            root_uri=ROOT.as_uri(),
            initialization_options={"kerasVersion": "3"},
        )
    )
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def editor(client: Any, tmp_path: Path) -> Editor:
    return Editor(client, (tmp_path / "model.py").as_uri())


async def test_diagnostics_tell_the_chain_in_units_of_the_client(editor: Editor) -> None:
    (found,) = await editor.open(BAD)
    line = BAD.splitlines()[3]
    assert found.message.startswith("Add cannot combine (None, 10) [größe, line 3]")
    assert (found.code, found.severity) == ("keras-merge-shapes-differ", lsp.DiagnosticSeverity.Error)
    assert (found.range.start.character, found.range.end.character) == (7, line.index(";"))
    assert [(each.location.range.start.line, each.message) for each in found.related_information] == [
        (2, "Input gives (None, 10)"),
        (2, "Input gives (None, 5)"),
    ]
    assert await editor.type(BAD.replace("5,", "10,")) == []


async def test_columns_are_of_utf_16(editor: Editor) -> None:
    await editor.open("from keras import Input\n'𝔘 ö'; x = Input((3,))\n")
    assert await editor.hints() == [(1, 23, "(None, 3)")]
    assert "keras.Input" in (await editor.hover(1, 12) or "")


async def test_hints_stay_while_the_code_is_incomplete(editor: Editor) -> None:
    await editor.open(BAD)
    whole = await editor.hints()
    assert [(line, label) for line, _, label in whole] == [
        (2, "(None, 10)"),
        (2, "(None, 5)"),
        (3, "(None, ?)"),
        (3, "(None, 3)"),
    ]
    broken = BAD.replace("\ngröße", "\ny = layers.Dense(\n\ngröße", 1)
    diagnostics = await editor.type(broken)
    assert [(line - 2, col, label) for line, col, label in await editor.hints()] == whole
    assert [each.range.start.line for each in diagnostics] == [5]
    await editor.type(BAD)
    assert await editor.hints() == whole


async def test_requests_see_the_newest_text(editor: Editor) -> None:
    await editor.open(BAD)
    await editor.type("from keras import Input\nx = Input((7,))\n", wait=False)
    assert [label for _, _, label in await editor.hints()] == ["(None, 7)"]


async def test_hover(editor: Editor) -> None:
    await editor.open(
        "from keras import Input, layers\nx = Input((4,))\ny = layers.Dense(3)(x)\nz = layers.Dense(2)(y)\n"
    )
    told = await editor.hover(3, 6) or ""
    assert told.splitlines() == [
        "**Dense(2)** `keras.layers.Dense`",
        "",
        "- input (None, 3) [y, line 3]",
        "- output (None, 2)",
        "  - axis 1: 2, units of Dense(2), line 4",
        "- 8 parameters",
        "",
        "where it came from:",
        "- line 3: Dense(3) gives (None, 3)",
        "- line 2: Input gives (None, 4)",
    ]
    assert await editor.hover(0, 3) is None


async def test_hover_tells_of_each_dimension(editor: Editor) -> None:
    await editor.open(
        "from keras import Input, layers\nx = Input((12, 24))\ny = layers.Dense(64)(x)\n"
        "z = layers.MaxPooling1D()(layers.ReLU()(y))\n"
    )
    told = (await editor.hover(3, 5) or "").splitlines()
    assert told[3:6] == [
        "- output (None, 6, 64)",
        "  - axis 1: 6, MaxPooling1D of 12, line 4",
        "  - axis 2: 64, units of Dense(64), line 3",
    ]
    told = (await editor.hover(3, 28) or "").splitlines()
    assert told[4:6] == ["  - axis 1: 12, from Input((12, 24)), line 2", "  - axis 2: 64, units of Dense(64), line 3"]


@pytest.mark.parametrize(
    ("call", "titles", "repaired"),
    [
        ("layers.Concatenate(axis=3)([a, b])", ["Use axis=-1"], "layers.Concatenate(axis=-1)([a, b])"),
        ("layers.Concatenate(1)([a, b])", ["Use axis=-1"], "layers.Concatenate(-1)([a, b])"),
        ("layers.concatenate([a, b], axis=1)", ["Use axis=-1"], "layers.concatenate([a, b], axis=-1)"),
        ("layers.Dot((1, 2))([a, b])", ["Use axes=1"], "layers.Dot(1)([a, b])"),
        ("layers.Bidirectional(layers.LSTM(3))(layers.Embedding(4, 2)(a))", [], ""),
        (
            "layers.Dot((2, 1))([a, layers.Permute((2, 1))(b)])",
            ["Use axes=(1, 2)"],
            "layers.Dot((1, 2))([a, layers.Permute((2, 1))(b)])",
        ),
        ("layers.RepeatVector(3)(a)", ["Insert Flatten()"], "layers.RepeatVector(3)(layers.Flatten()(a))"),
        (
            "Sequential([Input((4, 8)), layers.RepeatVector(3)])",
            ["Insert Flatten()"],
            "Sequential([Input((4, 8)), layers.Flatten(), layers.RepeatVector(3)])",
        ),
        ("layers.LSTM(3)(c)", [], ""),
        ("layers.Conv2D(3, 3)(c)", [], ""),
    ],
)
async def test_repairs_are_tried_before_they_are_offered(
    editor: Editor, call: str, titles: list[str], repaired: str
) -> None:
    start = "from keras import Input, Sequential, layers\na = Input((4, 8))\nb = Input((4, 6))\nc = Input((8,))\n"
    assert len(await editor.open(f"{start}d = {call}\n")) == 1
    actions = [action for action in await editor.actions(4) if isinstance(action, lsp.CodeAction)]
    assert [action.title for action in actions] == titles
    for action in actions:
        assert editor.changed(action) == f"{start}d = {repaired}\n"
        assert await editor.type(editor.changed(action)) == []


async def test_what_a_repair_needs_is_imported(editor: Editor) -> None:
    text = (
        "from keras.models import Sequential\nfrom keras.layers import (\n    Input, RepeatVector)\n"
        "if True:\n\tmodel = Sequential()\n\tmodel.add(Input((4, 8)))\n\tmodel.add(RepeatVector(3))\n"
    )
    assert len(await editor.open(text)) == 1
    (action,) = [action for action in await editor.actions(6) if isinstance(action, lsp.CodeAction)]
    expected = text.replace("RepeatVector)", "RepeatVector, Flatten)")
    expected = expected.replace("\tmodel.add(Rep", "\tmodel.add(Flatten())\n\tmodel.add(Rep")
    assert editor.changed(action) == expected
    assert await editor.type(expected) == []


@pytest.mark.parametrize("version", ["auto", "3"])
async def test_a_legacy_merge_gets_its_successor(editor: Editor, version: str) -> None:
    text = "from keras.layers import Input, merge\na = Input((3,))\nb = merge([a, a], mode='sum')\n"
    given = {"kerasVersion": version}
    editor.client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(given))
    (found,) = await editor.open(text)
    assert found.code == "keras-merge-removed"
    (action,) = await editor.actions(0)
    assert editor.changed(action) == "from keras.layers import Input, add\na = Input((3,))\nb = add([a, a])\n"
    assert await editor.type(editor.changed(action)) == []


async def test_why_a_shape_is_unknown(editor: Editor) -> None:
    await editor.open("from keras import layers\nfrom other import x\ny = layers.Dense(3)(x)\nz = 1\n")
    (action,) = await editor.actions(2)
    asked = lsp.ExecuteCommandParams(action.command, action.arguments)
    await editor.client.workspace_execute_command_async(asked)
    assert [message.message for message in editor.client.messages] == list(action.arguments)
    assert "line 3" in editor.client.messages[0].message
    assert await editor.actions(3) == []


async def test_settings(editor: Editor) -> None:
    await editor.open(BAD)
    given = {"keras-shape-lint": {"hints": "layers"}}
    editor.client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(given))
    await editor.diagnostics()
    assert [label for _, _, label in await editor.hints()] == ["(None, ?)", "(None, 3)"]
    editor.client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams({"hints": "off"}))
    await editor.diagnostics()
    assert await editor.hints() == []
    editor.client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams({"kerasVersion": "soon"}))
    await editor.diagnostics()
    assert "keras-version 'soon'" in editor.client.messages[-1].message


async def test_closing_takes_the_diagnostics_away(editor: Editor) -> None:
    assert await editor.open(BAD)
    editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(editor.uri)))
    assert await editor.diagnostics() == []
