"""Holds what the checker says of a program against what Keras did with it."""

from __future__ import annotations

import ast
import re
from typing import Any

from keras_shape_lint.analysis import Analysis, Call, Settings, Source, analyze
from tests.live.session import FILE, Session

NOT_SAID = "you cannot mix tensors and non-tensors"
"""Why Keras refuses an array beside a tensor; that it is none of `tf.data`, which gives tensors, nobody can tell."""


def disagreements(session: Session) -> list[str]:
    """One line for each statement on which the two differ; empty when they agree."""
    analysis = analyze(Source(FILE, session.text), Settings(keras_version="3"))
    if analysis.error:
        return [f"cannot analyze: {analysis.error}"]
    return [*_verdicts(session, analysis), *_shapes(session, analysis)]


def _verdicts(session: Session, analysis: Analysis) -> list[str]:
    errors = {finding.line: finding for finding in analysis.findings if finding.severity == "E"}
    refused = {outcome.refused_at: outcome for outcome in session.outcomes if outcome.refused_at}
    excused = _aborted(session)
    out = [
        f"{line}: `{_line(session, line)}` Keras refuses ({outcome.error}), we do not"
        for line, outcome in refused.items()
        if line not in errors and not _dead(session, outcome.line) and NOT_SAID not in str(outcome.error)
    ]
    for line, finding in errors.items():
        if line in refused or line in excused or _fails(session, line):
            continue
        out.append(f"{line}: `{_line(session, line)}` Keras accepts, we say {finding.message.symbol}: {finding.text}")
    return out


def _fails(session: Session, line: int) -> bool:
    """Keras builds the tensors bound on this line, and no data gets through."""
    names = [name for each in session.outcomes if each.line <= line <= each.end_line for name in each.bound]
    return bool(names) and all(session.runs(name) is not True for name in names)


def _dead(session: Session, line: int) -> bool:
    """The line uses a tensor that no data ever reaches, or that came by accident: Keras' shape of it means nothing."""
    if any(each.accident and each.line <= line <= each.end_line for each in session.outcomes):
        return True
    names = set(re.findall(r"\w+", _line(session, line))) & session.tensors().keys()
    return any(session.runs(name) is False for name in names)


def _aborted(session: Session) -> set[int]:
    """Lines of functions and loops that a refusal left half done: Keras never came to their rest."""
    blocks = [
        range(node.lineno, (node.end_lineno or node.lineno) + 1)
        for node in ast.parse(session.text).body
        if isinstance(node, (ast.FunctionDef, ast.For))
    ]
    frames = {line for outcome in session.outcomes for line in outcome.frames}
    return {line for block in blocks if frames.intersection(block) for line in block}


def _shapes(session: Session, analysis: Analysis) -> list[str]:
    at = {(call.line, call.col, call.end_col): call for call in analysis.calls}
    out = []
    tree = {node.lineno: node for node in ast.parse(session.text).body}
    for outcome in session.outcomes:
        node = tree.get(outcome.line)
        if outcome.refused_at or outcome.line != outcome.end_line or node is None:
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and node.value.args:
            target = node.value.args[0]
            if isinstance(target, ast.Name) and target.id in session.tensors():
                out += _differ(session, outcome.line, at, node.value, [session.tensors()[target.id]])
        elif isinstance(node, ast.Assign) and outcome.shapes:
            out += _differ(session, outcome.line, at, node.value, list(outcome.shapes.values()))
    return out


def _differ(session: Session, line: int, at: dict[Any, Call], value: ast.expr, real: list[Any]) -> list[str]:
    call = at.get((line, value.col_offset, value.end_col_offset))
    probe = _line(session, line).startswith("layers.Identity()(")
    if call is None:
        return [f"{line}: `{_line(session, line)}` has no call, Keras gives {real}"] if probe else []
    ours = [tuple(shape) if isinstance(shape, (list, tuple)) else shape for shape in call.outputs]
    if ours == real:
        return []
    kind = "unknown" if "?" in str(ours) else "WRONG"
    if _dead(session, line):
        return []
    return [f"{line}: `{_line(session, line)}` {kind}: Keras gives {real}, we say {ours}"]


def _line(session: Session, line: int) -> str:
    return session.lines[line - 1].strip()
