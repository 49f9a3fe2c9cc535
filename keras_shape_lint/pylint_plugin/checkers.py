"""The checkers `keras-shapes` (errors and warnings) and `keras-shapes-trace` (what could not be followed)."""

from __future__ import annotations

from astroid import nodes
from pylint import interfaces
from pylint.checkers import BaseChecker
from pylint.lint import PyLinter
from pylint.typing import ExtraMessageOptions, MessageDefinitionTuple

from keras_shape_lint.findings import INTERNAL, NOT_FOLLOWED, Finding, Message, messages
from keras_shape_lint.pylint_plugin.options import OPTIONS, settings_of
from keras_shape_lint.pylint_plugin.placing import node_at
from keras_shape_lint.pylint_plugin.traced import Traced

CONFIDENCES = {level.name: level for level in interfaces.CONFIDENCE_LEVELS}


def _definitions(severities: str) -> dict[str, MessageDefinitionTuple]:
    """Rows of the catalogue as pylint wants them."""
    return {row.msgid: _definition(row) for row in messages() if row.severity in severities}


def _definition(row: Message) -> MessageDefinitionTuple:
    extra: ExtraMessageOptions = {"old_names": list(row.old_names), "default_enabled": row.severity != "I"}
    return "%s", row.symbol, row.description, extra


class ShapesChecker(BaseChecker):
    """Follows tensors through Keras calls and says where Keras will raise."""

    name = "keras-shapes"
    msgs = _definitions("EW")
    options = OPTIONS

    def __init__(self, linter: PyLinter, traced: Traced) -> None:
        super().__init__(linter)
        self.traced = traced

    def open(self) -> None:
        """In every process, before its first file."""
        if self.linter.config.keras_library_stub:
            from keras_shape_lint.pylint_plugin.library_stub import install

            install()

    def visit_module(self, node: nodes.Module) -> None:
        for finding in self.traced.of(node, settings_of(self.linter)).analysis.findings:
            self.report(node, finding)

    def report(self, module: nodes.Module, finding: Finding) -> None:
        self.add_message(
            finding.message.symbol,
            node=node_at(module, finding),
            line=finding.line,
            col_offset=finding.col,
            end_lineno=finding.end_line,
            end_col_offset=finding.end_col,
            args=(finding.text,),
            confidence=CONFIDENCES[finding.confidence],
        )

    def close(self) -> None:
        self.traced.clear()


class TraceChecker(BaseChecker):
    """Says what could not be followed. All its messages are off by default."""

    name = "keras-shapes-trace"
    msgs = _definitions("I")

    def __init__(self, linter: PyLinter, traced: Traced) -> None:
        super().__init__(linter)
        self.traced = traced

    def visit_module(self, node: nodes.Module) -> None:
        analysis, failure = self.traced.of(node, settings_of(self.linter))
        if failure:
            self.add_message(INTERNAL.symbol, node=node, line=1, args=(failure,), confidence=interfaces.HIGH)
        for line, reason in analysis.lost:
            self.add_message(
                NOT_FOLLOWED.symbol,
                node=node,
                line=line,
                args=(f"Shapes are not followed from here on: {reason}",),
                confidence=interfaces.INFERENCE,
            )

    def close(self) -> None:
        self.traced.clear()
