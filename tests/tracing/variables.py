"""What the tracer makes of a module's variables."""

from __future__ import annotations

from typing import Any

import keras_shape_lint.tracing.session  # noqa: F401  (how names of Keras are called)
from keras_shape_lint.layers.world import MEASURED
from keras_shape_lint.tracing.modules import Imports, execute_module
from keras_shape_lint.tracing.project import Project, parse
from keras_shape_lint.tracing.run import Budget, Limits, Run
from keras_shape_lint.tracing.worlds import Worlds


def traced(text: str) -> dict[str, Any]:
    """The variables of a module as the tracer sees them."""
    worlds = Worlds(MEASURED, False)
    limits = Limits()
    run = Run(MEASURED[0], worlds, Imports(Project()), limits, Budget(limits.total), float("inf"))
    variables: dict[str, Any] = {"__file__": "program.py"}
    execute_module(run, parse(text), "program.py", variables)
    return variables
