"""Traced models as `model.summary()` would show them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from keras_shape_lint.analysis import Call, Traced, place_text
from keras_shape_lint.graph import Node
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, shape_text
from keras_shape_lint.tracing.keras.parameters import inside, parameters, parameters_of
from keras_shape_lint.views.text import aligned, findings, line_number, table

HEADER = ("layer", "output shape", "parameters", "connected to", "line")
RIGHT = (2, 4)
"""Columns of numbers."""


class Model(NamedTuple):
    """`title` says where it is made, `nodes` are its calls in order, each before what needs it."""

    title: str
    nodes: tuple[Node, ...]
    rows: tuple[tuple[str, ...], ...]
    total: str


def shapes(traced: Traced) -> list[str]:
    """A table for each model, one for the calls that belong to none, the findings below."""
    analysis = traced.analysis
    if analysis.error is not None:
        return [analysis.path, f"  {analysis.error}"]
    lines = [analysis.path]
    found = list(models(traced))
    for model in found:
        lines += _indented([model.title, *aligned([HEADER, *model.rows], RIGHT), model.total])
        lines.append("")
    rest = _outside(analysis.calls, found)
    if rest or not found:
        lines += _indented([*(["Outside of models"] if found else []), *table(rest, analysis.cells)])
    return [*(lines if lines[-1] else lines[:-1]), *findings(analysis)]


def models(traced: Traced) -> Iterator[Model]:
    """Those of the file itself, each once however many ways lead to it."""
    seen: set[Any] = set()
    for node, decision in traced.models:
        if node.site.path != traced.analysis.path:
            continue
        made = _model(traced, node)
        key = (made.title, made.rows)
        if key not in seen:
            seen.add(key)
            yield made if decision is None else made._replace(title=f"{made.title}, when {decision}")


def _model(traced: Traced, node: Node) -> Model:
    cells, world = traced.analysis.cells, traced.world
    assert world is not None
    nodes = inside(node.inputs, node.outputs)
    rows = tuple(
        (
            name_of(each),
            ", ".join(shape_text(tensor.shape) for tensor in each.outputs),
            _number(parameters(each, world)),
            "; ".join(_came_from(tensor, cells) for tensor in each.inputs),
            line_number(cells, each.site.line),
        )
        for each in nodes
    )
    where = f" in {node.site.function}" if node.site.function else ""
    title = f"{node.label}, {place_text(cells, node.site.line)}{where}"
    return Model(title, tuple(nodes), rows, f"{_number(parameters_of(nodes, world))} parameters")


def name_of(node: Node) -> str:
    """The layer as written, with its name where the program gives one."""
    name = node.config.base.get("name") if node.config is not None else None
    return f"{name}: {node.label}" if isinstance(name, str) else node.label


def _came_from(tensor: Any, cells: tuple[int, ...]) -> str:
    node = tensor.producer
    where = tensor.name or (name_of(node) if isinstance(node, Node) else "")
    return f"{where}, {place_text(cells, node.site.line)}" if isinstance(node, Node) else where or "?"


def _number(count: Dim) -> str:
    return "?" if count is UNKNOWN or count is None else f"{count:,}" if isinstance(count, int) else str(count)


def _outside(calls: tuple[Call, ...], found: list[Model]) -> list[Call]:
    """Calls at places that no model shows; Sequential models show themselves."""
    shown = {node.site[1:5] for model in found for node in model.nodes}
    return [call for call in calls if call[:4] not in shown and not (found and call.kind == "sequential")]


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]
