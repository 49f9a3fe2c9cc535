"""`keras-shape-lint check` and `shapes`.

Exit status: 0 no error found; 1 an error (with `--fail-on=W` also a warning); 2 something could not be read or run.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from keras_shape_lint.analysis import Analysis, Settings, Source, Traced
from keras_shape_lint.cli.checking import Switches, analyses, graphs, in_processes
from keras_shape_lint.cli.complaints import NOT_CHECKED, complain, said
from keras_shape_lint.cli.files import files
from keras_shape_lint.cli.reading import read
from keras_shape_lint.findings import Finding

if TYPE_CHECKING:
    from keras_shape_lint.fixes.proposals import Fix

FOUND = 1
"""Exit status: an error, or what `--fail-on` names."""
MANY = 20
"""Files after which a progress bar may be worth its import."""


def check(options: argparse.Namespace, settings: Settings, switches: Switches) -> int:
    """The findings of the files, in the format asked for."""
    if options.write_baseline and not options.baseline:
        return complain("--write-baseline needs --baseline FILE")
    paths = list(files(options.files))
    processes = options.jobs or os.cpu_count() or 1
    if processes > 1 and len(paths) > 1:
        done = _followed(in_processes(paths, settings, switches, processes), len(paths))
    else:
        done = _followed(analyses(paths, settings, switches), len(paths))
    known = 0
    if options.baseline:
        from keras_shape_lint.cli import baseline

        try:
            if options.write_baseline:
                baseline.write(options.baseline, done)
            left = baseline.without(options.baseline, done)
        except (OSError, ValueError) as error:
            return complain(said(error))
        known = sum(len(was.findings) - len(now.findings) for was, now in zip(done, left, strict=True))
        done = left
    _show(_lines(done, options.format, settings))
    return _ended(done, options.fail_on, known)


def _followed(done: Iterable[Analysis], count: int) -> list[Analysis]:
    if count >= MANY and sys.stderr.isatty():
        from keras_shape_lint.cli.progress import followed

        done = followed(done, count, "checking")
    return list(done)


def _lines(done: list[Analysis], form: str, settings: Settings) -> Iterable[str]:
    if form == "json":
        import json

        from keras_shape_lint.views.records import document

        return [json.dumps(document(done, with_calls=False))]
    if form == "sarif":
        import json

        from keras_shape_lint.fixes.proposals import proposals
        from keras_shape_lint.views import sarif

        def repairs(source: Source, analysis: Analysis, finding: Finding) -> list[Fix]:
            return proposals(source, analysis, finding, settings)

        return [json.dumps(sarif.document(done, read, repairs=repairs), indent=1)]
    if form == "github":
        from keras_shape_lint.views.github import workflow_commands

        return [line for analysis in done for line in workflow_commands(analysis)]
    from keras_shape_lint.views.text import findings

    return [line for analysis in done for line in findings(analysis)]


def shapes(options: argparse.Namespace, settings: Settings, switches: Switches) -> int:
    """The tables file by file; of the other formats one document for all."""
    done: list[Analysis] = []
    found = _kept(graphs(files(options.files), settings, switches), done)
    if options.format == "html":
        from keras_shape_lint.views.page import page

        _show([page([(traced, _source(traced.analysis.path)) for traced in found])])
    elif options.format == "json":
        import json

        from keras_shape_lint.views.records import document

        _show([json.dumps(document([traced.analysis for traced in found], with_calls=True))])
    elif options.format == "text":
        from keras_shape_lint.views import models

        for traced in found:
            _show(models.shapes(traced))
    else:
        from keras_shape_lint.views.diagrams import Sheet, dot, mermaid
        from keras_shape_lint.views.drawing import drawing

        sheets = [Sheet(traced.analysis.path, drawing(traced), traced.analysis.cells) for traced in found]
        _show(mermaid(sheets) if options.format == "mermaid" else dot(sheets))
    return _ended(done, options.fail_on)


def _kept(found: Iterable[Traced], done: list[Analysis]) -> Iterator[Traced]:
    """Each, its analysis put down."""
    for traced in found:
        done.append(traced.analysis)
        yield traced


def _source(path: str) -> Source:
    try:
        return read(path)
    except (OSError, ValueError):
        return Source(path, "")


def _show(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
    if sys.stdout is not None:
        sys.stdout.flush()


def _ended(done: list[Analysis], fail_on: str, known: int = 0) -> int:
    """The last lines on stderr, and the exit status. `known` findings are not shown."""
    for analysis in done:
        if analysis.error is not None:
            complain(f"{analysis.path}: {analysis.error}")
    from keras_shape_lint.views.summary import summary

    print(summary(done, known), file=sys.stderr)
    if any(analysis.error is not None for analysis in done):
        return NOT_CHECKED
    failing = "EW" if fail_on == "W" else "E"
    found = any(finding.severity in failing for analysis in done for finding in analysis.findings)
    return FOUND if found else 0
