"""Findings as pylint messages: the checkers, their options, and where a finding sits in pylint's tree."""

from __future__ import annotations

import sys

from pylint.lint import PyLinter

from keras_shape_lint.pylint_plugin.checkers import ShapesChecker, TraceChecker
from keras_shape_lint.pylint_plugin.options import settings_of
from keras_shape_lint.pylint_plugin.sarif import SarifReporter
from keras_shape_lint.pylint_plugin.traced import Traced

USAGE_ERROR = 32
"""Pylint's exit status for it."""


def register(linter: PyLinter) -> None:
    """Once: the processes of `-j` get a linter with its checkers, and pylint 3.3 loads plugins into it again."""
    if ShapesChecker.name in linter.get_checker_names():
        return
    traced = Traced()
    linter.register_checker(ShapesChecker(linter, traced))
    linter.register_checker(TraceChecker(linter, traced))
    linter.register_reporter(SarifReporter)


def check_options(linter: PyLinter) -> None:
    """Both at once: pylint has no type for a release of Keras, and leaves with another status for a wrong choice."""
    try:
        settings_of(linter).check()
    except ValueError as error:
        print(f"pylint: error: {error}", file=sys.stderr)
        sys.exit(USAGE_ERROR)
