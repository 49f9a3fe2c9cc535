"""`check --format sarif` and `pylint -f keras-sarif`, held against the published schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pylint import version

from keras_shape_lint.analysis import Analysis, Source
from keras_shape_lint.cli.main import main
from keras_shape_lint.cli.reading import read
from keras_shape_lint.findings import Message, messages
from keras_shape_lint.views import sarif
from tests.processes import ONLY_OURS, ROOT, command, pylint
from tests.views.sarif_schema import complaints

BAD = """\
from keras import Input, layers

größe = Input((10,))
right = Input((5,))
both = [größe, layers.Add()([größe, right])]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "bad.py").write_text(BAD, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def log(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    main(["check", "--format=sarif", *arguments])
    document = json.loads(capsys.readouterr().out)
    assert complaints(document) == []
    (run,) = document["runs"]
    return run


def test_a_finding(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = log(capsys, "bad.py")
    assert run["columnKind"] == "unicodeCodePoints"
    (result,) = run["results"]
    assert result["level"] == "error"
    assert result["message"]["text"].startswith("Add cannot combine (None, 10) [größe, line 3]")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "bad.py"
    code = BAD.splitlines()[4]
    region = place["region"]
    assert (region["startLine"], region["endLine"]) == (5, 5)
    assert code[region["startColumn"] - 1 : region["endColumn"] - 1] == "layers.Add()([größe, right])"
    related = [
        (place["physicalLocation"]["region"]["startLine"], place["message"]["text"])
        for place in result["relatedLocations"]
    ]
    assert related == [(3, "Input gives (None, 10)"), (4, "Input gives (None, 5)")]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (rule["id"], rule["name"]) == ("E7701", "keras-merge-shapes-differ")


def test_lines_that_end_as_they_did_on_old_systems(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "old.py").write_bytes(BAD.replace("\n", "\r").encode())
    regions = [log(capsys, file)["results"][0]["locations"][0]["physicalLocation"]["region"]
               for file in ("bad.py", "old.py")]  # fmt: skip
    assert regions[0] == regions[1]


def test_repairs_are_fixes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = "from keras import Input, layers\na = Input((4, 8)); b = Input((4, 6))\n"
    text = f"{start}'ö'; layers.Concatenate(axis=1)([a, b])\n"
    (folder / "bad.py").write_text(text, encoding="utf-8")
    (result,) = log(capsys, "bad.py")["results"]
    (fix,) = result["fixes"]
    assert fix["description"]["text"] == "Use axis=-1"
    (change,) = fix["artifactChanges"]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    assert text.splitlines()[2][region["startColumn"] - 1 : region["endColumn"] - 1] == "1"
    assert replacement["insertedContent"]["text"] == "-1"


def test_the_rules_are_the_catalogue(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = log(capsys, "bad.py")["tool"]["driver"]["rules"]
    assert [(rule["id"], rule["name"]) for rule in rules] == [(row.msgid, row.symbol) for row in messages()]


def mark(run: Any) -> list[str]:
    return [result["partialFingerprints"][sarif.FINGERPRINT] for result in run["results"]]


def test_fingerprints_stay_while_lines_move(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = mark(log(capsys, "bad.py"))
    twice = BAD + BAD.splitlines()[-1] + "\n"
    (folder / "bad.py").write_text("# a line more\n\n" + twice, encoding="utf-8")
    first, second = mark(log(capsys, "bad.py"))
    assert [first] == before
    assert second != first


def test_a_file_that_cannot_be_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = log(capsys, "missing.py", "bad.py")
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("missing.py: cannot read")
    assert len(run["results"]) == 1


def test_paths_become_uris(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = folder / "a folder" / "größe.py"
    odd.parent.mkdir()
    odd.write_text(BAD, encoding="utf-8")
    places = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in log(capsys, "./a folder/größe.py", str(odd))["results"]
    ]
    assert places[0] == "a%20folder/gr%C3%B6%C3%9Fe.py"
    assert places[1] == odd.as_uri()


@pytest.mark.parametrize("row", [row for row in messages() if row.severity != "I"], ids=lambda row: row.symbol)
def test_every_message(row: Message) -> None:
    bad = str(ROOT / "tests" / "messages" / row.symbol / "bad.py")
    from keras_shape_lint.cli.checking import analyses
    from tests.messages.test_messages import settings_for

    document = sarif.document(analyses([bad], settings_for(row)), read)
    assert complaints(document) == []
    assert row.msgid in {result["ruleId"] for result in document["runs"][0]["results"]}


def test_a_source_that_is_gone_since() -> None:
    from keras_shape_lint.analysis import analyze

    analysis = analyze(Source("bad.py", BAD))

    def gone(path: str) -> Source:
        raise FileNotFoundError(path)

    assert complaints(sarif.document([analysis, Analysis("none.py")], gone)) == []


def test_the_schema_would_complain(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--format=sarif", "bad.py"])
    document = json.loads(capsys.readouterr().out)
    document["runs"][0]["results"][0]["level"] = "fatal"
    assert complaints(document)


def test_pylint_writes_the_same_and_its_own_messages(folder: Path) -> None:
    done = pylint("-f", "keras-sarif:out.sarif", "bad.py", cwd=folder)
    assert done.stderr == ""
    document = json.loads((folder / "out.sarif").read_text(encoding="utf-8"))
    assert complaints(document) == []
    (run,) = document["runs"]
    assert (run["tool"]["driver"]["name"], run["tool"]["driver"]["version"]) == ("pylint", version)
    results = {result["ruleId"]: result for result in run["results"]}
    assert results["C0114"]["message"]["text"] == "Missing module docstring"
    ours = json.loads(command("check", "--format=sarif", "bad.py", cwd=folder).stdout)["runs"][0]["results"]
    assert "fixes" not in ours[0]
    assert {**results["E7701"], "ruleIndex": 0} == {**ours[0], "ruleIndex": 0}


def test_pylint_in_two_processes(folder: Path) -> None:
    (folder / "two.py").write_text(BAD, encoding="utf-8")
    done = pylint(*ONLY_OURS, "-j2", "-f", "keras-sarif", "bad.py", "two.py", cwd=folder)
    document = json.loads(done.stdout)
    assert complaints(document) == []
    assert [len(result["relatedLocations"]) for result in document["runs"][0]["results"]] == [2, 2]
