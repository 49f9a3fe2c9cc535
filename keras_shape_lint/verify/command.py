"""`keras-shape-lint verify`.

Exit status, the first that applies: 2 something could not be run; 3 a finding that Keras refutes; 1 confirmed faults;
4 something undecided; 0 all builds and runs.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys

from keras_shape_lint.analysis import Settings, Source, Traced, graph_of
from keras_shape_lint.cli.checking import Switches, shown
from keras_shape_lint.cli.complaints import complain
from keras_shape_lint.cli.progress import followed
from keras_shape_lint.tracing.project import Project
from keras_shape_lint.verify import views
from keras_shape_lint.verify.process import CannotRun, Environment
from keras_shape_lint.verify.verifying import Report, reports, status


def run(options: argparse.Namespace, settings: Settings, switches: Switches) -> int:
    if not _device(options.device):
        return complain(f"--device {options.device!r} is not one of auto, cpu, gpu, gpu:N")
    environment = Environment(
        options.python or sys.executable, options.backend, options.device, options.timeout,
        int(options.memory * (1 << 30)),
    )  # fmt: skip

    def traced(source: Source, settings: Settings, project: Project) -> Traced:
        graph = graph_of(source, settings, project)
        return graph._replace(analysis=shown(source, graph.analysis, switches))

    pretty = options.format == "text" and sys.stdout.isatty() and importlib.util.find_spec("rich") is not None
    found = reports(options.files, settings, environment, options.mode, traced)
    done: list[Report] = []
    try:
        if pretty:
            done += followed(found, len(options.files), "verifying")
        else:
            for report in found:
                done.append(report)
                _show(report, options)
    except CannotRun as error:
        return complain(str(error))
    if pretty:
        from keras_shape_lint.verify.rich_table import show

        show(done)
    if options.format == "json":
        print(json.dumps(views.document(done, options.all_shapes)))
    if options.emit_repro is not None:
        from keras_shape_lint.verify.repro import emit

        for line in emit(done, options.emit_repro, settings, environment):
            print(line, file=sys.stderr)
    for report in done:
        if report.error is not None:
            complain(f"{report.path}: {report.error}")
    print(views.summary(done), file=sys.stderr)
    return status(done)


def _show(report: Report, options: argparse.Namespace) -> None:
    if options.format == "json" or report.error is not None:
        return
    for line in views.commands(report) if options.format == "github" else views.lines(report, options.all_shapes):
        print(line, flush=True)


def _device(text: str) -> bool:
    return text in ("auto", "cpu", "gpu") or (text.startswith("gpu:") and text[4:].isdigit())
