"""`keras-shape-lint check`, `shapes` and `verify`.

Exit status of `check` and `shapes`: 0 no error found; 1 an error (with `--fail-on=W` also a warning); 2 something
could not be read or run.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence

from keras_shape_lint import __version__
from keras_shape_lint.analysis import DATA_FORMATS, Analysis, Settings
from keras_shape_lint.cli.checking import analyses
from keras_shape_lint.cli.configuration import Configuration, configuration
from keras_shape_lint.cli.verify_options import add_verify

FOUND, NOT_CHECKED = 1, 2
PROG = "keras-shape-lint"


def main(argv: Sequence[str] | None = None) -> int:
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _run(_parser().parse_args(argv))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_CHECKED
    finally:
        if collecting:
            gc.enable()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=PROG, description="Finds Keras shape bugs before anything runs.")
    parser.add_argument("--version", action="version", version=f"{PROG} {__version__}")
    commands = parser.add_subparsers(prog=PROG, dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="say where Keras will raise")
    shapes = commands.add_parser("shapes", help="show every Keras call with its shapes")
    for command, formats in ((check, ["text", "json", "github"]), (shapes, ["text", "json"])):
        command.add_argument("files", nargs="+", metavar="FILE")
        command.add_argument("--format", choices=formats, default="text")
        command.add_argument("--keras-version", metavar="RELEASE", help="the Keras that the program is written for")
        command.add_argument("--keras-data-format", choices=DATA_FORMATS)
        command.add_argument("--rcfile", metavar="FILE", help="read options from here, not from where pylint would")
        command.add_argument(
            "--fail-on", choices=["E", "W"], default="E", help="the least that makes the exit status 1"
        )
    add_verify(commands)
    return parser


def _run(options: argparse.Namespace) -> int:
    try:
        found = configuration(options.rcfile)
        settings = _settings(options, found)
    except (OSError, ValueError) as error:
        _complain(str(error))
        return NOT_CHECKED
    if options.command == "verify":
        from keras_shape_lint.verify.command import run

        return run(options, settings, found.switches, _complain)
    done = list(analyses(options.files, settings, found.switches, options.command == "shapes"))
    for line in _lines(done, options.command, options.format):
        print(line)
    sys.stdout.flush()
    for analysis in done:
        if analysis.error is not None:
            _complain(f"{analysis.path}: {analysis.error}")
    from keras_shape_lint.views.summary import summary

    print(summary(done), file=sys.stderr)
    return _status(done, options.fail_on)


def _settings(options: argparse.Namespace, found: Configuration) -> Settings:
    """The command line wins over the configuration. Raises ValueError for a value that cannot be used."""
    settings = Settings(
        options.keras_version or found.keras_version or "auto",
        options.keras_data_format or found.keras_data_format or "auto",
    )
    settings.worlds  # noqa: B018
    return settings


def _lines(done: list[Analysis], command: str, form: str) -> list[str]:
    if form == "json":
        import json

        from keras_shape_lint.views.records import document

        return [json.dumps(document(done, with_calls=command == "shapes"))]
    if form == "github":
        from keras_shape_lint.views.github import workflow_commands

        return [line for analysis in done for line in workflow_commands(analysis)]
    from keras_shape_lint.views import text

    view = text.shapes if command == "shapes" else text.findings
    return [line for analysis in done for line in view(analysis)]


def _status(done: list[Analysis], fail_on: str) -> int:
    if any(analysis.error is not None for analysis in done):
        return NOT_CHECKED
    failing = "EW" if fail_on == "W" else "E"
    return FOUND if any(f.severity in failing for analysis in done for f in analysis.findings) else 0


def _complain(text: str) -> None:
    print(f"{PROG}: error: {' '.join(text.split())}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
