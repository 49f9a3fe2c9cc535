"""Workflow commands that GitHub shows beside the lines of a change."""

from __future__ import annotations

from keras_shape_lint.analysis import Analysis, place_text
from keras_shape_lint.findings import Finding

LEVELS = {"E": "error", "W": "warning"}


def workflow_commands(analysis: Analysis) -> list[str]:
    """One line for each finding, which GitHub shows beside the code."""
    return [_command(analysis, finding) for finding in analysis.findings]


def _command(analysis: Analysis, finding: Finding) -> str:
    """GitHub counts the lines of a notebook's JSON, so for these the place stands in the text."""
    if not analysis.cells:
        return workflow_command(analysis.path, finding, finding.text)
    text = f"{place_text(analysis.cells, finding.line)}: {finding.text}"
    return _at(f"file={property_text(analysis.path)}", finding, text)


def workflow_command(path: str, finding: Finding, text: str) -> str:
    """As `workflow_commands`, of a finding with another text."""
    place = f"file={property_text(path)},line={finding.line},endLine={finding.end_line},col={finding.col + 1}"
    if finding.end_line == finding.line:
        place += f",endColumn={finding.end_col + 1}"
    return _at(place, finding, text)


def _at(place: str, finding: Finding, text: str) -> str:
    message = finding.message
    title = property_text(f"{message.msgid} {message.symbol}")
    return f"::{LEVELS.get(finding.severity, 'notice')} {place},title={title}::{data_text(text)}"


def data_text(text: str) -> str:
    """The text of a command, escaped."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_text(text: str) -> str:
    """A property of a command, escaped."""
    return data_text(text).replace(":", "%3A").replace(",", "%2C")
