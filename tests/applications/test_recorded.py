"""Every recorded case of keras.applications: verdict, shapes, layers in Keras' order, number of weights.

The records are what `record.py` printed under each Keras.
"""

from __future__ import annotations

from typing import Any

import pytest

from keras_shape_lint.layers.world import Generation
from tests.applications import ours

GENERATIONS: dict[str, Generation] = {
    "3": (3,),
    "2.15": (2, 15),
    "2.2.4": (2, 2, 4),
    "2.1.6": (2, 1, 6),
    "2.0.9": (2, 0, 9),
    "1.2.2": (1, 2, 2),
    "1.1.2": (1, 1, 2),
}
UNKNOWABLE = {"weights": "no such file"}
"""A path is not looked up: the file may be there where the program runs."""


@pytest.mark.parametrize("generation", GENERATIONS)
def test_as_keras_does(generation: str) -> None:
    wrong: list[tuple[Any, ...]] = []
    unknown: list[dict[str, Any]] = []
    cases = [record for record in ours.records(generation) if record["case"] != UNKNOWABLE]
    for record in cases:
        mine, keras = ours.measured(record, GENERATIONS[generation]), ours.compared(record, GENERATIONS[generation])
        if mine.get("unknown"):
            unknown.append(record["case"])
        elif mine != keras:
            differing = [key for key in {*mine, *keras} if mine.get(key) != keras.get(key)]
            wrong.append((record["model"], record["case"], {key: (mine.get(key), keras.get(key)) for key in differing}))
    assert not wrong, (len(wrong), wrong[0])
    assert len(cases) > 40
    assert all("channels_first" in case or case.get("tensor") == [150, 150, 1] for case in unknown)
    assert not unknown or generation == "2.15"


def test_a_file_of_weights_may_be_there() -> None:
    refused = [record for record in ours.records("3") if record["case"] == UNKNOWABLE]
    assert refused
    assert all("error" in record for record in refused)
    assert not any("error" in ours.measured(record, (3,)) for record in refused)
