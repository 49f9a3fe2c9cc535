"""Random programs, read by the checker and run by the installed Keras 3: same verdict, same line, same shapes."""

from __future__ import annotations

import os
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

pytest.importorskip("keras", minversion="3", reason="needs Keras 3, see README")

from tests.live.compare import disagreements
from tests.live.reduce import reduced
from tests.live.writer import write

PROGRAMS = int(os.environ.get("KERAS_SHAPE_LINT_PROGRAMS", "400"))


@settings(
    max_examples=PROGRAMS,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.integers(0, 2**32))
def test_a_random_program_fares_as_under_keras(seed: int) -> None:
    session = write(Random(seed))
    if disagreements(session):
        least = reduced(session, disagreements)
        pytest.fail("\n".join([*disagreements(least), "", least.text]))
