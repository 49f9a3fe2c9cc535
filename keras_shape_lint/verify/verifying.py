"""Files through one child, one after the other."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from keras_shape_lint.analysis import Settings, Source, Traced, graph_of
from keras_shape_lint.cli.reading import read, unread
from keras_shape_lint.findings import Finding
from keras_shape_lint.graph import Fault, Node
from keras_shape_lint.layers.world import worlds_of
from keras_shape_lint.tracing.project import Project
from keras_shape_lint.tracing.report import finding_of
from keras_shape_lint.verify.encoding import Encoding
from keras_shape_lint.verify.judging import (
    CONFIRMED,
    REFUTED,
    UNDECIDED,
    Missed,
    Outcome,
    Verdict,
    observed,
    place_of,
    rebuilt,
)
from keras_shape_lint.verify.process import CannotRun, Child, Environment, Stopped
from keras_shape_lint.verify.sizes import runs


class Report(NamedTuple):
    """What real Keras says of one file. `error`: it could not be read; `undecided`: why not all of it was built."""

    path: str
    function: str | None = None
    mode: str = "rebuild"
    verdicts: tuple[Verdict, ...] = ()
    missed: tuple[Missed, ...] = ()
    undecided: str | None = None
    error: str | None = None
    disagreements: tuple[dict[str, Any], ...] = ()
    device: str = ""
    backend: str = ""
    keras_version: str = ""
    seconds: float = 0.0

    @property
    def builds(self) -> bool:
        """Nothing found, and the model was really built and run."""
        return not (
            self.error or self.undecided or self.missed or any(v.finding.severity == "E" for v in self.verdicts)
        )

    def has(self, verdict: str) -> bool:
        return any(v.verdict == verdict and (v.finding.severity == "E" or verdict != UNDECIDED) for v in self.verdicts)


def status(reports: Iterable[Report]) -> int:
    """The first that applies of 2 not run, 3 refuted, 1 confirmed faults, 4 undecided, 0 all builds."""
    done = list(reports)
    if any(report.error is not None for report in done):
        return 2
    if any(report.has(REFUTED) for report in done):
        return 3
    if any(report.has(CONFIRMED) or report.missed for report in done):
        return 1
    return 4 if any(report.has(UNDECIDED) or report.undecided is not None for report in done) else 0


def reports(targets: Iterable[str], settings: Settings, environment: Environment, mode: str = "rebuild",
            traced: Callable[[Source, Settings, Project], Traced] = graph_of) -> Iterator[Report]:  # fmt: skip
    """One for each FILE or FILE::function, in order. Raises CannotRun where there is no Keras to ask."""
    project = Project()
    child: Child | None = None
    try:
        for number, target in enumerate(targets):
            path, _, function = target.partition("::")
            report = Report(path, function or None, mode)
            try:
                source = read(path)
            except (OSError, ValueError) as error:
                yield report._replace(error=unread(error))
                continue
            if child is None:
                child = Child(environment)
            report, child = _asked(
                child, report, number, source, lambda text, asked: traced(text, asked, project), settings
            )
            yield report
    finally:
        if child is not None:
            child.close()


def _asked(child: Child, report: Report, number: int, source: Source, traced: Callable[[Source, Settings], Traced],
           settings: Settings) -> tuple[Report, Child | None]:  # fmt: skip
    ready = child.ready
    report = report._replace(
        device=ready["device"], backend=ready["backend"], keras_version=ready["keras_version"]
    )  # fmt: skip
    asked = settings_for(settings, child)
    try:
        graph = traced(source, settings)
        other = other_keras(graph, asked, ready["keras_version"])
        graph = traced(source, asked) if other is None and asked != settings else graph
    except Exception as error:
        return report._replace(error=f"the shape tracer failed: {type(error).__name__}: {error}"), child
    if graph.analysis.error is not None and (report.mode == "rebuild" or other is not None):
        return report._replace(error=graph.analysis.error), child
    if other is not None:
        undecided = tuple(Verdict(finding, UNDECIDED, why=other) for finding in graph.analysis.findings)
        return report._replace(verdicts=undecided, undecided=other), child
    findings, faults, nodes = _of_function(graph, report.function)
    graph = graph._replace(faults=tuple(faults))
    start = time.monotonic()
    left: Child | None = child
    encoding = Encoding(nodes, faults)
    try:
        answer = child.ask({**_job(report, graph, source, encoding, ready["data_format"]), "id": number})
    except Stopped as stopped:
        left, answer = None, {"failed": str(stopped)}
    if "failed" in answer:
        why = answer["failed"]
        outcome = Outcome(tuple(Verdict(finding, UNDECIDED, why=why) for finding in findings), undecided=why)
    else:
        outcome = (rebuilt if report.mode == "rebuild" else observed)(graph, findings, encoding, answer)
    return report._replace(
        verdicts=outcome.verdicts, missed=outcome.missed, undecided=outcome.undecided,
        disagreements=outcome.disagreements, seconds=time.monotonic() - start,
    ), left  # fmt: skip


def settings_for(settings: Settings, child: Child) -> Settings:
    """The same for the Keras that is asked. Raises CannotRun where they name another."""
    version, data_format = child.ready["keras_version"], child.ready["data_format"]
    settings = settings._replace(backend=child.ready["backend"])
    if settings.keras_data_format == "auto":
        settings = settings._replace(keras_data_format=data_format)
    try:
        here = {world.generation for world in worlds_of(version)}
    except ValueError:
        return settings
    if settings.keras_version == "auto":
        return settings._replace(keras_version=version)
    if here.isdisjoint(world.generation for world in settings.worlds):
        raise CannotRun(
            f"the program is said to be for Keras {settings.keras_version}, and {child.environment.python} has "
            f"{version}; name an interpreter with the other with --python"
        )
    return settings


def other_keras(graph: Traced, asked: Settings, version: str) -> str | None:
    """Why it is no use to ask this Keras: the file itself shows that it is written for another. None where it is."""
    here = {world.generation for world in asked.worlds}
    meant = [world.version for world in graph.worlds]
    if not meant or not here.isdisjoint(world.generation for world in graph.worlds):
        return None
    return f"it is written for Keras {meant[-1]} to {meant[0]}, and here is {version}: see --python"


def _of_function(graph: Traced, function: str | None) -> tuple[tuple[Finding, ...], list[Fault], list[Node]]:
    """Findings, faults and calls: those of one function where one is named, and of the paths that a finding needs."""
    findings = graph.analysis.findings
    faults = list(graph.faults)
    needed = {decision for finding in findings for decision in finding.path}
    nodes = [node for node, decision in graph.nodes if decision is None or decision in needed]
    if function is not None:
        nodes = [node for node in nodes if _within(node, function)]
        faults = [fault for fault in faults if _within(fault, function)]
        source = Source(graph.analysis.path, "")
        own = {finding_of(source, fault).identity for fault in faults}
        findings = tuple(finding for finding in findings if finding.identity in own)
    return findings, faults, nodes


def _within(record: Node | Fault, function: str) -> bool:
    return any(site.function == function for site in (*record.stack, record.site))


def _job(report: Report, graph: Traced, source: Source, encoding: Encoding, data_format: str) -> dict[str, Any]:
    if report.mode == "rebuild":
        return {**encoding.job(), "data_format": graph.worlds[0].data_format if graph.worlds else data_format}
    expected = []
    for fault in graph.faults:
        outputs = fault.node.outputs
        shape = encoding.sizes.shape(outputs[0].shape) if len(outputs) == 1 else "?"
        at = place_of(finding_of(Source(report.path, ""), fault))
        expected.append({"at": at, "resume": None if shape == "?" else shape})
    found = {finding.function for finding in graph.analysis.findings}
    return {
        "mode": "run", "path": os.path.abspath(report.path), "text": source.text, "function": report.function,
        "builders": sorted({call.function for call in graph.analysis.calls} | found), "findings": expected,
        "sizes": runs(encoding.inputs),
    }  # fmt: skip
