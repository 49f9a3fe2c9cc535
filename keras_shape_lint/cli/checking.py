"""Files through the one hall, one after the other."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator

from keras_shape_lint.analysis import RAISE, Analysis, Settings, Source, analyze
from keras_shape_lint.cli.reading import read
from keras_shape_lint.tracing.project import Project

COLLECT_AFTER = 4_000_000
"""Characters of source after which the graphs of files done with are worth collecting."""

Switches = tuple[tuple[str, str], ...]


def analyses(
    paths: Iterable[str], settings: Settings, switches: Switches = (), with_calls: bool = True
) -> Iterator[Analysis]:
    """One for each path, in order, less the findings that pylint would not show."""
    project = Project()
    read_since = 0
    for path in paths:
        try:
            source = read(path)
        except OSError as error:
            yield Analysis(path, error=f"cannot read: {error.strerror or error}")
            continue
        except (ValueError, LookupError) as error:
            yield Analysis(path, error=f"cannot read: {error}")
            continue
        yield _analysis(source, settings, switches, project, with_calls)
        read_since += len(source.text)
        if read_since > COLLECT_AFTER:
            read_since = 0
            gc.collect()


def _analysis(source: Source, settings: Settings, switches: Switches, project: Project, with_calls: bool) -> Analysis:
    try:
        analysis = analyze(source, settings, project, with_calls)
    except Exception as error:
        if os.environ.get(RAISE):
            raise
        return Analysis(source.path, error=f"the shape tracer failed: {type(error).__name__}: {error}")
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
