"""Expressions, compiled to closures `frame -> value`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from keras_shape_lint.tracing.attributes import attribute
from keras_shape_lint.tracing.exceptions import fail
from keras_shape_lint.tracing.generators import delegate
from keras_shape_lint.tracing.iterators import Lost
from keras_shape_lint.tracing.library import iteration as _iteration  # noqa: F401
from keras_shape_lint.tracing.library import reflection as _reflection  # noqa: F401
from keras_shape_lint.tracing.library.builtin import BUILTINS
from keras_shape_lint.tracing.operators import binary, unary
from keras_shape_lint.tracing.sequences import cursor
from keras_shape_lint.tracing.subscripts import index
from keras_shape_lint.tracing.syntax.scope import Evaluate, Scope
from keras_shape_lint.tracing.values import Unknown

Compile = Callable[[Any, Scope], Evaluate]
_COMPILERS: dict[type[ast.AST], Compile] = {}


def compiles(*kinds: type[ast.AST]) -> Callable[[Compile], Compile]:
    """Declare how these nodes are compiled."""

    def register(function: Compile) -> Compile:
        _COMPILERS.update(dict.fromkeys(kinds, function))
        return function

    return register


def expression(node: ast.AST, scope: Scope) -> Evaluate:
    compiler = _COMPILERS.get(type(node))
    if compiler is None:
        reason = Unknown(f"{type(node).__name__} is not followed")
        return lambda frame: reason
    return compiler(node, scope)


@compiles(ast.Constant)
def _constant(node: ast.Constant, scope: Scope) -> Evaluate:
    value = node.value
    return lambda frame: value


@compiles(ast.Name)
def _name(node: ast.Name, scope: Scope) -> Evaluate:
    name = node.id
    hops = scope.hops(name)

    def load_global(frame: Any) -> Any:
        try:
            return frame.variables[name]
        except KeyError:
            return BUILTINS[name] if name in BUILTINS else _undefined(frame, name)

    if hops is None:
        return load_global
    if hops:
        return _load_outer(name, hops)
    return _load_local(name, load_global if scope.kind == "class" else None)


def _load_local(name: str, otherwise: Evaluate | None) -> Evaluate:
    def load(frame: Any) -> Any:
        try:
            return frame.vars[name]
        except KeyError:
            if otherwise is not None:
                return otherwise(frame)
            return fail(frame.run, "UnboundLocalError", f"{name} may not be assigned")

    return load


def _load_outer(name: str, hops: int) -> Evaluate:
    def load(frame: Any) -> Any:
        for _ in range(hops):
            frame = frame.parent
        return frame.vars[name] if name in frame.vars else Unknown(f"{name} may not be assigned")

    return load


def _undefined(frame: Any, name: str) -> Any:
    value = frame.run.project.undefined(frame, name)
    return fail(frame.run, None, f"{name} is not defined") if isinstance(value, Unknown) else value


@compiles(ast.Attribute)
def _attribute(node: ast.Attribute, scope: Scope) -> Evaluate:
    value, name = expression(node.value, scope), node.attr
    if name not in _REFUSED:
        return lambda frame: attribute(frame.run, value(frame), name)
    site = scope.site(node)

    def evaluate(frame: Any) -> Any:
        run = frame.run
        owner, outer = value(frame), run.site
        run.site = site
        try:
            return attribute(run, owner, name)
        finally:
            run.site = outer

    return evaluate


_REFUSED = frozenset({"input", "output"})
"""Attributes that Keras itself may refuse."""


@compiles(ast.Subscript)
def _subscript(node: ast.Subscript, scope: Scope) -> Evaluate:
    value, key, site = expression(node.value, scope), expression(node.slice, scope), scope.site(node)
    return lambda frame: index(frame.run, value(frame), key(frame), site)


@compiles(ast.Slice)
def _slice(node: ast.Slice, scope: Scope) -> Evaluate:
    parts = [expression(part, scope) if part is not None else _none for part in (node.lower, node.upper, node.step)]
    start, stop, step = parts
    return lambda frame: slice(start(frame), stop(frame), step(frame))


def _none(frame: Any) -> None:
    return None


@compiles(ast.BinOp)
def _binary(node: ast.BinOp, scope: Scope) -> Evaluate:
    left, right, site = expression(node.left, scope), expression(node.right, scope), scope.site(node)
    operator = type(node.op).__name__
    return lambda frame: binary(frame.run, operator, left(frame), right(frame), site)


@compiles(ast.UnaryOp)
def _unary(node: ast.UnaryOp, scope: Scope) -> Evaluate:
    operand, operator, site = expression(node.operand, scope), type(node.op).__name__, scope.site(node)
    return lambda frame: unary(frame.run, operator, operand(frame), site)


@compiles(ast.NamedExpr)
def _walrus(node: ast.NamedExpr, scope: Scope) -> Evaluate:
    from keras_shape_lint.tracing.syntax.targets import assign_to

    value = expression(node.value, scope)
    outer, hops = scope, 0
    while outer.kind == "comprehension" and outer.parent is not None:
        outer, hops = outer.parent, hops + 1
    store = assign_to(node.target, outer)

    def evaluate(frame: Any) -> Any:
        result = value(frame)
        for _ in range(hops):
            frame = frame.parent
        store(frame, result)
        return result

    return evaluate


@compiles(ast.Await)
def _await(node: ast.Await, scope: Scope) -> Evaluate:
    return expression(node.value, scope)


@compiles(ast.Starred)
def _star(node: ast.Starred, scope: Scope) -> Evaluate:
    return expression(node.value, scope)


@compiles(ast.Yield)
def _yield(node: ast.Yield, scope: Scope) -> Evaluate:
    value = expression(node.value, scope) if node.value is not None else _none

    def evaluate(frame: Any) -> Any:
        result = value(frame)
        return frame.yielded.give(result) if frame.yielded is not None else Unknown("what is sent to a generator")

    return evaluate


@compiles(ast.YieldFrom)
def _yield_from(node: ast.YieldFrom, scope: Scope) -> Evaluate:
    value = expression(node.value, scope)

    def evaluate(frame: Any) -> Any:
        inner = cursor(frame.run, value(frame))
        if frame.yielded is None:
            return Unknown("what a generator returns")
        try:
            if inner is not None:
                return delegate(frame.yielded, frame.run, inner)
        except Lost:
            pass
        frame.yielded.open = True
        return Unknown("what a generator returns")

    return evaluate
