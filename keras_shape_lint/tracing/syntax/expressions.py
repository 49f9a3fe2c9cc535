"""Expressions, compiled to closures `frame -> value`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from keras_shape_lint.tracing.attributes import attribute
from keras_shape_lint.tracing.calls import UNCERTAIN, invoke
from keras_shape_lint.tracing.comparisons import compare, identity
from keras_shape_lint.tracing.exceptions import fail
from keras_shape_lint.tracing.library import iteration as _iteration  # noqa: F401
from keras_shape_lint.tracing.library import reflection as _reflection  # noqa: F401
from keras_shape_lint.tracing.library.builtin import BUILTINS
from keras_shape_lint.tracing.operators import binary, unary
from keras_shape_lint.tracing.sequences import items_of
from keras_shape_lint.tracing.subscripts import index
from keras_shape_lint.tracing.syntax.loose import loosely
from keras_shape_lint.tracing.syntax.scope import Evaluate, Scope, walrus_names
from keras_shape_lint.tracing.truth import known_truth
from keras_shape_lint.tracing.values import Class, Dict, Iterator, Opaque, Super, Unknown

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
    return lambda frame: attribute(frame.run, value(frame), name)


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


@compiles(ast.Call)
def _call(node: ast.Call, scope: Scope) -> Evaluate:
    site = scope.site(node)
    if isinstance(node.func, ast.Name) and node.func.id == "super" and len(node.args) in (0, 2):
        return _super_of(node.args[0], node.args[1], scope) if node.args else _super
    if isinstance(node.func, ast.Name) and node.func.id == "eval" and len(node.args) == 1:
        return _eval(node, scope)
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
                named.update(value)
                if value.open:
                    named[UNCERTAIN] = True
            else:
                named[UNCERTAIN] = True
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


@compiles(ast.BinOp)
def _binary(node: ast.BinOp, scope: Scope) -> Evaluate:
    left, right, site = expression(node.left, scope), expression(node.right, scope), scope.site(node)
    operator = type(node.op).__name__
    return lambda frame: binary(frame.run, operator, left(frame), right(frame), site)


@compiles(ast.UnaryOp)
def _unary(node: ast.UnaryOp, scope: Scope) -> Evaluate:
    operand, operator, site = expression(node.operand, scope), type(node.op).__name__, scope.site(node)
    return lambda frame: unary(frame.run, operator, operand(frame), site)


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
    stops_at = isinstance(node.op, ast.Or)
    word = "or" if stops_at else "and"

    def evaluate(frame: Any) -> Any:
        unsure: Any = None
        value: Any = None
        for operand, names, acts in operands:
            value = operand(frame) if unsure is None or not acts else _perhaps(frame, operand, names)
            truth = known_truth(frame.run, value)
            if unsure is None:
                if truth is stops_at:
                    return value
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


def decision(test: ast.expr, prefer: bool, scope: Scope) -> Callable[[Any, Any], bool]:
    """How the value of this test is turned into a side to take."""
    site = scope.site(test)
    text = ""

    def decide(frame: Any, value: Any) -> bool:
        if value is True or value is False:
            return bool(value)
        truth = known_truth(frame.run, value)
        if truth is not None:
            return truth
        nonlocal text
        text = text or ast.unparse(test)
        return bool(frame.run.decide(value, prefer, site, text))

    return decide


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
        if frame.yielded is not None:
            frame.yielded.append(result)
        return Unknown("what is sent to a generator")

    return evaluate


@compiles(ast.YieldFrom)
def _yield_from(node: ast.YieldFrom, scope: Scope) -> Evaluate:
    value = expression(node.value, scope)

    def evaluate(frame: Any) -> Any:
        inner = value(frame)
        items = items_of(frame.run, inner)
        if frame.yielded is not None:
            if items is None:
                frame.yielded.open = True
            else:
                frame.yielded.extend(items)
        known = items is not None and isinstance(inner, Iterator)
        return inner.result if known else Unknown("what a generator returns")

    return evaluate
