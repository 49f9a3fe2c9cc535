"""The child's files stand alone, in a Python that old interpreters read."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from keras_shape_lint.verify.process import CHILD

FILES = sorted(CHILD.glob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_is_read_by_an_old_interpreter(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 6))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert {alias.name for alias in node.names} <= sys.stdlib_module_names
        elif isinstance(node, ast.ImportFrom):
            assert node.module in sys.stdlib_module_names - {"__future__"}, "and annotations came with 3.7"
