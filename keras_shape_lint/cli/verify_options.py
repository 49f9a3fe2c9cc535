"""The options of `verify`; what they do is imported when they are used."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.analysis import DATA_FORMATS

EXIT_STATUS = (
    "Exit status, the first that applies: 2 something could not be run, 3 a finding refuted, 1 confirmed faults, "
    "4 something undecided, 0 all builds and runs."
)


def add_verify(commands: Any) -> None:
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
    add("--keras-version", metavar="RELEASE", help="the Keras that the program is written for")
    add("--keras-data-format", choices=DATA_FORMATS)
    add("--rcfile", metavar="FILE", help="read options from here, not from where pylint would")
