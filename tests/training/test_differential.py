"""Random small models with random data and labels: one step of real Keras against the checker's verdict."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze
from tests.training.live import Real
from tests.training.writer import write

PROGRAMS = int(os.environ.get("KERAS_SHAPE_LINT_FED_PROGRAMS", "300"))
LONG = int(os.environ.get("KERAS_SHAPE_LINT_FED_PROGRAMS", "5000"))

_GUILTY = {"keras-data-shape": "x", "keras-input-rank": "x", "keras-shared-layer": "x", "keras-argument": "x",
           "keras-label-shape": "y", "keras-label-encoding": "y", "keras-metric-shape": "y"}  # fmt: skip
"""Which argument a finding is about; the number of samples is about both."""


@pytest.fixture(scope="module")
def real() -> Iterator[Real]:
    pytest.importorskip("keras", minversion="2.15", reason="needs Keras 2.15 or 3, see README")
    pytest.importorskip("tensorflow")
    with Real() as keras:
        yield keras


def test_a_random_step_fares_as_under_keras(real: Real) -> None:
    _compared(real, range(PROGRAMS))


@pytest.mark.exhaustive
def test_many_random_steps_fare_as_under_keras(real: Real) -> None:
    _compared(real, range(1_000_000, 1_000_000 + LONG))


def _compared(real: Real, seeds: range) -> None:
    wrong = [said for seed in seeds if (said := disagreement(real, write(seed))) is not None]
    assert not wrong, f"{len(wrong)} of {len(seeds)}\n" + "\n\n".join(wrong[:5])


def disagreement(real: Real, text: str) -> str | None:
    """What the checker and Keras differ in, with the program."""
    findings = analyze(Source("program.py", text), Settings(real.release)).findings
    errors = [one for one in findings if one.severity == "E"]
    refused = real.refused_at(text)
    if refused is None:
        return f"{errors[0].text}\nKeras takes it\n{text}" if errors else None
    if findings and not errors:
        return None  # labels that are broadcast: what else they meet on the way is not followed
    if not errors:
        return f"nothing is said\n{refused.error}\n{text}"
    guilty = {_GUILTY.get(one.message.symbol, "?") for one in errors}
    if "?" in guilty or real.guilty(text) in guilty:
        return None
    return f"{[one.text for one in errors]}\n{refused.error}: {real.guilty(text)} is refused\n{text}"
