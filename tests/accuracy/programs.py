"""The programs that accuracy is measured on. None was written for this checker."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.accuracy.download import package

DRIVERS = Path(__file__).parent / "drivers"


class Program(NamedTuple):
    """`folder`: whose files count; `root`: where imports are found; `keras`: the generation that can run it."""

    group: str
    name: str
    path: Path
    text: str
    folder: Path
    root: Path
    module: str = "__main__"
    keras: str = "3"

    def job(self) -> dict[str, Any]:
        return {
            "path": str(self.path), "text": self.text, "folder": str(self.folder), "root": str(self.root),
            "name": self.module, "mode": "run", "function": None, "sizes": [],
        }  # fmt: skip


def applications() -> Iterator[Program]:
    """Every module of the installed Keras' applications, its builders called with their defaults, without weights."""
    spec = importlib.util.find_spec("keras")
    if spec is None or spec.origin is None:
        return
    site = Path(spec.origin).parent.parent
    yield from _builders("applications", site / "keras" / "src" / "applications", site, "keras.src.applications", "3")


def _builders(group: str, folder: Path, root: Path, package_name: str, keras: str) -> Iterator[Program]:
    for path in sorted(folder.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        calls = [f"{name}(weights=None)\n" for name in builders(text)]
        if calls and not path.stem.endswith("_test"):
            module = f"{package_name}.{path.stem}"
            yield Program(group, path.stem, path, text + "\n" + "".join(calls), folder, root, module, keras)


def builders(text: str) -> list[str]:
    """Public functions of a module whose every parameter has a default, `weights` being one of them."""
    return [
        node.name
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef)
        and node.name[:1].isupper()
        and len(node.args.args) == len(node.args.defaults)
        and "weights" in [arg.arg for arg in node.args.args]
    ]


def examples(version: str) -> Iterator[Program]:
    """The scripts that a Keras release brought along. Raises Offline."""
    folder = package(f"keras=={version}") / "examples"
    for path in sorted(folder.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        if _parses(text):
            yield Program(f"examples {version}", path.stem, path, text, folder, folder, "__main__", version)


def old_applications() -> Iterator[Program]:
    folder = package("keras==1.2.2")
    yield from _builders("applications 1.2.2", folder / "keras" / "applications", folder, "keras.applications", "1.2.2")


def packages() -> Iterator[Program]:
    """One for each file of `drivers`, which names its package in the first line. Raises Offline."""
    for path in sorted(DRIVERS.glob("*.py")):
        yield driven(path)


def driven(path: Path) -> Program:
    text = path.read_text(encoding="utf-8")
    needs, _, generation = text.partition("\n")[0].removeprefix("# ").partition(" with keras ")
    root = package(needs.strip())
    return Program("packages", path.stem, root / "driver.py", text, root, root, "__main__", generation.strip())


def own(path: Path) -> Program:
    """Any file, with the modules beside it."""
    path = path.resolve()
    return Program("files", path.stem, path, path.read_text(encoding="utf-8"), path.parent, path.parent)


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True
