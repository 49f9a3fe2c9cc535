"""What is shown of verdicts, and the exit status, for reports made by hand."""

from __future__ import annotations

import pytest

from keras_shape_lint.findings import ARGUMENT, BATCH_BROADCAST, Finding, Message, Reason
from keras_shape_lint.graph import Fault, Node, Site
from keras_shape_lint.verify.judging import Missed, Verdict
from keras_shape_lint.verify.repro import program
from keras_shape_lint.verify.verifying import Report, status
from keras_shape_lint.verify.views import commands, document, lines, summary


def finding(message: Message = ARGUMENT) -> Finding:
    return Finding(message, "Dense(0) is refused", "INFERENCE", "m.py", 3, 4, 3, 12, "build", (), (), ())


CONFIRMED = Verdict(finding(), "confirmed", "ValueError: no", line=3)
REFUTED = Verdict(finding(), "refuted", why="Keras accepts it")
UNDECIDED = Verdict(finding(), "undecided", why="the line was not reached")
WARNED = Verdict(finding(BATCH_BROADCAST), "undecided", why="a warning: Keras may well accept it")
BUILDS = Report("fine.py")
ASKED = {"device": "cpu", "backend": "jax", "keras_version": "3.15.1"}


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([BUILDS], 0),
        ([Report("m.py", verdicts=(WARNED,))], 0),
        ([BUILDS, Report("m.py", undecided="a layer of your own")], 4),
        ([Report("m.py", verdicts=(UNDECIDED,)), BUILDS], 4),
        ([Report("m.py", undecided="why"), Report("m.py", verdicts=(CONFIRMED,))], 1),
        ([Report("m.py", missed=(Missed(1, "ValueError: no"),)), Report("m.py", undecided="why")], 1),
        ([Report("m.py", verdicts=(CONFIRMED,)), Report("m.py", verdicts=(REFUTED,))], 3),
        ([Report("m.py", verdicts=(REFUTED,)), Report("gone.py", error="cannot read")], 2),
    ],
)
def test_the_first_status_that_applies(reports: list[Report], expected: int) -> None:
    assert status(reports) == expected


def test_text() -> None:
    assert lines(Report("m.py", mode="run", verdicts=(CONFIRMED,)), False) == [
        "m.py:3:4: E7713: Dense(0) is refused (keras-argument)",
        "    confirmed (your code, line 3)",
        "    ValueError: no",
    ]
    assert lines(Report("m.py", verdicts=(CONFIRMED,)), False)[1] == "    Keras agrees (rebuilt)"
    assert lines(Report("m.py", verdicts=(REFUTED,)), False)[1] == "    refuted: Keras accepts it"
    assert lines(BUILDS, False) == ["fine.py: builds and runs (rebuilt)"]
    assert lines(Report("m.py", missed=(Missed(7, "ValueError: no"),)), False) == [
        "m.py:7: missed: Keras raises where nothing was found",
        "    ValueError: no",
    ]


def test_shapes_that_differ_are_listed_when_asked_for() -> None:
    other = {"line": 5, "callee": "keras.layers.Dot", "traced": [[None, 4]], "keras": [[None, 5]]}
    report = Report("m.py", disagreements=(other,))
    assert "m.py:5: keras.layers.Dot: traced (None, 4), Keras gives (None, 5)" in lines(report, True)
    assert lines(report, False) == ["m.py: builds and runs (rebuilt)"]
    assert document([report], True)["files"][0]["disagreements"] == [other]


def test_json_holds_what_was_asked_and_who_answered() -> None:
    report = Report("m.py", "build", "run", (CONFIRMED,), seconds=0.25, **ASKED)
    ((file),) = document([report], False)["files"]
    (found,) = file["findings"]
    assert file["function"] == "build"
    assert (found["symbol"], found["line"], found["verdict"], found["evidence"]) == (
        "keras-argument", 3, "confirmed", "run",
    )  # fmt: skip
    assert found["keras_message"] == "ValueError: no"
    assert {name: found[name] for name in ASKED} == ASKED
    assert found["seconds"] == 0.25


def test_workflow_commands() -> None:
    report = Report("m.py", verdicts=(CONFIRMED,), missed=(Missed(7, "ValueError: no\nnot so"),))
    known, missed = commands(report)
    assert known.startswith("::error file=m.py,line=3,")
    assert known.endswith("Dense(0) is refused%0AKeras agrees (rebuilt)")
    assert missed == "::error file=m.py,line=7,title=missed::ValueError: no%0Anot so"


def test_summary() -> None:
    reports = [Report("m.py", verdicts=(CONFIRMED, WARNED), **ASKED), BUILDS._replace(**ASKED)]
    assert summary(reports) == "1 confirmed; 1 undecided; 1 of 2 files built and run (Keras 3.15.1, jax, cpu)"


def test_no_program_shows_a_fault_of_training() -> None:
    site = Site("m.py", 3, 4, 3, 12, "build")
    node = Node("training", "keras.Model.fit", "fit", site, [], [], arguments=([None, None, None], {}))
    assert program(Fault(Reason(ARGUMENT, "no", ()), site, node, (), ())) is None
