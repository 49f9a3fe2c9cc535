"""SARIF 2.1.0, the format of code scanning: rules from the catalogue, the chain as related locations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from keras_shape_lint import __version__
from keras_shape_lint.analysis import Analysis, Source, lines_of, place_text
from keras_shape_lint.findings import Finding, Message, messages
from keras_shape_lint.views.fingerprints import fingerprints

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "kerasShapes/v1"
LEVELS = {"F": "error", "E": "error", "W": "warning"}

Record = dict[str, Any]
Read = Callable[[str], Source]
"""The source of a path that was analysed; may raise OSError or ValueError."""
Repairs = Callable[[Source, Analysis, Finding], list[Any]]
"""What would mend a finding, as fixes.proposals.Fix."""


def document(
    analyses: Iterable[Analysis],
    read: Read,
    tool: tuple[str, str] = ("keras-shape-lint", __version__),
    repairs: Repairs | None = None,
) -> Record:
    """A log of one run of a tool, by name and version. Messages of others than ours become rules, too."""
    rules = {row.msgid: row for row in messages()}
    results: list[Record] = []
    failures: list[Record] = []
    for analysis in analyses:
        rules.update((finding.message.msgid, finding.message) for finding in analysis.findings)
        if analysis.error is not None:
            failures.append(_failure(analysis))
        if analysis.findings:
            results += _results(analysis, _source(read, analysis), list(rules), repairs)
    name, version = tool
    run = {
        "tool": {"driver": {"name": name, "version": version, "rules": [_rule(row) for row in rules.values()]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not failures, "toolExecutionNotifications": failures}],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _source(read: Read, analysis: Analysis) -> Source:
    try:
        return read(analysis.path)
    except (OSError, ValueError):
        return Source(analysis.path, "", analysis.cells)


def _rule(row: Message) -> Record:
    rule: Record = {
        "id": row.msgid,
        "name": row.symbol,
        "shortDescription": {"text": row.summary},
        "fullDescription": {"text": row.description},
        "help": {"text": row.description},
        "defaultConfiguration": {"level": _level(row)},
    }
    if row.old_names:
        rule["deprecatedIds"] = [msgid for msgid, _ in row.old_names]
        rule["deprecatedNames"] = [symbol for _, symbol in row.old_names]
    return rule


def _results(analysis: Analysis, source: Source, rule_ids: list[str], repairs: Repairs | None) -> list[Record]:
    marks = fingerprints(analysis.findings, source.text)
    lines = lines_of(source.text)
    out = []
    for finding, mark in zip(analysis.findings, marks, strict=True):
        where = f"{place_text(analysis.cells, finding.line)}: " if analysis.cells else ""
        region = None if analysis.cells else _region(finding, lines)
        location: Record = {"physicalLocation": _physical(analysis.path, region)}
        if finding.function:
            location["logicalLocations"] = [{"fullyQualifiedName": finding.function, "kind": "function"}]
        result = {
            "ruleId": finding.message.msgid,
            "ruleIndex": rule_ids.index(finding.message.msgid),
            "level": _level(finding.message),
            "message": {"text": where + finding.text},
            "locations": [location],
            "partialFingerprints": {FINGERPRINT: mark},
            "properties": {"confidence": finding.confidence},
        }
        related = [_related(number, step, analysis) for number, step in enumerate(finding.chain)]
        if related:
            result["relatedLocations"] = related
        fixes = repairs(source, analysis, finding) if repairs is not None and source.text and region else []
        if fixes:
            result["fixes"] = [_fix(fix, analysis.path, lines) for fix in fixes]
        out.append(result)
    return out


def _related(number: int, step: Any, analysis: Analysis) -> Record:
    own_cells = analysis.cells if step.path == analysis.path else ()
    text = f"{place_text(own_cells, step.line)}: {step.text}" if own_cells else step.text
    region = None if own_cells else {"startLine": step.line}
    return {"id": number, "physicalLocation": _physical(step.path, region), "message": {"text": text}}


def _fix(fix: Any, path: str, lines: list[str]) -> Record:
    replacements = [
        {"deletedRegion": _region(edit, lines), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    change = {"artifactLocation": {"uri": _uri(path)}, "replacements": replacements}
    return {"description": {"text": fix.title}, "artifactChanges": [change]}


def _region(record: Any, lines: list[str]) -> Record:
    """Of a finding or an edit."""
    return {
        "startLine": record.line,
        "startColumn": _column(lines, record.line, record.col),
        "endLine": record.end_line,
        "endColumn": _column(lines, record.end_line, record.end_col),
    }


def _column(lines: list[str], line: int, offset: int) -> int:
    """UTF-8 byte offset from 0 -> character from 1."""
    text = lines[line - 1] if line <= len(lines) else ""
    return len(text.encode()[:offset].decode(errors="ignore")) + 1 if text else offset + 1


def _physical(path: str, region: Record | None) -> Record:
    """Without a region in a notebook, whose lines are not those of the file."""
    location: Record = {"artifactLocation": {"uri": _uri(path)}}
    if region is not None:
        location["region"] = region
    return location


def _uri(path: str) -> str:
    """Relative where the path is: code scanning resolves it against the root of the repository."""
    path = path.replace("\\", "/").removeprefix("./")
    if path.startswith("/"):
        return f"file://{quote(path)}"
    return quote(path) if path[1:2] != ":" else f"file:///{quote(path, safe='/:')}"


def _level(row: Message) -> str:
    return LEVELS.get(row.severity, "note")


def _failure(analysis: Analysis) -> Record:
    return {
        "level": "error",
        "message": {"text": f"{analysis.path}: {analysis.error}"},
        "locations": [{"physicalLocation": _physical(analysis.path, None)}],
    }
