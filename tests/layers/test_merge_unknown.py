"""What is not known never makes a merge say more than it would on the real sizes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keras_shape_lint.layers.rule import find
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Doubtful, FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Trailing
from keras_shape_lint.shapes.symbols import Atom, Symbol, symbol
from tests.layers.test_merge_special_cases import ALL

AXIS = st.integers(-4, 4)
PAIR = st.one_of(AXIS, st.tuples(AXIS, AXIS))
ARGUMENTS: dict[str, dict[str, Any]] = {
    "keras.layers.Add": {},
    "keras.layers.Subtract": {},
    "keras.layers.Concatenate": {"axis": AXIS},
    "keras.layers.Dot": {"axes": PAIR},
    "keras.ops.add": {},
    "keras.ops.matmul": {},
    "keras.ops.dot": {},
    "keras.ops.concatenate": {"axis": AXIS},
    "keras.ops.stack": {"axis": AXIS},
    "tensorflow.concat": {"axis": AXIS},
}
for spelling in ("Merge", "merge"):
    ARGUMENTS[spelling] = {
        "mode": st.sampled_from(["sum", "concat", "dot", "cos"]),
        "concat_axis": AXIS,
        "dot_axes": PAIR,
    }

DIM = st.sampled_from([None, 1, 2, 2, 3])
SHAPE = st.lists(DIM, max_size=3).map(lambda tail: (None, *tail))
ALIKE = st.tuples(SHAPE, st.lists(st.booleans(), min_size=8, max_size=8), DIM).map(
    lambda drawn: [
        drawn[0],
        tuple(drawn[2] if i and change else d for i, (d, change) in enumerate(zip(drawn[0], drawn[1], strict=False))),
    ]
)
SHAPES = st.one_of(ALIKE, st.lists(SHAPE, min_size=2, max_size=3))


def ask(name: str, world: World, kwargs: dict[str, Any], shapes: list[Any]) -> Any:
    rule = find(name)
    assert rule is not None
    tensors = [Tensor(shape) for shape in shapes]
    try:
        if rule.kind == "op":
            listed = not rule.inputs[0].tensor
            return rule.run(*([tensors] if listed else tensors[:2]), **kwargs)
        config = rule.configure([], dict(kwargs), world)
        available = {"world": world, "state": LayerState()}
        return rule.run(tensors, **config.values, **{key: available[key] for key in rule.given})
    except Reject as reject:
        return reject


def fails(answer: Any) -> bool:
    return isinstance(answer, FailsAtRun) and not isinstance(answer, Doubtful)


def shape_of(answer: Any) -> Any:
    return (answer.out if isinstance(answer, FailsAtRun) else answer).shape


def evaluate(value: Any, sizes: dict[Atom, int]) -> Any:
    if not isinstance(value, Symbol):
        return value
    total = 0
    for monomial, coefficient in value.terms.items():
        for atom in monomial:
            coefficient *= sizes[atom]
        total += coefficient
    return total


def _agrees(dim: Any, size: Any) -> bool:
    return dim is UNKNOWN or dim == size


def check(exact: Any, vague: Any, sizes: dict[Atom, int]) -> None:
    if isinstance(exact, Reject):
        return
    assert not isinstance(vague, Reject), vague.reason.text("Layer", str)
    assert fails(exact) or not fails(vague)
    shape = shape_of(vague)
    if shape is UNKNOWN:
        return
    real = shape_of(exact)
    if isinstance(shape, Trailing):
        assert fails(exact) or len(real) >= len(shape.dims)
        assert fails(exact) or all(map(_agrees, shape.dims, real[-len(shape.dims) :]))
        return
    assert len(shape) == len(real) or fails(exact)
    if len(shape) == len(real):
        assert all(dim is UNKNOWN or evaluate(dim, sizes) == size for dim, size in zip(shape, real, strict=True))


@pytest.mark.parametrize("name", ARGUMENTS)
def test_unknown_sizes(name: str) -> None:
    @settings(max_examples=400, deadline=None, derandomize=True, database=None)
    @given(st.sampled_from(sorted(ALL)), st.fixed_dictionaries(ARGUMENTS[name]), SHAPES, st.data())
    def hides(world: str, kwargs: dict[str, Any], shapes: list[Any], data: st.DataObject) -> None:
        hidden = [tuple(UNKNOWN if data.draw(st.booleans()) else dim for dim in shape) for shape in shapes]
        if data.draw(st.integers(0, 5)) == 0:
            place = data.draw(st.integers(0, len(hidden) - 1))
            known = data.draw(st.integers(0, max(0, len(shapes[place]) - 1)))
            hidden[place] = Trailing(*hidden[place][-known:]) if known else UNKNOWN  # type: ignore[call-overload]
        check(ask(name, ALL[world], kwargs, shapes), ask(name, ALL[world], kwargs, hidden), {})

    hides()


@pytest.mark.parametrize("name", ARGUMENTS)
def test_symbols(name: str) -> None:
    @settings(max_examples=400, deadline=None, derandomize=True, database=None)
    @given(st.sampled_from(sorted(ALL)), st.fixed_dictionaries(ARGUMENTS[name]), SHAPES, st.data())
    def names(world: str, kwargs: dict[str, Any], shapes: list[Any], data: st.DataObject) -> None:
        pool = {size: symbol(f"n{size}", data.draw(st.sampled_from([None, 1, size]))) for size in (1, 2, 3)}
        sizes = {atom: size for size, known in pool.items() for (atom,) in known.terms}
        named = [
            tuple(pool[dim] + 0 if isinstance(dim, int) and data.draw(st.booleans()) else dim for dim in shape)
            for shape in shapes
        ]
        check(ask(name, ALL[world], kwargs, shapes), ask(name, ALL[world], kwargs, named), sizes)

    names()
