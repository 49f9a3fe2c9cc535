"""The README tells the truth: its table is the catalogue, its transcripts are what the tools print.

`python -m tests.test_readme` writes both anew.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from keras_shape_lint.findings import messages

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
TABLE = re.compile(r"(?<=<!-- messages -->\n).*?(?=<!-- /messages -->)", re.DOTALL)
TRANSCRIPT = re.compile(r"(?<=```console\n)\$ (?:keras-shape-lint|pylint) .*?(?=```)", re.DOTALL)
PROGRAMS = {"keras-shape-lint": "keras_shape_lint", "pylint": "pylint"}


def table() -> str:
    rows = [f"| {row.msgid} | `{row.symbol}` | {row.summary} |" for row in messages()]
    return "\n".join(["| id | symbol | what |", "|---|---|---|", *rows, ""])


def transcript(block: str) -> str:
    """The block with every command run again, by a pylint that remembers no earlier score."""
    with tempfile.TemporaryDirectory() as home:
        return _rerun(block, {**os.environ, "PYTHONPATH": str(ROOT), "PYLINTHOME": home})


def _rerun(block: str, environment: dict[str, str]) -> str:
    commands = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    out, status = "", 0
    for command in commands:
        out += f"$ {command}\n"
        if command == "echo $?":
            out += f"{status}\n"
            continue
        name, *arguments = shlex.split(command)
        command_line = [sys.executable, "-m", PROGRAMS[name], *arguments]
        done = subprocess.run(command_line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        status = done.returncode
        out += _trimmed(done.stdout + done.stderr)
    return out


def _trimmed(output: str) -> str:
    return "\n".join(line.rstrip() for line in output.strip().splitlines()) + "\n" if output.strip() else ""


def test_the_table_is_the_catalogue() -> None:
    assert TABLE.findall(README.read_text()) == [table()]


@pytest.mark.parametrize("block", TRANSCRIPT.findall(README.read_text()) if README.exists() else [])
def test_transcripts_are_what_the_tools_print(block: str) -> None:
    assert transcript(block) == block


def test_the_tests_are_run_as_the_readme_says() -> None:
    (install, test) = re.findall(r'^\$ (pip install "\.\[test\]"|pytest)$', README.read_text(), re.MULTILINE)
    gate = (ROOT / ".ci" / "run").read_text()
    assert f"step {install.replace('install', 'install -q')}\nstep {test}\n" in gate


if __name__ == "__main__":
    text = TABLE.sub(lambda _: table(), README.read_text())
    README.write_text(TRANSCRIPT.sub(lambda match: transcript(match[0]), text))
