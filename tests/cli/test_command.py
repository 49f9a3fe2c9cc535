"""`keras-shape-lint` as people and other programs start it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from keras_shape_lint.cli.main import main
from tests.processes import ROOT, command

BAD = """\
from keras import Input, layers

left = Input((10,))
right = Input((5,))
both = layers.Add()([left, right])
"""
WARNED = "from keras import Input, layers\nlayers.Concatenate(axis=0)([Input((8,)), Input((8,))])\n"
GOOD = BAD.replace("5,", "10,")
TEXT = "Add cannot combine (None, 10) [left, line 3] and (None, 5) [right, line 4]: axis 1 is 10 and 5"
LINE = f"bad.py:5:7: E7701: {TEXT} (keras-merge-shapes-differ)"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, source in {
        "bad.py": BAD,
        "good.py": GOOD,
        "warned.py": WARNED,
        "broken.py": "import keras\nx = (\n",
    }.items():
        (tmp_path / name).write_text(source, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PYLINTRC", raising=False)
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]):
    def start(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        return status, *capsys.readouterr()

    return start


def test_check_as_a_process(folder: Path) -> None:
    done = command("check", "bad.py", "good.py", cwd=folder)
    assert done.stdout.splitlines() == [LINE]
    assert done.stderr == "1 error; 6 of 6 Keras calls traced\n"
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["good.py"], 0),
        (["bad.py"], 1),
        (["warned.py"], 0),
        (["warned.py", "--fail-on", "W"], 1),
        (["warned.py", "--fail-on=E"], 0),
        (["good.py", "missing.py"], 2),
        (["bad.py", "broken.py"], 2),
    ],
)
def test_the_exit_status(run, arguments: list[str], status: int) -> None:
    assert run("check", *arguments)[0] == status


def test_the_rest_is_analysed_all_the_same(run, folder: Path) -> None:
    (folder / "latin.py").write_bytes("x = 'größe'\n".encode("latin-1"))
    (folder / "zero.py").write_bytes(b"import keras\nx = 'a\0b'\n")
    (folder / "cookie.py").write_bytes(b"# coding: klingon\n")
    (folder / "rot.py").write_bytes(b"# coding: rot13\n")
    files = ["missing.py", "broken.py", "latin.py", "zero.py", "cookie.py", "rot.py", ".git", "bad.py"]
    status, out, err = run("shapes", *files, "--format=json")
    assert status == 2
    entries = json.loads(out)["files"]
    assert [entry["path"] for entry in entries] == files
    for entry in entries[:-1]:
        assert entry["error"]
        assert entry["calls"] == entry["findings"] == []
    assert "error" not in entries[-1]
    assert len(entries[-1]["findings"]) == 1
    complaints = err.splitlines()
    assert len(complaints) == len(files)
    assert all(
        line.startswith(f"keras-shape-lint: error: {file}: ")
        for file, line in zip(files, complaints[:-1], strict=False)
    )
    assert complaints[-1] == "1 error; 3 of 3 Keras calls traced; 7 files not checked"


def test_the_json_of_shapes(run) -> None:
    status, out, _ = run("shapes", "./bad.py", "--format", "json")
    document = json.loads(out)
    assert status == 1
    assert list(document) == ["version", "files"]
    assert document["version"] == 1
    (entry,) = document["files"]
    assert list(entry) == ["path", "calls", "findings"]
    assert entry["path"] == "./bad.py"
    assert entry["calls"][0] == {
        "line": 3,
        "col": 7,
        "end_line": 3,
        "end_col": 19,
        "kind": "input",
        "callee": "keras.Input",
        "function": entry["calls"][0]["function"],
        "inputs": [],
        "outputs": [[None, 10]],
        "path": [],
    }
    (finding,) = entry["findings"]
    expected = {
        "symbol": "keras-merge-shapes-differ",
        "msgid": "E7701",
        "severity": "E",
        "confidence": "INFERENCE",
        "message": TEXT,
        "line": 5,
        "col": 7,
        "end_line": 5,
        "end_col": 34,
        "shapes": [[None, 10], [None, 5]],
        "path": [],
    }
    assert {key: finding[key] for key in expected} == expected
    assert set(finding) == {*expected, "function", "chain"}
    assert all(set(step) == {"path", "line", "text"} for step in finding["chain"])


def test_the_json_of_check_has_findings_only(run) -> None:
    _, out, _ = run("check", "bad.py", "--format=json")
    (entry,) = json.loads(out)["files"]
    assert list(entry) == ["path", "findings"]


def test_github(run) -> None:
    _, out, _ = run("check", "bad.py", "warned.py", "--format=github")
    first, second = out.splitlines()
    place = "file=bad.py,line=5,endLine=5,col=8,endColumn=35,title=E7701 keras-merge-shapes-differ"
    assert first == f"::error {place}::{TEXT}"
    assert second.startswith("::warning file=warned.py,line=2,")


def test_the_table(run) -> None:
    _, out, _ = run("shapes", "bad.py")
    lines = out.splitlines()
    assert lines[0] == "bad.py"
    assert lines[1].split() == ["line", "call", "inputs", "->", "outputs", "in"]
    assert lines[2].split()[:5] == ["3", "keras.Input", "->", "(None,", "10)"]
    assert lines[4].split()[:2] == ["5", "keras.layers.Add"]
    assert lines[-1] == LINE


def test_the_summary_says_what_was_not_followed(run, folder: Path) -> None:
    (folder / "lost.py").write_text("from keras import layers\nlayers.Dense(3)(unknown)\n", encoding="utf-8")
    _, _, err = run("check", "lost.py")
    assert err.startswith("0 errors; ")
    (folder / "none.py").write_text("import numpy\n", encoding="utf-8")
    assert run("check", "none.py")[2] == "0 errors; no Keras calls\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "good.py", "--keras-version=soon"],
        ["check", "good.py", "--rcfile=nowhere.toml"],
        ["shapes", "good.py", "--keras-version", "2.1"],
    ],
)
def test_a_wrong_option_is_one_line_and_status_2(run, arguments: list[str]) -> None:
    status, out, err = run(*arguments)
    assert status == 2
    assert out == ""
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("arguments", [[], ["check"], ["check", "good.py", "--format=xml"], ["draw", "good.py"]])
def test_argparse_says_the_rest(folder: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert capsys.readouterr().err


def test_a_failure_of_the_tracer_is_said_and_the_rest_goes_on(run, monkeypatch: pytest.MonkeyPatch) -> None:
    from keras_shape_lint.cli import checking

    whole = checking.analyze

    def failing(source, *rest):
        if source.path == "bad.py":
            raise KeyError("injected")
        return whole(source, *rest)

    monkeypatch.setattr(checking, "analyze", failing)
    monkeypatch.delenv(checking.RAISE, raising=False)
    status, out, err = run("check", "bad.py", "warned.py")
    assert status == 2
    assert out.startswith("warned.py:2:0: W7704")
    assert err.splitlines()[0] == "keras-shape-lint: error: bad.py: the shape tracer failed: KeyError: 'injected'"
    monkeypatch.setenv(checking.RAISE, "1")
    with pytest.raises(KeyError):
        run("check", "bad.py")


def test_encodings(run, folder: Path) -> None:
    program = BAD.replace("left", "größe")
    (folder / "latin.py").write_bytes(("# coding: latin-1\n" + program).encode("latin-1"))
    (folder / "bom.py").write_bytes(("\n" + program).encode("utf-8-sig"))
    (folder / "crlf.py").write_bytes(("\n" + program).replace("\n", "\r\n").encode())
    _, out, _ = run("check", "latin.py", "bom.py", "crlf.py")
    assert [line.split(": ", 1)[0] for line in out.splitlines()] == ["latin.py:6:7", "bom.py:6:7", "crlf.py:6:7"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "good.py", "--rcfile=nowhere.toml"], "nowhere.toml: No such file or directory"),
        (["check", "good.py", "--baseline=nowhere.json"], "nowhere.json: No such file or directory"),
        (["fix", "nowhere.py"], "nowhere.py: cannot read: No such file or directory"),
        (["explain", "--pages", "good.py"], "good.py: File exists"),
        (["check", ".git"], ".git: no program and no notebook in this folder"),
        (["fix", ".git"], ".git: no program and no notebook in this folder"),
    ],
)
def test_what_the_system_refuses_is_one_line(run, arguments: list[str], told: str) -> None:
    status, _, err = run(*arguments)
    assert status == 2
    assert err.splitlines()[0] == f"keras-shape-lint: error: {told}"


def test_a_number_of_processes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["check", "-j", "-1", "good.py"])
    assert capsys.readouterr().err.endswith("invalid number of processes value: '-1'\n")


@pytest.mark.parametrize("wrong", ["--memory=-3", "--timeout=0", "--timeout=nan", "--timeout=soon"])
def test_an_amount(folder: Path, wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["verify", wrong, "good.py"])
    assert capsys.readouterr().err.endswith(f"invalid amount value: '{wrong.partition('=')[2]}'\n")


def test_a_terminal_that_knows_no_umlaut(folder: Path) -> None:
    (folder / "bad.py").write_text(BAD.replace("left", "größe"), encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    command_line = [sys.executable, "-m", "keras_shape_lint"]
    for arguments in (["check"], ["shapes"], ["shapes", "--format=html"]):
        done = subprocess.run(
            [*command_line, *arguments, "bad.py"], cwd=folder, env=environment, capture_output=True, check=False
        )  # fmt: skip
        assert done.returncode == 1, done.stderr
        assert b"Traceback" not in done.stderr
    assert b"gr&#246;&#223;e" in done.stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full disk to write to")
def test_a_full_disk(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "keras_shape_lint", "check", "bad.py"], cwd=folder, stdout=full,
            stderr=subprocess.PIPE, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "keras-shape-lint: error: No space left on device\n"
