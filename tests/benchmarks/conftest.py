"""Helpers to time whole processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

COMMAND = [sys.executable, "-c", "from keras_shape_lint.cli.main import main; raise SystemExit(main())"]


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], str]:
    """Writes a program to a file and gives its path."""

    def write(text: str) -> str:
        path = tmp_path / "program.py"
        path.write_text(text)
        return str(path)

    return write


@pytest.fixture
def process(benchmark: Any) -> Callable[..., str]:
    """Times a command; it must end as `status` says. Gives its output."""

    def run(command: list[str], rounds: int = 7, status: int = 0) -> str:
        def once() -> str:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == status, done.stderr
            return done.stdout

        return str(benchmark.pedantic(once, rounds=rounds, warmup_rounds=1))

    return run
