"""The table of a terminal, where rich is installed."""

from __future__ import annotations

import importlib
from typing import Any

from keras_shape_lint.verify.judging import CONFIRMED, REFUTED, UNDECIDED
from keras_shape_lint.verify.verifying import Report
from keras_shape_lint.verify.views import said

COLOURS = {CONFIRMED: "green", REFUTED: "red", UNDECIDED: "yellow"}


def show(reports: list[Report]) -> None:
    """All verdicts as one table in colours, on standard output."""
    text: Any = importlib.import_module("rich.text").Text
    table: Any = importlib.import_module("rich.table").Table(show_lines=True)
    for column in ("where", "finding", "verdict", "Keras"):
        table.add_column(column, overflow="fold")
    for report in reports:
        for verdict in report.verdicts:
            row = (f"{report.path}:{verdict.finding.line}", verdict.finding.text)
            seen = text(said(report, verdict), style=COLOURS[verdict.verdict])
            table.add_row(*map(text, row), seen, text(verdict.keras_message or ""))
        for missed in report.missed:
            table.add_row(text(f"{report.path}:{missed.line}"), "", text("missed", "red"), text(missed.keras_message))
        if not report.verdicts and not report.missed:
            state = "builds and runs" if report.builds else f"undecided: {report.undecided or report.error}"
            table.add_row(text(report.path), "", text(state, "green" if report.builds else "yellow"), "")
    importlib.import_module("rich.console").Console().print(table)
