"""What our architectures make of a recorded case, in the form of the record."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from keras_shape_lint.layers.applications.architecture import Architecture, Built
from keras_shape_lint.layers.applications.net import SEQUENTIAL, Step, parameters
from keras_shape_lint.layers.rule import find
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.traversal import listed
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import Generation, World

DATA = Path(__file__).parent.parent / "data"
Record = dict[str, Any]


@cache
def records(generation: str) -> list[Record]:
    with lzma.open(DATA / f"applications-{generation}.jsonl.xz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def architecture(model: str) -> Architecture:
    rule = find(f"keras.applications.{model}")
    assert isinstance(rule, Architecture), model
    return rule


def build(rule: Architecture, case: Record, generation: Generation) -> tuple[Built, str]:
    """The model of a case and its name. Raises Reject."""
    given = dict(case)
    data_format = "channels_first" if given.pop("channels_first", False) else "channels_last"
    if "tensor" in given:
        given["input_tensor"] = Tensor((None, *given.pop("tensor")))
    if "input_shape" in given:
        given["input_shape"] = tuple(given["input_shape"])
    world = World(generation, data_format, "theano" if generation < (2,) else "tensorflow")
    filled = rule.filled(rule.configure([], given, world).values)
    built = rule.build(filled, world)
    return built, rule.default_name(filled, built, world)


def measured(record: Record, generation: Generation) -> Record:
    """As `record.measured`; an error without its text, the name of an input left out."""
    rule, case = architecture(record["model"]), record["case"]
    out: Record = {"model": record["model"], "case": case}
    try:
        built, name = build(rule, case, generation)
    except Reject:
        return {**out, "error": True}
    if not built.steps:
        return {**out, "unknown": True}
    layers = listing(built, generation)
    out.update(input=list(built.input.shape), output=list(built.output.shape), layers=len(layers))
    out["parameters"] = parameters(built.steps)
    if "name" in record:
        out["name"] = name if isinstance(name, str) else record["name"]
    if "listing" in record:
        out["listing"] = layers
    return _without_layers(out, generation)


def compared(record: Record, generation: Generation) -> Record:
    """A record as `measured` gives it."""
    out = dict(record)
    if "error" in out:
        out["error"] = True
    if "listing" in out:
        out["listing"] = [["", out["listing"][0][1]], *out["listing"][1:]]
    return _without_layers(out, generation)


def _without_layers(record: Record, generation: Generation) -> Record:
    """Where the layers of a release are not described."""
    if architecture(record["model"]).listed(World(generation)):
        return record
    return {key: value for key, value in record.items() if key not in ("layers", "listing", "parameters")}


def listing(built: Built, generation: Generation) -> list[list[Any]]:
    """Name and output shape of each layer, as Keras lists them in a session without any layer before."""
    names = _names(built.steps, 0 if generation >= (2, 4) else 1)
    made_by = {id(step.output): step for step in built.steps}

    def parents(step: Step | None) -> Iterator[Step | None]:
        return (made_by.get(id(tensor)) for tensor in _flat(step.arguments[0])) if step is not None else iter(())

    order = listed([made_by[id(built.output)]], parents, lambda step: id(step) if step is not None else 0)
    steps = {id(step): step for step in built.steps}
    found = [steps[key] for key in order if key and _is_layer(steps[key], generation)]
    return [["", list(built.input.shape)], *([names[id(step)], list(step.output.shape)] for step in found)]


def _is_layer(step: Step, generation: Generation) -> bool:
    return step.config is not None or step.path == SEQUENTIAL or generation < (3,)


def _names(steps: tuple[Step, ...], first: int) -> dict[int, str]:
    """Names as given; Keras numbers those it makes up by class, from `first` on, in the order the layers are made."""
    counts: dict[str, int] = {}
    names: dict[int, str] = {}
    for step in (each for outer in steps for each in (*outer.inner, outer)):
        name = step.name
        if name is None:
            stem = snake(step.path)
            counts[stem] = counts.get(stem, first - 1) + 1
            name = f"{stem}_{counts[stem]}" if counts[stem] else stem
        names[id(step)] = name
    return names


def snake(path: str) -> str:
    if path.startswith("keras.ops."):
        return {"add": "tf.__operators__.add", "multiply": "tf.math.multiply"}[path[10:]]
    words = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", path.rpartition(".")[2])
    return re.sub("([a-z])([A-Z])", r"\1_\2", words).lower()


def _flat(nest: Any) -> list[Tensor]:
    if isinstance(nest, Tensor):
        return [nest]
    return [tensor for item in nest for tensor in _flat(item)] if isinstance(nest, (list, tuple)) else []
