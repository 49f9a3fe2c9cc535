"""Paths of a command line as files: a folder stands for its programs and notebooks."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

ENDINGS = (".py", ".ipynb")
PASSED_BY = ("__pycache__", "node_modules", "site-packages")


def files(paths: Iterable[str]) -> Iterator[str]:
    """Each once, folders in order of their names.

    A file that is named is taken whatever it is called, and a folder that holds none stays, not to be read.
    """
    seen: set[str] = set()
    for path in paths:
        for file in (os.path.isdir(path) and _below(path)) or (path,):
            if file not in seen:
                seen.add(file)
                yield file


def _below(folder: str) -> list[str]:
    found = _listed_by_git(folder)
    if found is None:
        found = _walked(folder)
    return sorted(file for file in found if file.endswith(ENDINGS))


def _listed_by_git(folder: str) -> list[str] | None:
    """What git keeps or would keep, so that its ignore files are read as git reads them; None outside a repository."""
    if not _in_repository(folder):
        return None
    import subprocess

    command = ["git", "-C", folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    names = {os.fsdecode(name) for name in done.stdout.split(b"\0") if name.endswith((b".py", b".ipynb"))}
    return [path for path in (_joined(folder, name) for name in names) if os.path.isfile(path)]


def _in_repository(folder: str) -> bool:
    folder = os.path.abspath(folder)
    while not os.path.exists(os.path.join(folder, ".git")):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return False
    return True


def _walked(folder: str) -> list[str]:
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not _passed_by(place, name)]
        found += [_joined(folder, os.path.relpath(os.path.join(place, name), folder)) for name in names]
    return found


def _passed_by(place: str, name: str) -> bool:
    return name.startswith(".") or name in PASSED_BY or os.path.exists(os.path.join(place, name, "pyvenv.cfg"))


def _joined(folder: str, name: str) -> str:
    return name if folder == os.curdir else os.path.join(folder, name)
