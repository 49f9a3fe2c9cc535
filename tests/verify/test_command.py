"""The command: what it prints, its exit status, and that other commands do not pay for it."""

from __future__ import annotations

import importlib.util
import json
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
def test_text_says_what_keras_said(tmp_path: Path) -> None:
    done = command("verify", str(EXAMPLES / "broken_gate.py"), "--mode=run", "--device=cpu", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert done.stdout.splitlines()[1:] == [
        "    confirmed (your code, line 13)",
        "    ValueError: Inputs have incompatible shapes. Received shapes (10,) and (5,)",
    ]


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
