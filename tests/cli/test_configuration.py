"""The command finds and reads the configuration that pylint would."""

from __future__ import annotations

from pathlib import Path

import pytest
from pylint import config
from pylint.config.config_file_parser import _RawConfParser

from keras_shape_lint.cli import configuration as ours
from keras_shape_lint.cli.main import main
from keras_shape_lint.pylint_plugin.options import OPTIONS

TOML = '[tool.pylint.keras-shapes]\nkeras-version = "{}"\n'
INI = "[keras-shapes]\nkeras-version = {}  ; of the program\n"
CFG = "[other]\nkeras-version = 0\n[pylint.keras-shapes]\nkeras-version = {}\n"

LAYOUTS = {
    "nothing": {},
    "pyproject": {"pyproject.toml": TOML.format(3)},
    "pylintrc before pyproject": {"pyproject.toml": TOML.format(3), "pylintrc": INI.format("2.15")},
    "toml before dot": {".pylintrc": INI.format("2.2.4"), "pylintrc.toml": TOML.format("2.15")},
    "a pyproject of others": {"pyproject.toml": "[project]\nname = 'pylint'\n", "setup.cfg": CFG.format("2.3.1")},
    "tox": {"tox.ini": CFG.format("2.3.1"), "setup.cfg": "[metadata]\nname = pylint\n"},
    "a broken pyproject": {"pyproject.toml": "[tool.pylint\n", "setup.cfg": CFG.format("2.3.1")},
    "dotted keys": {"pyproject.toml": '[tool]\npylint.keras-shapes.keras-version = "2.15"\n'},
    "spaced": {"pyproject.toml": '[ tool . "pylint" . main ]\nkeras-version = "2.15"\n'},
    "above": {"../pyproject.toml": TOML.format(3)},
    "above the repository": {"../pyproject.toml": TOML.format(3), ".git/HEAD": ""},
    "in a package": {"__init__.py": "", "../pylintrc": INI.format("1.2.2"), "../pyproject.toml": TOML.format(3)},
    "of the user": {"../home/.pylintrc": INI.format("2.0.9")},
    "of the user, other place": {"../home/.config/pylintrc": INI.format("2.0.9")},
    "by name": {"../home/.pylintrc": INI.format("2.0.9"), "../named": INI.format("2.1.6")},
}


@pytest.mark.parametrize("files", LAYOUTS.values(), ids=LAYOUTS)
def test_the_same_file_and_the_same_options(
    files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "top" / "inner"
    folder.mkdir(parents=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(folder.parent / "home"))
    monkeypatch.delenv("PYLINTRC", raising=False)
    if "../named" in files:
        monkeypatch.setenv("PYLINTRC", str(folder / "../named"))
    theirs = next(iter(config.find_default_config_files()), None)
    mine = next(ours._candidates({}), None)
    assert (Path(mine).resolve() if mine else None) == theirs
    version = _RawConfParser.parse_config_file(theirs, verbose=False)[0].get("keras-version")
    assert ours.configuration(None).keras_version == version


def test_the_options_are_those_of_the_checkers() -> None:
    assert tuple(name for name, _ in OPTIONS) == ours.OPTIONS


def test_a_broken_pyproject_is_told_and_the_files_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.pylint\n", encoding="utf-8")
    (tmp_path / "old.py").write_text("from keras.layers import Merge\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "old.py"]) == 2
    out, err = capsys.readouterr()
    assert out.startswith("old.py:1:0: W7716")
    assert err.splitlines()[0].startswith("keras-shape-lint: error: pyproject.toml: cannot parse: ")
    assert len(err.splitlines()) == 2


def test_an_option_that_there_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rcfile = tmp_path / "rc.toml"
    rcfile.write_text("[tool.pylint.keras-shapes]\nkeras-versoin = '3'\n", encoding="utf-8")
    assert main(["check", __file__, "--rcfile", str(rcfile)]) == 2
    told = f"{rcfile}: no option keras-versoin: keras-version, keras-data-format, keras-library-stub"
    assert capsys.readouterr().err == f"keras-shape-lint: error: {told}\n"


def test_rcfile_and_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = tmp_path / "old.py"
    program.write_text("from keras.layers import Merge\n", encoding="utf-8")
    rcfile = tmp_path / "rc.toml"
    rcfile.write_text(TOML.format("1.2.2"), encoding="utf-8")
    arguments = ["check", str(program), "--rcfile", str(rcfile)]
    main(arguments)
    assert "W7716" not in capsys.readouterr().out
    main([*arguments, "--keras-version=3"])
    assert "W7716" in capsys.readouterr().out


def test_a_wrong_value_in_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rcfile = tmp_path / "rc.toml"
    rcfile.write_text("[tool.pylint.keras-shapes]\nkeras-version = 2.10\n", encoding="utf-8")
    assert main(["check", __file__, "--rcfile", str(rcfile)]) == 2
    assert "write 2.1.6 or '2.10'" in capsys.readouterr().err
    rcfile.write_text("[tool.pylint.keras-shapes]\nkeras-data-format = 'NHWC'\n", encoding="utf-8")
    assert main(["check", __file__, "--rcfile", str(rcfile)]) == 2
    assert "keras-data-format 'NHWC'" in capsys.readouterr().err
