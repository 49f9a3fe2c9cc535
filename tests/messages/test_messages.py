"""Every message has a program that gives it and one that does not, and both surfaces say so."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from pylint.lint import Run
from pylint.reporters import CollectingReporter

from keras_shape_lint.analysis import Settings
from keras_shape_lint.cli.checking import analyses
from keras_shape_lint.cli.configuration import configuration
from keras_shape_lint.findings import Message, messages

FOLDER = Path(__file__).parent
ROWS = list(messages())
SHOWN = [row for row in ROWS if row.severity != "I"]

Place = tuple[str, int, int, int | None, int | None, str]


@cache
def said_by_pylint() -> dict[Path, set[Place]]:
    """One run for all programs, and one for each folder with a configuration of its own."""
    said: dict[Path, set[Place]] = {}
    plain = [file for row in SHOWN if _rcfile(row) is None for file in _files(row)]
    runs = [(plain, None), *((_files(row), rcfile) for row in SHOWN if (rcfile := _rcfile(row)))]
    for files, rcfile in runs:
        reporter = CollectingReporter()
        arguments = [f"--rcfile={rcfile or ''}", "--load-plugins=keras_shape_lint"]
        Run([*arguments, "--disable=all", "--enable=keras-shapes", *map(str, files)], reporter, exit=False)
        for file in files:
            said[file] = {
                (m.symbol, m.line, m.column, m.end_line, m.end_column, m.msg)
                for m in reporter.messages
                if Path(m.abspath) == file
            }
    return said


def settings_for(row: Message) -> Settings:
    """Those of the folder's own configuration."""
    rcfile = _rcfile(row)
    found = configuration(str(rcfile)) if rcfile else None
    return Settings(found.keras_version or "auto") if found else Settings()


def said_by_check(file: Path, row: Message) -> set[Place]:
    (analysis,) = analyses([str(file)], settings_for(row))
    assert analysis.error is None
    return {(f.message.symbol, f.line, f.col, f.end_line, f.end_col, f.text) for f in analysis.findings}


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: row.symbol)
def test_the_bad_program_gives_this_message_where_it_says(row: Message) -> None:
    bad, _ = _files(row)
    assert {(symbol, line) for symbol, line, *_ in said_by_pylint()[bad]} == _expected(bad)
    assert {symbol for symbol, _ in _expected(bad)} == {row.symbol}


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: row.symbol)
def test_the_good_program_gives_none(row: Message) -> None:
    _, good = _files(row)
    assert said_by_pylint()[good] == set()


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: row.symbol)
def test_check_and_pylint_agree(row: Message) -> None:
    for file in _files(row):
        assert said_by_check(file, row) == said_by_pylint()[file]


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: row.symbol)
def test_a_text_is_one_line_without_machine_words(row: Message) -> None:
    for *_, text in said_by_pylint()[_files(row)[0]]:
        assert "\n" not in text
        assert " object at 0x" not in text
        assert text == text.strip()


def test_ids_and_symbols_are_distinct() -> None:
    assert len({row.msgid for row in ROWS}) == len(ROWS)
    assert len({row.symbol for row in ROWS}) == len(ROWS)
    old = [name for row in ROWS for name in row.old_names]
    assert len(set(old)) == len(old)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.symbol)
def test_a_row_is_complete(row: Message) -> None:
    assert re.fullmatch(r"[EW]77\d\d|I78\d\d", row.msgid)
    assert re.fullmatch(r"keras(-[a-z]+)+", row.symbol)
    assert row.summary
    assert not row.summary.endswith(".")
    assert row.description.endswith(".")


def test_every_folder_is_a_message() -> None:
    folders = {path.parent.name for path in FOLDER.glob("*/*.py")}
    assert folders == {row.symbol for row in SHOWN}


def _files(row: Message) -> tuple[Path, Path]:
    return FOLDER / row.symbol / "bad.py", FOLDER / row.symbol / "good.py"


def _rcfile(row: Message) -> Path | None:
    path = FOLDER / row.symbol / "pylintrc"
    return path if path.exists() else None


def _expected(file: Path) -> set[tuple[str, int]]:
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    return {(symbol, number) for number, line in lines for symbol in re.findall(r"# \[([a-z-]+)\]", line)}
