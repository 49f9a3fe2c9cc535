"""Where imports are looked for beyond the folders of the importing file: the folders that pylint adds to its path."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Sequence

from keras_shape_lint.tracing.folders import package_root, roots_of


def roots(arguments: Iterable[str], source_roots: str) -> tuple[str, ...]:
    """The package root of each argument, or the one of pylint's `source-roots` that it lies in or above; then
    PYTHONPATH and what is installed from its own sources."""
    named = [found for each in source_roots.split(",") if each.strip() for found in _matching(each.strip())]
    own = [next((root for root in named if _related(root, path)), package_root(path)) for path in arguments]
    return roots_of((*own, *sys.path[1:]))


def _matching(pattern: str) -> Sequence[str]:
    path = os.path.abspath(os.path.expanduser(pattern))
    return sorted(glob.glob(path, recursive=True)) or [path]


def _related(root: str, path: str) -> bool:
    folder = os.path.abspath(path)
    if not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    return os.path.commonpath([root, folder]) in (root, folder)
