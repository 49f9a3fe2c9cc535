"""Source distributions and wheels of PyPI, unpacked once into a cache. Nothing of them is kept in this repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

CACHE = "KERAS_SHAPE_LINT_CACHE"
"""Environment variable that names the cache folder."""


class Offline(Exception):
    """A package is not in the cache and could not be downloaded, and why, in a line."""


def cache_folder() -> Path:
    named = os.environ.get(CACHE)
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base, "keras-shape-lint", "accuracy")


def package(requirements: str) -> Path:
    """The folder with all that the distributions of `name==version ...` hold. Raises Offline."""
    folder = cache_folder() / "packages" / requirements.replace("==", "-").replace(" ", "+")
    if folder.exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        whole = Path(scratch, "whole")
        for number, requirement in enumerate(requirements.split()):
            shutil.copytree(_unpacked(requirement, Path(scratch, str(number))), whole, dirs_exist_ok=True)
        shutil.move(whole, folder)
    return folder


def _unpacked(requirement: str, scratch: Path) -> Path:
    scratch.mkdir()
    archive = _fetched(requirement, scratch)
    unpacked = scratch / "unpacked"
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            wheel.extractall(unpacked)
        return unpacked
    with tarfile.open(archive) as bundle:
        bundle.extractall(unpacked, filter="data")
    return next(unpacked.iterdir())


def _fetched(requirement: str, folder: Path) -> Path:
    """A wheel where there is one that fits anywhere, else the source distribution, which is not built."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), requirement]
    why = ""
    for kind in (("--no-binary=:all:", "--no-build-isolation"), ("--only-binary=:all:",)):
        done = subprocess.run([*command, *kind], capture_output=True, text=True, timeout=300, check=False)
        found = [path for path in folder.iterdir() if path.is_file()]
        if found:
            return found[0]
        why = (done.stderr.strip().splitlines() or ["no answer"])[-1]
    raise Offline(f"{requirement}: {why}")
