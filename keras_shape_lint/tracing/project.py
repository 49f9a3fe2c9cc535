"""The files of the user's own that others import: each read and parsed once, until it changes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from keras_shape_lint.analysis import mentions_keras
from keras_shape_lint.tracing.folders import find_module
from keras_shape_lint.tracing.pieces import LONG, parse

if TYPE_CHECKING:
    import ast

MOST_MODULES = 50
"""Imported modules that are followed from one file."""


class Project:
    """Files by path and time of change; `overlays` are texts an editor has not saved."""

    def __init__(self, overlays: dict[str, str] | None = None) -> None:
        self.overlays = {} if overlays is None else overlays
        self._trees: dict[str, tuple[float, ast.Module | None]] = {}
        self._uses: dict[str, tuple[float, Uses]] = {}

    def tree(self, path: str) -> ast.Module | None:
        """None when the file cannot be read or parsed."""
        tree: ast.Module | None = self._known(self._trees, path, parse)
        return tree

    def leads_to_keras(self, path: str, text: str, roots: tuple[str, ...]) -> bool:
        """Whether a module of the user's own that this text imports, or one that is imported there, mentions Keras."""
        seen: set[str] = set()
        pending = [(path, name, level, members) for name, level, members in _imported(text)]
        while pending and len(seen) < MOST_MODULES:
            importer, name, level, members = pending.pop()
            found = find_module(importer, name, level, roots)
            if found is None or found in seen:
                continue
            if not found.endswith(".py") or found.endswith("__init__.py"):
                inside = found if found.endswith(".py") else os.path.join(found, "__init__.py")
                pending += [(inside, member, 1, ()) for member in members]
            if found.endswith(".py"):
                seen.add(found)
                keras, imported = self._known(self._uses, found, _uses) or (False, ())
                if keras:
                    return True
                pending += [(found, *each) for each in imported]
        return False

    def _known(self, cache: dict[str, tuple[float, Any]], path: str, made: Any) -> Any:
        """What is made of the text of a file, None where that fails; of what is not saved nothing is kept."""
        try:
            if path in self.overlays:
                return made(self.overlays[path])
            changed = os.stat(path).st_mtime
            known = cache.get(path)
            if known is None or known[0] != changed:
                with open(path, "rb") as file:
                    known = cache[path] = changed, made(file.read(LONG).decode("utf-8"))
            return known[1]
        except (OSError, ValueError):
            return None


Import = tuple[str, int, tuple[str, ...]]
"""A module, its leading dots, and the names that are taken from it."""
Uses = tuple[bool, tuple[Import, ...]]
"""Whether a text mentions Keras, and else what it imports."""


def _uses(text: str) -> Uses:
    return (True, ()) if mentions_keras(text) else (False, tuple(_imported(text)))


def _imported(text: str) -> Iterator[Import]:
    """Read off the lines that start as imports do, without a parser."""
    lines = iter(text.split("\n") if "import" in text else ())
    for line in lines:
        if "import " not in line or not line.lstrip().startswith(("import ", "from ")):
            continue
        words = line.replace(",", " ").split()
        if words[0] == "import":
            yield from ((name, 0, ()) for name in words[1:])
        elif len(words) > 3 and words[2] == "import":
            while "(" in line and ")" not in line:
                line += " " + next(lines, ")")
            name = words[1].lstrip(".")
            members = line.partition(" import ")[2]
            for mark in ",()":
                members = members.replace(mark, " ")
            yield name, len(words[1]) - len(name), tuple(members.split())
