"""`fix` in notebooks: only the code that changes, in the file as it was written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from keras_shape_lint.analysis import Settings
from keras_shape_lint.cli.main import main
from keras_shape_lint.cli.notebook_fixes import modernized_cells, modernized_notebook
from tests.cli.test_notebooks import written

SETTINGS = Settings("1.2.2")
OLD = [
    "%matplotlib inline\nfrom keras.layers import Dense, Input, merge",
    "%%bash\nmerge a b",
    "größe = Input((3,))\n!pip install x\nh = Dense(output_dim=4)(größe)  # 'ä'",
    "%%time\n%time s = merge([h, h], mode='sum')\nfiles = !ls",
    "c = merge([h, h], mode='cos')",
]
NEW = [
    "%matplotlib inline\nfrom keras.layers import Dense, Input, add, merge",
    "%%bash\nmerge a b",
    "größe = Input((3,))\n!pip install x\nh = Dense(units=4)(größe)  # 'ä'",
    "%%time\n%time s = add([h, h])\nfiles = !ls",
    "c = merge([h, h], mode='cos')  # keras-shape-lint: left as it is, no function of today does what this mode does",
]


def test_cells() -> None:
    codes, outcome = modernized_cells("m.ipynb", OLD, SETTINGS)
    assert codes == NEW
    assert (outcome.changed, len(outcome.left)) == (3, 1)
    assert modernized_cells("m.ipynb", codes, SETTINGS)[0] == codes


@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize("form", [{"indent": 1}, {"indent": 4, "ensure_ascii": False}, {}, {"separators": (",", ":")}])
def test_the_rest_of_the_file_stays(lines: bool, form: dict[str, Any]) -> None:
    document = written(OLD, lines)
    document["cells"][0]["source"] = ["merge([a, b], mode='sum') \u2028 ä"]
    document["metadata"] = {"source": "merge", "cells": [{"cell_type": "code", "source": "merge"}], "1e3": 1.0}
    text = json.dumps(document, **form) + "\n\n"
    changed = modernized_notebook("m.ipynb", text, SETTINGS).text
    for cell, code in zip(document["cells"][1:], NEW, strict=True):
        cell["source"] = code.splitlines(keepends=True) if lines else code
    assert changed == json.dumps(document, **form) + "\n\n"


def test_worksheets_of_format_3() -> None:
    codes = ["from keras.layers import Input, merge\nx = Input((3,))", "y = merge([x, x], mode='mul')"]
    cells = [{"cell_type": "code", "input": code.splitlines(keepends=True)} for code in codes]
    text = json.dumps({"worksheets": [{"cells": cells}], "nbformat": 3})
    changed = json.loads(modernized_notebook("m.ipynb", text, SETTINGS).text)
    new = ["".join(cell["input"]) for cell in changed["worksheets"][0]["cells"]]
    assert new == [codes[0].replace("merge", "multiply"), "y = multiply([x, x])"]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "book.ipynb"
    book.write_text(json.dumps(written(OLD), indent=1), encoding="utf-8")
    options = ["fix", "--keras-version=1.2.2"]
    assert main([*options, "--diff", str(tmp_path)]) == 1
    assert '+    "%time s = add([h, h])\\n",\n' in capsys.readouterr().out
    assert main([*options, str(book)]) == 0
    assert json.loads(book.read_text(encoding="utf-8")) == written(NEW)
    book.write_text("{}", encoding="utf-8")
    assert main([*options, str(book)]) == 2
    assert "not a notebook" in capsys.readouterr().err
