"""Rows of the accuracy table: programs, call sites, exact, unknown, wrong, findings, time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

HEADS = ("program", "sites", "exact", "", "unknown", "missing", "wrong", "findings", "Keras s", "traced s")
WIDTHS = (6, 6, 7, 7, 7, 5, 8, 8, 8)


class Row(NamedTuple):
    group: str
    program: str
    sites: int
    exact: int
    unknown: int
    missing: int
    wrong: int
    findings: int
    keras_seconds: float
    seconds: float
    note: str = ""
    programs: int = 1

    @property
    def share(self) -> float:
        return 100.0 * self.exact / self.sites if self.sites else 0.0


def total(group: str, rows: Iterable[Row]) -> Row:
    kept = list(rows)
    sums = [sum(row[index] for row in kept) for index in range(2, 10)]  # type: ignore[misc]
    return Row(group, f"{group} ({len(kept)})", *sums, "", len(kept))  # type: ignore[arg-type]


def line(row: Row) -> str:
    share = f"{row.share:5.1f} %" if row.sites else "      -"
    return (
        f"{row.program:34.34} {row.sites:6} {row.exact:6} {share} {row.unknown:7} {row.missing:7} {row.wrong:5} "
        f"{row.findings:8} {row.keras_seconds:8.2f} {row.seconds:8.2f}  {row.note}"
    ).rstrip()


def head() -> str:
    counts = "".join(f" {name:>{width}}" for name, width in zip(HEADS[1:], WIDTHS))
    return f"{HEADS[0]:34}{counts}"
