"""Every record of the measured grid against the rules: they refuse nothing that Keras takes, and let nothing pass
that it refuses."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.training import counts, losses, metrics, weights
from keras_shape_lint.layers.verdict import Doubtful, Reject
from keras_shape_lint.layers.world import World
from tests.training.records import GENERATIONS, program, records
from tests.training.structures import prologue

DOUBT = "doubt"


def _asked(rule: Any, *arguments: Any) -> str:
    try:
        return DOUBT if isinstance(rule(*arguments), Doubtful) else "ok"
    except Reject:
        return "refused"


def _said(record: dict[str, Any]) -> str:
    """What the rules say to a case of labels or weights."""
    world = World(GENERATIONS[record["generation"]])
    y, output = Tensor(tuple(record["labels"])), Tensor((None, *record["output"]))
    batch = record["labels"][0]
    if record["ask"] == "metric":
        name = metrics.canonical(record["metric"])
        return "unknown" if name is None else _asked(metrics.measured, name, y, output, batch, world)
    if record["ask"] == "weight":
        said = _asked(losses.labelled, record["loss"], y, output, batch, world)
        if said == "refused":
            return said
        if "classes" in record:
            return _asked(weights.class_weighted, y, output, world)
        given = Tensor(tuple(record["weights"]))
        said = _asked(counts.counted, [y], [given], False, False)
        return said if said == "refused" else _asked(weights.sample_weighted, given, output, batch, world)
    name = losses.canonical(record["loss"].split()[0])
    return "unknown" if name is None else _asked(losses.labelled, name, y, output, batch, world)


def _real(record: dict[str, Any]) -> str:
    return "ok" if record["got"] == "ok" else "refused"


def _tallied(*asked: str) -> Counter[tuple[str, str, str, str]]:
    """How often (generation, question, what the rules say, what Keras said) came up."""
    known = (record for record in records(*asked) if not _unheard_of(record))
    return Counter((record["generation"], record["ask"], _said(record), _real(record)) for record in known)


_STRANGE = ("Unknown", "not interpret", "no attribute", "Invalid objective")


def _unheard_of(record: dict[str, Any]) -> bool:
    """The release has no loss or metric of this name."""
    said = record["got"][1]
    return record["got"] != "ok" and any(word in said for word in _STRANGE)


def test_losses_and_weights_are_refused_where_keras_refuses_them() -> None:
    tally = _tallied("loss", "weight")
    assert sum(tally.values()) > 20_000
    for (generation, ask, said, real), count in tally.items():
        if generation == "2.15" and said == DOUBT:
            continue  # binary_crossentropy of a sigmoid refuses what that of another activation broadcasts
        if (generation, said, count) == ("1.2.2", "ok", 2):
            continue  # class numbers for images, which TensorFlow's backend weighs wrongly
        assert said == "unknown" or real == ("refused" if said == "refused" else "ok"), (generation, ask, said, count)


def test_metrics_are_refused_only_where_keras_refuses_them() -> None:
    tally = _tallied("metric")
    assert sum(tally.values()) > 15_000
    assert not [key for key in tally if key[2:] == ("refused", "ok")]
    assert sum(count for key, count in tally.items() if key[2:] == ("refused", "refused")) > 1_500


MISSED = 66
"""Cases of data that Keras refuses and nothing is said about: windows larger than the data, which only the backend
objects to; in 2.3.1 also data of one axis in a model without input shape, and products of more than 5 axes."""


def _data(step: int) -> Counter[tuple[str, str]]:
    tally: Counter[tuple[str, str]] = Counter()
    for number, record in enumerate(records("data")):
        if number % step == 0:
            found = analyze(Source("program.py", program(record)), Settings(record["generation"])).findings
            tally["refused" if any(one.severity == "E" for one in found) else "ok", _real(record)] += 1
    return tally


def test_a_part_of_the_data_is_refused_where_keras_refuses_it() -> None:
    tally = _data(17)
    assert tally["refused", "ok"] == 0
    assert tally["refused", "refused"] > 100
    assert tally["ok", "ok"] > 50
    assert tally["ok", "refused"] <= MISSED // 10


@pytest.mark.exhaustive
def test_data_is_refused_where_keras_refuses_it() -> None:
    tally = _data(1)
    assert tally["refused", "ok"] == 0
    assert tally["ok", "refused"] == MISSED


UNSAID = 45
"""Statements that Keras refuses and nothing is said about, for other reasons than shapes: a call on an array before
2.15, an output without a loss before it, `metrics` in another form than a release takes, labels below 0, and names
that a release has not."""


def test_statements_about_counts_and_names_are_refused_where_keras_refuses_them() -> None:
    tally: Counter[tuple[str, str]] = Counter()
    for record in records("structure"):
        text = prologue(record["generation"]) + "\n".join(record["statements"]) + "\n"
        found = analyze(Source("program.py", text), Settings(record["generation"])).findings
        tally["refused" if any(one.severity == "E" for one in found) else "ok", _real(record)] += 1
    assert tally["refused", "ok"] == 0
    assert tally["ok", "refused"] == UNSAID
    assert tally["refused", "refused"] > 190
