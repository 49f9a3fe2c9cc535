"""Programs of transfer learning: silent as they stand, one finding in the faulty variant; and so says real Keras.

A line `right  # faulty: wrong` gives both variants. The finding stands there, or at the line marked `# refused`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from keras_shape_lint.analysis import Analysis, Settings, Source, analyze

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.py"))
RUNNER = Path(__file__).with_name("run_programs.py")
FAULTY, REFUSED = "  # faulty: ", "  # refused"


class Variant(NamedTuple):
    text: str
    line: int


def variants(program: Path) -> tuple[str, Variant]:
    """The program as it stands, and with its fault, whose line is given."""
    right, wrong, places = [], [], []
    for number, line in enumerate(program.read_text(encoding="utf-8").splitlines(), 1):
        code, faulty, other = line.partition(FAULTY)
        right.append(code)
        indent = code[: len(code) - len(code.lstrip())]
        wrong.append(indent + other if faulty else line)
        if faulty or line.endswith(REFUSED):
            places.append(number)
    assert places, program
    return "\n".join(right) + "\n", Variant("\n".join(wrong) + "\n", places[-1])


def analysis(program: Path, text: str) -> Analysis:
    return analyze(Source(str(program), text), Settings())


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_the_right_program_is_silent_and_followed(program: Path) -> None:
    found = analysis(program, variants(program)[0])
    assert not found.findings
    assert found.followed == found.sites, found.lost
    assert found.sites


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_the_fault_is_found_where_it_is(program: Path) -> None:
    wrong = variants(program)[1]
    found = analysis(program, wrong.text)
    assert [(finding.severity, finding.line) for finding in found.findings] == [("E", wrong.line)]


@pytest.mark.exhaustive
@pytest.mark.timeout(1800)
def test_real_keras_agrees() -> None:
    pytest.importorskip("keras", minversion="3")
    jobs = [(program.stem, *variants(program)) for program in PROGRAMS]
    given = json.dumps([[name, right, wrong.text] for name, right, wrong in jobs])
    done = subprocess.run(
        [sys.executable, str(RUNNER)], input=given, env={**os.environ, "CUDA_VISIBLE_DEVICES": ""},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    answers = json.loads(done.stdout.splitlines()[-1])
    for name, _, wrong in jobs:
        assert answers[name][0] is None, (name, answers[name][0])
        assert answers[name][1] is not None, name
        assert answers[name][1][0] == wrong.line, (name, answers[name][1])
