"""Measured merges written as source files, and what the tool says to them line by line."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.analysis import Analysis, Source
from keras_shape_lint.findings import FAILS_AT_RUN
from keras_shape_lint.layers.world import World
from keras_shape_lint.tracing.project import Project
from keras_shape_lint.tracing.session import trace


class InWorld:
    """Settings that name a world, backend and all, where a release would name a generation."""

    keras_version = "a measured world"
    keras_data_format = "channels_last"
    roots = ()
    backend = None

    def __init__(self, world: World) -> None:
        self.worlds = (world,)


def traced(text: str, world: World) -> Analysis:
    settings: Any = InWorld(world)
    analysis = trace(Source("program.py", text), settings, Project())
    assert analysis.error is None
    return analysis


class Answers:
    """By line: rejections, failures at run, the texts of all findings, and the output shapes of the calls."""

    def __init__(self, analysis: Analysis) -> None:
        errors = [finding for finding in analysis.findings if finding.severity == "E"]
        self.fails = {finding.line for finding in errors if finding.message is FAILS_AT_RUN}
        self.errors = {finding.line for finding in errors} - self.fails
        self.texts: dict[int, list[str]] = {}
        for finding in analysis.findings:
            self.texts.setdefault(finding.line, []).append(finding.text)
        self.outputs: dict[int, list[Any]] = {}
        for call in analysis.calls:
            if call.kind != "input":
                self.outputs.setdefault(call.line, []).extend(_plain(shape) for shape in call.outputs)


def _plain(shape: Any) -> Any:
    return list(shape) if isinstance(shape, (list, tuple)) else shape


def arguments(kwargs: dict[str, Any]) -> str:
    return ", ".join(f"{name}={tuple(v) if isinstance(v, list) else v!r}" for name, v in kwargs.items())


def call(layer: str, form: str, kwargs: dict[str, Any], shapes: list[Any]) -> str:
    """One record of a sweep as an expression."""
    given = arguments(kwargs)
    inputs = ", ".join(f"Input(batch_shape={tuple(shape)!r})" for shape in shapes)
    if form in ("function", "merge_func"):
        return f"layers.{layer.lower()}([{inputs}]{', ' if given else ''}{given})"
    if form == "merge_seq":
        branches = ", ".join(f"branch({tuple(shape)!r})" for shape in shapes)
        return f"Sequential([layers.Merge([{branches}]{', ' if given else ''}{given})])"
    return f"layers.{layer}({given})([{inputs}])"


SWEEP = """
from keras import layers
from keras.layers import Activation, Input
from keras.models import Sequential
def branch(shape): return Sequential([Activation("linear", batch_input_shape=shape)])
"""

SPECIAL = """
import numpy as np
from keras import layers as L
from keras.layers import Dense, Input
from keras.models import Model, Sequential
def I(*shape): return Input(shape=shape)
def B(*shape): return Input(batch_shape=shape)
def R(*shape): return np.ones(shape, "float32")
def sq(n): return Sequential([Dense(n, input_dim=n)])
def pred(inputs, outputs, data): return Model(inputs, outputs).predict(data)
"""
