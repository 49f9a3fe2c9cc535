"""Which Keras a program can be meant for: all that the settings allow, less what its own names exclude."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras_shape_lint.graph import Site
from keras_shape_lint.layers.canonical import canonical
from keras_shape_lint.layers.history import MERGE_FUNCTION, span_of, span_of_argument
from keras_shape_lint.layers.world import MEASURED, Span, World, fits
from keras_shape_lint.tracing.exceptions import EXCEPTIONS
from keras_shape_lint.tracing.run import Raised, WorldChanged
from keras_shape_lint.tracing.values import Instance, Unknown

MERGE_MODULE = "keras.layers.merge"
"""As a name alone it dates nothing: a function to 2.1, a module since 2.0."""


class Worlds:
    """One per file. `plausible` shrinks as evidence comes in; the current run's world must stay among them.

    `certain`: the release is named. `backend`: what Keras runs on, None where that is not known. `of_tensors`: the
    attributes that the program itself gives to tensors. `names`: what names of Keras stand for, by generation, once
    no more can be learnt from them.
    """

    def __init__(self, worlds: tuple[World, ...], certain: bool, backend: str | None = None) -> None:
        self.plausible = list(worlds)
        self.certain = certain
        self.backend = backend
        self.used = False
        self.fitting: set[Span] = set()
        self.settled: set[tuple[Any, ...]] = set()
        self.merge_guarded = False
        self.replaced: dict[str, Any] = {}
        self.names: dict[tuple[str, Any], Any] = {}
        self.of_tensors: set[str] = set()
        self.merge_imports: dict[Site, str] = {}

    def wants(self, run: Any, fits: Callable[[World], bool]) -> None:
        """Keep the worlds that fit. Raises WorldChanged.

        None is evidence inside a `try`, on a path of a test turned round, or against all worlds.
        """
        if run.flips or self.certain:
            return
        left = [world for world in self.plausible if fits(world)]
        if left and len(left) < len(self.plausible) and lacks_name(run) is None:
            self.plausible = left
            if not any(world.generation == run.world.generation for world in left):
                raise WorldChanged

    def dated(self, run: Any, span: Span) -> None:
        """Only generations of the span remain."""
        if span in self.fitting:
            return
        self.wants(run, lambda world: fits(span, world))
        if all(fits(span, world) for world in self.plausible):
            self.fitting.add(span)

    def seen(self, run: Any, written: str, path: str) -> bool:
        """A Keras name was used, and not on one side of an open test: only generations that have it remain.

        False when this run's world has it not.
        """
        self.used = True
        settled = (written, run.world.generation, path)
        if settled in self.settled:
            return True
        names = {written} if written.startswith("keras.src.") else {written, path} - {MERGE_MODULE}
        spans = [span_of(name) for name in names]
        there = all(fits(span, run.world) for span in spans)
        if not run.decided:
            for span in spans:
                self.dated(run, span)
        if there and self.fitting.issuperset(spans):
            self.settled.add(settled)
        return there

    def arguments(self, run: Any, owner: str, names: Any) -> None:
        """Arguments that only some generations take: of a class of keras.layers, `Model`, or a method as `fit`."""
        if self.certain or (owner, *names) in self.settled:
            return
        spans = [span_of_argument(owner, name) for name in names]
        for span in spans:
            self.dated(run, span)
        if self.fitting.issuperset(spans):
            self.settled.add((owner, *names))

    def has(self, run: Any, path: str) -> Any:
        """Whether Keras has a name, as `hasattr` asks."""
        span = span_of(canonical(path))
        if span == span_of(""):
            return Unknown("whether Keras has a name")
        run.asked = True
        return fits(span, run.world)

    def replace(self, path: str, value: Any) -> None:
        """An assignment into a library module replaces the name."""
        self.replaced[canonical(path)] = value
        self.names.clear()

    def set_data_format(self, run: Any, data_format: str) -> None:
        """The source says which data format it means."""
        run.world = run.world._replace(data_format=data_format)
        self.plausible = [world._replace(data_format=data_format) for world in self.plausible]

    def imported_merge(self, run: Any, name: str, site: Site) -> None:
        """`from keras.layers import Merge`, for the warning that it is gone."""
        if lacks_name(run) is not None:
            self.merge_guarded = True
        else:
            self.merge_imports.setdefault(site, name)

    def called_merge(self, run: Any, name: str, site: Site) -> None:
        """`layers.Merge(...)`: warned about here when no import of the name came before."""
        self.dated(run, MERGE_FUNCTION)
        if not self.merge_imports and not self.merge_guarded:
            self.imported_merge(run, name, site)

    def merge_is_module(self) -> None:
        """`merge.Add`: what was imported is not the function."""
        self.merge_imports = {site: name for site, name in self.merge_imports.items() if name != "merge"}


def lacks_name(run: Any) -> Raised | None:
    """What a name that Keras has not raises here, where the program would catch it."""
    for error in ("ModuleNotFoundError", "AttributeError"):
        raised = Raised(Instance(EXCEPTIONS[error]))
        if any(guard(raised) is not False for guard in run.guards):
            return raised
    return None


def newest(worlds: list[World]) -> World:
    """The one that is traced first."""
    return min(worlds, key=lambda world: [entry.generation for entry in MEASURED].index(world.generation))
