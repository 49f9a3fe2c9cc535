"""The one guarded way from a module of pylint's to its analysis."""

from __future__ import annotations

import os
from typing import Any, NamedTuple

from astroid import nodes

from keras_shape_lint.analysis import RAISE, Analysis, Settings, Source, analyze


class Outcome(NamedTuple):
    """`failure` is what the tracer itself failed with; the analysis is then empty."""

    analysis: Analysis
    failure: str = ""


class Traced:
    """The outcome for the module being checked, traced once for both checkers.

    `project` lives from the first file to the last; there is none while pylint sends its linter to other processes.
    """

    __slots__ = ("module", "outcome", "project")

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.module: nodes.Module | None = None
        self.outcome = Outcome(Analysis(""))
        self.project: Any = None

    def of(self, module: nodes.Module, settings: Settings) -> Outcome:
        if self.module is not module:
            self.outcome = self._traced(module, settings)
            self.module = module
        return self.outcome

    def _traced(self, module: nodes.Module, settings: Settings) -> Outcome:
        text = _text(module)
        path = module.file or module.name
        try:
            return Outcome(analyze(Source(path, text), settings, self._own_modules(), with_calls=False))
        except Exception as error:
            if os.environ.get(RAISE):
                raise
            return Outcome(Analysis(path), _described(error))

    def _own_modules(self) -> Any:
        if self.project is None:
            from keras_shape_lint.tracing.project import Project

            self.project = Project()
        return self.project


def _text(module: nodes.Module) -> str:
    """What pylint itself read, from the disk or from standard input; nothing for a compiled module."""
    stream = module.stream() if module.pure_python else None
    if stream is None:
        return ""
    with stream:
        data: bytes = stream.read()
    return data.decode(module.file_encoding or "utf-8", "replace").removeprefix("\ufeff")


def _described(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" ({os.path.basename(trace.tb_frame.f_code.co_filename)}, line {trace.tb_lineno})" if trace else ""
    first_line = next(iter(str(error).splitlines()), "")
    return f"The shape tracer failed with {type(error).__name__}: {first_line}{place}"
