"""What real Keras gives at every call site of a program: asked once, kept in the cache."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from keras_shape_lint.verify.process import CHILD, Child, Environment, Stopped

RECORDING = Path(__file__).parent / "recording"
SECONDS = 420.0
MEMORY = 12 << 30


class Truth(NamedTuple):
    """`sites`: file -> site key -> kind, callee and shapes. `stopped`: what the program raised, None at its end."""

    sites: dict[str, dict[str, Any]]
    stopped: dict[str, Any] | None
    seconds: float
    keras_version: str


class Recorder:
    """One process with one Keras, started when it is first needed and again when a program ended it."""

    def __init__(self, python: str, cache: Path) -> None:
        self.python = python
        self.cache = cache
        self._child: Child | None = None
        self._jobs = 0

    def truth(self, job: dict[str, Any]) -> Truth | str:
        """What the program did, or in a line why that is not known. Raises CannotRun without a Keras."""
        known = self.cache / f"{self._digest(job)}.json"
        if known.exists():
            return Truth(**json.loads(known.read_text(encoding="utf-8")))
        if self._child is None:
            environment = Environment(self.python, None, "cpu", SECONDS, MEMORY)
            self._child = Child(environment, RECORDING / "child.py", str(CHILD))
        self._jobs += 1
        try:
            answer = self._child.ask({**job, "id": self._jobs})
        except Stopped as stopped:
            self._child = None
            return str(stopped)
        if "failed" in answer:
            return str(answer["failed"])
        version = self._child.ready["keras_version"]
        truth = Truth(answer["sites"], answer["stopped"], answer["seconds"], version)
        if truth.stopped is not None and truth.stopped["type"] == "ModuleNotFoundError":
            return truth  # which may be installed another time
        known.parent.mkdir(parents=True, exist_ok=True)
        known.write_text(json.dumps(truth._asdict()), encoding="utf-8")
        return truth

    def _digest(self, job: dict[str, Any]) -> str:
        parts = [self.python, json.dumps(job, sort_keys=True)]
        parts += [file.read_text(encoding="utf-8") for file in sorted(RECORDING.glob("*.py"))]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]

    def close(self) -> None:
        if self._child is not None:
            self._child.close()
            self._child = None


@contextmanager
def recorder(python: str, cache: Path) -> Iterator[Recorder]:
    made = Recorder(python, cache / "truth")
    try:
        yield made
    finally:
        made.close()
