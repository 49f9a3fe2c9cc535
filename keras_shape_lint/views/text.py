"""What a person reads in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from keras_shape_lint.analysis import Analysis, Call, place
from keras_shape_lint.findings import Finding

HEADER = ("line", "call", "inputs -> outputs", "in")


def finding_line(path: str, finding: Finding, cells: tuple[int, ...] = ()) -> str:
    """In pylint's form; in a notebook the line is that of the cell."""
    message = finding.message
    cell, line = place(cells, finding.line)
    where = f"{path}:{line}" if cell is None else f"{path}:cell {cell}:{line}"
    return f"{where}:{finding.col}: {message.msgid}: {finding.text} ({message.symbol})"


def findings(analysis: Analysis) -> list[str]:
    """One line for each."""
    return [finding_line(analysis.path, finding, analysis.cells) for finding in analysis.findings]


def table(calls: Sequence[Call], cells: tuple[int, ...] = ()) -> list[str]:
    """A row for each call."""
    return aligned([HEADER, *(_row(call, cells) for call in calls)], (0,)) if calls else ["no Keras calls"]


def shape(value: Any) -> str:
    """A shape of the JSON format as Keras writes it: `(None, 10)`."""
    if isinstance(value, str):
        return value
    sizes = ["None" if size is None else str(size) for size in value]
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})"


def line_number(cells: tuple[int, ...], line: int) -> str:
    """`7`, or `3:7` with the cell of a notebook."""
    cell, line = place(cells, line)
    return str(line) if cell is None else f"{cell}:{line}"


def _row(call: Call, cells: tuple[int, ...]) -> tuple[str, str, str, str]:
    inputs = ", ".join(map(shape, call.inputs))
    outputs = ", ".join(map(shape, call.outputs))
    where = " ".join((call.function, *(f"when {decision}" for decision in call.path)))
    shapes = f"{inputs} -> {outputs}" if inputs else f"-> {outputs}"
    return line_number(cells, call.line), call.callee, shapes, where


def aligned(rows: Sequence[Sequence[str]], right: Sequence[int]) -> list[str]:
    """Columns side by side, those with the numbers in `right` pushed to the right."""
    width = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_padded(row, width, right)).rstrip() for row in rows]


def _padded(row: Sequence[str], width: Sequence[int], right: Sequence[int]) -> Iterator[str]:
    for index, (entry, size) in enumerate(zip(row, width, strict=True)):
        yield entry.rjust(size) if index in right else entry.ljust(size)
