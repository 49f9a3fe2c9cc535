"""`python -m tests.accuracy`: the accuracy table."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from keras_shape_lint.analysis import Settings
from keras_shape_lint.verify.process import CannotRun
from tests.accuracy import mutation, programs, real_bases, table
from tests.accuracy.compare import Comparison, claims_of, compare
from tests.accuracy.download import Offline, cache_folder
from tests.accuracy.programs import Program
from tests.accuracy.table import Row
from tests.accuracy.truth import Recorder, Truth
from tests.accuracy.verdicts import Judge

GROUPS: dict[str, Any] = {
    "applications": programs.applications,
    "examples-2.2.4": lambda: programs.examples("2.2.4"),
    "examples-2.3.1": lambda: programs.examples("2.3.1"),
    "applications-1.2.2": programs.old_applications,
    "packages": programs.packages,
}
PYTHONS = "KERAS_SHAPE_LINT_PYTHONS"
"""Environment variable with interpreters that have an older Keras, as of `--python`, parted by commas."""


class Bench:
    """One recorder for each Keras that is at hand."""

    def __init__(self, pythons: dict[str, str]) -> None:
        self.pythons = {"3": sys.executable, **pythons}
        self.recorders: dict[str, Recorder] = {}

    def truth(self, program: Program) -> Truth | str:
        python = self.pythons.get(program.keras)
        if python is None:
            return f"no Python with Keras {program.keras} given"
        made = self.recorders.setdefault(python, Recorder(python, cache_folder() / "truth"))
        try:
            return made.truth(program.job())
        except CannotRun as why:
            return str(why)

    def measure(self, program: Program) -> tuple[Row, Comparison | None]:
        auto = claims_of(str(program.path), program.text, Settings())
        claims = claims_of(str(program.path), program.text, Settings(keras_version=program.keras))
        truth = self.truth(program)
        errors = {(f.line, f.text) for f in (*auto.findings, *claims.findings) if f.severity == "E"}
        if isinstance(truth, str):
            row = Row(program.group, program.name, 0, 0, 0, 0, 0, len(errors), 0.0, auto.seconds, truth[:60])
            return row, None
        found = compare(truth, claims)._replace(
            findings=tuple({(f.line, f.text): f for f in (*auto.findings, *claims.findings)}.values())
        )
        stopped = truth.stopped
        note = "" if stopped is None else f"stops at {stopped['place']}: {stopped['type']} {stopped['message'][:50]!r}"
        counts = [found.count(kind) for kind in ("unknown", "missing", "wrong")]
        row = Row(
            program.group, program.name, found.sites, found.exact, *counts, len(errors), truth.seconds, auto.seconds,
            note,
        )  # fmt: skip
        return row, found

    def close(self) -> None:
        for made in self.recorders.values():
            made.close()


def interpreters(given: list[str]) -> dict[str, str]:
    """Keras release -> the Python that has it."""
    named = [*filter(None, os.environ.get(PYTHONS, "").split(",")), *given]
    return dict(item.split("=", 1) for item in named)


def chosen(groups: list[str], only: str, say: Callable[[str], None] = print) -> Iterator[Program]:
    for name in [group for group in groups if group in GROUPS] or GROUPS:
        try:
            yield from (program for program in GROUPS[name]() if only in program.name)
        except Offline as why:
            say(f"{name}: skipped, {why}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description=__doc__)
    parser.add_argument(
        "groups", nargs="*", help=f"some of {', '.join(GROUPS)}; all without; with `mutants` those of them"
    )
    parser.add_argument("--file", action="append", default=[], type=Path, metavar="FILE",
                        help="a program of your own instead, under this Keras")  # fmt: skip
    parser.add_argument("--only", default="", help="programs with this in their name")
    parser.add_argument("--python", action="append", default=[], metavar="VERSION=PATH",
                        help="an interpreter that has this Keras")  # fmt: skip
    parser.add_argument("--details", action="store_true", help="the sites at which shapes are lost, and every finding")
    parser.add_argument("--base", action="append", default=[], metavar="FILE", help="mutants of this program only")
    parser.add_argument("--each", type=int, default=12, help="mutants of a program at most")
    parser.add_argument("--written", type=int, default=30, help="random programs to mutate")
    parser.add_argument("--seed", type=int, default=0, help="other mutants for another number")
    options = parser.parse_args(arguments)
    status = 0
    if "mutants" not in options.groups:
        status = measured(options)
    if "mutants" in options.groups or not (options.groups or options.file):
        status = max(status, mutated(options))
    return status


def mutants(bench: Bench, options: argparse.Namespace, say: Callable[[str], None]) -> Iterator[mutation.Result]:
    """Those of short programs, and of the real ones of these groups."""
    judge = Judge(sys.executable, cache_folder() / "verdicts")
    try:
        own = mutation.bases(map(Path, options.base), options.written)
        yield from mutation.results(own, judge, options.each, options.seed, say)
        if not options.base:
            groups = [group for group in options.groups if group in GROUPS]
            real = chosen(groups, options.only, say)
            yield from real_bases.results(real, real_bases.Workshop(bench.truth), options.each, options.seed, say)
    finally:
        judge.close()


def mutated(options: argparse.Namespace) -> int:
    bench = Bench(interpreters(options.python))
    try:
        done = mutants(bench, options, print)
        refused, found, _, false = mutation.report(done, print, options.details)
    except CannotRun as why:
        print(f"mutants: skipped, {why}")
        return 0
    finally:
        bench.close()
    print(f"{100 * found / refused if refused else 100:.1f} % of the refused ones found at their line, {false} false")
    return 1 if false else 0


def measured(options: argparse.Namespace) -> int:
    bench = Bench(interpreters(options.python))
    rows: list[Row] = []
    print(table.head())
    try:
        for program in map(programs.own, options.file) if options.file else chosen(options.groups, options.only):
            row, found = bench.measure(program)
            rows.append(row)
            print(table.line(row), flush=True)
            if options.details and found is not None:
                details(found)
    finally:
        bench.close()
    print()
    for group in dict.fromkeys(row.group for row in rows):
        print(table.line(table.total(group, [row for row in rows if row.group == group])))
    return 1 if any(row.wrong for row in rows) else 0


def details(found: Comparison) -> None:
    for each in found.differences:
        if each.kind == "unknown" and not each.first:
            continue
        place = f"{os.path.basename(each.path)}:{each.line}"
        print(f"    {each.kind:8} {place} {each.callee}: {_short(each.real)} claimed {_short(each.claimed)}")
    for finding in found.findings:
        print(f"    finding  line {finding.line}: {finding.message.msgid} {finding.text[:150]}")


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) < 90 else text[:87] + "..."


if __name__ == "__main__":
    sys.exit(main())
