"""From a change of an open file to its diagnostics and hints, the collector off as in the server."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from itertools import count
from typing import Any

import pytest

from keras_shape_lint.editor.documents import Documents
from keras_shape_lint.editor.hints import hints
from tests.benchmarks.programs import chain

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


class Server:
    """The server as an editor starts it, spoken to one message after the other."""

    def __init__(self, text: str) -> None:
        command = [sys.executable, "-m", "keras_shape_lint", "server"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number = 0
        self.ask("initialize", {"capabilities": {}, "processId": None, "rootUri": None})
        self.send("initialized", {})
        document = {"uri": "file:///model.py", "languageId": "python", "version": 0, "text": text}
        self.send("textDocument/didOpen", {"textDocument": document})
        self.until("method", "textDocument/publishDiagnostics")

    def send(self, method: str, params: Any, **more: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def ask(self, method: str, params: Any) -> Any:
        self.number += 1
        self.send(method, params, id=self.number)
        return self.until("id", self.number)["result"]

    def until(self, name: str, value: Any) -> Any:
        assert self.process.stdout is not None
        while True:
            length = int(self.process.stdout.readline().partition(b":")[2])
            while self.process.stdout.readline().strip():
                pass
            message = json.loads(self.process.stdout.read(length))
            if message.get(name) == value:
                return message


@pytest.mark.benchmark(group="a change in the editor, there and back")
@pytest.mark.parametrize("lines", [500, 5000])
def test_there_and_back(benchmark: Any, lines: int) -> None:
    """From the change of one line to the diagnostics and the hints of a screen, the pause in typing included."""
    pytest.importorskip("pygls")
    server = Server(chain(lines - 3))
    screen = {"start": {"line": 100, "character": 0}, "end": {"line": 160, "character": 0}}
    number = count(1)

    def change() -> int:
        version = next(number)
        here = {"start": {"line": 2, "character": 0}, "end": {"line": 3, "character": 0}}
        changes = [{"range": here, "text": f"y = layers.Dense(64, name='d{version}')(x)\n"}]
        document = {"uri": "file:///model.py", "version": version}
        server.send("textDocument/didChange", {"textDocument": document, "contentChanges": changes})
        server.until("method", "textDocument/publishDiagnostics")
        return len(server.ask("textDocument/inlayHint", {"textDocument": document, "range": screen}))

    try:
        assert benchmark(change) == 61
    finally:
        server.process.kill()
        server.process.wait()
