"""Imports are found where pylint finds them: in the package roots of what is checked, its `source-roots`, the path."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from keras_shape_lint.tracing.folders import roots_of
from tests.processes import ONLY_OURS, ROOT, command, pylint

BLOCKS = """\
from keras import Input, layers

def gate(n):
    return layers.Add()([Input((4,)), Input((n,))])
"""
TRAIN = "from net.blocks import gate\ngate(4)\ngate(5)\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"src/net/__init__.py": "", "src/net/blocks.py": BLOCKS, "tests/train.py": TRAIN}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def found(output: str) -> list[str]:
    return [line.split(" ")[0] for line in output.splitlines() if "keras-merge-shapes-differ" in line]


FAULT = ["tests/train.py:3:0:"]
CASES: dict[str, tuple[list[str], str, str, list[str]]] = {
    "nowhere": (["tests/train.py"], "", "", []),
    "both named": (["src/net", "tests/train.py"], "", "", FAULT),
    "source-roots": (["tests/train.py", "."], "", 'source-roots = ["src"]', FAULT),
    "on the path": (["tests/train.py"], "src", "", FAULT),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_as_pylint_does(folder: Path, case: tuple[list[str], str, str, list[str]]) -> None:
    paths, path, option, expected = case
    (folder / "pyproject.toml").write_text(f"[tool.pylint.main]\n{option}\n", encoding="utf-8")
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, (path and str(folder / path), str(ROOT))))}
    recursive = ["--recursive=y"] if "." in paths else []
    theirs = pylint(*ONLY_OURS, *recursive, *paths, cwd=folder, **environment).stdout
    ours = command("check", *paths, cwd=folder, **environment).stdout
    assert found(ours) == sorted(set(found(theirs))) == expected


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_hook_that_pylint_runs(folder: Path, jobs: str) -> None:
    hook = "--init-hook=import sys; sys.path.append('src')"
    (folder / "more.py").write_text("x = 1\n", encoding="utf-8")
    done = pylint(hook, *ONLY_OURS, "-j", jobs, "tests/train.py", "more.py", cwd=folder)
    assert found(done.stdout) == FAULT


def test_nothing_that_is_installed(tmp_path: Path) -> None:
    assert roots_of([str(tmp_path), os.path.dirname(os.__file__), str(Path(pytest.__file__).parent.parent)]) == (
        str(tmp_path),
    )
    assert str(Path(sys.executable).parent) not in roots_of([*sys.path, str(Path(sys.executable).parent)])
