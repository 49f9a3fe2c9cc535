"""Notebooks in the language server: their cells are one program, and each answer names its cell."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.processes import ROOT

pytest_lsp = pytest.importorskip("pytest_lsp")
lsp = pytest.importorskip("lsprotocol.types")
pytest.importorskip("pygls.lsp.server")

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(60)]
CELLS = [
    "%matplotlib inline\nfrom keras import Input, layers\ngröße = Input((4, 8)); right = Input((4, 6))",
    "!pip install keras\n'𝔘'; both = layers.Concatenate(axis=1)([größe, right])",
    "%%bash\necho (",
    "last = layers.Dense(3)(right)",
]


class Notebook:
    """One notebook of a client; a cell of Markdown stands before those of code."""

    def __init__(self, client: Any, path: Path) -> None:
        self.client = client
        self.uri = path.as_uri()
        self.version = 0

    def cell(self, number: int) -> str:
        return f"vscode-notebook-cell:{self.uri.removeprefix('file:')}#W{number}%3D"

    def _cell(self, number: int) -> Any:
        return lsp.NotebookCell(lsp.NotebookCellKind.Code, self.cell(number))

    async def open(self, codes: list[str]) -> Any:
        cells = [lsp.NotebookCell(lsp.NotebookCellKind.Markup, f"{self.uri}#text")]
        cells += [self._cell(number) for number in range(len(codes))]
        texts = [lsp.TextDocumentItem(self.cell(n), lsp.LanguageKind.Python, 0, code) for n, code in enumerate(codes)]
        document = lsp.NotebookDocument(self.uri, "jupyter-notebook", 0, cells)
        self.client.notebook_document_did_open(lsp.DidOpenNotebookDocumentParams(document, texts))
        return await self.diagnostics(self.cell(len(codes) - 1))

    async def change(self, waiting_for: int, **cells: Any) -> Any:
        self.version += 1
        document = lsp.VersionedNotebookDocumentIdentifier(self.version, self.uri)
        event = lsp.NotebookDocumentChangeEvent(cells=lsp.NotebookDocumentCellChanges(**cells))
        self.client.notebook_document_did_change(lsp.DidChangeNotebookDocumentParams(document, event))
        return await self.diagnostics(self.cell(waiting_for))

    async def type(self, number: int, text: str, waiting_for: int) -> Any:
        document = lsp.VersionedTextDocumentIdentifier(self.version + 1, self.cell(number))
        whole = lsp.NotebookDocumentCellContentChanges(document, [lsp.TextDocumentContentChangeWholeDocument(text)])
        return await self.change(waiting_for, text_content=[whole])

    async def diagnostics(self, last: str) -> Any:
        """Of all cells, once those of the last one have come."""
        await asyncio.wait_for(self._come(last), 30)
        found = {uri.partition("#")[2]: each for uri, each in self.client.diagnostics.items() if each}
        self.client.diagnostics.clear()
        return found

    async def _come(self, last: str) -> None:
        while last not in self.client.diagnostics:
            await asyncio.sleep(0.01)

    async def hints(self, number: int) -> list[tuple[int, int, str]]:
        whole = lsp.Range(lsp.Position(0, 0), lsp.Position(99, 0))
        asked = lsp.InlayHintParams(lsp.TextDocumentIdentifier(self.cell(number)), whole)
        found = await self.client.text_document_inlay_hint_async(asked)
        return [(hint.position.line, hint.position.character, hint.label) for hint in found]


@pytest_lsp.fixture(
    config=pytest_lsp.ClientServerConfig(server_command=[sys.executable, "-m", "keras_shape_lint", "server"])
)
async def client(lsp_client: pytest_lsp.LanguageClient) -> AsyncIterator[None]:
    sync = lsp.NotebookDocumentClientCapabilities(lsp.NotebookDocumentSyncClientCapabilities())
    answer = await lsp_client.initialize_session(
        lsp.InitializeParams(
            capabilities=lsp.ClientCapabilities(notebook_document=sync),
            root_uri=ROOT.as_uri(),
            initialization_options={"kerasVersion": "3"},
        )
    )
    assert answer.capabilities.notebook_document_sync is not None
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def notebook(client: Any, tmp_path: Path) -> Notebook:
    return Notebook(client, tmp_path / "a book.ipynb")


async def test_each_finding_stands_in_its_cell(notebook: Notebook) -> None:
    told = await notebook.open(CELLS)
    assert list(told) == ["W1%3D"]
    (found,) = told["W1%3D"]
    assert found.message.startswith("Concatenate(axis=1) of (None, 4, 8) [größe, cell 1 line 3]")
    assert (found.range.start.line, found.range.start.character) == (1, 13)
    places = [(each.location.uri, each.location.range.start.line) for each in found.related_information]
    assert places == [(notebook.cell(0), 2), (notebook.cell(0), 2)]


async def test_hints_and_hover_in_their_cell(notebook: Notebook) -> None:
    await notebook.open(CELLS)
    assert await notebook.hints(0) == [(2, 21, "(None, 4, 8)"), (2, 44, "(None, 4, 6)")]
    assert await notebook.hints(2) == []
    assert await notebook.hints(3) == [(0, 29, "(None, 4, 3)")]
    asked = lsp.HoverParams(lsp.TextDocumentIdentifier(notebook.cell(3)), lsp.Position(0, 9))
    told = (await notebook.client.text_document_hover_async(asked)).contents.value
    assert "input (None, 4, 6) [right, cell 1 line 3]" in told
    assert "- cell 1 line 3: Input gives (None, 4, 6)" in told


async def test_typing_in_one_cell_changes_the_others(notebook: Notebook) -> None:
    await notebook.open(CELLS)
    assert await notebook.type(0, CELLS[0].replace("6", "8"), 3) == {}
    assert await notebook.hints(3) == [(0, 29, "(None, 4, 3)")]
    whole = await notebook.hints(1)
    assert whole[-1][2] == "(None, 8, 8)"
    assert await notebook.type(3, "last = layers.Dense(", 3) == {}
    assert await notebook.hints(1) == whole


async def test_cells_come_and_go(notebook: Notebook) -> None:
    await notebook.open(CELLS)
    array = lsp.NotebookCellArrayChange(2, 1, [])
    gone = [lsp.TextDocumentIdentifier(notebook.cell(1))]
    structure = lsp.NotebookDocumentCellChangeStructure(array, did_close=gone)
    assert await notebook.change(3, structure=structure) == {}
    new = notebook._cell(7)
    array = lsp.NotebookCellArrayChange(2, 0, [new])
    text = lsp.TextDocumentItem(new.document, lsp.LanguageKind.Python, 0, "layers.Add()([größe, right])")
    structure = lsp.NotebookDocumentCellChangeStructure(array, did_open=[text])
    told = await notebook.change(3, structure=structure)
    assert [each.range.start.line for each in told["W7%3D"]] == [0]


async def test_repairs_are_made_in_the_cell(notebook: Notebook) -> None:
    await notebook.open(CELLS)
    there = lsp.Range(lsp.Position(1, 0), lsp.Position(1, 0))
    asked = lsp.CodeActionParams(
        lsp.TextDocumentIdentifier(notebook.cell(1)), there, lsp.CodeActionContext([])
    )  # fmt: skip
    (action,) = await notebook.client.text_document_code_action_async(asked)
    ((uri, (edit,)),) = action.edit.changes.items()
    assert (uri, edit.range.start.line, edit.range.start.character, edit.new_text) == (notebook.cell(1), 1, 37, "-1")


async def test_a_legacy_merge_is_replaced_in_all_cells(notebook: Notebook) -> None:
    cells = ["%matplotlib inline\nfrom keras.layers import Input, merge\na = Input((3,))", "b = 1"]
    await notebook.open([*cells, "%time c = merge([a, a], mode='sum')"])
    there = lsp.Range(lsp.Position(1, 0), lsp.Position(1, 0))
    asked = lsp.CodeActionParams(lsp.TextDocumentIdentifier(notebook.cell(0)), there, lsp.CodeActionContext([]))
    (action,) = await notebook.client.text_document_code_action_async(asked)
    new = {uri: [edit.new_text for edit in edits] for uri, edits in action.edit.changes.items()}
    assert new == {notebook.cell(0): [cells[0].replace("merge", "add")], notebook.cell(2): ["%time c = add([a, a])"]}


async def test_closing_takes_the_diagnostics_away(notebook: Notebook) -> None:
    assert await notebook.open(CELLS)
    cells = [lsp.TextDocumentIdentifier(notebook.cell(number)) for number in range(len(CELLS))]
    document = lsp.NotebookDocumentIdentifier(notebook.uri)
    notebook.client.notebook_document_did_close(lsp.DidCloseNotebookDocumentParams(document, cells))
    assert await notebook.diagnostics(notebook.cell(3)) == {}
