"""Programs while they are typed, from the first character on, closed by the editor, and with holes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from keras_shape_lint.editor.documents import Documents, Known
from keras_shape_lint.editor.hints import hints
from keras_shape_lint.editor.hovers import hover
from keras_shape_lint.fixes.proposals import proposals
from tests.processes import ROOT

GATE = (ROOT / "examples" / "broken_gate.py").read_text(encoding="utf-8").replace("demand", "größe")
REALISTIC = Path(__file__).with_name("realistic.py").read_text(encoding="utf-8")
PAIRS = {"(": ")", "[": "]", "{": "}"}


@pytest.fixture(autouse=True)
def failures_are_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_SHAPE_LINT_RAISE", "1")


def looked_at(documents: Documents, text: str) -> Known:
    """Every answer lies in the text there is."""
    documents.open("model.py", "file:///model.py", text)
    known = documents.known("model.py")
    lines = text.split("\n")
    for line, col, label in hints(known, "all"):
        assert col <= len(lines[line - 1].encode()), (line, col, label)
    for call in known.calls[-2:]:
        assert hover(known, call).startswith(("**", "`"))
    for finding in known.findings if known.error is None else ():
        proposals(known.source, known.traced.analysis, finding, documents.settings)
    return known


def shown(known: Known) -> int:
    return len(hints(known, "all"))


def closed(text: str) -> str:
    """As editors close what the last line opens."""
    ends: list[str] = []
    quote = ""
    for char in text.rpartition("\n")[2]:
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in PAIRS:
            ends.append(PAIRS[char])
        elif ends and char == ends[-1]:
            ends.pop()
    return text + quote + "".join(reversed(ends))


def typed(text: str, step: int, seed: int) -> Iterator[str]:
    """The ends of lines, and places in some of them."""
    choose = random.Random(seed)
    ends = [at for at, char in enumerate(text) if char == "\n"]
    inside = choose.sample(range(len(text)), len(text) // step)
    yield from (text[:at] for at in sorted({*ends, *inside, len(text)}))


def test_typed_from_the_first_character() -> None:
    documents = Documents()
    counts = [shown(looked_at(documents, GATE[:end])) for end in range(0, len(GATE) + 1, 4)]
    assert counts[0] == 0
    assert counts[-1] >= 8
    assert sum(after < before for before, after in pairwise(counts)) < len(counts) / 10


def test_with_holes() -> None:
    documents = Documents()
    for start in range(0, len(GATE), 13):
        looked_at(documents, GATE[:start] + GATE[start + 9 :])
    assert shown(looked_at(documents, GATE)) >= 8


def test_nothing_is_wrong_with_a_right_program_while_it_is_typed() -> None:
    documents = Documents()
    counts = []
    for text in typed(REALISTIC, 60, 1):
        known = looked_at(documents, text)
        assert known.findings == ()
        counts.append(shown(known))
    assert counts == sorted(counts)
    assert counts[-1] > 30


def test_what_the_editor_closes_is_wrong_in_its_own_line_alone() -> None:
    """`Dense()` is wrong as long as it stands so; what is above it is not."""
    documents = Documents()
    for text in typed(REALISTIC, 60, 2):
        known = looked_at(documents, closed(text))
        last = text.count("\n") + 1
        for finding in known.findings:
            assert last in (finding.line, *(step.line for step in finding.chain)), finding.text
            assert " object at 0x" not in finding.text


def test_a_line_in_the_middle_is_typed_anew() -> None:
    """While it cannot be parsed, the hints of all other lines stay."""
    documents = Documents()
    lines = REALISTIC.split("\n")
    whole = {(line, label) for line, _, label in hints(looked_at(documents, REALISTIC), "all")}
    choose = random.Random(3)
    for number in choose.sample([at for at, line in enumerate(lines) if "layers." in line and "(" in line], 5):
        for end in choose.sample(range(len(lines[number])), 4):
            known = looked_at(documents, "\n".join([*lines[:number], lines[number][:end], *lines[number + 1 :]]))
            if known.error is not None:
                left = {(line, label) for line, _, label in hints(known, "all")}
                assert {hint for hint in whole if hint[0] != number + 1} <= left
            looked_at(documents, REALISTIC)
