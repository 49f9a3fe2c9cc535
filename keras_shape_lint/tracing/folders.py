"""Where the user's own modules stand: as Python would find them, libraries left aside."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

_INSTALLED = ("site-packages", "dist-packages")


def find_module(importer: str, name: str, level: int, roots: Iterable[str] = ()) -> str | None:
    """The file of a module as seen from the file that imports it: its package, its folder and those above, the roots.

    The folder itself for a package without `__init__.py`. Of what is installed a package is followed by itself alone.
    """
    folder, below = os.path.split(os.path.abspath(importer))
    parts = name.split(".") if name else []
    if level:
        for _ in range(level - 1):
            folder = os.path.dirname(folder)
        return _file(folder, parts)
    while True:
        strange = os.path.basename(folder) in _INSTALLED and parts[:1] != [below.removesuffix(".py")]
        found = None if strange else _file(folder, parts)
        if found is not None:
            return found
        if not _is_package(folder):
            return next(filter(None, (_file(root, parts) for root in roots)), None)
        folder, below = os.path.split(folder)


def package_root(path: str) -> str:
    """The folder from which a file or a package is imported."""
    path = os.path.abspath(path)
    folder = path if os.path.isdir(path) else os.path.dirname(path)
    while _is_package(folder):
        folder = os.path.dirname(folder)
    return folder


def roots_of(path: Iterable[str]) -> tuple[str, ...]:
    """The folders of a `sys.path` that are the user's own: nothing is installed there."""
    installed = tuple({os.path.join(os.path.realpath(p), "") for p in (sys.prefix, sys.base_prefix, sys.exec_prefix)})
    found = dict.fromkeys(os.path.abspath(each) for each in path if isinstance(each, str) and os.path.isdir(each))
    return tuple(folder for folder in found if not _holds_libraries(folder, installed))


def _holds_libraries(folder: str, installed: tuple[str, ...]) -> bool:
    """A project may stand inside the prefix of its interpreter, as in `/usr/src`; libraries are below `lib`."""
    if any(part in _INSTALLED for part in folder.split(os.sep)):
        return True
    whole = os.path.join(os.path.realpath(folder), "")
    return any(
        whole[len(prefix) :].partition(os.sep)[0].rstrip("0123456789") in ("lib", "bin", "Scripts", "Lib", "DLLs")
        for prefix in installed
        if whole.startswith(prefix)
    )


def _is_package(folder: str) -> bool:
    return os.path.exists(os.path.join(folder, "__init__.py"))


def _file(folder: str, parts: list[str]) -> str | None:
    base = os.path.join(folder, *parts)
    for candidate in (base + ".py", os.path.join(base, "__init__.py")):
        if os.path.isfile(candidate) and (parts or candidate.endswith("__init__.py")):
            return candidate
    return base if parts and os.path.isdir(base) and _holds_python(base) else None


def _holds_python(folder: str) -> bool:
    try:
        return any(name.endswith(".py") for name in os.listdir(folder))
    except OSError:
        return False
