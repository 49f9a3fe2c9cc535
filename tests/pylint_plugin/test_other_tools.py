"""Pylint as editors, notebooks and pipelines call it, by the lines of the README."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.editor.rpc import Server
from tests.processes import ROOT, pylint

BAD = "from keras import Input, layers\nlayers.Add()([Input((10,)), Input((5,))])\n"
README = (ROOT / "README.md").read_text(encoding="utf-8")
SYMBOL = "keras-merge-shapes-differ"


def test_vs_code(tmp_path: Path) -> None:
    """The extension gives the text on standard input, asks for JSON, and has caches cleared after each run."""
    file = tmp_path / "bad.py"
    file.write_text("", encoding="utf-8")
    arguments = ["--reports=n", "--output-format=json2", "--clear-cache-post-run=y", "--from-stdin", str(file)]
    done = pylint("--load-plugins=keras_shape_lint", *arguments, cwd=tmp_path, stdin=BAD)
    assert done.stderr == ""
    (found,) = [each for each in json.loads(done.stdout)["messages"] if each["symbol"] == SYMBOL]
    assert (found["line"], found["column"], found["endLine"], found["endColumn"]) == (2, 0, 2, 41)


@pytest.mark.timeout(120)
@pytest.mark.skipif(find_spec("pylsp") is None, reason="needs pylsp")
def test_pylsp(tmp_path: Path) -> None:
    """With the block of the README."""
    (tmp_path / "bad.py").write_text(BAD, encoding="utf-8")
    (block,) = [text for text in README.split("```json\n") if text.lstrip().startswith('{\n  "pylsp"')]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with Server([sys.executable, "-m", "pylsp"], tmp_path, env=environment) as server:
        server.send("workspace/didChangeConfiguration", {"settings": json.loads(block.partition("```")[0])})
        uri = (tmp_path / "bad.py").as_uri()
        server.open(uri, BAD)
        server.send("textDocument/didSave", {"textDocument": {"uri": uri}})
        found = [each for each in server.diagnostics() if each.get("code") == "E7701"]
    assert [(each["source"], each["range"]["start"]["line"]) for each in found] == [("pylint", 1)]


@pytest.mark.parametrize(
    ("module", "form", "report"),
    [("pylint_gitlab", "gitlab-codeclimate", "report.json"), ("pylint_junit", "junit", "report.xml")],
)
def test_reports(tmp_path: Path, module: str, form: str, report: str) -> None:
    pytest.importorskip(module)
    options = f"--load-plugins=keras_shape_lint,{module} -f {form}:{report}"
    assert f"pylint {options} ." in README
    (tmp_path / "bad.py").write_text(BAD, encoding="utf-8")
    pylint(*options.split(), "bad.py", cwd=tmp_path)
    assert "Add cannot combine (None, 10)" in (tmp_path / report).read_text(encoding="utf-8")


@pytest.mark.skipif(find_spec("nbqa") is None, reason="needs nbqa")
def test_notebooks(tmp_path: Path) -> None:
    assert "nbqa pylint --load-plugins=keras_shape_lint NOTEBOOK.ipynb" in README
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": text}
             for text in ("%matplotlib inline", BAD)]  # fmt: skip
    book = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "book.ipynb").write_text(json.dumps(book), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "nbqa", "pylint", "--load-plugins=keras_shape_lint", "book.ipynb"], cwd=tmp_path,
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    (line,) = [line for line in done.stdout.splitlines() if SYMBOL in line]
    assert line.startswith("book.ipynb:cell_2:2:0: E7701: ")
