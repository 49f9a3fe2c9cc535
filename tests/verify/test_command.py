"""The command: what it prints, its exit status, and that other commands do not pay for it."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT, command, python

HAS_KERAS = pytest.mark.skipif(not importlib.util.find_spec("keras"), reason="needs Keras, see README")
EXAMPLES = ROOT / "examples"


@HAS_KERAS
def test_json_and_programs_that_show_it(tmp_path: Path) -> None:
    repros = tmp_path / "repros"
    done = command(
        "verify", str(EXAMPLES / "broken_gate.py"), str(EXAMPLES / "fixed_gate.py"), "--device=cpu", "--format=json",
        f"--emit-repro={repros}", "--all-shapes", cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    broken, fixed = json.loads(done.stdout)["files"]
    (finding,) = broken["findings"]
    assert (finding["verdict"], finding["evidence"], finding["line"]) == ("confirmed", "rebuild", 13)
    assert finding["keras_message"].startswith("ValueError: Inputs have incompatible shapes")
    assert fixed["builds"] is True
    assert fixed["disagreements"] == []
    (program,) = repros.iterdir()
    assert "Multiply()([x0, x1])" in program.read_text()


@HAS_KERAS
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_gets_a_table_and_a_bar(tmp_path: Path) -> None:
    pytest.importorskip("rich", reason="needs rich")
    files = [str(EXAMPLES / f"{name}_gate.py") for name in ("broken", "fixed")]
    status, shown = on_a_terminal("verify", *files, "--mode=run", "--device=cpu", cwd=tmp_path)
    assert status == 1, shown
    assert "verifying" in shown
    assert "confirmed (your code, line 13)" in shown
    assert "Inputs have incompatible shapes. Received shapes (10,) and (5,)" in shown
    assert "builds and runs" in shown
    assert "1 confirmed; 1 of 2 files built and run (Keras 3" in shown


def on_a_terminal(*arguments: str, cwd: Path) -> tuple[int, str]:
    """Exit status of the command, and what a terminal 400 columns wide shows of it."""
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(cwd), "COLUMNS": "400", "TERM": "xterm"}
    command = [sys.executable, "-m", "keras_shape_lint", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=cwd, env=environment) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 1 << 16)
            except OSError:
                break
            if not part:
                break
            shown += part
    os.close(ours)
    return process.returncode, re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown.decode())


def test_an_odd_device_is_refused(tmp_path: Path) -> None:
    done = command("verify", str(EXAMPLES / "fixed_gate.py"), "--device=tpu", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


def test_check_does_not_load_it() -> None:
    program = EXAMPLES / "fixed_gate.py"
    code = (
        f"import sys; from keras_shape_lint.cli.main import main; main(['check', {str(program)!r}]); "
        "print(*(name for name in sys.modules if name.startswith('keras_shape_lint.verify')))"
    )
    assert python(code).stdout.split() == []
