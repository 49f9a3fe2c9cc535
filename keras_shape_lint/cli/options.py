"""The command line. What a command does is imported when it is used."""

from __future__ import annotations

import argparse
from math import inf
from typing import Any

from keras_shape_lint import __version__
from keras_shape_lint.analysis import DATA_FORMATS

PROG = "keras-shape-lint"
FORMAT = "what is written to standard output, text if not given"
OF_CHECK = "Exit status: 0 no error found, 1 an error, 2 something could not be read."
OF_VERIFY = (
    "Exit status, the first that applies: 2 something could not be run, 3 a finding refuted, 1 confirmed faults, "
    "4 something undecided, 0 all builds and runs."
)
OF_FIX = "Exit status: 0 done, 1 with --diff something would change, 2 something could not be read."


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog=PROG, description="Finds Keras shape bugs before anything runs.")
    whole.add_argument("--version", action="version", version=f"{PROG} {__version__}")
    commands = whole.add_subparsers(prog=PROG, dest="command", required=True, metavar="COMMAND")
    _add_check(commands)
    _add_shapes(commands)
    _add_verify(commands)
    _add_explain(commands)
    _add_fix(commands)
    _add(commands, "server", "the language server for editors, on standard input and output")
    return whole


def _add(commands: Any, name: str, does: str, epilog: str | None = None) -> Any:
    return commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.", epilog=epilog)


def _add_check(commands: Any) -> None:
    check = _add(commands, "check", "say where Keras will raise", OF_CHECK)
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


def _amount(text: str) -> float:
    number = float(text)
    if not 0 < number < inf:
        raise ValueError(text)
    return number


_amount.__name__ = "amount"


def _add_shapes(commands: Any) -> None:
    shapes = _add(commands, "shapes", "show the models as tables, or draw them", OF_CHECK)
    _add_files(shapes, ["text", "json", "mermaid", "dot", "html"])


def _add_verify(commands: Any) -> None:
    verify = _add(commands, "verify", "ask real Keras, in another process", OF_VERIFY)
    add = verify.add_argument
    add("files", nargs="+", metavar="FILE[::FUNCTION]", help="a program, or one function of it that builds a model")
    add("--mode", choices=["rebuild", "run"], default="rebuild",
        help="rebuild the traced calls (default), or run the file itself without its training and saving")  # fmt: skip
    add("--format", choices=["text", "json", "github"], default="text", help=FORMAT)
    add("--device", default="auto", help="auto, cpu, gpu or gpu:N, auto if not given")
    add("--backend", choices=["tensorflow", "jax", "torch"], help="what Keras 3 runs on")
    add("--python", metavar="PATH", help="the interpreter whose Keras is asked, down to Python 3.6 and Keras 1")
    add("--timeout", type=_amount, default=60.0, metavar="SECONDS", help="for one file, 60 if not given")
    add("--memory", type=_amount, default=6.0, metavar="GIB", help="for the process with Keras, 6 if not given")
    add("--emit-repro", metavar="DIR", help="write a standalone program for each confirmed finding")
    add("--all-shapes", action="store_true", help="list tensors that Keras gives another shape than traced")
    _add_settings(verify)


def _add_fix(commands: Any) -> None:
    fix = _add(commands, "fix", "write programs of Keras 1 in today's spelling, where the shapes prove it", OF_FIX)
    add = fix.add_argument
    add("files", nargs="+", metavar="FILE", help="programs, notebooks, or folders of them")
    add("--diff", action="store_true", help="show what would change and write nothing")
    _add_settings(fix)


def _add_explain(commands: Any) -> None:
    explain = _add(commands, "explain", "say what a message means, with an example")
    explain.add_argument("messages", nargs="*", metavar="MESSAGE", help="symbol or id; without, all are listed")
    explain.add_argument("--pages", metavar="DIR", help="write a page in Markdown for each")


def _add_files(command: argparse.ArgumentParser, formats: list[str]) -> None:
    """What `check` and `shapes` share."""
    add = command.add_argument
    add("files", nargs="+", metavar="FILE", help="programs, notebooks, or folders of them")
    add("--format", choices=formats, default="text", help=FORMAT)
    _add_settings(command)
    add("--fail-on", choices=["E", "W"], default="E", help="the least that makes the exit status 1, E if not given")


def _add_settings(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--keras-version", metavar="RELEASE", help="the Keras that the program is written for, auto if not given")
    add("--keras-data-format", choices=DATA_FORMATS, help="image_data_format, where the program does not set it")
    add("--rcfile", metavar="FILE", help="read options from here, not from where pylint would")
