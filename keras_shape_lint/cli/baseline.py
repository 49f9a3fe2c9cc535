"""Findings that are known and left for later, kept in a file: only what is new is shown."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

from keras_shape_lint.analysis import Analysis
from keras_shape_lint.cli.reading import read
from keras_shape_lint.findings import Finding
from keras_shape_lint.views.fingerprints import fingerprints

VERSION = 1

Known = Counter[tuple[str, str]]
"""How often a finding of this path (from the folder of the file) and fingerprint is known."""


def load(path: str) -> Known:
    """Raises OSError, or ValueError for what is no baseline."""
    with open(path, encoding="utf-8") as file:
        try:
            content: Any = json.load(file)
            if content["version"] == VERSION:
                return Counter((entry["path"], entry["fingerprint"]) for entry in content["findings"])
        except (ValueError, RecursionError, KeyError, TypeError):
            pass
    raise ValueError(f"{path} is not a baseline")


def write(path: str, analyses: list[Analysis]) -> None:
    """All findings of these files become known. Raises OSError."""
    entries = [
        {"path": key[0], "symbol": finding.message.symbol, "text": finding.text, "fingerprint": key[1]}
        for analysis in analyses
        for key, finding in _keyed(path, analysis)
    ]
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"version": VERSION, "findings": entries}, file, indent=1)
        file.write("\n")


def without(path: str, analyses: list[Analysis]) -> list[Analysis]:
    """Less what the baseline knows, each as often as it stands there. Raises as `load`."""
    known = load(path)
    return [analysis._replace(findings=tuple(_new(known, path, analysis))) for analysis in analyses]


def _new(known: Known, path: str, analysis: Analysis) -> Iterator[Finding]:
    for key, finding in _keyed(path, analysis):
        if known[key] > 0:
            known[key] -= 1
        else:
            yield finding


def _keyed(path: str, analysis: Analysis) -> list[tuple[tuple[str, str], Finding]]:
    if not analysis.findings:
        return []
    try:
        text = read(analysis.path).text
    except (OSError, ValueError):
        text = ""
    own = os.path.relpath(analysis.path, os.path.dirname(os.path.abspath(path))).replace(os.sep, "/")
    marks = fingerprints(analysis.findings, text)
    return [((own, mark), finding) for mark, finding in zip(marks, analysis.findings, strict=True)]
