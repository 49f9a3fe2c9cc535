"""Rooms know what they may know (imports run downward), and heavy things stay outside."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import ROOT, python

PACKAGE = "keras_shape_lint"
FILES = sorted((ROOT / PACKAGE).rglob("*.py"))

FLOORS = ("shapes", "findings", "layers", "graph", "tracing", "analysis", "surfaces")
"""What stands above may import what stands before it."""

RECORDS = {"findings": {"findings"}, "graph": {"findings", "layers", "shapes", "graph"}}
DOORS = {("analysis", "tracing"), ("tracing", "analysis")}
"""`analyze` enters tracing, which fills the records that analysis defines."""

OUTSIDE = {
    "pylint": {"pylint_plugin"},
    "astroid": {"pylint_plugin"},
    "pygls": {"editor"},
    "lsprotocol": {"editor"},
    "keras": {"verify"},
    "tensorflow": {"verify"},
    "numpy": {"verify"},
    "rich": {"views", "cli"},
}
SLOW = ("dataclasses", "inspect")
"""Of the standard library; argparse itself loads them from Python 3.14 on."""
HEAVY = ("keras", "tensorflow", "numpy", "rich", "pygls", "libcst")


def room(file: Path) -> str:
    """`layers` for layers/core.py, `graph` for graph.py."""
    return file.relative_to(ROOT / PACKAGE).parts[0].removesuffix(".py")


def floor(name: str) -> int:
    return FLOORS.index(name if name in FLOORS else "surfaces")


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT / PACKAGE)))
def test_imports_run_downward(file: Path) -> None:
    own = room(file)
    for name in imports(file):
        parts = name.split(".")
        if parts[0] != PACKAGE or len(parts) < 2 or parts[1].startswith("__") or own in ("__init__", "__main__"):
            continue
        if not (ROOT / PACKAGE / parts[1]).is_dir() and not (ROOT / PACKAGE / f"{parts[1]}.py").exists():
            continue
        if own in RECORDS:
            assert parts[1] in RECORDS[own], name
        elif (own, parts[1]) not in DOORS:
            assert floor(parts[1]) <= floor(own), f"{own} must not know {name}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT / PACKAGE)))
def test_others_are_known_in_one_room_only(file: Path) -> None:
    for name in imports(file):
        rooms = OUTSIDE.get(name.split(".")[0])
        assert rooms is None or room(file) in rooms, name


def test_the_plugin_loads_nothing_heavy() -> None:
    code = "import sys, keras_shape_lint; from pylint.lint import PyLinter; keras_shape_lint.register(PyLinter())"
    assert _heavy_after(code) == []


def test_check_loads_nothing_heavy_and_no_pylint() -> None:
    program = ROOT / "tests" / "messages" / "keras-reshape-size" / "bad.py"
    code = (
        f"import sys; from keras_shape_lint.cli.main import main; main(['shapes', {str(program)!r}, '--format=json'])"
    )
    theirs = _heavy_after("import argparse, sys; argparse.ArgumentParser().add_argument('x')", *SLOW)
    assert set(_heavy_after(code, "pylint", "astroid", *SLOW)) <= set(theirs)


def test_the_package_alone_loads_nothing_of_its_own() -> None:
    code = (
        "import sys, keras_shape_lint; print(*(name for name in sys.modules if name.startswith('keras_shape_lint.')))"
    )
    assert python(code).stdout.split() == []


def _heavy_after(code: str, *more: str) -> list[str]:
    done = python(f"{code}; print('loaded', *(name for name in {(*HEAVY, *more)!r} if name in sys.modules))")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1].split()[1:]
