"""Statements, compiled to closures `frame -> signal`: None, or how the block is left."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from keras_shape_lint.tracing.attributes import attribute
from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.exceptions import EXCEPTIONS, raised
from keras_shape_lint.tracing.imports import import_from, import_module
from keras_shape_lint.tracing.operators import binary
from keras_shape_lint.tracing.run import Raised
from keras_shape_lint.tracing.stated import hold, stated_of
from keras_shape_lint.tracing.subscripts import delete_index, index, set_index
from keras_shape_lint.tracing.syntax import calling as _calling  # noqa: F401
from keras_shape_lint.tracing.syntax import comprehensions as _comprehensions  # noqa: F401
from keras_shape_lint.tracing.syntax import displays as _displays  # noqa: F401
from keras_shape_lint.tracing.syntax.expressions import expression
from keras_shape_lint.tracing.syntax.functions import class_definition, function_definition
from keras_shape_lint.tracing.syntax.logic import decision
from keras_shape_lint.tracing.syntax.scope import Evaluate, Scope, ends_abruptly, only_raises
from keras_shape_lint.tracing.syntax.targets import assign_to
from keras_shape_lint.tracing.truth import known_truth
from keras_shape_lint.tracing.values import Class, Instance
from keras_shape_lint.tracing.writing import delete_attribute, set_attribute

RETURN, BREAK, CONTINUE = "return", "break", "continue"

Compile = Callable[[Any, Scope], Evaluate]
_COMPILERS: dict[type[ast.AST], Compile] = {}


def compiles(*kinds: type[ast.AST]) -> Callable[[Compile], Compile]:
    """Declare how these statements are compiled."""

    def register(function: Compile) -> Compile:
        _COMPILERS.update(dict.fromkeys(kinds, function))
        return function

    return register


def statement(node: ast.stmt, scope: Scope) -> Evaluate:
    compiler = _COMPILERS.get(type(node))
    return compiler(node, scope) if compiler is not None else _nothing


def block(nodes: list[ast.stmt], scope: Scope) -> Evaluate:
    """Run statements in turn until one leaves the block."""
    statements = [statement(node, scope) for node in nodes]
    if len(statements) == 1:
        return statements[0]
    count = len(statements)

    def run(frame: Any) -> Any:
        frame.run.spend(count)
        for step in statements:
            signal = step(frame)
            if signal is not None:
                return signal
        return None

    return run


def _nothing(frame: Any) -> None:
    return None


@compiles(ast.Expr)
def _expr(node: ast.Expr, scope: Scope) -> Evaluate:
    if isinstance(node.value, ast.Constant):
        return _nothing
    value = expression(node.value, scope)

    def run(frame: Any) -> None:
        value(frame)

    return run


@compiles(ast.Assign)
def _assign(node: ast.Assign, scope: Scope) -> Evaluate:
    value = _held(node, None, node.targets[0], scope)
    stores = [assign_to(target, scope) for target in node.targets]
    if len(stores) == 1:
        (store,) = stores

        def run_one(frame: Any) -> None:
            store(frame, value(frame))

        return run_one

    def run(frame: Any) -> None:
        result = value(frame)
        for store in stores:
            store(frame, result)

    return run


@compiles(ast.AnnAssign)
def _annotated(node: ast.AnnAssign, scope: Scope) -> Evaluate:
    if node.value is None:
        return _nothing
    value, store = _held(node, node.annotation, node.target, scope), assign_to(node.target, scope)

    def run(frame: Any) -> None:
        store(frame, value(frame))

    return run


def _held(node: Any, annotation: ast.expr | None, target: ast.expr, scope: Scope) -> Evaluate:
    """The value of an assignment, with the shape that is stated for it."""
    value = expression(node.value, scope)
    stated = stated_of(node, annotation)
    if stated is None or not isinstance(target, (ast.Name, ast.Attribute)):
        return value
    name, site = ast.unparse(target), scope.site(target)
    return lambda frame: hold(frame, name, value(frame), stated, site)


@compiles(ast.AugAssign)
def _augmented(node: ast.AugAssign, scope: Scope) -> Evaluate:
    value, operator, site = expression(node.value, scope), type(node.op).__name__, scope.site(node)
    target = node.target
    if isinstance(target, ast.Subscript):
        container, key = expression(target.value, scope), expression(target.slice, scope)

        def run_item(frame: Any) -> None:
            held, at = container(frame), key(frame)
            before = index(frame.run, held, at, site)
            set_index(frame.run, held, at, binary(frame.run, operator, before, value(frame), site, in_place=True))

        return run_item
    if isinstance(target, ast.Attribute):
        owner, name = expression(target.value, scope), target.attr

        def run_attribute(frame: Any) -> None:
            held = owner(frame)
            before = attribute(frame.run, held, name)
            set_attribute(frame.run, held, name, binary(frame.run, operator, before, value(frame), site, in_place=True))

        return run_attribute
    load = expression(ast.copy_location(ast.Name(target.id, ast.Load()), target), scope)
    store = assign_to(target, scope)

    def run(frame: Any) -> None:
        store(frame, binary(frame.run, operator, load(frame), value(frame), site, in_place=True))

    return run


@compiles(ast.Return)
def _return(node: ast.Return, scope: Scope) -> Evaluate:
    if node.value is None:
        return lambda frame: RETURN
    value = expression(node.value, scope)

    def run(frame: Any) -> str:
        frame.returned = value(frame)
        return RETURN

    return run


@compiles(ast.Break)
def _break(node: ast.Break, scope: Scope) -> Evaluate:
    return lambda frame: BREAK


@compiles(ast.Continue)
def _continue(node: ast.Continue, scope: Scope) -> Evaluate:
    return lambda frame: CONTINUE


@compiles(ast.If)
def _if(node: ast.If, scope: Scope) -> Evaluate:
    branches: list[tuple[Evaluate, Callable[[Any, Any], bool], Evaluate]] = []
    orelse: list[ast.stmt] = [node]
    while len(orelse) == 1 and isinstance(orelse[0], ast.If):
        link = orelse[0]
        orelse = link.orelse
        prefer = not ends_abruptly(link.body) or ends_abruptly(orelse)
        decide = decision(link.test, prefer, scope, only_raises(orelse if prefer else link.body))
        branches.append((expression(link.test, scope), decide, block(link.body, scope)))
    otherwise = block(orelse, scope) if orelse else _nothing
    if len(branches) == 1:
        ((test, decide, body),) = branches
        return lambda frame: body(frame) if decide(frame, test(frame)) else otherwise(frame)

    def run(frame: Any) -> Any:
        before = len(frame.run.decided)
        for test, decide, body in branches:
            if decide(frame, test(frame)):
                if len(frame.run.decided) > before + 1:
                    frame.run.take_as_one(before, frame.run.decided[-1].text)
                return body(frame)
        if orelse:
            frame.run.take_as_one(before)
        return otherwise(frame)

    return run


@compiles(ast.FunctionDef, ast.AsyncFunctionDef)
def _function(node: Any, scope: Scope) -> Evaluate:
    make, store = function_definition(node, scope), assign_to(ast.Name(node.name, ast.Store()), scope)

    def run(frame: Any) -> None:
        store(frame, make(frame))

    return run


@compiles(ast.ClassDef)
def _class(node: ast.ClassDef, scope: Scope) -> Evaluate:
    make, store = class_definition(node, scope), assign_to(ast.Name(node.name, ast.Store()), scope)

    def run(frame: Any) -> None:
        store(frame, make(frame))

    return run


@compiles(ast.Import)
def _import(node: ast.Import, scope: Scope) -> Evaluate:
    stores = [
        (
            alias.name,
            alias.asname,
            assign_to(ast.Name(alias.asname or alias.name.partition(".")[0], ast.Store()), scope),
        )
        for alias in node.names
    ]
    site = scope.site(node)

    def run(frame: Any) -> None:
        for name, renamed, store in stores:
            store(frame, import_module(frame, name, renamed is not None, site))

    return run


@compiles(ast.ImportFrom)
def _import_from(node: ast.ImportFrom, scope: Scope) -> Evaluate:
    module, level, site = node.module or "", node.level, scope.site(node)
    stores = [(alias.name, assign_to(ast.Name(alias.asname or alias.name, ast.Store()), scope)) for alias in node.names]

    def run(frame: Any) -> None:
        for name, store in stores:
            if name == "*":
                frame.run.touch(frame.variables)
                frame.variables.update(import_from(frame, module, level, name, site))
            else:
                store(frame, import_from(frame, module, level, name, site))

    return run


@compiles(ast.Delete)
def _delete(node: ast.Delete, scope: Scope) -> Evaluate:
    steps: list[Evaluate] = []
    for target in node.targets:
        if isinstance(target, ast.Subscript):
            value, key = expression(target.value, scope), expression(target.slice, scope)
            steps.append(lambda frame, value=value, key=key: delete_index(frame.run, value(frame), key(frame)))  # type: ignore[misc]
        elif isinstance(target, ast.Name):
            steps.append(lambda frame, name=target.id: _delete_name(frame, name))  # type: ignore[misc]
        elif isinstance(target, ast.Attribute):
            owner = expression(target.value, scope)
            steps.append(lambda frame, owner=owner, name=target.attr: delete_attribute(frame.run, owner(frame), name))  # type: ignore[misc]

    def run(frame: Any) -> None:
        for step in steps:
            step(frame)

    return run


def _delete_name(frame: Any, name: str) -> None:
    if name not in frame.vars and name in frame.variables:
        frame.run.touch(frame.variables)
        frame.variables.pop(name)
    frame.vars.pop(name, None)


@compiles(ast.Assert)
def _assert(node: ast.Assert, scope: Scope) -> Evaluate:
    test = expression(node.test, scope)

    def run(frame: Any) -> None:
        value = test(frame)
        truth = known_truth(frame.run, value)
        if truth is False:
            raise raised(EXCEPTIONS["AssertionError"])
        if truth is None:
            frame.run.assume(value)

    return run


@compiles(ast.Raise)
def _raise(node: ast.Raise, scope: Scope) -> Evaluate:
    error = expression(node.exc, scope) if node.exc is not None else None
    cause = expression(node.cause, scope) if node.cause is not None else None
    site = scope.site(node)

    def run(frame: Any) -> None:
        if error is None:
            raise Raised(frame.run.caught[-1] if frame.run.caught else None)
        value = error(frame)
        if isinstance(value, Class):
            value = invoke(frame.run, value, [], {}, site)
        if cause is not None and isinstance(value, Instance):
            set_attribute(frame.run, value, "__cause__", cause(frame))
        raise Raised(value)

    return run


from keras_shape_lint.tracing.syntax import control as _control  # noqa: E402,F401
from keras_shape_lint.tracing.syntax import handling as _handling  # noqa: E402,F401
from keras_shape_lint.tracing.syntax import matching as _matching  # noqa: E402,F401
