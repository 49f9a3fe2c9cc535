"""Rebuild and run against the static verdicts: message examples, random programs, builders of keras.applications."""

from __future__ import annotations

import importlib.util
import inspect
from pathlib import Path
from random import Random

import pytest

from keras_shape_lint.verify import verify
from keras_shape_lint.verify.verifying import Report

pytestmark = [
    pytest.mark.exhaustive,
    pytest.mark.skipif(not importlib.util.find_spec("keras"), reason="needs Keras, see README"),
]
MESSAGES = sorted(
    file
    for file in (Path(__file__).parents[1] / "messages").glob("*/*.py")
    if not file.with_name("pylintrc").exists() and not file.with_name("pyproject.toml").exists()
)
RANDOM = 300
MODES = ("rebuild", "run")
NOT_REBUILT = ("keras-never-called", "keras-weights")
"""Messages about what is no call of a layer: the ends of a model that was never called, arrays put into one."""


def against(report: Report) -> list[str]:
    """What Keras says otherwise than we do."""
    out = [f"refuted: {each.finding.text}" for each in report.verdicts if each.verdict == "refuted"]
    out += [f"missed at line {each.line}: {each.keras_message}" for each in report.missed]
    out += [f"shapes: {each}" for each in report.disagreements]
    return [f"{report.path} ({report.mode}): {line}" for line in (*out, *filter(None, [report.error]))]


def asked(targets: list[str], mode: str) -> list[Report]:
    reports = verify(targets, mode, device="cpu", seconds=300, memory=12 << 30)
    assert len(reports) == len(targets)
    assert [line for report in reports for line in against(report)] == []
    return reports


@pytest.mark.parametrize("mode", MODES)
def test_the_examples_of_the_messages(mode: str) -> None:
    reports = asked(list(map(str, MESSAGES)), mode)
    verdicts = [verdict for report in reports for verdict in report.verdicts if verdict.finding.severity == "E"]
    undecided = {
        (verdict.finding.message.symbol, verdict.why) for verdict in verdicts if verdict.verdict != "confirmed"
    }
    if mode == "run":
        assert {why for _, why in undecided} == {"training is left out of a run"}
    else:
        assert undecided == {(symbol, "the call could not be made again") for symbol in NOT_REBUILT}


@pytest.mark.parametrize("mode", MODES)
def test_random_programs(mode: str, tmp_path: Path) -> None:
    pytest.importorskip("keras", minversion="3", reason="they are written for Keras 3")
    from tests.live.writer import write

    targets = []
    for seed in range(RANDOM):
        targets.append(str(tmp_path / f"program{seed}.py"))
        Path(targets[-1]).write_text(write(Random(seed)).text)
    reports = asked(targets, mode)
    decided = [report for report in reports if report.builds or report.has("confirmed")]
    assert len(decided) > RANDOM / 2


def builders() -> list[str]:
    """FILE::function of one builder in each file of the installed keras.applications."""
    import keras

    found: dict[str, str] = {}
    for name in dir(keras.applications):
        builder = getattr(keras.applications, name)
        if inspect.isfunction(builder):
            found.setdefault(inspect.getsourcefile(builder) or "", builder.__name__)
    return [f"{file}::{name}" for file, name in sorted(found.items())]


@pytest.mark.parametrize("mode", MODES)
def test_builders_of_the_installed_applications(mode: str) -> None:
    targets = builders()
    assert len(targets) > 9
    reports = asked(targets, mode)
    assert sum(report.builds for report in reports) > len(reports) / 2
