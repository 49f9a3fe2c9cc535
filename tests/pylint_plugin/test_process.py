"""Pylint as people start it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.processes import ONLY_OURS, ROOT, pylint, python

BAD = """\
from keras import Input, layers

left = Input((10,))
right = Input((5,))
layers.Add()([left, right])
"""
TEXT = "Add cannot combine (None, 10) [left, line 3] and (None, 5) [right, line 4]: axis 1 is 10 and 5"
LINE = f"bad.py:5:0: E7701: {TEXT} (keras-merge-shapes-differ)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bad.py").write_text(BAD, encoding="utf-8")
    return tmp_path


def test_beside_all_other_messages(folder: Path) -> None:
    done = pylint("bad.py", cwd=folder)
    assert LINE in done.stdout.splitlines()
    assert "missing-module-docstring" in done.stdout
    assert done.stderr == ""


def test_errors_only_in_two_processes(folder: Path) -> None:
    for name in ("two.py", "three.py"):
        (folder / name).write_text(BAD, encoding="utf-8")
    done = pylint("-E", "-j", "2", "bad.py", "two.py", "three.py", cwd=folder)
    ours = [line for line in done.stdout.splitlines() if "keras-merge-shapes-differ" in line]
    assert sorted(line.split(":")[0] for line in ours) == ["bad.py", "three.py", "two.py"]
    assert done.returncode == 2


def test_from_stdin_the_text_counts_and_not_the_file(folder: Path) -> None:
    (folder / "bad.py").write_text("", encoding="utf-8")
    done = pylint(*ONLY_OURS, "-f", "json2", "--from-stdin", "bad.py", cwd=folder, stdin=BAD)
    (message,) = json.loads(done.stdout)["messages"]
    expected = {
        "symbol": "keras-merge-shapes-differ",
        "messageId": "E7701",
        "message": TEXT,
        "confidence": "INFERENCE",
        "module": "bad",
        "obj": "",
        "line": 5,
        "column": 0,
        "endLine": 5,
        "endColumn": 27,
        "path": "bad.py",
    }
    assert {key: message[key] for key in expected} == expected


def test_help_and_github(folder: Path) -> None:
    assert "Minimum pair their inputs axis" in pylint("--help-msg=keras-merge-shapes-differ", cwd=folder).stdout
    done = pylint(*ONLY_OURS, "-f", "github", "bad.py", cwd=folder)
    assert "\n::error file=bad.py,line=5,endline=5,col=0,title=E7701::Add cannot combine" in done.stdout


@pytest.mark.parametrize(
    ("option", "named"),
    [
        ("--keras-version=soon", "keras-version 'soon' is not a Keras release"),
        ("--keras-version=2.1", "write 2.1.6 or '2.10'"),
        ("--keras-data-format=NHWC", "keras-data-format 'NHWC' is not one of auto"),
    ],
)
def test_a_wrong_option_is_one_line_and_status_32(folder: Path, option: str, named: str) -> None:
    done = pylint(option, "bad.py", cwd=folder)
    assert done.returncode == 32
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert named in line


def test_options_from_the_project(folder: Path) -> None:
    config = '[tool.pylint.main]\ndisable = ["all"]\nenable = ["keras-shapes"]\n[tool.pylint.keras-shapes]\n'
    (folder / "pyproject.toml").write_text(config + "keras-version = 2.1\n", encoding="utf-8")
    done = pylint("bad.py", cwd=folder)
    assert done.returncode == 32
    assert "write 2.1.6 or '2.10'" in done.stderr


FAILING = """
import sys
import keras_shape_lint.tracing.session as session

def trace(*_):
    raise KeyError("injected")

session.trace = trace
from pylint.lint import Run
Run(["--load-plugins=keras_shape_lint", "--rcfile=", "--ignored-modules=keras", *sys.argv[1:]])
"""


def run_failing(folder: Path, *arguments: str, before: str = "") -> Any:
    code = f"{before}import sys; sys.argv[1:] = {[*arguments, str(folder / 'bad.py')]!r}\n{FAILING}"
    return python(code, cwd=ROOT)


def test_a_failure_of_the_tracer_is_one_message_and_all_others_survive(folder: Path) -> None:
    done = run_failing(folder, "--enable=keras-shapes-trace")
    ours = [line for line in done.stdout.splitlines() if "(keras-" in line]
    assert len(ours) == 1
    assert "I7800: The shape tracer failed with KeyError: 'injected'" in ours[0]
    assert "missing-module-docstring" in done.stdout
    assert "astroid-error" not in done.stdout
    quiet = run_failing(folder)
    assert "(keras-" not in quiet.stdout
    assert "missing-module-docstring" in quiet.stdout


def test_a_failure_is_raised_where_tests_ask_for_it(folder: Path) -> None:
    before = "import os; os.environ['KERAS_SHAPE_LINT_RAISE'] = '1'; os.chdir(os.environ['HOME'])\n"
    assert "astroid-error" in run_failing(folder, *ONLY_OURS, "--enable=F", before=before).stdout
