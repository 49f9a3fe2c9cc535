"""Notebooks: their cells in a row, each message with the cell and the line in it."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from keras_shape_lint.cli.main import main
from keras_shape_lint.cli.notebooks import notebook
from tests.views.sarif_schema import complaints

CELLS = [
    "%matplotlib inline\nfrom keras import Input, layers\n!pip install keras \\\n    tensorflow",
    "%%bash\nls | wc",
    "left = Input((10,))\nright = Input((5,))",
    "%%time\n\n%time both = layers.Add()([left, right])\nfiles = !ls\nleft?",
]


def written(cells: list[str], lines: bool = True) -> dict[str, Any]:
    code = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None,
         "source": cell.splitlines(keepends=True) if lines else cell}
        for cell in cells
    ]  # fmt: skip
    text = {"cell_type": "markdown", "metadata": {}, "source": ["# keras\n", "x = ("]}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [text, *code]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "book.ipynb").write_text(json.dumps(written(CELLS), indent=1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


TEXT = "Add cannot combine (None, 10) [left, cell 3 line 1] and (None, 5) [right, cell 3 line 2]: axis 1 is 10 and 5"


def test_check_names_cell_and_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "book.ipynb"]) == 1
    out, err = capsys.readouterr()
    assert out == f"book.ipynb:cell 4:3:13: E7701: {TEXT} (keras-merge-shapes-differ)\n"
    assert err == "1 error; 3 of 3 Keras calls traced\n"


def test_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["shapes", "book.ipynb", "--format=json"])
    (entry,) = json.loads(capsys.readouterr().out)["files"]
    assert [(call["cell"], call["line"], call["end_line"]) for call in entry["calls"]] == [
        (3, 1, 1),
        (3, 2, 2),
        (4, 3, 3),
    ]
    (finding,) = entry["findings"]
    assert (finding["cell"], finding["line"], finding["col"]) == (4, 3, 13)
    assert [(step["cell"], step["line"]) for step in finding["chain"]] == [(3, 1), (3, 2)]


def test_sarif_and_github(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "book.ipynb", "--format=sarif"])
    document = json.loads(capsys.readouterr().out)
    assert complaints(document) == []
    (result,) = document["runs"][0]["results"]
    assert result["message"]["text"] == f"cell 4 line 3: {TEXT}"
    assert result["relatedLocations"][1]["message"]["text"] == "cell 3 line 2: Input gives (None, 5)"
    main(["check", "book.ipynb", "--format=github"])
    assert f"file=book.ipynb,title=E7701 keras-merge-shapes-differ::cell 4 line 3: {TEXT}" in capsys.readouterr().out


def test_the_table_and_a_pragma(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cells = [*CELLS[:3], "layers.Add()([left, right])  # pylint: disable=keras-merge-shapes-differ"]
    (folder / "quiet.ipynb").write_text(json.dumps(written(cells, lines=False)), encoding="utf-8")
    assert main(["shapes", "quiet.ipynb"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()[2:]] == ["3:1", "3:2", "4:1"]


def test_a_cell_that_is_no_python(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "old.ipynb").write_text(json.dumps(written(["import keras", "print 1"])), encoding="utf-8")
    assert main(["check", "old.ipynb"]) == 2
    assert "cell 2 line 1" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"cells": 3}', "[" * 100_000])
def test_what_is_no_notebook(folder: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (folder / "no.ipynb").write_text(text, encoding="utf-8")
    assert main(["check", "no.ipynb"]) == 2
    assert "no.ipynb: cannot read" in capsys.readouterr().err


@pytest.mark.parametrize(
    "cell",
    [
        "x = 1\nx?\n?x\nx.y??",
        "for i in x:\n    %time f(i)\n    !echo {i} \\\n        more",
        "%%timeit -n 3\nf()",
        "%%html\n<b>",
        "%time for i in x: f(i)",
        "a, b = %magic now\nc = !ls",
        "%timeit -n 3 f(x)",
        's = """\n%d\n!\n"""',
        "%%writefile model.py\nimport (",
    ],
)
def test_magics_leave_python_of_as_many_lines(cell: str) -> None:
    source = notebook("x.ipynb", json.dumps(written([cell, "last = 1"])))
    tree = ast.parse(source.text)
    assert tree.body[-1].lineno == source.cells[1] == cell.count("\n") + 2


def test_python_of_its_own_is_left_alone() -> None:
    cell = 's = """\n%d\n!ls\n"""'
    assert notebook("x.ipynb", json.dumps(written([cell]))).text == cell


def test_the_worksheets_of_format_3() -> None:
    book = {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1\n", "y = 2"]}]}]}
    assert notebook("x.ipynb", json.dumps(book)).text == "x = 1\ny = 2"
