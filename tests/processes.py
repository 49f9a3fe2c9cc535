"""Pylint and the command as a user starts them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
ONLY_OURS = ("--disable=all", "--enable=keras-shapes")

Done = subprocess.CompletedProcess[str]


def pylint(*arguments: str, cwd: Path, stdin: str | None = None, **environment: str) -> Done:
    """With the plugin, without a configuration of the machine's and without reading Keras' own sources."""
    options = ("--load-plugins=keras_shape_lint", "--ignored-modules=keras")
    return _python("-m", "pylint", *options, *arguments, cwd=cwd, stdin=stdin, **environment)


def command(*arguments: str, cwd: Path, **environment: str) -> Done:
    return _python("-m", "keras_shape_lint", *arguments, cwd=cwd, stdin=None, **environment)


def python(code: str, cwd: Path = ROOT) -> Done:
    return _python("-c", code, cwd=cwd, stdin=None)


def _python(*arguments: str, cwd: Path, stdin: str | None, **environment: str) -> Done:
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        input=stdin,
        env={**os.environ, "PYTHONPATH": paths, "HOME": str(cwd), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
