"""Initial states of every rank and size: what is said to fail fails, for batches that match nothing by chance."""

from __future__ import annotations

import itertools

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

STATES = {"LSTM": 2, "GRU": 1, "SimpleRNN": 1}
SHAPES = ((), (1,), (3,), (4,), (1, 4), (2, 4), (4, 4))
BATCHES = (3, 7)
PROGRAM = """
from keras import Input, Model
from keras.layers import {layer}
x, states = Input((3, 5)), [Input(shape) for shape in {shapes}]
out = {layer}(4)(x, initial_state=states)
"""


@pytest.mark.parametrize(
    ("layer", "wrong", "position"),
    [(layer, *each) for layer, count in STATES.items() for each in itertools.product(SHAPES, range(count))],
    ids=str,
)
def test_what_is_said_to_fail_fails(layer: str, wrong: tuple[int, ...], position: int) -> None:
    keras = pytest.importorskip("keras", minversion="3")
    shapes = [wrong if each == position else (4,) for each in range(STATES[layer])]
    text = PROGRAM.format(layer=layer, shapes=shapes)
    found = [finding.message.symbol for finding in analyze(Source("program.py", text), Settings("3")).findings]
    names: dict[str, object] = {}
    exec(text, names)
    model = keras.Model([names["x"], *names["states"]], names["out"])  # type: ignore[misc]
    failures = [_fails(model, [(3, 5), *shapes], batch) for batch in BATCHES]
    assert found in ([], ["keras-fails-at-run"])
    if found:
        assert all(failures)
    elif all(failures):
        assert len(wrong) == 2, "states of one or two axes are all decided"


def _fails(model: object, shapes: list[tuple[int, ...]], batch: int) -> bool:
    import keras

    try:
        model([keras.ops.zeros((batch, *shape)) for shape in shapes])  # type: ignore[operator]
    except Exception:
        return True
    return False


@pytest.mark.parametrize("wrong", SHAPES, ids=str)
def test_before_keras_3_every_other_shape_is_refused(wrong: tuple[int, ...]) -> None:
    text = PROGRAM.format(layer="GRU", shapes=[wrong])
    found = [finding.message.symbol for finding in analyze(Source("program.py", text), Settings("2.15")).findings]
    assert found == ([] if wrong == (4,) else ["keras-argument"])
