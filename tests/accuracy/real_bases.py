"""Mutants of real programs: of applications, examples and packages, each under the Keras it was written for."""

from __future__ import annotations

import ast
import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from keras_shape_lint.analysis import Settings, Source, graph_of
from keras_shape_lint.findings import Finding
from keras_shape_lint.graph import Fault
from keras_shape_lint.tracing.project import Project
from tests.accuracy.download import cache_folder
from tests.accuracy.mutants import Mutant, mutants
from tests.accuracy.mutation import ELSEWHERE, FALSE, FOUND, MISSED, SILENT, Result
from tests.accuracy.programs import Program
from tests.accuracy.truth import Truth
from tests.accuracy.verdicts import Verdict

LONGEST = 25.0
"""Seconds that Keras may take for a program, of which many mutants are asked."""
UNJUDGED = (7715, *range(7725, 7735))
"""Messages on what fails when a model runs, and on its data and labels: models are built here, and not run."""


class Target(NamedTuple):
    """A program, and which of its files is edited."""

    program: Program
    file: Path

    @property
    def name(self) -> str:
        return f"{self.program.group}: {self.file.relative_to(self.program.folder)}"

    @property
    def text(self) -> str:
        return self.program.text if self.file == self.program.path else self.file.read_text(encoding="utf-8")


class Answer(NamedTuple):
    """What was found in a mutant; the faults may stand in another file than the findings."""

    findings: tuple[Finding, ...]
    faults: tuple[Fault, ...]


def lightened(program: Program) -> Program:
    """Without what follows the first call that stands alone, which builds the first model."""
    tree = ast.parse(program.text)
    first = next((n for n in tree.body if isinstance(n, ast.Expr) and isinstance(n.value, ast.Call)), None)
    if first is None or (program.module == "__main__" and program.group != "packages"):
        return program
    return program._replace(text="".join(program.text.splitlines(keepends=True)[: first.end_lineno]))


def targets(program: Program, truth: Truth) -> list[Target]:
    """The files whose calls Keras came to, those with most of them first; of Keras' own only the one that is run."""
    sites = sorted(truth.sites, key=lambda path: -len(truth.sites[path]))
    if program.module != "__main__":
        sites = [path for path in sites if path == str(program.path)]
    return [Target(program, Path(path)) for path in sites[:2] if len(truth.sites[path]) > 2]


class Workshop:
    """Runs programs with one file changed. `truth` asks the Keras of a program; what it said is kept in the cache."""

    def __init__(self, truth: Callable[[Program], Truth | str]) -> None:
        self.truth = truth
        self.cache = cache_folder() / "verdicts"

    def verdict(self, target: Target, text: str) -> Verdict:
        known = self.cache / f"{_digest(target, text)}.json"
        if known.exists():
            lines, error, unclear = json.loads(known.read_text(encoding="utf-8"))
            return Verdict(tuple(lines), error, unclear)
        program = target.program
        if target.file == program.path:
            verdict = _judged(self.truth(program._replace(text=text)), target.file, text)
        else:
            copy = self._copied(program)
            place = copy / target.file.relative_to(program.folder)
            original = place.read_text(encoding="utf-8")
            place.write_text(text, encoding="utf-8")
            moved = program._replace(path=copy / program.path.relative_to(program.folder), folder=copy, root=copy)
            try:
                verdict = _judged(
                    self.truth(moved._replace(text=f"{program.text}# {_digest(target, text)}\n")), place, text
                )
            finally:
                place.write_text(original, encoding="utf-8")
        known.parent.mkdir(parents=True, exist_ok=True)
        known.write_text(json.dumps(verdict), encoding="utf-8")
        return verdict

    def _copied(self, program: Program) -> Path:
        copy = cache_folder() / "changed" / program.folder.name
        if not copy.exists():
            shutil.copytree(program.folder, copy)
        return copy


def _digest(target: Target, text: str) -> str:
    parts = [target.program.keras, target.program.text, str(target.file), text]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _judged(truth: Truth | str, file: Path, text: str) -> Verdict:
    """Refused is what Keras itself raises; the statement in the changed file is the place."""
    if isinstance(truth, str):
        return Verdict(unclear=truth)
    stopped = truth.stopped
    if stopped is None:
        return Verdict()
    lines = [line for path, line in stopped["lines"] if path == str(file)]
    error = f"{stopped['type']}: {stopped['message']}"
    if not stopped["keras"] or not lines or stopped["lines"][-1][0] != str(file):
        return Verdict(unclear=error)
    return Verdict(tuple(_statement(text, lines[-1])), error)


