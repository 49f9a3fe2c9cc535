"""The documentation of every message."""

from __future__ import annotations

from pathlib import Path

import pytest

from keras_shape_lint.cli.main import main
from keras_shape_lint.findings import Message, messages
from keras_shape_lint.views.explanation import EXAMPLES, explanation
from tests.messages.examples import examples

PARTS = ["## What it does", "## Why is this bad", "## Example", "## Use instead"]


def test_the_examples_are_the_tested_programs() -> None:
    assert Path(EXAMPLES).read_text(encoding="utf-8") == examples()


@pytest.mark.parametrize("row", list(messages()), ids=lambda row: row.symbol)
def test_four_parts(row: Message) -> None:
    page = explanation(row)
    titles = [line for line in page.splitlines() if line.startswith("## ")]
    assert titles == (PARTS if row.severity != "I" else PARTS[:2])
    assert row.description in page
    assert "# [" not in page


def test_in_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "keras-dot-axes", "e7709"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# keras-dot-axes (E7705)\n")
    assert "# keras-reshape-size (E7709)" in out
    assert max(map(len, out.splitlines())) <= 120


def test_no_such_message(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "keras-dot-axis", "keras-dot-axes"]) == 2
    out, err = capsys.readouterr()
    assert "did you mean keras-dot-axes" in err
    assert out


def test_all_of_them(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["explain"]) == 0
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()] == [row.symbol for row in messages()]
    assert main(["explain", "--pages", str(tmp_path / "pages")]) == 0
    assert {file.stem for file in (tmp_path / "pages").iterdir()} == {row.symbol for row in messages()}


def test_pages_of_those_named(tmp_path: Path) -> None:
    assert main(["explain", "--pages", str(tmp_path / "pages"), "E7701", "keras-dot-axes"]) == 0
    assert {file.stem for file in (tmp_path / "pages").iterdir()} == {"keras-merge-shapes-differ", "keras-dot-axes"}
