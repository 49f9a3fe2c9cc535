"""The graph of a file as boxes and arrows, before anyone says how they are drawn."""

from __future__ import annotations

from typing import Any, NamedTuple

from keras_shape_lint.analysis import Source, Traced
from keras_shape_lint.graph import Fault, Node
from keras_shape_lint.shapes.dims import shape_text
from keras_shape_lint.tracing.report import finding_of
from keras_shape_lint.views.models import name_of


class Box(NamedTuple):
    """One call. `faults` are the texts of the findings at it."""

    title: str
    line: int
    outputs: tuple[str, ...]
    faults: tuple[str, ...]


class Arrow(NamedTuple):
    """A tensor from one box to another, by their numbers, with its shape. `wrong`: it ends where a finding is."""

    start: int
    end: int
    shape: str
    wrong: bool


class Drawing(NamedTuple):
    """The graph of one file; arrows name boxes by number."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def drawing(traced: Traced) -> Drawing:
    """The calls of the file itself on its first path, and those of other paths that lead to a finding."""
    path = traced.analysis.path
    faults = _faults(traced)
    chosen: dict[int, Node] = {}
    for node, decision in traced.nodes:
        if decision is None and node.site.path == path and node.kind != "sequential":
            chosen[id(node)] = node
    waiting = [node for node, _ in faults.values()]
    while waiting:
        node = waiting.pop()
        if id(node) not in chosen:
            chosen[id(node)] = node
            waiting += [tensor.producer for tensor in node.inputs if isinstance(tensor.producer, Node)]
    ordered = sorted(chosen.values(), key=lambda node: node.site[1:5])
    number = {id(node): index for index, node in enumerate(ordered)}
    boxes = [_box(node, faults) for node in ordered]
    arrows = [
        Arrow(number[id(tensor.producer)], number[id(node)], shape_text(tensor.shape), id(node) in faults)
        for node in ordered
        for tensor in node.inputs
        if id(tensor.producer) in number and tensor.producer is not node
    ]
    return Drawing(tuple(boxes), tuple(arrows))


def _faults(traced: Traced) -> dict[int, tuple[Node, list[str]]]:
    """By the call: the findings that are shown."""
    analysis = traced.analysis
    shown = {finding.identity for finding in analysis.findings}
    found: dict[int, tuple[Node, list[str]]] = {}
    fault: Fault
    for fault in traced.faults:
        finding = finding_of(Source(analysis.path, "", analysis.cells), fault)
        if finding.identity in shown:
            shown.discard(finding.identity)
            found.setdefault(id(fault.node), (fault.node, []))[1].append(finding.text)
    return found


def _box(node: Node, faults: dict[int, tuple[Any, list[str]]]) -> Box:
    texts = faults[id(node)][1] if id(node) in faults else ()
    outputs = tuple(shape_text(tensor.shape) for tensor in node.outputs)
    return Box(name_of(node), node.site.line, outputs, tuple(texts))
