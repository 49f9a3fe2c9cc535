"""Mutants of programs that real Keras accepts: which of those it refuses are found, and which it accepts are not left
in peace."""

from __future__ import annotations

import collections
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from keras_shape_lint.analysis import Settings, Source, analyze
from keras_shape_lint.findings import Finding
from tests.accuracy.mutants import KINDS, Mutant, mutants
from tests.accuracy.verdicts import Judge, Verdict

TRAINING = ("fit", "evaluate", "predict", "compile", "train_on_batch", "fit_generator")
ROOT = Path(__file__).parent.parent.parent
FOUND, ELSEWHERE, MISSED, SILENT, FALSE = "found", "found elsewhere", "missed", "silent", "false"


class Base(NamedTuple):
    name: str
    text: str


class Result(NamedTuple):
    base: str
    mutant: Mutant
    verdict: Verdict
    outcome: str
    findings: tuple[Finding, ...]


def bases(paths: Iterable[Path], written: int) -> Iterator[Base]:
    """Programs of these files, or of the examples, the messages' tests and so many random ones."""
    named = list(paths)
    if named:
        yield from (Base(path.name, path.read_text(encoding="utf-8")) for path in named)
        return
    own = [*sorted((ROOT / "examples").glob("*.py")), *sorted((ROOT / "tests" / "messages").glob("*/good.py"))]
    yield from (Base(f"{path.parent.name}/{path.name}", path.read_text(encoding="utf-8")) for path in own)
    yield from (Base(f"random {seed}", random_program(seed)) for seed in range(written))


def random_program(seed: int) -> str:
    """A random program without the statements that Keras refuses."""
    from tests.live.test_differential import write

    session = write(random.Random(seed), 14)
    refused = [range(each.line, each.end_line + 1) for each in session.outcomes if each.refused_at]
    kept = [text for number, text in enumerate(session.lines, 1) if not any(number in lines for lines in refused)]
    return "\n".join(kept) + "\n"


def results(programs: Iterable[Base], judge: Judge, each: int, seed: int,
            say: Callable[[str], None]) -> Iterator[Result]:  # fmt: skip
    """Left out: programs that Keras refuses as they are or never judged, and those that train: the judge does not."""
    for base in programs:
        if any(f".{method}(" in base.text for method in TRAINING):
            continue
        verdict = judge.verdict(base.text)
        found = errors(base.text)
        if not verdict.accepted:
            say(f"{base.name}: not accepted as it is: {verdict.unclear or verdict.error[:80]}")
            continue
        if found:
            whole = Mutant("unchanged", found[0].line, "", "", base.text)
            yield Result(base.name, whole, verdict, FALSE, found)
            continue
        for mutant in mutants(base.text, len(base.text) + seed, each):
            verdict = judge.verdict(mutant.text)
            if verdict.unclear is None:
                found = errors(mutant.text)
                yield Result(base.name, mutant, verdict, outcome(verdict, found), found)


def errors(text: str) -> tuple[Finding, ...]:
    analysis = analyze(Source("program.py", text), Settings(keras_version="3"))
    return tuple(finding for finding in analysis.findings if finding.severity == "E")


def outcome(verdict: Verdict, found: tuple[Finding, ...]) -> str:
    if verdict.accepted:
        return FALSE if found else SILENT
    if any(finding.line <= verdict.lines[0] <= finding.end_line for finding in found):
        return FOUND
    return ELSEWHERE if found else MISSED


def report(done: Iterable[Result], say: Callable[[str], None], details: bool) -> tuple[int, int, int, int]:
    """-> refused, of these found at the line, accepted, of these with an error. A table by kind of edit."""
    counts: dict[str, collections.Counter[str]] = {kind: collections.Counter() for kind in (*KINDS, "unchanged")}
    for result in done:
        counts[result.mutant.kind][result.outcome] += 1
        if details and result.outcome not in (FOUND, SILENT):
            say(told(result))
    say(f"{'mutants':12} {'refused':>8} {'found':>8} {'elsewhere':>10} {'missed':>8} {'accepted':>9} {'false':>6}")
    total: collections.Counter[str] = collections.Counter()
    for kind, count in counts.items():
        if count:
            say(row(kind, count))
            total += count
    say(row("all", total))
    refused = total[FOUND] + total[ELSEWHERE] + total[MISSED]
    return refused, total[FOUND], total[SILENT] + total[FALSE], total[FALSE]


def row(kind: str, count: collections.Counter[str]) -> str:
    refused = count[FOUND] + count[ELSEWHERE] + count[MISSED]
    accepted = count[SILENT] + count[FALSE]
    return (
        f"{kind:12} {refused:8} {count[FOUND]:8} {count[ELSEWHERE]:10} {count[MISSED]:8} {accepted:9} {count[FALSE]:6}"
    )


def told(result: Result) -> str:
    mutant, verdict = result.mutant, result.verdict
    real = f"Keras refuses line {verdict.lines[0]}: {verdict.error[:140]!r}" if verdict.lines else "Keras accepts"
    ours = "; ".join(f"{f.line} {f.message.symbol} {f.text[:120]}" for f in result.findings) or "nothing"
    edit = f"line {mutant.line}: {mutant.before[:60]} -> {mutant.after[:60]}"
    return f"{result.outcome.upper()} {result.base} [{mutant.kind}] {edit}\n    {real}\n    we say: {ours}"
