"""Loops, `with`, `try` and `match`: statements that may be cut short, or met more than once."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from keras_shape_lint.tracing.contexts import enter, expects_failure
from keras_shape_lint.tracing.run import Raised
from keras_shape_lint.tracing.sequences import iterate
from keras_shape_lint.tracing.syntax.expressions import decision, expression
from keras_shape_lint.tracing.syntax.scope import Evaluate, Scope, assigned_names
from keras_shape_lint.tracing.syntax.statements import BREAK, RETURN, block, compiles
from keras_shape_lint.tracing.syntax.targets import assign_to
from keras_shape_lint.tracing.truth import known_truth
from keras_shape_lint.tracing.values import Opaque, Unknown, opaque_item

HARMLESS = frozenset({"ImportError", "ModuleNotFoundError", "KeyboardInterrupt", "SystemExit", "OSError", "IOError",
                      "FileNotFoundError", "StopIteration", "NameError"})  # fmt: skip
"""Handlers of these do not catch what Keras raises about shapes."""
IMPORT_GUARDS = frozenset({"ImportError", "ModuleNotFoundError", "AttributeError", "Exception", "BaseException"})
"""Handlers of these are meant for releases that lack a name."""


def loosely(frame: Any, names: set[str], body: Callable[[], Any]) -> None:
    """Run code an unknown number of times: once, and all it may write is unknown before and after."""
    run = frame.run
    outer, run.loose = run.loose, {}
    unknown = Unknown("changed in a loop that is not followed")

    def blur() -> None:
        for name in names:
            if name in frame.vars:
                frame.vars[name] = unknown

    blur()
    try:
        body()
    except Raised:
        pass
    finally:
        touched, run.loose = run.loose, outer
        blur()
        for target in (touched or {}).values():
            run.forget(target)


@compiles(ast.For, ast.AsyncFor)
def _for(node: Any, scope: Scope) -> Evaluate:
    iterable, store = expression(node.iter, scope), assign_to(node.target, scope)
    body, orelse = block(node.body, scope), block(node.orelse, scope)
    names = assigned_names([node.target, *node.body])

    def run(frame: Any) -> Any:
        value = iterable(frame)
        items = iterate(value)
        if items is None or len(items) > frame.run.limits.iterations:
            item = opaque_item(value, 0) if not isinstance(value, Opaque) else Opaque(f"an item of {value.name}")

            def once() -> None:
                store(frame, item)
                body(frame)

            loosely(frame, names, once)
            return None
        for item in list(items) if isinstance(items, list) else items:
            frame.run.spend(1)
            store(frame, item)
            signal = body(frame)
            if signal is BREAK:
                return None
            if signal is RETURN:
                return signal
        return orelse(frame)

    return run


@compiles(ast.While)
def _while(node: ast.While, scope: Scope) -> Evaluate:
    test, body, orelse = expression(node.test, scope), block(node.body, scope), block(node.orelse, scope)
    names = assigned_names([node.test, *node.body])

    def run(frame: Any) -> Any:
        for _ in range(frame.run.limits.iterations):
            frame.run.spend(1)
            truth = known_truth(frame.run, test(frame))
            if truth is False:
                return orelse(frame)
            if truth is None:
                break
            signal = body(frame)
            if signal is BREAK:
                return None
            if signal is RETURN:
                return signal
        loosely(frame, names, lambda: body(frame))
        return None

    return run


@compiles(ast.With, ast.AsyncWith)
def _with(node: Any, scope: Scope) -> Evaluate:
    items = [
        (
            expression(item.context_expr, scope),
            assign_to(item.optional_vars, scope) if item.optional_vars is not None else None,
            scope.site(item.context_expr),
        )
        for item in node.items
    ]
    body = block(node.body, scope)

    def run(frame: Any) -> Any:
        entered = []
        expected = 0
        for context, store, site in items:
            manager = context(frame)
            expected += expects_failure(manager)
            value, leave = enter(frame.run, manager, site)
            entered.append(leave)
            if store is not None:
                store(frame, value)
        frame.run.tries += expected
        try:
            return body(frame)
        except Raised:
            if not expected:
                raise
            return None
        finally:
            frame.run.tries -= expected
            for leave in reversed(entered):
                leave()

    return run


@compiles(ast.Try, *([ast.TryStar] if hasattr(ast, "TryStar") else []))
def _try(node: Any, scope: Scope) -> Evaluate:
    body, orelse, final = (block(part, scope) for part in (node.body, node.orelse, node.finalbody))
    handlers = [
        (
            _caught(handler.type),
            assign_to(ast.Name(handler.name, ast.Store()), scope) if handler.name else None,
            block(handler.body, scope),
        )
        for handler in node.handlers
    ]
    catches = any(names is None or not names <= HARMLESS for names, _, _ in handlers)
    guards = any(names is None or names & IMPORT_GUARDS for names, _, _ in handlers)

    def attempt(frame: Any) -> Any:
        frame.run.tries += catches
        frame.run.worlds.guards += guards
        try:
            signal = body(frame)
        except Raised as raised:
            frame.run.tries -= catches
            frame.run.worlds.guards -= guards
            for names, store, handler in handlers:
                if _catches(names, raised):
                    if store is not None:
                        store(frame, raised.value if raised.value is not None else Unknown("an exception"))
                    return handler(frame)
            raise
        except BaseException:
            frame.run.tries -= catches
            frame.run.worlds.guards -= guards
            raise
        frame.run.tries -= catches
        frame.run.worlds.guards -= guards
        return orelse(frame) if signal is None else signal

    def run(frame: Any) -> Any:
        try:
            signal = attempt(frame)
        except Raised:
            left = final(frame)
            if left is not None:
                return left
            raise
        return final(frame) or signal

    return run


def _caught(node: ast.expr | None) -> set[str] | None:
    """Names of the exceptions a handler takes; None for all of them."""
    if node is None:
        return None
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    return {ast.unparse(part).rpartition(".")[2] for part in parts}


def _catches(names: set[str] | None, raised: Raised) -> bool:
    if names is None or names & {"Exception", "BaseException"}:
        return True
    if raised.rejected:
        return not names <= HARMLESS
    name = getattr(getattr(raised.value, "cls", raised.value), "name", None) or str(raised.value)
    name = name.rpartition(".")[2]
    bases = {cls.name for cls in getattr(getattr(raised.value, "cls", None), "mro", ())}
    return name in names or bool(bases & names) or isinstance(raised.value, Unknown)


@compiles(ast.Match)
def _match(node: ast.Match, scope: Scope) -> Evaluate:
    subject = expression(node.subject, scope)
    cases = []
    for case in node.cases:
        test = case.guard or ast.copy_location(ast.Constant(True), node.subject)
        cases.append(
            (
                _pattern(case.pattern, scope),
                expression(test, scope),
                decision(test, True, scope),
                block(case.body, scope),
            )
        )
    site = scope.site(node.subject)
    text = ast.unparse(node.subject)

    def run(frame: Any) -> Any:
        value = subject(frame)
        for position, (matches, guard, decide, body) in enumerate(cases):
            answer = matches(frame, value)
            if answer is None:
                answer = frame.run.decide(value, position == 0, site, f"{text} matches case {position + 1}")
            if answer and decide(frame, guard(frame)):
                return body(frame)
        return None

    return run


def _pattern(node: ast.pattern, scope: Scope) -> Callable[[Any, Any], bool | None]:
    """-> matches(frame, value): True, False or None when it cannot be told; binds names on the way."""
    if isinstance(node, ast.MatchValue):
        expected = expression(node.value, scope)
        return lambda frame, value: None if isinstance(value, (Unknown, Opaque)) else bool(expected(frame) == value)
    if isinstance(node, ast.MatchSingleton):
        constant = node.value
        return lambda frame, value: None if isinstance(value, (Unknown, Opaque)) else value is constant
    if isinstance(node, ast.MatchAs):
        inner = _pattern(node.pattern, scope) if node.pattern is not None else None
        store = assign_to(ast.Name(node.name, ast.Store()), scope) if node.name else None

        def bind(frame: Any, value: Any) -> bool | None:
            answer = inner(frame, value) if inner is not None else True
            if answer is not False and store is not None:
                store(frame, value)
            return answer

        return bind
    if isinstance(node, ast.MatchOr):
        return _any([_pattern(pattern, scope) for pattern in node.patterns])
    if isinstance(node, ast.MatchSequence) and not any(isinstance(p, ast.MatchStar) for p in node.patterns):
        return _sequence([_pattern(pattern, scope) for pattern in node.patterns])
    blurred = [assign_to(ast.Name(name, ast.Store()), scope) for name in sorted(assigned_names([node]))]

    def unsure(frame: Any, value: Any) -> None:
        for store in blurred:
            store(frame, Unknown("a pattern that is not followed"))

    return unsure


def _any(patterns: list[Callable[[Any, Any], bool | None]]) -> Callable[[Any, Any], bool | None]:
    def matches(frame: Any, value: Any) -> bool | None:
        answers = [pattern(frame, value) for pattern in patterns]
        return True if True in answers else None if None in answers else False

    return matches


def _sequence(patterns: list[Callable[[Any, Any], bool | None]]) -> Callable[[Any, Any], bool | None]:
    def matches(frame: Any, value: Any) -> bool | None:
        if isinstance(value, (Unknown, Opaque)):
            for i, pattern in enumerate(patterns):
                pattern(frame, opaque_item(value, i))
            return None
        items = iterate(value) if not isinstance(value, str) else None
        if items is None or len(items) != len(patterns):
            return False
        answers = [pattern(frame, item) for pattern, item in zip(patterns, items)]
        return False if False in answers else None if None in answers else True

    return matches
