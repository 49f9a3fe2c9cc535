"""What is known of the call under the cursor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice

from keras_shape_lint.analysis import Call, Source, Traced, place_text
from keras_shape_lint.editor.documents import Known
from keras_shape_lint.graph import Node, Site, behind
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, shape_json, shape_text
from keras_shape_lint.tracing.keras.origins import Origin, origin
from keras_shape_lint.tracing.keras.parameters import parameters
from keras_shape_lint.tracing.report import describe_tensor, what_it_gives

FURTHEST = 8
"""Calls back that a hover tells of."""


def call_at(known: Known, line: int, col: int) -> Call | None:
    """The innermost call over a place."""
    over = [c for c in known.calls if (c.line, c.col) <= (line, col) < (c.end_line, c.end_col)]
    return max(over, key=lambda c: (c.line, c.col, -c.end_line, -c.end_col), default=None)


def hover(known: Known, call: Call) -> str:
    """Markdown."""
    node = _node(known.traced, call)
    if node is None:
        return f"`{call.callee}`"
    source, world = known.source, known.traced.world
    lines = [f"**{node.label}** `{node.callee}`", ""]
    lines += [f"- input {describe_tensor(source.cells, tensor)}" for tensor in node.inputs]
    for tensor in node.outputs:
        lines += [f"- output {shape_text(tensor.shape)}"]
        lines += [f"  - {text}" for text in _dimensions(source, tensor, world)] if world is not None else []
    count = parameters(node, world) if world is not None and node.kind != "input" else UNKNOWN
    if count is not UNKNOWN and count is not None:
        lines.append(f"- {count:,} parameters" if isinstance(count, int) else f"- {count} parameters")
    if call.path:
        lines.append(f"- when {', '.join(call.path)}")
    before = islice(behind(node), FURTHEST)
    back = [f"- {_place(source, each.site)}: {what_it_gives(each)}" for each in before]
    return "\n".join([*lines, *(["", "where it came from:", *back] if back else [])])


def _node(traced: Traced, call: Call) -> Node | None:
    """The call as traced; lines may have moved since, so the columns and shapes decide among those near."""
    found: list[Node] = [
        node
        for node, _ in traced.nodes
        if node.callee == call.callee and node.site.path == traced.analysis.path and node.site.col == call.col
    ]

    def distance(node: Node) -> tuple[int, bool]:
        return abs(node.site.line - call.line), tuple(shape_json(out.shape) for out in node.outputs) != call.outputs

    return min(found, key=distance, default=None)


def _dimensions(source: Source, tensor: Tensor, world: World) -> Iterator[str]:
    """Where each came from; an axis of any size that stands first is the batch."""
    for axis, size in enumerate(tensor.dims):
        if size is not UNKNOWN and (axis or size is not None):
            yield f"axis {axis}: {size}, {_origin(source, origin(tensor, axis, world))}"


def _origin(source: Source, found: Origin) -> str:
    """`units of Dense(64), line 10`."""
    node = found.tensor.producer
    name = found.tensor.name or ""
    if isinstance(node, Node):
        name = f"{node.label}({shape_text(found.tensor.dims[1:])})" if node.kind == "input" else node.label
    if found.argument:
        said = f"{found.argument} of {name}"
    elif found.parts:
        said = f"{name} of {' and '.join(map(str, found.parts))}"
    else:
        said = f"from {name}"
    site = node.site if isinstance(node, Node) else node
    return f"{said}, {_place(source, site)}" if isinstance(site, Site) else said


def _place(source: Source, site: Site) -> str:
    """With the file, if it is another."""
    if site.path != source.path:
        return f"{os.path.basename(site.path)} line {site.line}"
    return place_text(source.cells, site.line)


def why_unknown(known: Known, line: int) -> str | None:
    """Why the calls of a line have no shape."""
    reasons = [reason for at, reason in known.traced.analysis.lost if at == line]
    where = place_text(known.source.cells, line)
    return f"Not followed on {where}: {', '.join(reasons)}" if reasons else None
