"""`keras-shape-lint`: its commands with the options and the configuration they are given."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence

from keras_shape_lint.analysis import Settings
from keras_shape_lint.cli.checking import Switches
from keras_shape_lint.cli.commands import check, shapes
from keras_shape_lint.cli.complaints import NOT_CHECKED, complain, said
from keras_shape_lint.cli.configuration import Configuration, configuration
from keras_shape_lint.cli.options import parser
from keras_shape_lint.cli.roots import roots


def program() -> int:
    """`main` in a process of its own, which ends after it: what is left then is not worth collecting."""
    gc.disable()
    status = main()
    gc.freeze()
    return status


def main(argv: Sequence[str] | None = None) -> int:
    """-> the exit status. argparse itself leaves with SystemExit."""
    collecting = gc.isenabled()
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        return _run(parser().parse_args(argv))
    except OSError as error:
        _flush_or_drop()
        return NOT_CHECKED if isinstance(error, BrokenPipeError) else complain(said(error))
    finally:
        if collecting:
            gc.enable()


def _flush_or_drop() -> None:
    """What a full disk or a closed pipe does not take is dropped, or Python would try again at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(options: argparse.Namespace) -> int:
    if options.command == "explain":
        from keras_shape_lint.cli.explain import run as explain

        return explain(options)
    if options.command == "server":
        return _serve()
    try:
        found = configuration(options.rcfile)
        settings = _settings(options, found)
    except (OSError, ValueError) as error:
        return complain(said(error))
    for line in found.passed_by:
        complain(line)
    status = _asked(options, settings, found.switches)
    return NOT_CHECKED if found.passed_by else status


def _asked(options: argparse.Namespace, settings: Settings, switches: Switches) -> int:
    if options.command == "verify":
        from keras_shape_lint.verify.command import run as verify

        return verify(options, settings, switches)
    if options.command == "fix":
        from keras_shape_lint.cli.fix import run as fix

        return fix(options, settings)
    return (shapes if options.command == "shapes" else check)(options, settings, switches)


def _serve() -> int:
    try:
        from keras_shape_lint.editor.server import serve
    except ImportError as error:
        return complain(f"{error}; the language server needs the extra: pip install 'keras_shape_lint[editor]'")
    serve()
    return 0


def _settings(options: argparse.Namespace, found: Configuration) -> Settings:
    """The command line wins over the configuration. Raises ValueError for a value that cannot be used."""
    settings = Settings(
        options.keras_version or found.keras_version or "auto",
        options.keras_data_format or found.keras_data_format or "auto",
        roots(options.files, found.source_roots),
    )
    settings.check()
    return settings


if __name__ == "__main__":
    sys.exit(main())
