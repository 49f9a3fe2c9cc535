"""Functions on tensors against the installed Keras: every ruled name on generated shapes and arguments."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from keras_shape_lint.layers.indexing import modules
from keras_shape_lint.shapes.dims import UNKNOWN
from tests.layers.ops_cases import CASES
from tests.layers.ops_live import ask_rule, difference
from tests.layers.ops_more_cases import MORE_CASES

pytest.importorskip("keras")
TRIES = 60
RULED = sorted(name for name in modules() if name.startswith(("keras.ops.", "keras.activations.", "keras.random.")))
TESTED = [name for name in RULED if ".numpy." not in name]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", TESTED)
def test_agrees_with_keras(name: str) -> None:
    make: Callable[[random.Random], Any] | None = (CASES | MORE_CASES).get(name.rpartition(".")[2])
    assert make is not None, f"{name} has no cases"
    chance = random.Random(name)
    known = 0
    for _ in range(TRIES):
        args, kwargs = make(chance)
        found = difference(name, *args, **kwargs)
        assert found is None, found
        answer = ask_rule(name, args, kwargs)
        known += answer is not UNKNOWN and not isinstance(answer, str)
    assert known >= TRIES // 6, f"{name} knew only {known} of {TRIES} answers"
