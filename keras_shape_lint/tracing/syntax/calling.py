"""Calls as they are written: star arguments, `super()`, `eval` of a name."""

from __future__ import annotations

import ast
from typing import Any

from keras_shape_lint.tracing.calls import UNCERTAIN, invoke
from keras_shape_lint.tracing.namespaces import names
from keras_shape_lint.tracing.sequences import items_of
from keras_shape_lint.tracing.syntax.expressions import compiles, expression
from keras_shape_lint.tracing.syntax.scope import Evaluate, Scope
from keras_shape_lint.tracing.values import Class, Dict, Opaque, Super, Unknown


@compiles(ast.Call)
def _call(node: ast.Call, scope: Scope) -> Evaluate:
    site = scope.site(node)
    if isinstance(node.func, ast.Name) and node.func.id == "super" and len(node.args) in (0, 2):
        return _super_of(node.args[0], node.args[1], scope) if node.args else _super
    if isinstance(node.func, ast.Name) and node.func.id == "eval" and len(node.args) == 1:
        return _eval(node, scope)
    if isinstance(node.func, ast.Name) and node.func.id in _NAMESPACES and not node.args:
        return _names(node.func.id, scope)
    function = expression(node.func, scope)
    for arg in node.args:
        if isinstance(arg, ast.Starred):
            return _starred_call(node, scope, function)
    args = [expression(arg, scope) for arg in node.args]
    if not node.keywords:
        return lambda frame: invoke(frame.run, function(frame), [arg(frame) for arg in args], {}, site)
    keywords: list[tuple[str, Evaluate]] = []
    for keyword in node.keywords:
        if keyword.arg is None:
            return _starred_call(node, scope, function)
        keywords.append((keyword.arg, expression(keyword.value, scope)))

    def call(frame: Any) -> Any:
        callee = function(frame)
        return invoke(
            frame.run, callee, [arg(frame) for arg in args], {name: value(frame) for name, value in keywords}, site
        )

    return call


def _eval(node: ast.Call, scope: Scope) -> Evaluate:
    """`eval("layers.ReLU")`: a name, perhaps dotted, that the text is known to be; anything else may do anything."""
    text, function, site = expression(node.args[0], scope), expression(node.func, scope), scope.site(node)

    def run(frame: Any) -> Any:
        value = text(frame)
        if isinstance(value, str) and all(part.isidentifier() for part in value.split(".")):
            return expression(ast.copy_location(ast.parse(value, mode="eval").body, node), scope)(frame)
        return invoke(frame.run, function(frame), [value], {}, site)

    return run


_NAMESPACES = frozenset({"locals", "globals", "vars"})


def _names(function: str, scope: Scope) -> Evaluate:
    if function == "globals":
        return lambda frame: names(frame.run, frame.variables)
    if scope.kind == "comprehension":
        return lambda frame: Unknown("the names of a comprehension")
    return lambda frame: names(frame.run, frame.vars)


def _starred_call(node: ast.Call, scope: Scope, function: Evaluate) -> Evaluate:
    site = scope.site(node)
    args = [
        (isinstance(arg, ast.Starred), expression(arg.value if isinstance(arg, ast.Starred) else arg, scope))
        for arg in node.args
    ]
    keywords = [(keyword.arg, expression(keyword.value, scope)) for keyword in node.keywords]

    def call(frame: Any) -> Any:
        callee = function(frame)
        positional: list[Any] = []
        named: dict[str, Any] = {}
        lost = False
        for starred, arg in args:
            value = arg(frame)
            if not starred:
                if not lost:
                    positional.append(value)
                continue
            items = items_of(frame.run, value)
            if items is None:
                lost = named[UNCERTAIN] = True
            elif not lost:
                positional.extend(items)
        for name, keyword in keywords:
            value = keyword(frame)
            if name is not None:
                named[name] = value
            elif isinstance(value, Dict) and all(isinstance(key, str) for key in value):
                named.update(frame.run.charge(value))
                if value.open:
                    named[UNCERTAIN] = True
            else:
                named[UNCERTAIN] = value if isinstance(value, Opaque) and UNCERTAIN not in named else True
        return invoke(frame.run, callee, positional, named, site)

    return call


def _super(frame: Any) -> Any:
    while frame is not None and frame.owner is None:
        frame = frame.parent
    if frame is None or frame.self is None:
        return Unknown("super() outside a method")
    return Super(frame.owner, frame.self)


def _super_of(cls: ast.expr, instance: ast.expr, scope: Scope) -> Evaluate:
    """`super(Class, self)`."""
    after, receiver = expression(cls, scope), expression(instance, scope)

    def evaluate(frame: Any) -> Any:
        found = after(frame)
        return Super(found, receiver(frame)) if isinstance(found, Class) else _super(frame)

    return evaluate
