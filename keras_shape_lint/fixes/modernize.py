"""Programs of Keras 1 in today's spelling, where the traced shapes prove that it keeps the meaning."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from keras_shape_lint.analysis import Settings, Source, Traced, graph_of, mentions_keras
from keras_shape_lint.findings import MERGE_REMOVED
from keras_shape_lint.fixes.calls import changes
from keras_shape_lint.fixes.edits import Edit, Text, applied, moves
from keras_shape_lint.fixes.marks import marked
from keras_shape_lint.fixes.proof import Change, disturbed, seen, unproved
from keras_shape_lint.fixes.today import Imports, gone, of_backend, statement
from keras_shape_lint.layers.history import LEGACY_MERGES
from keras_shape_lint.layers.world import Generation
from keras_shape_lint.tracing.project import Project

TODAY = "3"
FIRST_OF_TODAY: Generation = (3,)


class Outcome(NamedTuple):
    """`changed` counts calls and imports; `left` says by line of the old text what was not changed and why."""

    text: str
    changed: int = 0
    left: tuple[tuple[int, str], ...] = ()


def modernized(source: Source, settings: Settings) -> Outcome:
    """Raises ValueError for a source that cannot be parsed.

    Where today's Keras is named, a program that has merges of Keras 1 all the same is read as its spelling says.
    """
    if not mentions_keras(source.text):
        return Outcome(source.text)
    overlays: dict[str, str] = {}
    traced = _as_meant(source, settings, Project(overlays))
    if traced.analysis.error is not None:
        raise ValueError(traced.analysis.error)
    if traced.world is None or traced.world.generation >= FIRST_OF_TODAY:
        return Outcome(source.text)
    program = _Program(source.text)
    found = list(changes(program.tree, program.text, traced, program.imports))
    left = {change.line: change.why for change in found if change.why}
    kept = [change for change in found if not change.why]
    old = seen(traced)
    while True:
        edits = program.edits(kept)
        text = applied(source.text, edits)
        overlays[source.path] = text
        now = graph_of(Source(source.path, text), settings._replace(keras_version=TODAY), Project(overlays))
        if now.analysis.error is not None:
            raise ValueError(f"not changed, the new program {now.analysis.error}")
        wrong = unproved(old, seen(now), [change for change in kept if change.edits], moves(edits))
        if not wrong:
            break
        left.update(wrong)
        kept = [change for change in kept if change.line not in wrong]
    notes = [(change.line, change.note) for change in kept if change.note]
    for line, why in (*program.gone(), *disturbed(old, seen(now), program.lines(edits)).items(), *notes):
        left.setdefault(line, why)
    done = sum(bool(change.edits) for change in kept) + len({edit.line for edit in program.names(kept)})
    there = moves(edits)
    return Outcome(marked(text, {there(line): why for line, why in left.items()}), done, tuple(sorted(left.items())))


def _as_meant(source: Source, settings: Settings, project: Project) -> Traced:
    """Under the newest of the releases that its spelling leaves under which nothing is refused."""
    traced = graph_of(source, settings, project)
    if any(finding.message is MERGE_REMOVED for finding in traced.analysis.findings):
        settings = settings._replace(keras_version="auto")
        traced = graph_of(source, settings, project)
    if settings.keras_version == "auto" and len(traced.faults) > len(traced.analysis.findings):
        for version in dict.fromkeys(world.version for world in traced.worlds if world.generation < FIRST_OF_TODAY):
            again = graph_of(source, settings._replace(keras_version=version), project)
            if not any(finding.severity == "E" for finding in again.analysis.findings):
                return again._replace(worlds=traced.worlds)
    return traced


class _Program:
    def __init__(self, text: str) -> None:
        self.text = Text(text)
        self.tree = ast.parse(text)
        self.imports = Imports(self.tree)

    def edits(self, kept: list[Change]) -> list[Edit]:
        """The calls, and the names that they need."""
        own = [edit for change in kept for edit in change.edits]
        places = {edit[:2] for edit in own}
        return [*own, *(edit for edit in self.names(kept) if edit[:2] not in places)]

    def lines(self, edits: list[Edit]) -> dict[int, int]:
        """Where each line stands once the edits are made."""
        moved = moves(edits)
        return {line: moved(line) for line in range(1, self.text.lines + 1)}

    def names(self, kept: list[Change]) -> list[Edit]:
        """What is imported, and functions of the backend, where they are today."""
        instead = {old: [*sorted({c.uses for c in kept if c.of == old and c.uses}), *self._still(old, kept)]
                   for old in LEGACY_MERGES}  # fmt: skip
        edits = [edit for each in self.imports.statements for edit in statement(each, self.text, instead)]
        return [*edits, *of_backend(self.tree, self.imports)]

    def _still(self, old: str, kept: list[Change]) -> list[str]:
        """The old name, while something needs it."""
        used = sum(isinstance(node, ast.Name) and node.id == old for node in ast.walk(self.tree))
        return [old] if used > sum(change.of == old and bool(change.uses) for change in kept) else []

    def gone(self) -> Iterator[tuple[int, str]]:
        for node in self.imports.statements:
            names = [alias.name for alias in node.names if gone(node.module or "", alias.name)]
            if names:
                yield node.lineno, f"today's Keras has no {', '.join(names)}"
