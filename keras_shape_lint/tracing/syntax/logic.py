"""Comparisons, `and`, `or`, and which side of a test is taken."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from keras_shape_lint.tracing.comparisons import compare, identity
from keras_shape_lint.tracing.keras.symbolic import refuse_truth
from keras_shape_lint.tracing.syntax.expressions import compiles, expression
from keras_shape_lint.tracing.syntax.loose import loosely
from keras_shape_lint.tracing.syntax.scope import Evaluate, Scope, walrus_names
from keras_shape_lint.tracing.truth import known_truth
from keras_shape_lint.tracing.values import Opaque, Unknown


@compiles(ast.Compare)
def _compare(node: ast.Compare, scope: Scope) -> Evaluate:
    operands = [expression(operand, scope) for operand in (node.left, *node.comparators)]
    operators = [type(operator).__name__ for operator in node.ops]
    site = scope.site(node)
    if len(operators) == 1:
        left, right, operator = operands[0], operands[1], operators[0]
        return lambda frame: compare(frame.run, operator, left(frame), right(frame), site)

    def chain(frame: Any) -> Any:
        left, unsure = operands[0](frame), None
        for op, operand in zip(operators, operands[1:]):
            right = operand(frame)
            answer = compare(frame.run, op, left, right, site)
            truth = known_truth(frame.run, answer)
            if truth is False:
                return answer
            if truth is None:
                unsure = answer if unsure is None else Unknown("a test that is not decided")
            left = right
        return answer if unsure is None else unsure

    return chain


@compiles(ast.BoolOp)
def _bool(node: ast.BoolOp, scope: Scope) -> Evaluate:
    operands = [(expression(operand, scope), walrus_names(operand), _acts(operand)) for operand in node.values]
    sites = [scope.site(operand) for operand in node.values[:-1]]
    stops_at = isinstance(node.op, ast.Or)
    word = "or" if stops_at else "and"

    def evaluate(frame: Any) -> Any:
        unsure: Any = None
        value: Any = None
        for place, (operand, names, acts) in enumerate(operands):
            value = operand(frame) if unsure is None or not acts else _perhaps(frame, operand, names)
            truth = known_truth(frame.run, value)
            if unsure is None:
                if truth is stops_at:
                    return value
                if truth is None and place < len(sites):
                    refuse_truth(frame.run, value, sites[place])
                unsure = value if truth is None else None
            elif truth is stops_at and isinstance(value, bool) and _is_test(unsure):
                return value
            elif truth is not (not stops_at) or not isinstance(value, bool):
                unsure = _both(word, unsure, value)
        return value if unsure is None else unsure

    return evaluate


def _acts(node: ast.expr) -> bool:
    """It may do more than give a value."""
    return any(isinstance(child, (ast.Call, ast.NamedExpr, ast.Await)) for child in ast.walk(node))


def _perhaps(frame: Any, operand: Evaluate, names: set[str]) -> Any:
    """The value of code that may not run at all."""
    values: list[Any] = []
    loosely(frame, names, lambda: values.append(operand(frame)))
    return values[-1] if values else Unknown("a value that may not be computed")


def _is_test(value: Any) -> bool:
    """Either true or false, whichever it is."""
    return isinstance(value, Opaque) and isinstance(value.key, tuple)


def _both(word: str, a: Any, b: Any) -> Any:
    if isinstance(a, Opaque):
        return Opaque(f"{a} {word} {b}", (word, identity(a), identity(b)))
    return Unknown("a test that is not decided")


@compiles(ast.IfExp)
def _if(node: ast.IfExp, scope: Scope) -> Evaluate:
    test, body, orelse = (expression(part, scope) for part in (node.test, node.body, node.orelse))
    decide = decision(node.test, True, scope)
    return lambda frame: body(frame) if decide(frame, test(frame)) else orelse(frame)


def decision(test: ast.expr, prefer: bool, scope: Scope, certain: bool = False) -> Callable[[Any, Any], bool]:
    """How the value of this test is turned into a side to take. `certain`: the other one is nothing but a `raise`."""
    site = scope.site(test)
    text = ""

    def decide(frame: Any, value: Any) -> bool:
        if value is True or value is False:
            return bool(value)
        truth = known_truth(frame.run, value)
        if truth is not None:
            return truth
        refuse_truth(frame.run, value, site)
        if certain and not frame.run.guards:
            frame.run.assumed += 1
            frame.run.assume(value, prefer)
            return prefer
        nonlocal text
        text = text or ast.unparse(test)
        return bool(frame.run.decide(value, prefer, site, text))

    return decide
