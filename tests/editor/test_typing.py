"""A program typed from its first character on, and with holes: every answer lies in the text there is."""

from __future__ import annotations

from itertools import pairwise

import pytest

from keras_shape_lint.editor.documents import Documents
from keras_shape_lint.editor.hints import hints
from keras_shape_lint.editor.hovers import hover
from keras_shape_lint.fixes.proposals import proposals
from tests.processes import ROOT

PROGRAM = (ROOT / "examples" / "broken_gate.py").read_text(encoding="utf-8").replace("demand", "größe")


def looked_at(documents: Documents, text: str) -> int:
    """The number of hints."""
    documents.open("model.py", "file:///model.py", text)
    known = documents.known("model.py")
    lines = text.split("\n")
    found = hints(known, "all")
    for line, col, label in found:
        assert col <= len(lines[line - 1].encode()), (line, col, label)
    for call in known.calls[-2:]:
        assert hover(known, call).startswith(("**", "`"))
    for finding in known.findings if known.error is None else ():
        proposals(known.source, known.traced.analysis, finding, documents.settings)
    return len(found)


def test_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_SHAPE_LINT_RAISE", "1")
    documents = Documents()
    shown = [looked_at(documents, PROGRAM[:end]) for end in range(0, len(PROGRAM) + 1, 4)]
    assert shown[0] == 0
    assert shown[-1] >= 8
    assert sum(after < before for before, after in pairwise(shown)) < len(shown) / 10


def test_with_holes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_SHAPE_LINT_RAISE", "1")
    documents = Documents()
    for start in range(0, len(PROGRAM), 13):
        looked_at(documents, PROGRAM[:start] + PROGRAM[start + 9 :])
    assert looked_at(documents, PROGRAM) >= 8
