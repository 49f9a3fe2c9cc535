"""Finds Keras shape bugs before anything runs: a pylint plugin, and the engine behind it."""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"


def register(linter: Any) -> None:
    """Called by pylint for `load-plugins=keras_shape_lint`."""
    from keras_shape_lint.pylint_plugin import register as register_checkers

    register_checkers(linter)


def load_configuration(linter: Any) -> None:
    """Called by pylint once all options are read. Exits as pylint does for a value that it cannot use."""
    from keras_shape_lint.pylint_plugin import check_options

    check_options(linter)
