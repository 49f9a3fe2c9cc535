"""One file traced: every entry, in the newest plausible world, and findings held against all the others."""

from __future__ import annotations

import ast
import gc
from typing import Any

from keras_shape_lint.analysis import Analysis, Settings, Source, Traced
from keras_shape_lint.findings import MERGE_REMOVED, Reason
from keras_shape_lint.graph import Fault, Node, Site, flat_tensors
from keras_shape_lint.layers.world import World
from keras_shape_lint.tracing.choices import chosen, text_of
from keras_shape_lint.tracing.entries import entry_of, line_of, uncalled
from keras_shape_lint.tracing.keras.models import FunctionalModel
from keras_shape_lint.tracing.keras.sequential import Sequential
from keras_shape_lint.tracing.meanings import changed
from keras_shape_lint.tracing.modules import Imports, execute_module
from keras_shape_lint.tracing.paths import explore
from keras_shape_lint.tracing.pieces import Pieces, Unparsable, program
from keras_shape_lint.tracing.project import Project
from keras_shape_lint.tracing.report import calls_of, findings_of, tally
from keras_shape_lint.tracing.run import Budget, Limits, Run, WorldChanged, clock
from keras_shape_lint.tracing.worlds import Worlds, newest

REPEATS = 5_000
"""Steps for tests that were taken both ways before: some 400 calls of Keras."""
TOO_MUCH = "there is more to follow than one file may cost"
MOST_LINES = 5_000
"""Lines for which a long file is given more steps."""


Place = tuple[str, int]


class Outcome:
    """What one world gave: faults, calls with the decision each hangs on, lines from which no more was followed."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.nodes: list[tuple[Node, str | None]] = []
        self.models: list[tuple[Node, str | None]] = []
        self.asked = False
        self.cut: list[tuple[int, str]] = []
        self.entries: dict[Any, Place] = {}  # by the places of faults, where the first entry that meets one begins


def trace(source: Source, settings: Settings, project: Project | None, with_calls: bool = True) -> Analysis:
    """`analysis.analyze` says what this gives."""
    return traced(source, settings, project, with_calls).analysis


def traced(source: Source, settings: Settings, project: Project | None, with_calls: bool = True) -> Traced:
    """`analysis.graph_of` says what this gives. Garbage is not collected meanwhile, which could use up the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _traced(source, settings, project, with_calls)
    finally:
        if collecting:
            gc.enable()


def _traced(source: Source, settings: Settings, project: Project | None, with_calls: bool) -> Traced:
    worlds = Worlds(settings.worlds, settings.keras_version != "auto", settings.backend)
    began = clock()
    try:
        tree = program(source.text, source.cells)
        file = _File(source, tree, worlds, project or Project(), settings.roots, Limits(), began)
        world, outcome = _newest(file)
    except Unparsable as error:
        return Traced(Analysis(source.path, error=str(error), cells=source.cells))
    faults = _held(file, worlds, world, outcome, settings)
    faults += _removed(worlds)
    if not worlds.certain:
        own = [(node, decision) for node, decision in outcome.nodes if node.site.path == source.path]
        faults += changed(file.run, worlds.plausible, world, [*faults, *outcome.faults], own)
    nodes = [(n, decision) for n, decision in outcome.nodes if n.site.path == source.path and n.kind != "training"]
    sites, followed, lost = tally(nodes, {fault.site for fault in outcome.faults})
    lost = tuple(sorted((*lost, *outcome.cut)))
    calls = calls_of(nodes) if with_calls else ()
    found = findings_of(source, faults)
    analysis = Analysis(source.path, found, calls, None, sites, followed, lost, source.cells)
    everything = (*faults, *outcome.faults)
    return Traced(analysis, tuple(outcome.nodes), everything, tuple(worlds.plausible), tuple(outcome.models), world)


def _newest(file: _File) -> tuple[World, Outcome]:
    """The newest world that the source does not exclude, and what it gave."""
    while True:
        world = newest(file.worlds.plausible)
        try:
            return world, file.run(world)
        except WorldChanged:
            continue


def _held(file: _File, worlds: Worlds, world: World, outcome: Outcome, settings: Settings) -> list[Fault]:
    """The faults that stand in every plausible world."""
    faults = outcome.faults
    others = [other for other in worlds.plausible if other != world]
    if outcome.asked and settings.keras_data_format == "auto":
        others += [
            other._replace(data_format="channels_first")
            for other in worlds.plausible
            if other.data_format == "channels_last"
        ]
    fed = {node.site: node for node, _ in outcome.nodes if node.kind == "training" and node.site is not None}
    for other in others:
        if not faults:
            break
        if clock() > file.deadline:
            return []
        try:
            met = {fault.place: fault for fault in file.run(other, set(outcome.entries.values())).faults}
        except WorldChanged:
            continue
        faults = [held for fault in faults if (held := _also(fault, met, fed)) is not None]
    return faults


