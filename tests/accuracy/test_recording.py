"""The means of measuring: sites have the same name on both sides, instrumented programs do what they did."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path

import pytest

from keras_shape_lint.analysis import Settings
from tests.accuracy.compare import Comparison, claims_of, compare
from tests.accuracy.mutants import mutants
from tests.accuracy.programs import Program, builders
from tests.accuracy.recording.sites import CALLED, OPERATED, instrumented, key
from tests.accuracy.truth import Truth, recorder

PROGRAM = """\
import keras
from keras import layers


class Scaled(layers.Layer):
    def call(self, x):
        return keras.ops.multiply(x, 2.0)


def block(x, size):
    return layers.Dense(size)(x) + layers.Dense(size)(x)


inputs = keras.Input((8,))
x = Scaled()(block(block(inputs, 4), 3))
model = keras.Sequential([keras.Input((3,))])
model.add(layers.Dense(2))
keras.Model(inputs, model(x))
"""


def test_every_expression_that_starts_at_a_place_has_a_name_of_its_own() -> None:
    nodes = [node for node in ast.walk(ast.parse("f(a)(b).c(d) + g(h)\n")) if isinstance(node, (ast.Call, ast.BinOp))]
    assert sorted(map(key, nodes)) == ["1:0:1", "1:0:2", "1:0:4", "1:0:5", "1:15:1"]


def test_an_instrumented_program_does_what_it_did() -> None:
    text = (
        "def f(a, *b, c=1 + 1):\n    return [a, *b, c]\nclass A:\n    def g(self):\n        return super().__str__()\n"
    )
    text += "out = f(*f(1, 2), c=len(f(3))) + f(4)\nassert A().g()\n"
    seen: list[str] = []
    scope = {
        CALLED: lambda site, called: seen.append(site) or called,
        OPERATED: lambda site, name, left, right: seen.append(f"{name} {site}") or left + right,
    }
    exec(instrumented(text, "program.py"), scope)
    plain: dict[str, object] = {}
    exec(text, plain)
    assert scope["out"] == plain["out"]
    assert "6:6:1" in seen
    assert "add 6:6:2" in seen


def test_a_mutant_is_one_edit_of_one_line() -> None:
    made = mutants(PROGRAM, 3, 40)
    assert {mutant.kind for mutant in made} >= {"units", "input"}
    lines = PROGRAM.splitlines()
    for mutant in made:
        changed = [n for n, (a, b) in enumerate(zip(lines, mutant.text.splitlines()), 1) if a != b]
        assert changed == [mutant.line]


def test_a_builder_is_public_and_needs_no_argument() -> None:
    text = (
        "def Net(weights=None): pass\ndef _Net(weights=None): pass\ndef Other(x, weights=None): pass\ndef f(): pass\n"
    )
    assert builders(text) == ["Net"]


def _compared(tmp_path: Path, claimed: str) -> tuple[Truth, Comparison]:
    path = tmp_path / "program.py"
    program = Program("test", "program", path, PROGRAM, tmp_path, tmp_path)
    with recorder(sys.executable, tmp_path) as asked:
        truth = asked.truth(program.job())
    assert isinstance(truth, Truth)
    return truth, compare(truth, claims_of(str(path), claimed, Settings()))


@pytest.mark.skipif(importlib.util.find_spec("keras") is None, reason="Keras is not installed")
def test_a_program_is_followed_as_keras_runs_it(tmp_path: Path) -> None:
    truth, found = _compared(tmp_path, PROGRAM)
    assert truth.stopped is None
    at = truth.sites[str(tmp_path / "program.py")]
    assert at["11:11:3"]["shapes"] == [[[None, 4]], [[None, 3]]]
    assert at["17:0:2"]["shapes"] == [[[None, 2]]]
    assert found.exact == found.sites == 8
    wrong = _compared(tmp_path, PROGRAM.replace("keras.Input((8,))", "keras.Input((9,))"))[1]
    assert [each.line for each in wrong.differences] == [14], wrong.differences
