"""Functions on tensors against the installed Keras: every ruled name on generated shapes and arguments."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from keras_shape_lint.layers.indexing import modules
from tests.layers.ops_cases import CASES
from tests.layers.ops_live import ask_rule, difference
from tests.layers.ops_more_cases import MORE_CASES
from tests.layers.ops_program_cases import PROGRAM_CASES

pytest.importorskip("keras")
TRIES = 60
ALL_CASES: dict[str, Callable[[random.Random], Any]] = {**CASES, **MORE_CASES, **PROGRAM_CASES}
RULED = sorted(name for name in modules() if name.startswith(("keras.ops.", "keras.activations.", "keras.random.")))
TESTED = [name for name in RULED if name.count(".") == 2]


def disagreements(name: str, tries: int) -> list[str]:
    """What rule and Keras say differently in so many cases; most answers must be shapes, not refusals."""
    make = ALL_CASES.get(name.rpartition(".")[2])
    assert make is not None, f"{name} has no cases"
    chance = random.Random(name)
    found, known = [], 0
    for _ in range(tries):
        args, kwargs = make(chance)
        wrong = difference(name, *args, **kwargs)
        if wrong is not None:
            found.append(wrong)
        known += not isinstance(ask_rule(name, args, kwargs), str)
    assert known >= tries // 6, f"{name} gave only {known} shapes in {tries} cases"
    return found


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", TESTED)
def test_agrees_with_keras(name: str) -> None:
    assert disagreements(name, TRIES) == []


@pytest.mark.exhaustive
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", TESTED)
def test_agrees_with_keras_at_length(name: str) -> None:
    assert disagreements(name, 1000) == []
