"""Writes the lazy-loading index from the rules themselves."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

HEADER = '''"""Generated: canonical name -> module of its rule. `python -m keras_shape_lint.layers.indexing` writes it."""

MODULES: dict[str, str] = {
'''


def modules() -> dict[str, str]:
    """Canonical name -> module, of every rule in this package. Imports all families."""
    import keras_shape_lint.layers as package
    from keras_shape_lint.layers.rule import registered

    for info in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{info.name}")
    return {name: rule.run.__module__.rpartition(".")[2] for name, rule in sorted(registered().items())}


def text() -> str:
    return HEADER + "".join(f'    "{name}": "{module}",\n' for name, module in modules().items()) + "}\n"


if __name__ == "__main__":
    Path(__file__).with_name("index.py").write_text(text(), encoding="utf-8")
