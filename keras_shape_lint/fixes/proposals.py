"""What would repair a finding: each proposal is tried, and offered only if it leaves no fault behind."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple

from keras_shape_lint.analysis import Analysis, Settings, Source, analyze, lines_of
from keras_shape_lint.findings import (
    CONCAT_AXIS,
    CONCAT_SHAPES_DIFFER,
    DOT_AXES,
    DOT_SHAPES_DIFFER,
    INPUT_RANK,
    Finding,
    Message,
)
from keras_shape_lint.fixes.edits import Edit, after, applied, before, over, place

MOST = 3
"""Repairs of one finding; where more would do, none is evidently meant."""


class Program(NamedTuple):
    """The source as a tree, and as lines."""

    tree: ast.Module
    lines: list[str]


class Fix(NamedTuple):
    """What a person is offered, and the edits that do it."""

    title: str
    edits: tuple[Edit, ...]


def proposals(source: Source, analysis: Analysis, finding: Finding, settings: Settings) -> list[Fix]:
    """Repairs after which this finding is gone and no other has come."""
    candidates = CANDIDATES.get(finding.message)
    if candidates is None:
        return []
    try:
        tree = ast.parse(source.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    program = Program(tree, lines_of(source.text))
    call = call_at(tree, finding)
    if call is None:
        return []
    good = [fix for fix in candidates(call, finding, program) if _repairs(source, analysis, finding, settings, fix)]
    return good if len(good) <= MOST else []


def call_at(tree: ast.Module, finding: Finding) -> ast.Call | None:
    """The call that the finding stands at."""
    wanted = (finding.line, finding.col, finding.end_line, finding.end_col)
    return next((node for node in ast.walk(tree) if isinstance(node, ast.Call) and place(node) == wanted), None)


def _repairs(source: Source, analysis: Analysis, finding: Finding, settings: Settings, fix: Fix) -> bool:
    changed = analyze(source._replace(text=applied(source.text, fix.edits)), settings)
    before_, after_ = _kinds(analysis), _kinds(changed)
    own = finding.message.symbol
    fewer = after_.get(own, 0) < before_[own]
    return changed.error is None and fewer and all(count <= before_.get(name, 0) for name, count in after_.items())


def _kinds(analysis: Analysis) -> dict[str, int]:
    counts: dict[str, int] = {}
    for finding in analysis.findings:
        counts[finding.message.symbol] = counts.get(finding.message.symbol, 0) + 1
    return counts


def _constructor(call: ast.Call) -> ast.Call:
    """`layers.Dot(1)` of `layers.Dot(1)([a, b])`; a functional call is its own."""
    return call.func if isinstance(call.func, ast.Call) else call


def _with_argument(call: ast.Call, name: str, position: int, text: str) -> tuple[Edit, ...]:
    """The argument replaced, or added at the end."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return (over(keyword.value, text),)
    if len(call.args) > position:
        return (over(call.args[position], text),)
    last = [*call.args, *(keyword.value for keyword in call.keywords)]
    if last:
        return (after(max(last, key=lambda node: (node.end_lineno, node.end_col_offset)), f", {name}={text}"),)
    line, col = call.end_lineno or call.lineno, (call.end_col_offset or 1) - 1
    return (Edit(line, col, line, col, f"{name}={text}"),)


def _rank(finding: Finding) -> int:
    return max((len(shape) for shape in finding.shapes if isinstance(shape, list)), default=0)


def _position(call: ast.Call) -> int:
    """The functional spelling takes the inputs first."""
    return 0 if isinstance(call.func, ast.Call) else 1


def _axes_of_concat(call: ast.Call, finding: Finding, program: Program) -> Iterator[Fix]:
    """Axes after the batch; the last one is written -1."""
    rank = _rank(finding)
    for axis in range(1, rank):
        text = "-1" if axis == rank - 1 else str(axis)
        yield Fix(f"Use axis={text}", _with_argument(_constructor(call), "axis", _position(call), text))


def _axes_of_dot(call: ast.Call, finding: Finding, program: Program) -> Iterator[Fix]:
    ranks = [len(shape) for shape in finding.shapes if isinstance(shape, list)]
    if len(ranks) != 2:
        return
    for a in range(1, ranks[0]):
        for b in range(1, ranks[1]):
            text = str(a) if a == b else f"({a}, {b})"
            yield Fix(f"Use axes={text}", _with_argument(_constructor(call), "axes", _position(call), text))


def _flattened(call: ast.Call, finding: Finding, program: Program) -> Iterator[Fix]:
    """`Flatten()` around the input of a layer, or in front of one in a Sequential model."""
    if isinstance(call.func, ast.Call) and len(call.args) == 1:
        name, needed = _flatten(call.func, program.tree)
        if name:
            yield _inserted(needed, before(call.args[0], f"{name}()("), after(call.args[0], ")"))
    elif isinstance(call.func, ast.Attribute) and call.func.attr == "add" and len(call.args) == 1:
        name, needed = _flatten(call.args[0], program.tree)
        indent = program.lines[call.lineno - 1].encode()[: call.col_offset].decode()
        if name and not indent.strip():
            line = f"{ast.unparse(call.func)}({name}())\n{indent}"
            yield _inserted(needed, before(call, line))
    elif call.args and isinstance(call.args[0], (ast.List, ast.Tuple)):
        for element in call.args[0].elts[1:]:
            name, needed = _flatten(element, program.tree)
            if name:
                yield _inserted(needed, before(element, f"{name}(), "))


def _inserted(*edits: Edit | None) -> Fix:
    return Fix("Insert Flatten()", tuple(edit for edit in edits if edit is not None))


def _flatten(layer: ast.expr, tree: ast.Module) -> tuple[str, Edit | None]:
    """The name of Flatten where this layer has its own, "" if that is not seen, and what must be imported for it."""
    function = layer.func if isinstance(layer, ast.Call) else None
    if isinstance(function, ast.Attribute):
        return f"{ast.unparse(function.value)}.Flatten", None
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and isinstance(function, ast.Name):
            names = {alias.asname or alias.name: alias for alias in node.names}
            if function.id in names:
                last = node.names[-1]
                line, col = last.end_lineno or last.lineno, last.end_col_offset or 0
                return "Flatten", None if "Flatten" in names else Edit(line, col, line, col, ", Flatten")
    return "", None


CANDIDATES: dict[Message, Callable[[ast.Call, Finding, Program], Iterator[Fix]]] = {
    CONCAT_AXIS: _axes_of_concat,
    CONCAT_SHAPES_DIFFER: _axes_of_concat,
    DOT_AXES: _axes_of_dot,
    DOT_SHAPES_DIFFER: _axes_of_dot,
    INPUT_RANK: _flattened,
}
