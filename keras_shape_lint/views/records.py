"""The JSON format that other programs read, version 1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from keras_shape_lint.analysis import Analysis, Call, place
from keras_shape_lint.findings import Finding

VERSION = 1

Record = dict[str, Any]


def document(analyses: Iterable[Analysis], with_calls: bool) -> Record:
    """All analyses as one object of JSON."""
    return {"version": VERSION, "files": [file_record(analysis, with_calls) for analysis in analyses]}


def file_record(analysis: Analysis, with_calls: bool) -> Record:
    """One file, also one that could not be read; `calls` is left out where only findings are asked for."""
    record: Record = {"path": analysis.path}
    if analysis.error is not None:
        record["error"] = analysis.error
    if with_calls:
        record["calls"] = [_placed(call_record(call), analysis.cells) for call in analysis.calls]
    record["findings"] = [_finding(finding, analysis) for finding in analysis.findings]
    return record


def _finding(finding: Finding, analysis: Analysis) -> Record:
    record = _placed(finding_record(finding), analysis.cells)
    record["chain"] = [
        _placed(step, analysis.cells) if step["path"] == analysis.path else step for step in record["chain"]
    ]
    return record


def _placed(record: Record, cells: tuple[int, ...]) -> Record:
    """In a notebook with its cell, and lines counted in that."""
    cell, line = place(cells, record["line"])
    if cell is None:
        return record
    moved = {"end_line": record["end_line"] - record["line"] + line} if "end_line" in record else {}
    return {**record, "cell": cell, "line": line, **moved}


def call_record(call: Call) -> Record:
    """One entry of `calls`."""
    return call._asdict()


def finding_record(finding: Finding) -> Record:
    """One entry of `findings`."""
    return {
        "symbol": finding.message.symbol,
        "msgid": finding.message.msgid,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": finding.text,
        "line": finding.line,
        "col": finding.col,
        "end_line": finding.end_line,
        "end_col": finding.end_col,
        "function": finding.function,
        "shapes": finding.shapes,
        "chain": [step._asdict() for step in finding.chain],
        "path": finding.path,
    }
