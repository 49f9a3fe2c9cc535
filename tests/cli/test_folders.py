"""Folders, several processes, and findings that are known."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from keras_shape_lint.cli.files import files
from keras_shape_lint.cli.main import main
from keras_shape_lint.findings import Finding
from keras_shape_lint.views.fingerprints import fingerprints
from tests.cli.test_command import BAD, GOOD, WARNED


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {
        "bad.py": BAD,
        "models/good.py": GOOD,
        "models/warned.py": WARNED,
        "models/notes.txt": "import keras",
        "build/copy.py": BAD,
        "env/pyvenv.cfg": "",
        "env/lib.py": BAD,
        ".hidden/lib.py": BAD,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


def test_outside_a_repository(tree: Path) -> None:
    assert list(files(["."])) == ["bad.py", "build/copy.py", "models/good.py", "models/warned.py"]
    assert list(files(["models", "bad.py", "models/good.py"])) == ["models/good.py", "models/warned.py", "bad.py"]


def test_what_git_ignores_is_passed_by(tree: Path) -> None:
    (tree / ".gitignore").write_text("build/\n/env\n.hidden\n!models/\nwarned.*\n", encoding="utf-8")
    git("init", "-q")
    assert list(files(["."])) == ["bad.py", "models/good.py"]
    git("add", "bad.py")
    (tree / "bad.py").unlink()
    assert list(files(["."])) == ["models/good.py"]
    assert list(files(["models/warned.py"])) == ["models/warned.py"]
    assert list(files([str(tree / "models")])) == [str(tree / "models" / "good.py")]


def test_a_folder_without_programs_is_an_error(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / "empty").mkdir()
    assert main(["check", "empty", "bad.py"]) == 2
    assert "empty: no program and no notebook in this folder" in capsys.readouterr().err


def test_several_processes_say_the_same_in_the_same_order(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(12):
        (tree / f"more{number:02}.py").write_text(BAD if number % 3 else WARNED, encoding="utf-8")
    one = main(["check", "."]), *capsys.readouterr()
    several = main(["check", "-j", "2", "."]), *capsys.readouterr()
    assert one == several
    assert len(one[1].splitlines()) == 12 + 3
    assert main(["check", "--jobs=0", "models"]) == 0


def test_a_bar_where_rich_is(tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("rich")
    for number in range(30):
        (tree / f"more{number:02}.py").write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["check", "."]) == 1
    assert "34 files" not in capsys.readouterr().out


def test_a_baseline(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "bad.py", "models", "--baseline", "known.json", "--write-baseline"]) == 0
    assert (*capsys.readouterr(),) == ("", "0 errors, 2 in the baseline; 9 of 9 Keras calls traced\n")
    (tree / "bad.py").write_text("# moved\n" + BAD, encoding="utf-8")
    assert main(["check", "bad.py", "models", "--baseline", "known.json", "--fail-on=W"]) == 0
    assert main(["check", str(tree / "bad.py"), "--baseline", str(tree / "known.json")]) == 0
    again = "once = layers.Add()([left, right])\n"
    (tree / "bad.py").write_text(BAD + again + BAD.splitlines()[-1] + "\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["check", "bad.py", "--baseline", "known.json"]) == 1
    assert [line.split(": ")[0] for line in capsys.readouterr().out.splitlines()] == ["bad.py:6:7", "bad.py:7:7"]
    assert json.loads((tree / "known.json").read_text())["findings"][0]["path"] == "bad.py"


@pytest.mark.parametrize("content", ["[]", "{", '{"version": 1, "findings": [{}]}', '{"version": 2}', None])
def test_what_is_no_baseline(tree: Path, capsys: pytest.CaptureFixture[str], content: str | None) -> None:
    if content is not None:
        (tree / "known.json").write_text(content, encoding="utf-8")
    assert main(["check", "bad.py", "--baseline", "known.json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert "known.json" in err


def test_write_baseline_needs_its_file(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "bad.py", "--write-baseline"]) == 2
    assert "--baseline" in capsys.readouterr().err


def test_fingerprints_need_no_source() -> None:
    from keras_shape_lint.findings import ARGUMENT

    finding = Finding(ARGUMENT, "text", "INFERENCE", "gone.py", 7, 0, 7, 3, "")
    first, second = fingerprints([finding, finding], "")
    assert first != second
