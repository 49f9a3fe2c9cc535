"""From a change of an open file to its diagnostics and hints, the collector off as in the server."""

from __future__ import annotations

import gc
import sys
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from keras_shape_lint.editor.documents import Documents
from keras_shape_lint.editor.hints import hints
from tests.benchmarks.programs import chain
from tests.editor.rpc import Server

pytestmark = pytest.mark.benchmark


@pytest.mark.benchmark(group="a change in the editor")
@pytest.mark.parametrize("lines", [500, 5000])
def test_diagnostics_and_hints(benchmark: Any, lines: int) -> None:
    documents = Documents()
    text = chain(lines - 3)
    number = count()

    def change() -> int:
        documents.open("model.py", "file:///model.py", text.replace("'relu'", f"'relu{next(number)}'", 1))
        known = documents.known("model.py")
        return len(known.findings) + len(hints(known, "all"))

    gc.disable()
    try:
        assert benchmark(change) >= lines - 5
    finally:
        gc.enable()


@pytest.mark.benchmark(group="a change in the editor, there and back")
@pytest.mark.parametrize("lines", [500, 5000])
def test_there_and_back(benchmark: Any, lines: int) -> None:
    """From the change of one line to the diagnostics and the hints of a screen, the pause in typing included."""
    pytest.importorskip("pygls")
    server = Server([sys.executable, "-m", "keras_shape_lint", "server"], Path.cwd())
    server.open("file:///model.py", chain(lines - 3))
    server.diagnostics()
    screen = {"start": {"line": 100, "character": 0}, "end": {"line": 160, "character": 0}}
    number = count(1)

    def change() -> int:
        version = next(number)
        here = {"start": {"line": 2, "character": 0}, "end": {"line": 3, "character": 0}}
        changes = [{"range": here, "text": f"y = layers.Dense(64, name='d{version}')(x)\n"}]
        document = {"uri": "file:///model.py", "version": version}
        server.send("textDocument/didChange", {"textDocument": document, "contentChanges": changes})
        server.diagnostics()
        return len(server.ask("textDocument/inlayHint", {"textDocument": document, "range": screen}))

    with server:
        assert benchmark(change) == 61
