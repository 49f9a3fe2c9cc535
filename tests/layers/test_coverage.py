"""Every public layer and function on tensors of the installed Keras has a rule, or a reason why not."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

import pytest

from keras_shape_lint.layers.indexing import modules
from keras_shape_lint.layers.opaque import OLD_BACKEND, TABLES, opaque

keras = pytest.importorskip("keras")
RULED = modules()
PINNED = "3.15.1"
"""The release whose every name is known; of others the missing ones are reported, not refused."""


def public(module: Any) -> list[str]:
    """Its classes and functions; of classes beside layers only those that are called on tensors count."""
    found = []
    for name, value in vars(module).items():
        if not name.startswith("_") and (inspect.isclass(value) or inspect.isfunction(value)):
            found.append(name)
    return found


def missing(names: list[str], prefix: str, table: dict[str, str]) -> list[str]:
    without = opaque(table)
    both = [name for name in without if f"{prefix}.{name}" in RULED]
    assert not both, f"ruled and opaque: {both}"
    return [name for name in names if f"{prefix}.{name}" not in RULED and name not in without]


@pytest.mark.parametrize("prefix", TABLES)
def test_every_name_is_ruled_or_said_why_not(prefix: str) -> None:
    left = missing(public(importlib.import_module(prefix)), prefix, TABLES[prefix])
    if keras.__version__ != PINNED and left:
        pytest.skip(f"{prefix} of Keras {keras.__version__} has no rule for {', '.join(left)}")
    assert left == []


@pytest.mark.parametrize("prefix", TABLES)
def test_no_reason_for_a_name_that_does_not_exist(prefix: str) -> None:
    if keras.__version__ != PINNED:
        pytest.skip(f"measured with Keras {PINNED}")
    module = importlib.import_module(prefix)
    assert [name for name in opaque(TABLES[prefix]) if not hasattr(module, name)] == []


def test_every_function_of_the_old_backend() -> None:
    module = pytest.importorskip("keras.src.legacy.backend")
    names = [name for name in public(module) if getattr(module, name).__module__ == module.__name__]
    assert missing(names, "keras.backend", OLD_BACKEND) == []
