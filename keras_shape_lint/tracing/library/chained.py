"""`collections.ChainMap`: dicts looked through one after the other, of which the first is written to."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.tracing.attributes import attribute
from keras_shape_lint.tracing.subscripts import delete_index, index, set_index
from keras_shape_lint.tracing.values import Dict, List, Native, Unknown, opened

_READING = frozenset(("copy", "get", "items", "keys", "values"))


class Chained:
    """`maps` as the program gave them: their own changes are seen."""

    __slots__ = ("maps",)

    def __init__(self, maps: list[Dict]) -> None:
        self.maps = maps

    @property
    def open(self) -> bool:
        return any(table.open for table in self.maps)

    @property
    def length(self) -> Any:
        return Unknown("how many keys there are") if self.open else len(self.merged())

    def merged(self) -> Dict:
        """One dict for all, in the order of a ChainMap: the last one first."""
        out = Dict()
        for table in reversed(self.maps):
            out.update(table)
        out.open = self.open
        return out

    def __contains__(self, key: Any) -> bool:
        return key in self.merged()

    def iterate(self) -> Any:
        return None if self.open else list(self.merged())

    def item(self, run: Any, key: Any, site: Any) -> Any:
        return index(run, self.merged(), key, site)

    def set_item(self, run: Any, key: Any, item: Any) -> None:
        set_index(run, self.maps[0], key, item)

    def delete_item(self, run: Any, key: Any) -> None:
        delete_index(run, self.maps[0], key)

    def lend(self, run: Any) -> None:
        """Code that is not followed had it."""
        for table in self.maps:
            run.forget(table)

    def attribute(self, run: Any, name: str) -> Any:
        if name == "maps":
            return List(self.maps)
        if name == "parents":
            return Chained(self.maps[1:] or [Dict()])
        if name == "new_child":
            return Native(name, lambda run, m=None: Chained([_table(m), *self.maps]))
        return attribute(run, self.merged() if name in _READING else self.maps[0], name)


def _table(value: Any) -> Dict:
    return value if isinstance(value, Dict) else Dict() if value is None else opened(Dict())


def chained(maps: tuple[Any, ...]) -> Chained:
    return Chained([_table(each) for each in maps] or [Dict()])
