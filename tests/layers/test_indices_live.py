"""Entries picked by lists of numbers, as programs write them."""

from __future__ import annotations

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

PICKED = ["[0, 2]", "(3, 1, 0)", "[[0], [1]]", "[[[1, 2]]]", "2", "[2]", "[0, -1]"]


@pytest.mark.parametrize("axis", [1, 2, -1, 0])
@pytest.mark.parametrize("indices", PICKED)
def test_take(indices: str, axis: int) -> None:
    pytest.importorskip("keras", minversion="3")
    text = f"from keras import Input, ops\nx = Input((4, 6))\nout = ops.take(x, {indices}, axis={axis})\n"
    names: dict[str, object] = {}
    exec(text, names)
    (call,) = [call for call in analyze(Source("program.py", text), Settings("3")).calls if call.line == 3]
    assert call.outputs == (list(names["out"].shape),)  # type: ignore[attr-defined]


@pytest.mark.parametrize("indices", ["[0, [1]]", "[0, unknown]", "[*unknown]"])
def test_what_is_no_array_is_left_open(indices: str) -> None:
    text = f"from keras import Input, ops\nx = Input((4, 6))\nout = ops.take(x, {indices}, axis=1)\n"
    analysis = analyze(Source("program.py", text), Settings("3"))
    assert analysis.findings == ()
    assert [call.outputs for call in analysis.calls if call.line == 3] in (["?"], [("?",)])
