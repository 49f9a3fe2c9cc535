"""What an often copied introduction to Merge says of its arguments, and what is true."""

from __future__ import annotations

from typing import Any

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze
from tests.generations import migration
from tests.generations.programs import Answers

PRELUDE = """from keras.layers import Activation, Dense, Input, Merge, merge
from keras.models import Model, Sequential
a, b = Input((2, 3)), Input((2, 3))
def branch(n): return Sequential([Dense(n, input_dim=4)])
"""
LINE = PRELUDE.count("\n") + 1


def answer(code: str, version: str = "1.2.2") -> tuple[str, Any]:
    """-> the symbol of the finding, or an empty text, and the last output shape."""
    analysis = analyze(Source("p.py", f"{PRELUDE}{code}\n"), Settings(version))
    found = [finding.message.symbol for finding in analysis.findings if finding.line == LINE]
    outputs = Answers(analysis).outputs.get(LINE, [None])
    return (found or [""])[0], outputs[-1]


def test_the_table_in_the_readme_is_what_the_rules_say() -> None:
    assert migration.TABLE.findall(migration.README.read_text()) == [migration.table()]


@pytest.mark.parametrize("version", ["1.0.8", "1.1.2", "1.2.2", "2.0.9", "2.1.6"])
@pytest.mark.parametrize("mode", ["sub", "subtract", "min", "add", "average", "foo"])
def test_mode_is_one_of_seven(mode: str, version: str) -> None:
    """It is said that Merge subtracts: no mode does."""
    assert answer(f"Merge(mode={mode!r})([a, b])", version)[0] == "keras-merge-mode"
    assert answer(f"merge([a, b], mode={mode!r})", version)[0] == "keras-merge-mode"


@pytest.mark.parametrize("mode", ["sum", "mul", "concat", "ave", "cos", "dot", "max"])
def test_the_seven(mode: str) -> None:
    assert answer(f"merge([a, b], mode={mode!r})")[0] in ("", "keras-declared-shape")


def test_mode_is_sum_unless_given() -> None:
    assert answer("Merge()([a, b])") == ("", [None, 2, 3])


def test_subtraction_is_a_function_with_an_output_shape() -> None:
    assert answer("merge([a, b], mode=lambda x: x[0] - x[1], output_shape=(2, 3))") == ("", [None, 2, 3])


@pytest.mark.parametrize(("axis", "shape"), [(-1, [None, 2, 6]), (2, [None, 2, 6]), (1, [None, 4, 3])])
def test_concat_axis_counts_the_batch(axis: int, shape: list[Any]) -> None:
    assert answer(f"merge([a, b], mode='concat', concat_axis={axis})") == ("", shape)


def test_concat_axis_is_the_last_unless_given() -> None:
    assert answer("merge([a, b], mode='concat')") == ("", [None, 2, 6])


@pytest.mark.parametrize("axis", [3, -4, 1.5, None])
def test_concat_axis_must_exist(axis: Any) -> None:
    assert answer(f"merge([a, b], mode='concat', concat_axis={axis})")[0] == "keras-concat-axis"


def test_concat_axis_matters_to_concat_only() -> None:
    assert answer("merge([a, b], mode='sum', concat_axis=9)") == ("", [None, 2, 3])


@pytest.mark.parametrize("version", ["1.2.2", "2.1.6"])
def test_output_shape_is_not_optional_for_a_function(version: str) -> None:
    """It is said to default to (None, output_dim): it defaults to nothing, and a function without it is refused."""
    assert answer("Merge(mode=lambda x: x[0])([a, b])", version)[0] == "keras-merge-output-shape"


def test_output_shape_leaves_out_the_batch_as_a_tuple_and_has_it_from_a_function() -> None:
    assert answer("merge([a, b], mode=lambda x: x[0], output_shape=(2, 3))") == ("", [None, 2, 3])
    assert answer("merge([a, b], mode=lambda x: x[0], output_shape=lambda shapes: shapes[0])") == ("", [None, 2, 3])
    dropped = answer("merge([a, b], mode=lambda x: x[0], output_shape=lambda shapes: shapes[0][1:])")
    assert dropped == ("keras-declared-shape", [2, 3])


@pytest.mark.parametrize("version", ["1.2.2", "2.1.6"])
def test_output_shape_is_never_held_against_the_result(version: str) -> None:
    code = "merge([a, b], mode=lambda x: x[0], output_shape=(7,))"
    assert answer(code, version) == ("keras-declared-shape", [None, 7])


def test_output_shape_matters_to_functions_only() -> None:
    assert answer("merge([a, b], mode='sum', output_shape=(7,))") == ("", [None, 2, 3])


def test_arguments_reach_the_function() -> None:
    code = "merge([a, b], mode=lambda x, k: x[k], output_shape=(2, 3), arguments={'k': 1})"
    assert answer(code) == ("", [None, 2, 3])


@pytest.mark.parametrize("version", ["1.2.2", "2.1.6"])
def test_node_indices_number_the_calls_of_each_branch(version: str) -> None:
    """It is said to be useful with several inputs: it is one number for each layer given to the constructor."""
    assert answer("Merge([branch(3), branch(3)], node_indices=[0, 0])", version) == ("", [None, 3])
    assert answer("Merge([branch(3), branch(3)], node_indices=[1, 0])", version)[0] == "keras-merge-inputs"
    assert answer("Merge([branch(3), branch(3)], node_indices=[0])", version)[0] == "keras-merge-inputs"
    assert answer("Merge([branch(3), branch(3)], tensor_indices=[0, 1])", version)[0] == "keras-merge-inputs"


def test_node_indices_pick_the_output_of_a_call() -> None:
    shared = "(lambda d: (d(Input((4,))), d(Input((4,))), Merge([d, branch(3)], node_indices=[{}, 0])))(Dense(3))"
    assert answer(shared.format(1)) == ("", [None, 3])
    assert answer(shared.format(2))[0] == "keras-merge-inputs"


def test_node_indices_do_nothing_when_tensors_are_merged() -> None:
    assert answer("Merge(mode='sum', node_indices=[9, 9], tensor_indices=[9, 9])([a, b])") == ("", [None, 2, 3])
    assert answer("merge([a, b], node_indices=[0, 0])")[0] == "keras-argument"


@pytest.mark.parametrize(("version", "left"), [("1.2.2", "input"), ("2.1.6", "inputs")])
def test_the_examples_need_two_releases_at_once(version: str, left: str) -> None:
    """Merge goes to 2.1, Model(inputs=) comes with 2.0: what both need is 2.0 and 2.1."""
    right = left.replace("input", "output")
    assert answer(f"Model({left}=[a, b], {right}=Merge(mode='sum')([a, b]))", version)[0] == ""


def test_a_sequential_begins_with_the_merge_of_its_branches() -> None:
    assert answer("Sequential([Merge([branch(10), branch(5)], mode='concat'), Dense(2)])")[0] == ""
    wrong = answer("Sequential([Merge([branch(10), branch(5)], mode='mul'), Dense(2)])")
    assert wrong[0] == "keras-merge-shapes-differ"
    assert answer("Sequential([Merge([Sequential(), branch(5)], mode='mul')])")[0] == "keras-merge-inputs"
