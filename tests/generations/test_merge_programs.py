"""Programs with merges in the spellings of every generation, against what seven releases of Keras said to each."""

from __future__ import annotations

import ast
import json
import lzma
import re
from pathlib import Path
from typing import Any

import pytest

from keras_shape_lint.analysis import Analysis, Settings, Source, analyze
from keras_shape_lint.findings import FAILS_AT_RUN

DATA = Path(__file__).parents[1] / "data" / "merge-programs.json.xz"
PROGRAMS: dict[str, dict[str, Any]] = json.loads(lzma.decompress(DATA.read_bytes()))
"""Name -> its text, and by release the lines on which it stopped and the error, or the shapes of its variables."""
RELEASES = ("1.2.2", "2.0.9", "2.1.6", "2.2.4", "2.3.1", "2.15", "3")
FUNCTIONS = "module '.*' has no|NotImplementedError"
"""A function of the backend that Keras 3 lacks, which it says otherwise inside a Lambda."""
NAMES = re.compile(f"ImportError|ModuleNotFoundError|NameError|'module' object|must be callable|{FUNCTIONS}")
"""A name that the release lacks, or has as a module: what pylint itself reports."""


def speaks(program: dict[str, Any], release: str) -> dict[str, Any] | None:
    """What the release said, None where it stopped at a name it lacks."""
    said: dict[str, Any] = program["said"][release]
    return None if NAMES.search(said.get("error", "")) else said


def refusals(text: str, release: str) -> tuple[list[int], Analysis]:
    analysis = analyze(Source("p.py", text), Settings(release))
    found = [x.line for x in analysis.findings if x.severity == "E" and x.message is not FAILS_AT_RUN]
    return sorted(found), analysis


def other_shapes(text: str, analysis: Analysis, real: dict[str, Any]) -> list[str]:
    """Variables that Keras gives a shape which no call of their last assignment is said to have."""
    last = {
        statement.targets[0].id: statement
        for statement in ast.parse(text).body
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
    }
    wrong = []
    for name, statement in last.items():
        end = statement.end_lineno or statement.lineno
        said = [out for call in analysis.calls if statement.lineno <= call.line <= end for out in call.outputs]
        if name in real and said and "?" not in said and real[name] not in [list(shape) for shape in said]:
            wrong.append(f"{name} is {real[name]}, said {said}")
    return wrong


@pytest.mark.parametrize("release", RELEASES)
def test_the_release(release: str) -> None:
    asked, wrong = 0, []
    for name, program in PROGRAMS.items():
        said = speaks(program, release)
        if said is None:
            continue
        asked += 1
        found, analysis = refusals(program["text"], release)
        if "lines" in said:
            if not found or found[0] not in said["lines"]:
                wrong.append(f"{name}: {said['error']} at {said['lines']}, found {found}")
        elif found:
            wrong.append(f"{name}: accepted, found {[x.text for x in analysis.findings]}")
        else:
            wrong += [f"{name}: {each}" for each in other_shapes(program["text"], analysis, said["shapes"])]
    assert asked > 20
    assert not wrong, "\n".join(wrong)


def test_auto() -> None:
    """What one release accepts is never reported; what all refuse that have its names is.

    Functions of the backend are no evidence of a release.
    """
    wrong = []
    for name, program in PROGRAMS.items():
        said = [each for release in RELEASES if (each := speaks(program, release)) is not None]
        if not said:
            continue
        found, _ = refusals(program["text"], "auto")
        if not all("lines" in each for each in said):
            if found:
                wrong.append(f"{name}: accepted by a release, found {found}")
        elif any(re.search(FUNCTIONS, program["said"][release].get("error", "")) for release in RELEASES):
            continue
        elif not found and all(each["lines"][0] == said[0]["lines"][0] for each in said):
            wrong.append(f"{name}: every release refuses line {said[0]['lines'][0]}: {said[0]['error']}")
    assert not wrong, "\n".join(wrong)
