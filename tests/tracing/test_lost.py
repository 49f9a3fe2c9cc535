"""Where shapes are lost, and why, in words."""

from __future__ import annotations

import pytest

from keras_shape_lint.analysis import Source, analyze

HEADER = "import data\nfrom keras import Input, layers\nfrom keras.layers import Dense\ninp = Input((7,))\n"


@pytest.mark.parametrize(
    ("program", "reasons"),
    [
        ("Dense(3)(inp)", []),
        ("Dense(3)(data.read())", ["Dense(3): data.read is not followed"]),
        ("x = Dense(3)(data.read())\nDense(4)(x)", ["Dense(3): data.read is not followed"]),
        ("def f(x):\n    return Dense(3)(x)", ["Dense(3) of x, which only a caller knows"]),
        ("layers.Foo(3)(inp)", ["Foo, of which nothing is known"]),
        ("layers.Reshape(data.shape)(inp)", ["Reshape(?), whose arguments are not known"]),
        ("Dense(3)(layers.Conv2D(3, 3)(inp))", ["Conv2D(3, (3, 3)), which is refused"]),
        ("Dense(3)(missing)", ["Dense(3): missing is not defined"]),
    ],
)
def test_a_reason_for_each_place(program: str, reasons: list[str]) -> None:
    analysis = analyze(Source("program.py", HEADER + program + "\n"))
    assert [reason for _, reason in analysis.lost] == reasons
    assert bool(reasons) == (analysis.followed < analysis.sites)
