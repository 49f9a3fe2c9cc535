"""Programs without end or measure get ordinary answers; tests/benchmarks holds what they cost."""

from __future__ import annotations

import random
from functools import partial

import pytest

from keras_shape_lint.analysis import Source, analyze
from keras_shape_lint.tracing import session
from keras_shape_lint.tracing.run import Limits
from tests.tracing.pathological import HEADER_CALL, NAMES, WITHOUT_KERAS, program

SAMPLE = sorted(random.Random(8).sample(NAMES, 90))


def check(name: str) -> None:
    analysis = analyze(Source("program.py", program(name)))
    assert not analysis.findings
    if analysis.error is not None:
        assert analysis.error.startswith("cannot parse: ")
        assert "\n" not in analysis.error
    elif not name.endswith(WITHOUT_KERAS):
        assert [call.outputs for call in analysis.calls if call.line == HEADER_CALL] == [([None, 3],)]


@pytest.mark.parametrize("name", SAMPLE)
def test_it_ends_with_ordinary_answers(name: str) -> None:
    check(name)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", sorted(set(NAMES) - set(SAMPLE)))
def test_all_of_them(name: str) -> None:
    check(name)


def test_a_long_file_is_followed_from_its_first_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the pieces that it is parsed in meet, in the middle of statements; however slow the machine is."""
    monkeypatch.setattr(session, "Limits", partial(Limits, seconds=60.0))
    line = "x{i} = Dense(\n    {i} + 1,\n)(inp)\nif n:\n    y = 1\nelse:\n    y = '''\nz = 2\n'''\n"
    text = program("adverse: range").partition("n, xs")[0] + "n = 1\n"
    text += "".join(line.replace("{i}", str(i)) for i in range(8_000))
    analysis = analyze(Source("program.py", text))
    assert len(text) > 500_000
    assert (analysis.error, analysis.lost, analysis.followed) == (None, (), 8_002)
    assert [call.outputs for call in analysis.calls[2:]] == [([None, i + 1],) for i in range(8_000)]
    assert [call.line for call in analysis.calls[2:]] == [6 + 9 * i for i in range(8_000)]


def test_an_error_of_the_parser_in_a_long_file() -> None:
    filler = "data = [1, 2, 3]\n" * 30_000
    for fault, said in (("x = = 1\n", "invalid syntax"), ("x = 'a\n", "unterminated string literal")):
        error = analyze(Source("program.py", f"import keras\n{filler}{fault}{filler}")).error
        assert error is not None
        assert error.startswith(f"cannot parse: {said}")
        assert "line 30002" in error


def test_what_is_left_of_a_program_is_named() -> None:
    analysis = analyze(Source("program.py", program("adverse: endless concatenation")))
    assert analysis.lost == ((9, "there is more to follow than one file may cost"),)


def test_no_time_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "Limits", partial(Limits, seconds=-1.0))
    analysis = analyze(Source("program.py", "from keras import Input, layers\nx = layers.Dense(3)(Input((4,)))\n"))
    assert (analysis.error, analysis.findings, analysis.calls) == (None, (), ())
    assert analysis.lost == ((1, "there is more to follow than one file may cost"),)
