"""The shape behind each call, and what is known of the call under the cursor."""

from __future__ import annotations

import sys

from keras_shape_lint.analysis import Call, Traced, place_text
from keras_shape_lint.editor.documents import Known
from keras_shape_lint.graph import Node
from keras_shape_lint.shapes.dims import UNKNOWN, shape_text
from keras_shape_lint.tracing.keras.parameters import parameters
from keras_shape_lint.tracing.report import describe_tensor
from keras_shape_lint.views.text import shape

STYLES = ("all", "layers", "off")
SHOWN = 3
"""Different shapes at one call; more are not told apart at a glance."""
FURTHEST = 8
"""Calls back that a hover tells of."""


def hints(known: Known, style: str, first: int = 1, last: int = sys.maxsize) -> list[tuple[int, int, str]]:
    """Line, UTF-8 column and text of each from one line to another, behind the call it belongs to."""
    places: dict[tuple[int, int], list[str]] = {}
    for call in known.calls if style != "off" else ():
        if not first <= call.end_line <= last:
            continue
        if call.kind == "sequential" or (style == "layers" and call.kind not in ("layer", "merge")):
            continue
        text = ", ".join(map(shape, call.outputs))
        if text and text != "?":
            places.setdefault((call.end_line, call.end_col), []).append(text)
    return [(line, col, _joined(texts)) for (line, col), texts in places.items()]


def _joined(texts: list[str]) -> str:
    different = list(dict.fromkeys(texts))
    return " | ".join(different[:SHOWN]) + (" | ..." if len(different) > SHOWN else "")


def call_at(known: Known, line: int, col: int) -> Call | None:
    """The innermost call over a place."""
    over = [c for c in known.calls if (c.line, c.col) <= (line, col) < (c.end_line, c.end_col)]
    return max(over, key=lambda c: (c.line, c.col, -c.end_line, -c.end_col), default=None)


def hover(known: Known, call: Call) -> str:
    """Markdown."""
    node = _node(known.traced, call)
    if node is None:
        return f"`{call.callee}`"
    lines = [f"**{node.label}** `{node.callee}`", ""]
    cells = known.source.cells
    lines += [f"- input {describe_tensor(cells, tensor)}" for tensor in node.inputs]
    lines += [f"- output {shape_text(tensor.shape)}" for tensor in node.outputs]
    world = known.traced.world
    count = parameters(node, world) if world is not None and node.kind != "input" else UNKNOWN
    if count is not UNKNOWN and count is not None:
        lines.append(f"- {count:,} parameters" if isinstance(count, int) else f"- {count} parameters")
    if call.path:
        lines.append(f"- when {', '.join(call.path)}")
    back = _back(node, cells)
    return "\n".join([*lines, *(["", "where it came from:", *back] if back else [])])


def _node(traced: Traced, call: Call) -> Node | None:
    """The call as traced; lines may have moved since, so the shapes and columns decide among those near."""
    found: list[Node] = [
        node
        for node, _ in traced.nodes
        if node.callee == call.callee and node.site.path == traced.analysis.path and node.site.col == call.col
    ]
    return min(found, key=lambda node: abs(node.site.line - call.line), default=None)


def _back(node: Node, cells: tuple[int, ...]) -> list[str]:
    lines: list[str] = []
    waiting = [tensor.producer for tensor in node.inputs]
    seen: set[int] = set()
    while waiting and len(lines) < FURTHEST:
        each = waiting.pop(0)
        if isinstance(each, Node) and id(each) not in seen:
            seen.add(id(each))
            outputs = ", ".join(shape_text(tensor.shape) for tensor in each.outputs)
            lines.append(f"- {place_text(cells, each.site.line)}: {each.label} gives {outputs}")
            waiting += [tensor.producer for tensor in each.inputs]
    return lines


def why_unknown(known: Known, line: int) -> str | None:
    """Why the calls of a line have no shape."""
    reasons = [reason for at, reason in known.traced.analysis.lost if at == line]
    where = place_text(known.source.cells, line)
    return f"Not followed on {where}: {', '.join(reasons)}" if reasons else None
