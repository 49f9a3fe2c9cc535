"""The public names of the installed Keras, as `keras-library-stub` gives them to pylint.

`python -m tests.pylint_plugin.public_names` writes them into the package.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from keras_shape_lint.layers.public_names import NAMES


def public_names() -> dict[str, Any]:
    """By module its classes, functions, other values and submodules."""
    import keras

    found: dict[str, Any] = {"": keras.__version__}
    waiting: list[tuple[str, ModuleType]] = [("keras", keras)]
    while waiting:
        path, module = waiting.pop()
        kinds: dict[str, list[str]] = {}
        for name, value in sorted(vars(module).items()):
            if name.startswith("_") or name == "src":
                continue
            kind = "class" if inspect.isclass(value) else "function" if callable(value) else "value"
            if isinstance(value, ModuleType):
                if not value.__name__.startswith("keras."):
                    continue
                kind = "module"
                waiting.append((f"{path}.{name}", value))
            kinds.setdefault(kind, []).append(name)
        found[path] = {kind: " ".join(names) for kind, names in kinds.items()}
    return found


if __name__ == "__main__":
    Path(NAMES).write_text(json.dumps(public_names(), indent=0, sort_keys=True) + "\n", encoding="utf-8")
