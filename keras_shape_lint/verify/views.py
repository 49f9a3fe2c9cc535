"""Reports as text, JSON or annotations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from keras_shape_lint.verify.judging import CONFIRMED, REFUTED, UNDECIDED, Verdict
from keras_shape_lint.verify.verifying import Report
from keras_shape_lint.views.github import data_text, property_text, workflow_command
from keras_shape_lint.views.records import VERSION, finding_record
from keras_shape_lint.views.text import finding_line, shape


def document(reports: Iterable[Report], all_shapes: bool) -> dict[str, Any]:
    """All reports as one object of JSON."""
    return {"version": VERSION, "files": [_file(report, all_shapes) for report in reports]}


def _file(report: Report, all_shapes: bool) -> dict[str, Any]:
    record: dict[str, Any] = {"path": report.path}
    if report.function is not None:
        record["function"] = report.function
    if report.error is not None:
        record["error"] = report.error
    record.update(
        builds=report.builds, undecided=report.undecided, device=report.device, backend=report.backend,
        keras_version=report.keras_version, seconds=round(report.seconds, 3),
        findings=[_finding(report, verdict) for verdict in report.verdicts],
        missed=[missed._asdict() for missed in report.missed],
    )  # fmt: skip
    if all_shapes:
        record["disagreements"] = list(report.disagreements)
    return record


def _finding(report: Report, verdict: Verdict) -> dict[str, Any]:
    return {
        **finding_record(verdict.finding), "verdict": verdict.verdict, "evidence": report.mode,
        "keras_message": verdict.keras_message, "why": verdict.why or None, "device": report.device,
        "backend": report.backend, "keras_version": report.keras_version, "seconds": round(report.seconds, 3),
    }  # fmt: skip


def said(report: Report, verdict: Verdict) -> str:
    """`confirmed (your code, line 13)`, `Keras agrees (rebuilt)`, or why not."""
    if verdict.verdict == CONFIRMED:
        return f"confirmed (your code, line {verdict.line})" if report.mode == "run" else "Keras agrees (rebuilt)"
    return f"{verdict.verdict}: {verdict.why}" if verdict.why else verdict.verdict


def lines(report: Report, all_shapes: bool) -> list[str]:
    """A report as text."""
    if report.error is not None:
        return [f"{report.path}: {report.error}"]
    out = []
    for verdict in report.verdicts:
        out += [finding_line(report.path, verdict.finding), f"    {said(report, verdict)}"]
        out += [f"    {line}" for line in (verdict.keras_message or "").splitlines() if line.strip()]
    for missed in report.missed:
        out.append(f"{report.path}:{missed.line}: missed: Keras raises where nothing was found")
        out += [f"    {line}" for line in missed.keras_message.splitlines() if line.strip()]
    if all_shapes:
        out += [
            f"{report.path}:{each['line']}: {each['callee']}: traced {', '.join(map(shape, each['traced']))}, "
            f"Keras gives {', '.join(map(shape, each['keras']))}"
            for each in report.disagreements
        ]
    if report.builds:
        out.append(f"{report.path}: builds and runs{' (rebuilt)' if report.mode == 'rebuild' else ''}")
    elif report.undecided is not None and not any(v.verdict != UNDECIDED for v in report.verdicts):
        out.append(f"{report.path}: undecided: {report.undecided}")
    return out


def commands(report: Report) -> list[str]:
    """Workflow commands: each finding with its verdict, and what was missed."""
    out = [
        workflow_command(report.path, verdict.finding, f"{verdict.finding.text}\n{said(report, verdict)}")
        for verdict in report.verdicts
    ]
    place = property_text(report.path)
    for missed in report.missed:
        out.append(f"::error file={place},line={missed.line},title=missed::{data_text(missed.keras_message)}")
    return out


def summary(reports: list[Report]) -> str:
    """The last line: how many verdicts of each kind, and what was asked."""
    verdicts = [verdict.verdict for report in reports for verdict in report.verdicts]
    parts = [f"{verdicts.count(name)} {name}" for name in (CONFIRMED, REFUTED, UNDECIDED) if name in verdicts]
    missed = sum(len(report.missed) for report in reports)
    if missed:
        parts.append(f"{missed} missed")
    building = sum(report.builds for report in reports)
    parts.append(f"{building} of {len(reports)} {'file' if len(reports) == 1 else 'files'} built and run")
    told = next((report for report in reports if report.keras_version), None)
    where = f" (Keras {told.keras_version}, {told.backend}, {told.device})" if told is not None else ""
    return "; ".join(parts) + where
