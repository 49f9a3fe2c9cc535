"""What we do not know never makes a rule refuse, nor answer with a wrong number. Keras is not needed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keras_shape_lint.layers.rule import find
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Trailing
from keras_shape_lint.shapes.symbols import Symbol, symbol
from tests.layers.live import Case
from tests.layers.strategies import TABLE, cases


def answers(case: Case, veil: Any) -> list[Any] | None:
    """The output shapes; None when something is refused."""
    rule = find(f"keras.layers.{case.name}")
    assert rule is not None
    world, state = World((3,)), LayerState()
    try:
        config = rule.configure([], dict(case.kwargs), world)
        out = []
        for call in case.calls:
            given = {name: value for name, value in (("world", world), ("state", state)) if name in rule.given}
            result = rule.run(Tensor(veil(call)), **config.values, **given)
            if isinstance(result, FailsAtRun) or state.contradiction is not None:
                return None
            out.extend([each.shape for each in result] if isinstance(result, list) else [result.shape])
    except Reject:
        return None
    return out


def value_of(dim: Any, known: dict[Any, int]) -> Any:
    """A symbolic dimension with its atoms replaced by numbers."""
    if not isinstance(dim, Symbol):
        return dim
    total = 0
    for monomial, coefficient in dim.terms.items():
        for atom in monomial:
            coefficient *= known[atom.key] if atom.key in known else _derived(atom.key, known)
        total += coefficient
    return total


def _derived(key: Any, known: dict[Any, int]) -> int:
    parts = [value_of(each, known) for each in key[1]]
    if key[0] in ("max", "min"):
        return {"max": max, "min": min}[key[0]](parts)
    left, right = parts
    return int(left // right if key[0] == "//" else left % right)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_unknown_sizes_hide_no_truth(name: str) -> None:
    @settings(max_examples=60, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(cases(name), st.integers(0, 31), st.booleans())
    def holds(case: Case, mask: int, symbolic: bool) -> None:
        known: dict[Any, int] = {}

        def veil(shape: tuple[Any, ...]) -> tuple[Any, ...]:
            return tuple(hidden(dim) if dim is not None and mask >> axis & 1 else dim for axis, dim in enumerate(shape))

        def hidden(dim: int) -> Any:
            if not symbolic:
                return UNKNOWN
            new = symbol(f"n{len(known)}", 1)
            ((atom,),) = new.terms
            known[atom.key] = dim
            return new

        truth = answers(case, lambda shape: shape)
        if truth is None:
            return
        veiled = answers(case, veil)
        assert veiled is not None, f"{case} is refused with {mask:b} hidden"
        for shape, guess in zip(truth, veiled, strict=True):
            if guess is UNKNOWN:
                continue
            assert len(shape) == len(guess)
            for dim, seen in zip(shape, guess, strict=True):
                assert seen is UNKNOWN or value_of(seen, known) == dim, f"{case}: {shape} seen as {guess}"

    holds()


@pytest.mark.parametrize("name", sorted(TABLE))
def test_unknown_rank_is_no_fault(name: str) -> None:
    @settings(max_examples=20, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(cases(name), st.integers(0, 2))
    def holds(case: Case, known: int) -> None:
        truth = answers(case, lambda shape: shape)
        if truth is None:
            return
        veiled = answers(case, lambda shape: Trailing(*shape[-known:]) if 0 < known < len(shape) else UNKNOWN)
        assert veiled is not None
        for shape, guess in zip(truth, veiled, strict=True):
            tail = guess.dims if isinstance(guess, Trailing) else ()
            dims = guess if isinstance(guess, tuple) else (UNKNOWN,) * (len(shape) - len(tail)) + tail
            assert all(seen in (UNKNOWN, dim) for dim, seen in zip(shape, dims, strict=True)), f"{case}: {guess}"

    holds()
