"""Pylint's own word on which findings a source or a configuration silences, for surfaces outside pylint."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from tokenize import TokenError

from astroid import nodes
from astroid.builder import AstroidBuilder
from astroid.exceptions import AstroidError
from astroid.manager import AstroidManager
from pylint.exceptions import UnknownMessageError
from pylint.lint import PyLinter
from pylint.reporters import CollectingReporter
from pylint.utils import FileState, tokenize_module

from keras_shape_lint.analysis import Source
from keras_shape_lint.findings import Finding
from keras_shape_lint.pylint_plugin import register
from keras_shape_lint.pylint_plugin.checkers import CONFIDENCES


def heard(source: Source, findings: Sequence[Finding], switches: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
    """The findings that pylint would show.

    `switches` are the options `enable` and `disable` of a configuration with their values, in its order.
    """
    linter = PyLinter(reporter=CollectingReporter())
    register(linter)
    _switch(linter, switches)
    if "pylint:" in source.text and not _read_pragmas(linter, source):
        return ()
    return tuple(
        finding
        for finding in findings
        if linter.is_message_enabled(finding.message.msgid, finding.line, CONFIDENCES[finding.confidence])
    )


def _switch(linter: PyLinter, switches: Iterable[tuple[str, str]]) -> None:
    """As pylint does, an option that names `all` counts before the others."""
    for action, names in sorted(
        ((action, _split(names)) for action, names in switches), key=lambda s: "all" not in s[1]
    ):
        turn: Callable[[str], None] = linter.enable if action == "enable" else linter.disable
        for name in names:
            try:
                turn(name)
            except UnknownMessageError:
                continue


def _split(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _read_pragmas(linter: PyLinter, source: Source) -> bool:
    """False where the source says that pylint is to skip the file."""
    name = os.path.splitext(os.path.basename(source.path))[0]
    try:
        module = _Builder(AstroidManager(), apply_transforms=False).string_build(source.text, name, source.path)
        tokens = tokenize_module(module)
    except (AstroidError, TokenError, SyntaxError):
        return True
    linter.set_current_module(name)
    linter.file_state = FileState(name, linter.msgs_store, module)
    linter.process_tokens(tokens)
    return not linter._ignore_file


class _Builder(AstroidBuilder):  # type: ignore[misc]
    """Builds the tree and infers nothing: an attribute set on a Keras model would load Keras' sources."""

    def delayed_assattr(self, node: nodes.AssignAttr) -> None:
        """Not needed for pragmas."""

    def add_from_names_to_locals(self, *_: object) -> None:
        """Not needed for pragmas; takes more arguments in astroid 4."""
