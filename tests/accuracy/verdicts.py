"""What real Keras says of many programs, one after the other in one process; what it said is kept in the cache."""

from __future__ import annotations

import ast
import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from keras_shape_lint.verify.process import CHILD, Child, Environment, Stopped
from keras_shape_lint.verify.sizes import RUNS


class Verdict(NamedTuple):
    """`lines`: where Keras refuses the program, when built or whenever it runs; `unclear`: why that is not known."""

    lines: tuple[int, ...] = ()
    error: str = ""
    unclear: str | None = None

    @property
    def accepted(self) -> bool:
        return not self.lines and self.unclear is None


class Judge:
    """Programs built and run on random data by verify's own child."""

    def __init__(self, python: str, cache: Path) -> None:
        self.environment = Environment(python, None, "cpu", 120.0, 8 << 30)
        self.cache = cache
        self.folder = tempfile.TemporaryDirectory(prefix="keras-shape-lint-mutants-")
        self._child: Child | None = None
        self._asked = 0

    def verdict(self, text: str) -> Verdict:
        known = self.cache / f"{self._digest(text)}.json"
        if known.exists():
            lines, error, unclear = json.loads(known.read_text(encoding="utf-8"))
            return Verdict(tuple(lines), error, unclear)
        path = Path(self.folder.name, "program.py")
        path.write_text(text, encoding="utf-8")
        self._asked += 1
        if self._child is None:
            self._child = Child(self.environment)
        job = {
            "mode": "run", "path": str(path), "function": None, "builders": _functions(text), "findings": [],
            "sizes": RUNS, "text": text, "id": self._asked,
        }  # fmt: skip
        try:
            verdict = _verdict(self._child.ask(job))
        except Stopped as stopped:
            self._child = None
            verdict = Verdict(unclear=str(stopped))
        if verdict.unclear is None:
            known.parent.mkdir(parents=True, exist_ok=True)
            known.write_text(json.dumps(verdict), encoding="utf-8")
        return verdict

    def _digest(self, text: str) -> str:
        parts = [self.environment.python, text, *(path.read_text() for path in sorted(CHILD.glob("*.py")))]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]

    def close(self) -> None:
        if self._child is not None:
            self._child.close()
        self.folder.cleanup()


def _functions(text: str) -> list[str]:
    return [node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]


def _verdict(answer: dict[str, Any]) -> Verdict:
    if "failed" in answer:
        return Verdict(unclear=answer["failed"])
    events = [event for event in answer["events"] if event["stage"] != "absent"]
    lines = tuple(event["at"][0] for event in events if event["at"] and event["at"][0])
    error = events[0]["message"][:300] if events else ""
    if lines:
        return Verdict(lines, error)
    if events or answer["stopped"]:
        return Verdict(unclear=answer["stopped"] or f"fails at an unknown line: {error}")
    return Verdict()
