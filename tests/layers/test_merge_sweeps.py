"""Every record of the sweeps that were run on real Keras, through the rules."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from keras_shape_lint.findings import DECLARED_SHAPE
from keras_shape_lint.layers.rule import Rule, find
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Doubtful, FailsAtRun, Reject
from keras_shape_lint.layers.world import World

DATA = Path(__file__).parents[1] / "data"
WORLDS = {
    "k1.1.2-theano": World((1, 1, 2), backend="theano"),
    "k1.2.2-theano": World((1, 2, 2), backend="theano"),
    "k1.2.2-tf": World((1, 2, 2)),
    "k2.1.6-tf": World((2, 1, 6)),
    "k2.2.4-tf": World((2, 2, 4)),
    "k2.3.1-tf": World((2, 3, 1)),
    "tfk2.15": World((2, 15)),
    "k3.15.1-tf": World((3,)),
    "k3.15.1-jax": World((3,), backend="jax"),
    "k3.15.1-torch": World((3,), backend="torch"),
}
FUNCTIONS = ("function", "merge_func")


class Group:
    """Records of one layer with one set of arguments: its cases are (input shapes, output or 0, run).

    An output of 0 is a rejection; a run is 1 when some data went through, 2 when all that did came out in another
    shape than declared, 0 when none did, None when not tried.
    """

    def __init__(self, record: dict[str, Any]) -> None:
        self.world: str = record["world"]
        self.layer: str = record["layer"]
        self.form: str = record["form"]
        self.kwargs: dict[str, Any] = record["kwargs"]
        self.cases: list[tuple[list[list[int | None]], Any, int | None]] = record["cases"]


def groups(world: str) -> Iterator[Group]:
    with lzma.open(DATA / "merge-sweeps.jsonl.xz", "rt") as lines:
        for line in lines:
            if f'"world":"{world}"' in line:
                yield Group(json.loads(line))


def ask(group: Group, world: World, shapes: list[Any]) -> Any:
    """The rule's answer, or the Reject it raised."""
    canonical = group.layer.lower() if group.form in FUNCTIONS else group.layer
    prefix = "keras.ops." if group.form == "op" else "" if canonical.lower() == "merge" else "keras.layers."
    rule = find(prefix + canonical)
    assert rule is not None, canonical
    tensors = [Tensor(tuple(shape)) for shape in shapes]
    kwargs = {name: tuple(value) if isinstance(value, list) else value for name, value in group.kwargs.items()}
    try:
        if group.form == "op":
            inputs = [tensors] if rule.inputs[0].name in ("x", "xs") else tensors
            return rule.run(*inputs, **kwargs)
        if group.form == "merge_seq":
            kwargs["layers"] = ["branch"] * len(tensors)
        return rule.run(tensors, **given(rule, kwargs, world))
    except Reject as reject:
        return reject


def given(rule: Rule, kwargs: dict[str, Any], world: World) -> dict[str, Any]:
    config = rule.configure([], kwargs, world)
    assert not config.cannot_say
    return {
        **config.values,
        **({"world": world} if "world" in rule.given else {}),
        **({"state": LayerState()} if "state" in rule.given else {}),
    }


def verdict(answer: Any) -> str:
    if isinstance(answer, Reject):
        return "reject"
    return "fails" if isinstance(answer, FailsAtRun) and not isinstance(answer, Doubtful) else "accept"


def output(answer: Any) -> Any:
    out = answer.out if isinstance(answer, FailsAtRun) else answer
    return list(out.shape)


def wrong(group: Group, world: World, shapes: list[Any], expected: Any, run: int | None) -> str | None:
    answer = ask(group, world, shapes)
    said = verdict(answer)
    if (expected == 0) != (said == "reject"):
        return f"said {said}, Keras {'rejects' if expected == 0 else f'gives {expected}'}"
    if expected == 0:
        return None
    if output(answer) != expected:
        return f"said {output(answer)}, Keras gives {expected}"
    if said == "fails" and run:
        return "said it fails at run, and it runs"
    warned = answer.reason.message if isinstance(answer, Doubtful) else None
    open_sizes = any(dim is None for shape in shapes for dim in shape[1:])
    if said == "accept" and run == 0 and warned is None and not (group.form == "op" and open_sizes):
        return "every run fails, and nothing is said"
    if (warned is DECLARED_SHAPE) if run == 1 else (run == 2 and warned is not DECLARED_SHAPE):
        return "what is said of the declared shape"
    return None


def failures(name: str, world: World) -> list[str]:
    return [
        f"{group.layer} ({group.form}) {group.kwargs} {shapes}: {problem}"
        for group in groups(name)
        for shapes, expected, run in group.cases
        if (problem := wrong(group, world, shapes, expected, run))
    ]


@pytest.mark.parametrize("world", WORLDS)
def test_every_record(world: str) -> None:
    found = failures(world, WORLDS[world])
    assert not found, "\n".join([f"{len(found)} records", *found[:40]])


def test_every_op_record() -> None:
    found = failures("k3.15.1-tensorflow", World((3,)))
    assert not found, "\n".join([f"{len(found)} records", *found[:40]])


def test_nothing_is_left_out() -> None:
    with lzma.open(DATA / "merge-sweeps.jsonl.xz", "rt") as lines:
        assert sum(len(json.loads(line)["cases"]) for line in lines) == 247_948
