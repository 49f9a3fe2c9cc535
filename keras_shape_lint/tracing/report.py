"""Faults and nodes put into the words and records that surfaces show."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from itertools import islice
from typing import Any

from keras_shape_lint.analysis import Call, Source, place_text
from keras_shape_lint.findings import Finding, Step
from keras_shape_lint.graph import Fault, Node, Site, behind
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import Untold, shape_json, shape_text
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.choices import text_of
from keras_shape_lint.tracing.keras.layer import Layer, show_value

LONGEST_CHAIN = 12

Cells = tuple[int, ...]
"""Those of the source; see analysis.Source."""


def describe(cells: Cells, value: Any) -> str:
    """A value in a message: a tensor with where it came from, `(None, 10) [a, line 7]`."""
    if isinstance(value, Array):
        value = value.tensor()
    if isinstance(value, Tensor):
        return describe_tensor(cells, value)
    if isinstance(value, list) and value and all(isinstance(item, Tensor) for item in value):
        return ", ".join(describe_tensor(cells, item) for item in value)
    if isinstance(value, (tuple, list)):
        return show_value(value)
    name = getattr(value, "name", None)
    return name if isinstance(name, str) else str(value)


def describe_tensor(cells: Cells, tensor: Tensor) -> str:
    """`(None, 10) [name, line 3]`, as far as that is known."""
    node = tensor.producer
    where = tensor.name or (node.label if isinstance(node, Node) else "")
    site = node.site if isinstance(node, Node) else node
    if isinstance(site, Site):
        line = place_text(cells, site.line)
        return f"{shape_text(tensor.shape)} [{where}, {line}]" if where else f"{shape_text(tensor.shape)} [{line}]"
    return f"{shape_text(tensor.shape)} [{where}]" if where else shape_text(tensor.shape)


def findings_of(source: Source, faults: list[Fault]) -> tuple[Finding, ...]:
    """One finding for each distinct fault, in the order of the file."""
    first: dict[tuple[Any, ...], Fault] = {}
    for fault in faults:
        known = first.setdefault(fault.key, fault)
        if known is not fault:
            known.more += 1
    found = [finding_of(source, fault) for fault in first.values()]
    unique = {finding.identity: finding for finding in found}
    return tuple(sorted(unique.values(), key=lambda f: (f.line, f.col, f.message.msgid)))


def finding_of(source: Source, fault: Fault) -> Finding:
    """At the innermost place in the file itself."""
    own = [site for site in (*fault.stack, fault.site) if site.path == source.path]
    site = own[-1] if own else fault.site
    text = fault.reason.text(fault.node.label, partial(describe, source.cells))
    if site is not fault.site:
        text += f" (in {fault.site.path}, line {fault.site.line})"
    callers = [caller for caller in own if caller is not site]
    if callers:
        text += f" (called from {place_text(source.cells, callers[-1].line)})"
    path: tuple[str, ...] = ()
    if fault.needs:
        path = tuple(dict.fromkeys(decision.text for decision in fault.needs))
        text += f" (when {text_of(fault.needs)})"
    return Finding(
        fault.message, text, fault.confidence, source.path, site.line, site.col, site.end_line, site.end_col,
        site.function, tuple(shape_json(tensor.shape) for tensor in fault.node.inputs), _chain(fault, callers), path,
    )  # fmt: skip


def _chain(fault: Fault, callers: list[Site]) -> tuple[Step, ...]:
    """From the first call that shaped the inputs to the fault's own."""
    before = islice(behind(fault.node), LONGEST_CHAIN)
    steps = [Step(node.site.path, node.site.line, what_it_gives(node)) for node in before]
    steps += [Step(site.path, site.line, "called from here") for site in callers]
    if fault.more:
        steps.append(Step(fault.site.path, fault.site.line, f"and {fault.more} more calls"))
    return tuple(steps)


def what_it_gives(node: Node) -> str:
    """One link of the chain of shapes."""
    return f"{node.label} gives {', '.join(shape_text(tensor.shape) for tensor in node.outputs)}"


def calls_of(nodes: list[tuple[Node, str | None]]) -> tuple[Call, ...]:
    """One record for each distinct tuple of shapes seen at a site."""
    seen: dict[tuple[Any, ...], tuple[Node, str | None]] = {}
    for node, decision in nodes:
        shapes = tuple(_hashable(t.shape) for t in node.inputs), tuple(_hashable(t.shape) for t in node.outputs)
        seen.setdefault((node.site[:5], node.kind, node.callee, shapes), (node, decision))
    ordered = sorted(seen.values(), key=lambda item: item[0].site[1:5])
    return tuple(
        Call(
            *node.site[1:5], node.kind, node.callee, node.site.function,
            tuple(shape_json(tensor.shape) for tensor in node.inputs),
            tuple(shape_json(tensor.shape) for tensor in node.outputs),
            (decision,) if decision is not None else (),
        )
        for node, decision in ordered
    )  # fmt: skip


def _hashable(shape: Any) -> Any:
    return shape if isinstance(shape, tuple) else "?"


def tally(
    nodes: list[tuple[Node, str | None]], refused: Collection[Site] = ()
) -> tuple[int, int, tuple[tuple[int, str], ...]]:
    """-> Keras call sites, those with a shape, and by line why the others have none.

    At `refused` sites there is a finding.
    """
    good: dict[Any, bool] = {}
    labels: dict[Site, Node] = {}
    for node, _ in nodes:
        place = node.site
        known = bool(node.outputs)
        for tensor in node.outputs:
            known = known and isinstance(tensor.shape, tuple)
        good[place] = good.get(place, False) or known
        if not known:
            labels.setdefault(place, node)
    lost = {place: node for place, node in labels.items() if not good[place]}
    reasons = ((node.site.line, text) for node in lost.values() if (text := _lost_at(node, lost, refused)) is not None)
    return len(good), sum(good.values()), tuple(sorted(reasons))


def _lost_at(node: Node, lost: Collection[Site], refused: Collection[Site]) -> str | None:
    """Why a call has no shape; None when that was said of a call before it."""
    if node.site in refused:
        return f"{node.label}, which is refused"
    if isinstance(node.layer, Layer) and node.layer.rule is None:
        return f"{node.label}, of which nothing is known"
    unknown = next((tensor for tensor in node.inputs if tensor.rank is None), None)
    if unknown is None:
        return f"{node.label}, whose arguments are not known"
    before = unknown.producer
    if isinstance(before, Node):
        return None if before.site in lost else f"{node.label} of what {before.label} gives"
    if isinstance(unknown.shape, Untold):
        return f"{node.label}: {unknown.shape.reason}"
    return f"{node.label} of {unknown.name or 'something unknown'}, which only a caller knows"
