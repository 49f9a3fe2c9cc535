"""`try`: what is caught, and what a block that may or may not fail leaves behind."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from keras_shape_lint.tracing.exceptions import matches
from keras_shape_lint.tracing.run import Raised
from keras_shape_lint.tracing.syntax.expressions import expression
from keras_shape_lint.tracing.syntax.loose import loosely
from keras_shape_lint.tracing.syntax.scope import Evaluate, Scope, assigned_names
from keras_shape_lint.tracing.syntax.statements import block, compiles
from keras_shape_lint.tracing.syntax.targets import assign_to
from keras_shape_lint.tracing.values import Unknown

HARMLESS = frozenset({"ImportError", "ModuleNotFoundError", "KeyboardInterrupt", "SystemExit", "OSError", "IOError",
                      "FileNotFoundError", "StopIteration", "NameError"})  # fmt: skip
"""Handlers of these do not catch what Keras raises about shapes."""


class Handler:
    """One `except`: `names` as written, None for all."""

    __slots__ = ("body", "kind", "names", "store")

    def __init__(self, node: ast.ExceptHandler, scope: Scope) -> None:
        self.names = _caught(node.type)
        self.kind = expression(node.type, scope) if node.type is not None else None
        self.store = assign_to(ast.Name(node.name, ast.Store()), scope) if node.name else None
        self.body = block(node.body, scope)

    def takes(self, frame: Any, raised: Raised) -> bool | None:
        if self.kind is None or self.names is None or self.names & {"Exception", "BaseException"}:
            return True
        if raised.rejected:
            return not self.names <= HARMLESS
        return matches(self.kind(frame), raised)

    def run(self, frame: Any, raised: Raised) -> Any:
        value = raised.value if raised.value is not None else Unknown("an exception")
        if self.store is not None:
            self.store(frame, value)
        frame.run.caught.append(value)
        try:
            return self.body(frame)
        finally:
            frame.run.caught.pop()


@compiles(ast.Try, *([ast.TryStar] if hasattr(ast, "TryStar") else []))
def _try(node: Any, scope: Scope) -> Evaluate:
    body, orelse, final = (block(part, scope) for part in (node.body, node.orelse, node.finalbody))
    handlers = [Handler(handler, scope) for handler in node.handlers]
    catches = any(handler.names is None or not handler.names <= HARMLESS for handler in handlers)
    names = assigned_names([*node.body, *node.handlers, *node.orelse])

    def guarded(frame: Any) -> Any:
        """The body, known to stand in a `try`."""
        run = frame.run

        def guard(raised: Raised) -> bool | None:
            answers = [handler.takes(frame, raised) for handler in handlers]
            return True if True in answers else None if None in answers else False

        run.guards.append(guard)
        run.tries += catches
        try:
            return body(frame)
        finally:
            run.tries -= catches
            run.guards.pop()

    def handled(frame: Any, raised: Raised) -> Any:
        for position, handler in enumerate(handlers):
            takes = handler.takes(frame, raised)
            if takes:
                return handler.run(frame, raised)
            if takes is None:
                for other in handlers[position:]:
                    loosely(frame, names, lambda other=other: other.run(frame, raised))  # type: ignore[misc]
                return None
        raise raised

    def attempt(frame: Any) -> Any:
        run = frame.run
        outer, run.doubted = run.doubted, False
        signal: list[Any] = [None]
        again: list[Raised] = []

        def whole() -> None:
            try:
                signal[0] = guarded(frame)
            except Raised as raised:
                try:
                    signal[0] = handled(frame, raised)
                except Raised as left:
                    again.append(left)
            else:
                if signal[0] is None:
                    run.doubted, doubted = outer, run.doubted
                    try:
                        signal[0] = orelse(frame)
                    except Raised as left:
                        again.append(left)
                    run.doubted = doubted

        _, written = run.capture(whole)
        if run.doubted:
            _blur(frame, names, written, [lambda h=h: h.run(frame, Raised(None)) for h in handlers])  # type: ignore[misc]
        run.doubted = outer
        if again:
            raise again[0]
        return signal[0]

    def plain(frame: Any) -> Any:
        return attempt(frame) if handlers else body(frame)

    def run(frame: Any) -> Any:
        try:
            signal = plain(frame)
        except Raised:
            left = final(frame)
            if left is not None:
                return left
            raise
        returned = frame.returned
        left = final(frame)
        if left is not None:
            return left
        frame.returned = returned
        return signal

    return run


def _blur(frame: Any, names: set[str], written: list[Any], handlers: list[Callable[[], Any]]) -> None:
    """An operation of the body may have failed: body and handlers both may have run, or parts of them."""
    for target in written:
        frame.run.forget(target)
    for handler in handlers:
        loosely(frame, names, handler)
    for name in names:
        frame.vars[name] = Unknown("set where a `try` may have failed")


def _caught(node: ast.expr | None) -> set[str] | None:
    """Names of the exceptions a handler takes; None for all of them."""
    if node is None:
        return None
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    return {ast.unparse(part).rpartition(".")[2] for part in parts}
