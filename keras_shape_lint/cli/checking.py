"""Files through the one hall, one after the other or in several processes."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Sequence

from keras_shape_lint.analysis import RAISE, Analysis, Settings, Source, Traced, analyze, graph_of
from keras_shape_lint.cli.reading import read, unread
from keras_shape_lint.tracing.project import Project

COLLECT_AFTER = 4_000_000
"""Characters of source after which the graphs of files done with are worth collecting."""
PARTS = 4
"""Of the files of each process: some take longer than others."""

Switches = tuple[tuple[str, str], ...]


def analyses(paths: Iterable[str], settings: Settings, switches: Switches = ()) -> Iterator[Analysis]:
    """One for each path, in order, less the findings that pylint would not show; calls are counted only."""
    for traced in graphs(paths, settings, switches, keep=False):
        yield traced.analysis


def graphs(paths: Iterable[str], settings: Settings, switches: Switches = (), keep: bool = True) -> Iterator[Traced]:
    """As `analyses`, each with its graph if that is to be kept."""
    project = Project()
    read_since = 0
    for path in paths:
        try:
            source = read(path)
        except (OSError, ValueError) as error:
            yield Traced(Analysis(path, error=unread(error)))
            continue
        yield traced(source, settings, switches, project, keep)
        read_since += len(source.text)
        if read_since > COLLECT_AFTER:
            read_since = 0
            gc.collect()


def in_processes(
    paths: Sequence[str], settings: Settings, switches: Switches, processes: int
) -> Iterator[Analysis]:  # fmt: skip
    """As `analyses`. Neighbours stay together, so that what they import is read once."""
    from concurrent.futures import ProcessPoolExecutor

    size = max(1, len(paths) // (processes * PARTS))
    parts = [paths[start : start + size] for start in range(0, len(paths), size)]
    with ProcessPoolExecutor(min(processes, len(parts) or 1)) as pool:
        for done in pool.map(_part, parts, [settings] * len(parts), [switches] * len(parts)):
            yield from done


def _part(paths: Sequence[str], settings: Settings, switches: Switches) -> list[Analysis]:
    return list(analyses(paths, settings, switches))


def traced(
    source: Source, settings: Settings, switches: Switches, project: Project, keep: bool = True
) -> Traced:  # fmt: skip
    """One source; a failure of the tracer itself becomes the error of its analysis."""
    try:
        found = graph_of(source, settings, project) if keep else Traced(analyze(source, settings, project, False))
    except Exception as error:
        if os.environ.get(RAISE):
            raise
        return Traced(Analysis(source.path, error=f"the shape tracer failed: {type(error).__name__}: {error}"))
    return found._replace(analysis=shown(source, found.analysis, switches))


def shown(source: Source, analysis: Analysis, switches: Switches) -> Analysis:
    """Less the findings that pylint would not show."""
    if not analysis.findings or not ("pylint:" in source.text or _may_silence(switches, analysis)):
        return analysis
    from keras_shape_lint.pylint_plugin.pragmas import heard

    return analysis._replace(findings=heard(source, analysis.findings, switches))


def _may_silence(switches: Switches, analysis: Analysis) -> bool:
    """Most configurations disable messages of others; pylint is not loaded for these."""
    named = {name.strip().lower() for action, names in switches if action == "disable" for name in names.split(",")}
    if named & {"all", "e", "w", "error", "warning", "keras-shapes"}:
        return True
    return any(row.symbol in named or row.msgid.lower() in named for row in (f.message for f in analysis.findings))