def _also(fault: Fault, met: dict[Any, Fault], fed: dict[Site, Node]) -> Fault | None:
    """What stands of a fault where another world met these: the milder of the two at the same place."""
    if fault.place in met or _refused_before(fault, met, fed):
        return fault
    severity, site = fault.place
    other = met.get(("E" if severity == "W" else "W", site))
    return None if other is None else other if severity == "E" else fault


def _refused_before(fault: Fault, met: dict[Any, Fault], fed: dict[Site, Node]) -> bool:
    """Another world refuses a call that leads to this one: the program does not come this far there.

    `fed` has the calls that give models data, by their places: what `predict` gave leads to them.
    """
    refused = [site for severity, site in met if severity == "E"]
    seen: set[int] = set()
    pending: list[Any] = [fault.node]
    while pending and refused:
        node = pending.pop()
        if isinstance(node, Site):
            node = fed.get(node)
        if not isinstance(node, Node) or id(node) in seen:
            continue
        seen.add(id(node))
        model = node.layer
        if isinstance(model, Sequential) and any(_within(site, added) for _, added in model.layers for site in refused):
            return True
        if isinstance(model, FunctionalModel):
            pending += [tensor.producer for tensor in flat_tensors(model.outputs)]
        made = getattr(node.layer, "site", None)
        if any(site == made or _within(site, node.site) or _within(node.site, site) for site in refused):
            return True
        pending += [tensor.producer for tensor in node.inputs]
    return False


def _within(inner: Site, outer: Site) -> bool:
    """Whether a call stands inside another, as the layer that is built to be called."""
    return (
        inner.path == outer.path
        and (inner.line, inner.col) >= (outer.line, outer.col)
        and (inner.end_line, inner.end_col) <= (outer.end_line, outer.end_col)
    )


def _removed(worlds: Worlds) -> list[Fault]:
    """The warning, once a file, that `Merge` is gone."""
    if worlds.certain and all(world.generation < (2, 2) for world in worlds.plausible):
        return []
    for site, name in list(worlds.merge_imports.items())[:1]:
        template = (
            "{0} was removed in Keras 2.2; use Add, Multiply, Average, Maximum, Concatenate or Dot from keras.layers"
        )
        reason = Reason(MERGE_REMOVED, template, (name,))
        return [Fault(reason, site, Node("op", name, name, site, [], []), (), ())]
    return []


class _File:
    def __init__(self, source: Source, tree: ast.Module | Pieces, worlds: Worlds, project: Project,
                 roots: tuple[str, ...], limits: Limits, began: float) -> None:  # fmt: skip
        self.source = source
        self.tree = tree
        self.worlds = worlds
        self.project = project
        self.roots = roots
        self.limits = limits
        self.lines = source.text.count("\n")
        self.deadline = began + limits.seconds

    def run(self, world: World, only: set[Place] | None = None) -> Outcome:
        """Every entry in one world, or the module's body and `only` those. Raises WorldChanged when it is excluded."""
        outcome = Outcome()
        imports = Imports(self.project, self.roots)
        entered: set[Any] = set()
        bodies: list[dict[str, Any]] = []

        steps = self.limits.total + 20 * min(self.lines, MOST_LINES)
        budget = Budget(steps, steps, REPEATS)

        def start(flips: Any, budget: Budget) -> Run:
            return Run(world, self.worlds, imports, self.limits, budget, self.deadline, flips, entered)

        def body(run: Run) -> None:
            variables = {"__file__": self.source.path, "__name__": "__main__"}
            bodies.append(variables)
            imports.begin(self.source.path, variables)
            execute_module(run, self.tree, self.source.path, variables)

        self.worlds.replaced.clear()
        self._explore(body, start, budget, True, outcome, ("", 1))
        if outcome.cut:
            return outcome
        final = bodies[0]
        imports.begin(self.source.path, final)
        for value, alone in uncalled(final, self.source.path, entered, id(final) in imports.starred):
            place = value.name, line_of(value)
            if only is not None and place not in only:
                continue
            if budget.left <= 0 or clock() > self.deadline:
                outcome.cut.append((place[1], TOO_MUCH))
                break
            self._explore(entry_of(value, alone), start, budget, False, outcome, place)
        return outcome

    def _explore(self, entry: Any, start: Any, budget: Budget, keep: bool, outcome: Outcome, place: Place) -> None:
        """`place` is where the entry begins."""
        base, flipped, faults = explore(entry, start, budget, keep)
        if base.cut is not None:
            outcome.cut.append((base.cut or place[1], TOO_MUCH))
        for fault in faults:
            outcome.entries.setdefault(fault.place, place)
        outcome.faults += faults
        outcome.nodes += [(node, None) for node in base.graph.nodes]
        outcome.models += [(node, None) for node in base.graph.models]
        for run in flipped:
            own, _ = chosen(run.flips, run.decided)
            text = text_of(own[0]) if own else None
            outcome.nodes += [(node, text) for node in run.graph.nodes]
            outcome.models += [(node, text) for node in run.graph.models]
            outcome.asked = outcome.asked or run.asked
        outcome.asked = outcome.asked or base.asked
