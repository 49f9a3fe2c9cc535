"""From a change of an open file to its diagnostics and hints, the collector off as in the server."""

from __future__ import annotations

import gc
from itertools import count
from typing import Any

import pytest

from keras_shape_lint.editor.documents import Documents
from keras_shape_lint.editor.hints import hints
from tests.benchmarks.programs import chain

pytestmark = pytest.mark.benchmark


@pytest.mark.benchmark(group="a change in the editor")
@pytest.mark.parametrize("lines", [500, 5000])
def test_diagnostics_and_hints(benchmark: Any, lines: int) -> None:
    documents = Documents()
    text = chain(lines - 3)
    number = count()

    def change() -> int:
        documents.open("model.py", "file:///model.py", text.replace("'relu'", f"'relu{next(number)}'", 1))
        known = documents.known("model.py")
        return len(known.findings) + len(hints(known, "all"))

    gc.disable()
    try:
        assert benchmark(change) >= lines - 5
    finally:
        gc.enable()
