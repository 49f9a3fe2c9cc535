"""A language server as an editor starts it, spoken to one message after the other."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any


class Server:
    def __init__(self, command: Sequence[str], folder: Path, settings: Any = None, **options: Any) -> None:
        options.setdefault("cwd", folder)
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **options)
        self.number = 0
        given = {"rootUri": folder.as_uri(), "initializationOptions": settings}
        self.early: list[Any] = []
        """What it says before it answers to `initialize`."""
        self.ask("initialize", {"capabilities": {}, "processId": None, **given}, self.early)
        self.send("initialized", {})

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *error: object) -> None:
        self.process.kill()
        self.process.communicate()

    def open(self, uri: str, text: str) -> None:
        document = {"uri": uri, "languageId": "python", "version": 0, "text": text}
        self.send("textDocument/didOpen", {"textDocument": document})

    def send(self, method: str, params: Any, **more: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def ask(self, method: str, params: Any, before: list[Any] | None = None) -> Any:
        self.number += 1
        self.send(method, params, id=self.number)
        return self.until(lambda message: message.get("id") == self.number, before)["result"]

    def diagnostics(self) -> list[Any]:
        told = self.until(lambda message: message.get("method") == "textDocument/publishDiagnostics")
        return list(told["params"]["diagnostics"])

    def until(self, wanted: Callable[[Any], bool], before: list[Any] | None = None) -> Any:
        """The first message that is wanted; those before it go to `before`, or are dropped."""
        assert self.process.stdout is not None
        while True:
            length = 0
            while header := self.process.stdout.readline().strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            message = json.loads(self.process.stdout.read(length))
            if wanted(message):
                return message
            if before is not None:
                before.append(message)
