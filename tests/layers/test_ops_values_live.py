"""Functions on arrays, which the backend computes at once, against the installed Keras."""

from __future__ import annotations

import random

import pytest

from tests.layers.ops_live import allows, ask_keras, ask_rule, computed, values
from tests.layers.test_ops_live import ALL_CASES, TESTED

pytest.importorskip("keras")
CRASHES = frozenset({"keras.ops.irfft", "keras.ops.max_pool"})
"""TensorFlow ends the process where these get too little."""

OF_TENSORFLOW = frozenset(
    {f"keras.ops.{name}" for name in ("add", "concatenate", "einsum", "fold", "geomspace", "squeeze")}
)
"""In rare cases TensorFlow computes something of what Keras declares to be wrong and other backends refuse: (4, 2) and
(2, 1) added, one tensor joined along an axis that it has not, 'abc' for two axes, an axis squeezed twice."""


def disagreements(name: str, tries: int) -> list[str]:
    """What a rule says falsely in so many cases."""
    make, chance = ALL_CASES[name.rpartition(".")[2]], random.Random(f"values of {name}")
    found = []
    for _ in range(tries):
        args, kwargs = make(chance)
        mine, real = ask_rule(name, args, kwargs, values), ask_keras(name, args, kwargs, computed)
        if not allows(mine, real):
            found.append(f"{name}{args}{kwargs}\n  rule:  {mine}\n  Keras: {real}")
    return found


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", [name for name in TESTED if name not in CRASHES])
def test_says_nothing_false(name: str) -> None:
    assert disagreements(name, 8) == []


@pytest.mark.exhaustive
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", [name for name in TESTED if name not in CRASHES | OF_TENSORFLOW])
def test_says_nothing_false_at_length(name: str) -> None:
    assert disagreements(name, 200) == []
