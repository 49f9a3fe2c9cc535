"""The command line. What a command does is imported when it is used."""

from __future__ import annotations

import argparse
from typing import Any

from keras_shape_lint import __version__
from keras_shape_lint.analysis import DATA_FORMATS

PROG = "keras-shape-lint"
EXIT_STATUS = (
    "Exit status, the first that applies: 2 something could not be run, 3 a finding refuted, 1 confirmed faults, "
    "4 something undecided, 0 all builds and runs."
)


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog=PROG, description="Finds Keras shape bugs before anything runs.")
    whole.add_argument("--version", action="version", version=f"{PROG} {__version__}")
    commands = whole.add_subparsers(prog=PROG, dest="command", required=True, metavar="COMMAND")
    _add_check(commands)
    _add_shapes(commands)
    _add_verify(commands)
    _add_explain(commands)
    _add_fix(commands)
    commands.add_parser("server", help="the language server for editors, on standard input and output")
    return whole


def _add_check(commands: Any) -> None:
    check = commands.add_parser("check", help="say where Keras will raise")
    _add_files(check, ["text", "json", "github", "sarif"])
    check.add_argument(
        "-j", "--jobs", type=_count, default=1, metavar="N", help="processes; 0 for as many as there are cores"
    )
    check.add_argument("--baseline", metavar="FILE", help="show only findings that this file does not hold")
    check.add_argument(
        "--write-baseline", action="store_true", help="write what is found to the file of --baseline, and show nothing"
    )


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


_count.__name__ = "number of processes"


def _add_shapes(commands: Any) -> None:
    shapes = commands.add_parser("shapes", help="show the models as tables, or draw them")
    _add_files(shapes, ["text", "json", "mermaid", "dot", "html"])


def _add_verify(commands: Any) -> None:
    verify = commands.add_parser("verify", help="ask real Keras, in another process", epilog=EXIT_STATUS)
    add = verify.add_argument
    add("files", nargs="+", metavar="FILE[::FUNCTION]")
    add("--mode", choices=["rebuild", "run"], default="rebuild",
        help="rebuild the traced calls (default), or run the file itself without its training and saving")  # fmt: skip
    add("--format", choices=["text", "json", "github"], default="text")
    add("--device", default="auto", help="auto, cpu, gpu or gpu:N")
    add("--backend", choices=["tensorflow", "jax", "torch"], help="of Keras 3")
    add("--python", metavar="PATH", help="the interpreter whose Keras is asked, down to Python 3.6 and Keras 1")
    add("--timeout", type=float, default=60.0, metavar="SECONDS", help="for one file, 60 if not given")
    add("--memory", type=float, default=6.0, metavar="GIB", help="for the process with Keras, 6 if not given")
    add("--emit-repro", metavar="DIR", help="write a standalone program for each confirmed finding")
    add("--all-shapes", action="store_true", help="list tensors that Keras gives another shape than traced")
    _add_settings(verify)


def _add_fix(commands: Any) -> None:
    fix = commands.add_parser("fix", help="write programs of Keras 1 in today's spelling, where the shapes prove it")
    add = fix.add_argument
    add("files", nargs="+", metavar="FILE", help="programs, notebooks, or folders of them")
    add("--diff", action="store_true", help="show what would change and write nothing")
    _add_settings(fix)


def _add_explain(commands: Any) -> None:
    explain = commands.add_parser("explain", help="say what a message means, with an example")
    explain.add_argument("messages", nargs="*", metavar="MESSAGE", help="symbol or id; without, all are listed")
    explain.add_argument("--pages", metavar="DIR", help="write a page in Markdown for each message")


def _add_files(command: argparse.ArgumentParser, formats: list[str]) -> None:
    """What `check` and `shapes` share."""
    add = command.add_argument
    add("files", nargs="+", metavar="FILE", help="programs, notebooks, or folders of them")
    add("--format", choices=formats, default="text")
    _add_settings(command)
    add("--fail-on", choices=["E", "W"], default="E", help="the least that makes the exit status 1")


def _add_settings(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--keras-version", metavar="RELEASE", help="the Keras that the program is written for")
    add("--keras-data-format", choices=DATA_FORMATS)
    add("--rcfile", metavar="FILE", help="read options from here, not from where pylint would")
