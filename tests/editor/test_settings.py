"""What clients send for settings, and where the server looks for those they do not send."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.editor.rpc import Server
from tests.processes import ROOT

pytest.importorskip("pygls.lsp.server")
pytestmark = pytest.mark.timeout(60)
COMMAND = [sys.executable, "-m", "keras_shape_lint", "server"]
TEXT = "from keras.layers import Input, merge\na = Input((3,))\nb = merge([a, a], mode='sum')\n"


def server(folder: Path, settings: Any = None, **options: Any) -> Server:
    return Server(COMMAND, folder, settings, env={**os.environ, "PYTHONPATH": str(ROOT)}, **options)


def codes(started: Server, uri: str = "untitled:Untitled-1") -> list[str]:
    with started:
        started.open(uri, TEXT)
        told = started.until(lambda message: message.get("method") == "textDocument/publishDiagnostics")
        assert told["params"]["uri"] == uri
        return [each["code"] for each in told["params"]["diagnostics"]]


@pytest.mark.parametrize("settings", [{"kerasVersion": "1.2.2"}, {"keras-shape-lint": {"kerasVersion": "1.2.2"}}])
def test_a_release(tmp_path: Path, settings: Any) -> None:
    assert codes(server(tmp_path, settings)) == []


@pytest.mark.parametrize(
    "settings", [None, {}, {"kerasVersion": 2.15}, {"kerasVersion": None}, {"keras-shape-lint": None}]
)
def test_numbers_and_nothing(tmp_path: Path, settings: Any) -> None:
    assert codes(server(tmp_path, settings)) == ["keras-merge-removed"]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"kerasVersion": "soon"}, "keras-version 'soon' is not a Keras release"),
        ({"kerasVersion": [3]}, "keras-version '[3]' is not a Keras release"),
        ({"kerasDataFormat": "first"}, "keras-data-format 'first' is not one of"),
        ({"hints": "some"}, "hints 'some' is not one of all, layers, off"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, settings: Any, told: str) -> None:
    with server(tmp_path) as started:
        started.send("workspace/didChangeConfiguration", {"settings": settings})
        message = started.until(lambda message: message.get("method") == "window/showMessage")
    assert message["params"]["message"].startswith(f"keras-shape-lint: {told}")


def test_the_configuration_is_that_of_the_root(tmp_path: Path) -> None:
    project = tmp_path / "a project"
    project.mkdir()
    options = '[tool.pylint.keras-shapes]\nkeras-version = "1.2.2"\n'
    (project / "pyproject.toml").write_text(options, encoding="utf-8")
    assert codes(server(project, cwd=tmp_path), (project / "größe.py").as_uri()) == []
    assert codes(server(tmp_path, cwd=project)) == ["keras-merge-removed"]


def test_a_configuration_that_cannot_be_parsed_is_said(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.pylint\n", encoding="utf-8")
    with server(tmp_path) as started:
        (told,) = [message["params"] for message in started.early if message.get("method") == "window/showMessage"]
    assert told["message"].startswith("keras-shape-lint: pyproject.toml: cannot parse: ")
