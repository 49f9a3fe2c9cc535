"""Programs without end or measure get ordinary answers; tests/benchmarks holds what they cost."""

from __future__ import annotations

import pytest

from keras_shape_lint.analysis import Source, analyze
from tests.tracing.pathological import HEADER, KERAS_LINE, programs

PROGRAMS = programs()


@pytest.mark.parametrize("name", PROGRAMS)
def test_it_ends_with_ordinary_answers(name: str) -> None:
    analysis = analyze(Source("program.py", PROGRAMS[name]))
    assert not analysis.findings
    if analysis.error is not None:
        assert analysis.error.startswith("cannot parse: ")
        assert "\n" not in analysis.error
    elif PROGRAMS[name].startswith(HEADER):
        assert [call.outputs for call in analysis.calls if call.line == KERAS_LINE] == [([None, 3],)]
