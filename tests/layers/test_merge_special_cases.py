"""Single cases measured on real Keras that a sweep does not reach: numbers and kinds of inputs, reuse, bad arguments.

Each is a line of Keras code, evaluated here with stand-ins that ask the rules.
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator
from typing import Any

import pytest

from keras_shape_lint.layers.rule import Rule, find
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import shape_json
from tests.layers.test_merge_sweeps import DATA, WORLDS

ALL = {
    **WORLDS,
    "k1.0.8-theano": World((1, 0, 8), backend="theano"),
    "k2.0.9-tf": World((2, 0, 9)),
    "k2.2.0-tf": World((2, 2, 4)),
}


class NotARuleCall(Exception):
    """The line needs more of Keras than the rules of merges."""


class Symbolic(Tensor):
    """A tensor with the two operators that the lines use."""

    def __sub__(self, other: Tensor) -> Symbolic:
        return self._op("subtract", other)

    def __mul__(self, other: Tensor) -> Symbolic:
        return self._op("multiply", other)

    def _op(self, name: str, other: Tensor) -> Symbolic:
        rule = find(f"keras.ops.{name}")
        assert rule is not None
        return symbolic(rule.run(self, other))


def symbolic(answer: Any) -> Symbolic:
    out = answer.out if isinstance(answer, FailsAtRun) else answer
    return Symbolic(out.shape)


class Layer:
    def __init__(self, rule: Rule, args: tuple[Any, ...], kwargs: dict[str, Any], world: World) -> None:
        if kwargs.get("node_indices", [0, 0]) != [0, 0] or kwargs.get("tensor_indices", [0, 0]) != [0, 0]:
            raise NotARuleCall("nodes of the layers merged")
        self.rule, self.world, self.state = rule, world, LayerState()
        self.config = rule.configure(list(args), kwargs, world)
        branches = self.config.values.get("layers")
        if branches:
            self([branch.output for branch in branches])

    def __call__(self, *inputs: Any) -> Symbolic:
        listed = inputs[0] if isinstance(inputs[0], (list, tuple)) else inputs
        if len(inputs) > 1 or not all(isinstance(x, Tensor) for x in listed):
            raise NotARuleCall("how a call is bound")
        given = {name: getattr(self, name) for name in self.rule.given}
        return symbolic(self.rule.run(*inputs, **self.config.values, **given))


class Sequential:
    def __init__(self, output: Any = None) -> None:
        self.output = output

    def add(self, layer: Layer) -> None:
        if self.output is not None:
            raise NotARuleCall("a merge as a later layer")
        branches = layer.config.values.get("layers")
        if not branches or any(branch.output is None for branch in branches):
            raise NotARuleCall("a model without an input shape")
        fresh = Layer(layer.rule, (), dict(layer.config.values), layer.world)
        fresh.state = LayerState()
        self.output = fresh([branch.output for branch in branches])

    @property
    def output_shape(self) -> Any:
        return self.output


class Names(dict[str, Any]):
    """What a line may name: inputs, models and the merges; all else is none of their business."""

    def __init__(self, world: World) -> None:
        super().__init__(
            I=lambda *dims: Symbolic((None, *dims)) if dims else self._scalars(world),
            B=lambda *dims: Symbolic(dims),
            sq=lambda n: Sequential(Symbolic((None, n))),
            Sequential=Sequential,
            Merge=self._layer("Merge", world),
            merge=self._function("merge", world),
            L=self,
        )
        self.world = world

    def __missing__(self, name: str) -> Any:
        raise NotARuleCall(name)

    def __getattr__(self, name: str) -> Any:
        kind = self._layer if name[0].isupper() else self._function
        if name.lower() == "merge":
            if self.world.generation >= (2, 2):
                raise NotARuleCall("an import")
            return kind(name, self.world)
        rule = find(f"keras.layers.{name}")
        if rule is None or not rule.takes_list:
            raise NotARuleCall(name)
        return kind(f"keras.layers.{name}", self.world)

    def _scalars(self, world: World) -> Symbolic:
        if world.generation[:2] == (2, 0):
            raise NotARuleCall("Input(shape=())")
        return Symbolic((None,))

    def _layer(self, path: str, world: World) -> Any:
        rule = find(path)
        assert rule is not None
        return lambda *args, **kwargs: Layer(rule, args, kwargs, world)

    def _function(self, path: str, world: World) -> Any:
        rule = find(path)
        assert rule is not None
        return lambda inputs, *args, **kwargs: Layer(rule, args, kwargs, world)(inputs)


def lines(world: str) -> Iterator[dict[str, Any]]:
    with lzma.open(DATA / "merge-special-cases.jsonl.xz", "rt") as records:
        yield from (record for record in map(json.loads, records) if record["world"] == world)


def test_2_2_0_is_in_nothing_told_apart_from_2_2_4() -> None:
    """One world stands for both."""
    first, second = ([{**record, "world": ""} for record in lines(world)] for world in ("k2.2.0-tf", "k2.2.4-tf"))
    assert [_plain(record) for record in first] == [_plain(record) for record in second]


def _plain(record: dict[str, Any]) -> str:
    """Without the addresses of objects."""
    return re.sub("0x[0-9a-f]+", "", json.dumps(record))


def problem(record: dict[str, Any], world: World) -> str | None:
    try:
        found = eval(record["code"], Names(world))
    except Reject as reject:
        text = reject.reason.text("Layer", str)
        return f"rejected ({text}), Keras gives {record['result']}" if record["ok"] else None
    if not record["ok"]:
        return f"said {found}, Keras rejects"
    if isinstance(found, tuple):
        found = found[-1]
    expected = record["result"]
    if isinstance(found, Tensor) and isinstance(expected, list) and shape_json(found.shape) != expected:
        return f"said {found.shape}, Keras gives {expected}"
    return None


@pytest.mark.parametrize("world", ALL)
def test_every_rule_call(world: str) -> None:
    asked, failures = 0, []
    for record in lines(world):
        try:
            found = problem(record, ALL[world])
        except NotARuleCall:
            continue
        asked += 1
        if found:
            failures.append(f"{record['code']}: {found}")
    assert not failures, "\n".join(failures)
    assert asked >= 240
