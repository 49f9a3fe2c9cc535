"""What is said of the faults that only the old merges have, and which release it is said for."""

from __future__ import annotations

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

START = """from keras.layers import Dense, Dot, Input
from keras.layers import Merge, merge
from keras.models import Sequential
a, b, c = Input((3,)), Input((3,)), Input((3,))
r1 = Input((2,))
r, s, t = Input((5, 10, 3)), Input((5, 5, 3)), Input((10, 4))
def branch(n): return Sequential([Dense(n, input_dim=2)])
"""
NEW = START.replace("from keras.layers import Merge, merge\n", "")
SEVEN = "'sum', 'mul', 'concat', 'ave', 'cos', 'dot', 'max'"
FORM = "dot_axes must be two integers, one for each input, got "
MATRICES = "before Keras 2.3 this multiplies their last two axes as matrices, which do not fit"


def said(code: str, release: str, start: str) -> list[tuple[str, str]]:
    analysis = analyze(Source("p.py", f"{start}{code}\n"), Settings(release))
    first = start.count("\n") + 1
    return [(finding.message.msgid, finding.text) for finding in analysis.findings if finding.line >= first]


OLD = ("1.0.8", "1.1.2", "1.2.2", "2.0.9", "2.1.6")
KERAS_1 = OLD[:3]


@pytest.mark.parametrize(
    ("code", "releases", "msgid", "words"),
    [
        ("Merge(mode='foo')([a, b])", OLD, "E7719", f"the mode must be one of {SEVEN} or a function"),
        ("merge([a, b], mode='sub')", OLD, "E7719", "a function, as mode=lambda x: x[0] - x[1] with output_shape"),
        ("Merge([branch(3), branch(3)], mode='foo')", OLD, "E7719", SEVEN),
        ("Merge(mode=lambda x: x[0])([a, b])", OLD, "E7720", "a function as mode needs output_shape"),
        ("merge([a, b], mode='dot', dot_axes='1')", OLD, "E7705", f"{FORM}'1'"),
        ("merge([a, b], mode='dot', dot_axes=(1,))", OLD, "E7705", f"{FORM}(1,)"),
        ("merge([a, b], mode='cos', dot_axes=(1, 1.5))", OLD, "E7705", f"{FORM}(1, 1.5)"),
        ("Merge(mode='dot')([a, b])", OLD[3:], "E7705", "dot_axes must be a tuple here, got -1"),
        ("merge([a, b, c], mode='dot')", OLD, "E7708", "takes exactly 2 inputs, got 3"),
        ("merge([a, b, c], mode='cos')", OLD, "E7708", "takes exactly 2 inputs, got 3"),
        ("Merge([branch(3)], mode='sum')", OLD, "E7708", "takes at least 2 inputs, got 1"),
        ("Merge(mode='max')([a])", OLD, "E7708", "takes at least 2 inputs, got 1"),
        ("Merge(mode='sum')((a, b))", OLD, "E7708", "must be called on a list of tensors, got a tuple"),
        ("Merge(mode='sum')(a)", OLD, "E7708", "must be called on a list of tensors, got a single tensor"),
        ("Merge((branch(3), branch(3)))", KERAS_1, "E7708", "takes its layers as a list in Keras 1, got a tuple"),
        ("Merge([a, b])", OLD, "E7708", "takes layers when built, tensors when called"),
        ("merge([a, branch(3)], mode='sum')", OLD, "E7708", "takes tensors, and model is none"),
        ("m = Merge(mode='sum'); m([a, b]); m([b, c])", KERAS_1, "E7721", "cannot be called twice in Keras 1"),
        ("merge([a, b], mode='cos')", OLD, "W7722", "is declared (None, 1) but gives (None, 1, 1)"),
        ("merge([a, b], mode=lambda x: x[0], output_shape=(7,))", OLD, "W7722", "(None, 7) but gives (None, 3)"),
        ("merge([r1, r1], mode='dot', dot_axes=(1, -1))", OLD[3:], "W7718", "unless the batch has the size of another"),
        ("Merge(mode='mul')([Input((1,)), a])", OLD[3:], "W7722", "is declared (None, 1) but gives (None, 3)"),
    ],
)  # fmt: skip
def test_old(code: str, releases: tuple[str, ...], msgid: str, words: str) -> None:
    for release in releases:
        found = said(code, release, START)
        assert [each[0] for each in found] == [msgid], release
        assert words in found[0][1], release
    for release in set(OLD) - set(releases):
        assert msgid not in [each[0] for each in said(code, release, START)], release


@pytest.mark.parametrize("release", ["2.0.9", "2.1.6", "2.2.4"])
def test_dot_of_four_axes(release: str) -> None:
    """A plain product of matrices before 2.3: W where it gives another shape, E where it does not fit."""
    (differs,) = said("Dot(axes=-1)([r, s])", release, NEW)
    assert differs[0] == "W7722"
    assert "declared (None, 5, 10, 5, 5) but gives (None, 5, 10, 5)" in differs[1]
    (refused,) = said("Dot(axes=(2, 1))([r, t])", release, NEW)
    assert refused[0] == "E7706"
    assert MATRICES in refused[1]


@pytest.mark.parametrize("release", ["2.3.1", "2.15", "3", "auto"])
def test_dot_of_four_axes_since(release: str) -> None:
    assert said("Dot(axes=-1)([r, s]); Dot(axes=(2, 1))([r, t])", release, NEW) == []
