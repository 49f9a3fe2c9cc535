"""The one hall that every surface enters: source text in, calls with shapes and findings out."""

from __future__ import annotations

from typing import Any, NamedTuple

from keras_shape_lint.findings import Finding
from keras_shape_lint.layers.world import World, worlds_of

RAISE = "KERAS_SHAPE_LINT_RAISE"
"""Environment variable that makes every surface re-raise a failure of the tracer, as tests do."""


class Source(NamedTuple):
    """The text of a file. For a notebook, the code of its cells in a row, and the first line of each."""

    path: str
    text: str
    cells: tuple[int, ...] = ()


def place(cells: tuple[int, ...], line: int) -> tuple[int | None, int]:
    """A line of a source as people know it: the number of its code cell, None outside notebooks, and the line in it."""
    number = sum(first <= line for first in cells)
    return (number, line - cells[number - 1] + 1) if number else (None, line)


def place_text(cells: tuple[int, ...], line: int) -> str:
    """As `place`, in words: `line 3`, in a notebook `cell 2 line 3`."""
    cell, line = place(cells, line)
    return f"line {line}" if cell is None else f"cell {cell} line {line}"


def lines_of(text: str) -> list[str]:
    """As Python and the protocols of editors count them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


DATA_FORMATS = ("auto", "channels_last", "channels_first")


class Settings(NamedTuple):
    """`keras_version` and `keras_data_format` are pylint's options of the same names; `check` says whether they can be.

    `roots`: folders in which imported modules are looked for after the importing file's own, in this order.
    `backend`: the one that Keras runs on, where that is known.
    """

    keras_version: str = "auto"
    keras_data_format: str = "auto"
    roots: tuple[str, ...] = ()
    backend: str | None = None

    @property
    def worlds(self) -> tuple[World, ...]:
        if self.keras_data_format not in DATA_FORMATS:
            raise ValueError(f"keras-data-format {self.keras_data_format!r} is not one of {', '.join(DATA_FORMATS)}")
        return worlds_of(self.keras_version, self.keras_data_format, self.backend)

    def check(self) -> None:
        """Raises ValueError, in one line, for a value that cannot be used."""
        _ = self.worlds


class Call(NamedTuple):
    """One Keras call site with one tuple of shapes, in the form of the JSON format."""

    line: int
    col: int
    end_line: int
    end_col: int
    kind: str
    callee: str
    function: str
    inputs: tuple[Any, ...]
    outputs: tuple[Any, ...]
    path: tuple[str, ...]


class Analysis(NamedTuple):
    """What `analyze` gives. With `error`, a line saying why the file could not be read, the lists are empty.

    `followed` of `sites` Keras call sites have shapes; `lost` says, by line, why the others do not. `cells` are those
    of the source: lines count through all of them.
    """

    path: str
    findings: tuple[Finding, ...] = ()
    calls: tuple[Call, ...] = ()
    error: str | None = None
    sites: int = 0
    followed: int = 0
    lost: tuple[tuple[int, str], ...] = ()
    cells: tuple[int, ...] = ()


class Traced(NamedTuple):
    """An analysis with what it was made from.

    `nodes` are graph.Node in the order of the calls, in imported modules too, each with the decision that its run
    turned the other way, None in the first run of an entry. `faults` are graph.Fault, those that hold in every
    plausible world first. `worlds` are the layers.world.World that the file's own evidence leaves, `world` the one that
    was traced. `models` are nodes of the models made, Sequential ones as far as they were built.
    """

    analysis: Analysis
    nodes: tuple[tuple[Any, str | None], ...] = ()
    faults: tuple[Any, ...] = ()
    worlds: tuple[World, ...] = ()
    models: tuple[tuple[Any, str | None], ...] = ()
    world: World | None = None


def mentions_keras(text: str) -> bool:
    """A text that holds neither word holds no Keras call of its own."""
    return "keras" in text or "tensorflow" in text


def is_worth_tracing(source: Source, settings: Settings, project: Any) -> bool:
    """Whether the text can hold a Keras call, or come to one in the user's own modules that it imports."""
    if mentions_keras(source.text):
        return True
    if "import" not in source.text:
        return False
    from keras_shape_lint.tracing.project import Project

    return (project or Project()).leads_to_keras(source.path, source.text, settings.roots)


def analyze(source: Source, settings: Settings | None = None, project: Any = None, with_calls: bool = True) -> Analysis:
    """Trace the Keras calls of one file. Never runs it and never raises on what the file holds.

    `project` (tracing.project.Project) resolves imports of the user's own modules; without one each file is alone.
    Surfaces that show findings alone leave the records of the calls out.
    """
    settings = settings or Settings()
    if not is_worth_tracing(source, settings, project):
        return Analysis(source.path, cells=source.cells)
    from keras_shape_lint.tracing.session import trace

    return trace(source, settings, project, with_calls)


def graph_of(source: Source, settings: Settings | None = None, project: Any = None) -> Traced:
    """As `analyze`, the graph kept."""
    settings = settings or Settings()
    if not is_worth_tracing(source, settings, project):
        return Traced(Analysis(source.path, cells=source.cells))
    from keras_shape_lint.tracing.session import traced

    return traced(source, settings, project)