def _statement(text: str, line: int) -> Iterator[int]:
    """The lines of the innermost statement around a line: older Pythons name the last line of a call."""
    around = [
        node for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.stmt) and not hasattr(node, "body") and node.lineno <= line <= (node.end_lineno or 0)
    ]  # fmt: skip
    inner = min(around, key=lambda node: (node.end_lineno or 0) - node.lineno, default=None)
    yield line
    if inner is not None:
        yield from range(inner.lineno, (inner.end_lineno or 0) + 1)


def answer(target: Target, text: str) -> Answer:
    """What the checker says of the program with this text in the place of its file, for a Keras as the judge has it."""
    program = target.program
    own = target.file == program.path
    project = Project() if own else Project({str(target.file): text})
    source = Source(str(program.path), text if own else program.text)
    traced = graph_of(source, Settings(program.keras, "channels_last", backend="tensorflow"), project)
    findings = tuple(
        each for each in traced.analysis.findings
        if each.severity == "E" and int(each.message.msgid[1:]) not in UNJUDGED
    )  # fmt: skip
    return Answer(findings, traced.faults if findings else ())


def outcome(target: Target, verdict: Verdict, given: Answer, ran: Callable[[str, int], bool]) -> str:
    """As that of mutation.py, by the places of the faults: of functions that were not run Keras says nothing."""
    if verdict.accepted:
        met = [all(ran(site.path, site.line) for site in (*fault.stack, fault.site)) for fault in given.faults]
        return FALSE if any(met) else SILENT
    for fault in given.faults:
        site = fault.site
        if site.path == str(target.file) and any(site.line <= line <= site.end_line for line in verdict.lines):
            return FOUND
    return ELSEWHERE if given.findings else MISSED


def runs(program: Program, truth: Truth) -> Callable[[str, int], bool]:
    """Whether a line of a file stands outside of functions, or in one whose calls Keras came to."""
    came = {path: {int(key.partition(":")[0]) for key in sites} for path, sites in truth.sites.items()}
    functions: dict[str, list[range]] = {}

    def ran(path: str, line: int) -> bool:
        if path not in functions:
            text = program.text if path == str(program.path) else Path(path).read_text(encoding="utf-8")
            functions[path] = [
                range(node.lineno, (node.end_lineno or 0) + 1)
                for node in ast.walk(ast.parse(text))
                if isinstance(node, ast.FunctionDef)
            ]
        around = [lines for lines in functions[path] if line in lines]
        inner = min(around, key=len, default=None)
        return inner is None or not came.get(path, set()).isdisjoint(inner)

    return ran


def results(programs: Iterable[Program], shop: Workshop, each: int, seed: int,
            say: Callable[[str], None]) -> Iterator[Result]:  # fmt: skip
    """Left out: what Keras does not bring to its end as it is, or not in time; mutants that end for other reasons."""
    for program in map(lightened, programs):
        truth = shop.truth(program)
        if isinstance(truth, str) or truth.stopped is not None or truth.seconds > LONGEST:
            say(f"{program.group} {program.name}: left out, {_why(truth)}")
            continue
        ran = runs(program, truth)
        for target in targets(program, truth):
            given = answer(target, target.text)
            if given.findings:
                whole = Mutant("unchanged", given.findings[0].line, "", "", "")
                yield Result(target.name, whole, Verdict(), FALSE, given.findings)
                continue
            for mutant in mutants(target.text, len(target.text) + seed, each):
                verdict = shop.verdict(target, mutant.text)
                if verdict.unclear is None:
                    given = answer(target, mutant.text)
                    yield Result(target.name, mutant, verdict, outcome(target, verdict, given, ran), given.findings)


def _why(truth: Truth | str) -> str:
    if isinstance(truth, str):
        return truth
    return f"stops at {truth.stopped['place']}" if truth.stopped else f"takes {truth.seconds:.0f} s"
