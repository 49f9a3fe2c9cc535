"""Every ruled layer against the installed Keras: constructor, symbolic call, a second call, and the run."""

from __future__ import annotations

import inspect
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from keras_shape_lint.layers.indexing import modules
from keras_shape_lint.layers.rule import Parameter, find
from tests.layers.live import KERAS3, Case, differences, normal
from tests.layers.more_strategies import MORE
from tests.layers.strategies import LISTS, OLD_ARGUMENTS, OPTIONAL_BEFORE, TABLE, cases

keras = pytest.importorskip("keras")
EXAMPLES = int(os.environ.get("KERAS_SHAPE_LINT_EXAMPLES", "25"))
RULED = sorted(
    name.rpartition(".")[2]
    for name in modules()
    if name.count(".") == 2 and name.startswith("keras.layers.") and name[13].isupper()
)

CLASSES = sorted({*TABLE, *LISTS, *MORE})


def disagreements(name: str, examples: int) -> list[str]:
    """What rule and Keras say differently in so many cases of one class."""
    found: list[str] = []

    @settings(
        max_examples=examples, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(cases(name))
    def ask(case: Case) -> None:
        difference = differences(case, KERAS3)
        if difference is not None:
            found.append(difference)

    ask()
    return found


@pytest.mark.parametrize("name", CLASSES)
def test_agrees_with_keras(name: str) -> None:
    assert disagreements(name, EXAMPLES) == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CLASSES)
def test_agrees_with_keras_at_length(name: str) -> None:
    assert disagreements(name, 1000) == []


OF_OLD_RELEASES = {
    "CategoryEncoding": ("max_tokens",), "GRUCell": ("implementation",), "LSTMCell": ("implementation",),
    "StackedRNNCells": ("reverse_state_order",),
    **{f"Convolution{rank}D": ("lora_rank", "lora_alpha") for rank in (1, 2, 3)},
}  # fmt: skip


BY_RELEASE = {"GRU": "reset_after", "GRUCell": "reset_after"}
"""Arguments without a value of their own: what they default to hangs on the release."""


@pytest.mark.parametrize("name", [name for name in RULED if hasattr(keras.layers, name)])
def test_constructor_is_keras_own(name: str) -> None:
    """Names, order and defaults."""
    rule = find(f"keras.layers.{name}")
    assert rule is not None
    parameters = list(inspect.signature(getattr(keras.layers, name).__init__).parameters.values())[1:]
    named = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    real = [(each.name, normal(each.default)) for each in parameters if each.kind in named]
    old = (*OLD_ARGUMENTS.get(name, ()), *OF_OLD_RELEASES.get(name, ()))
    free = (OPTIONAL_BEFORE.get(name), BY_RELEASE.get(name))
    ours = [
        (each.name, dict(real).get(each.name) if each.name in free else default(each))
        for each in rule.parameters.values()
        if each.name not in old
    ]
    assert ours == real


def default(parameter: Parameter) -> Any:
    return inspect.Parameter.empty if parameter.required else normal(parameter.default)
