"""Which Keras a program can be meant for: all that the settings allow, less what its own names exclude."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras_shape_lint.graph import Site
from keras_shape_lint.layers.history import HISTORY
from keras_shape_lint.layers.world import MEASURED, World
from keras_shape_lint.tracing.run import WorldChanged
from keras_shape_lint.tracing.values import Unknown


class Worlds:
    """One per file. `plausible` shrinks as evidence comes in; the current run's world must stay among them."""

    def __init__(self, worlds: tuple[World, ...], certain: bool) -> None:
        self.plausible = list(worlds)
        self.certain = certain
        self.used = False
        self.replaced: dict[str, Any] = {}
        self.merge_imports: dict[Site, str] = {}

    def wants(self, run: Any, fits: Callable[[World], bool]) -> None:
        """Keep the worlds that fit. Evidence inside a `try`, or against all of them, is none. Raises WorldChanged."""
        if run.tries or self.certain:
            return
        left = [world for world in self.plausible if fits(world)]
        if left and len(left) < len(self.plausible):
            self.plausible = left
            if not any(world.generation == run.world.generation for world in left):
                raise WorldChanged

    def seen(self, run: Any, path: str) -> None:
        """A Keras name was used: only generations that have it remain."""
        self.used = True
        span = HISTORY.get(path)
        if span is not None:
            first, last = span
            self.wants(run, lambda world: first <= world.generation <= last)

    def has(self, run: Any, path: str) -> Any:
        """Whether Keras has a name, as `hasattr` asks."""
        from keras_shape_lint.tracing.keras.names import canonical

        span = HISTORY.get(canonical(path))
        if span is None:
            return Unknown("whether Keras has a name")
        run.asked = True
        return bool(span[0] <= run.world.generation <= span[1])

    def replace(self, path: str, value: Any) -> None:
        """An assignment into a library module replaces the name."""
        from keras_shape_lint.tracing.keras.names import canonical

        self.replaced[canonical(path)] = value

    def set_data_format(self, run: Any, data_format: str) -> None:
        """The source says which data format it means."""
        run.world = run.world._replace(data_format=data_format)
        self.plausible = [world._replace(data_format=data_format) for world in self.plausible]

    def imported_merge(self, run: Any, name: str, site: Site) -> None:
        """`from keras.layers import Merge`, for the warning that it is gone."""
        self.merge_imports.setdefault(site, name)

    @property
    def generation_named(self) -> bool:
        return self.certain


def newest(worlds: list[World]) -> World:
    return min(worlds, key=lambda world: [entry.generation for entry in MEASURED].index(world.generation))
