"""The public names of today's Keras, by module; `python -m tests.pylint_plugin.public_names` writes them."""

from __future__ import annotations

import json
import os
from functools import cache

NAMES = os.path.join(os.path.dirname(__file__), "public_names.json")


@cache
def public_names() -> dict[str, dict[str, str]]:
    """Module -> its classes, functions, other values and submodules, each names in a row."""
    with open(NAMES, encoding="utf-8") as file:
        return {path: kinds for path, kinds in json.load(file).items() if path}


def is_public(module: str, name: str) -> bool:
    """Whether today's Keras has the name in that module."""
    return any(name in names.split() for names in public_names().get(module, {}).values())
