"""`try`: what is caught, and what a block that may or may not fail leaves behind."""

from __future__ import annotations

import ast
from functools import partial
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


class Attempt:
    """One `try` with its handlers and its `else`; `names` are bound somewhere in it."""

    __slots__ = ("body", "catches", "handlers", "names", "orelse")

    def __init__(self, node: Any, scope: Scope) -> None:
        self.body = block(node.body, scope)
        self.handlers = [Handler(handler, scope) for handler in node.handlers]
        self.orelse = block(node.orelse, scope)
        self.catches = any(handler.names is None or not handler.names <= HARMLESS for handler in self.handlers)
        self.names = assigned_names([*node.body, *node.handlers, *node.orelse])

    def run(self, frame: Any) -> Any:
        """-> the signal it ends with. Raises Raised, what it wrote in doubt where a part of it may have failed."""
        run = frame.run
        outer, run.doubted = run.doubted, False
        (signal, left), written = run.capture(lambda: self._whole(frame, outer))
        if run.doubted:
            _blur(frame, self.names, written, self.handlers)
        run.doubted = outer
        if left is not None:
            raise left
        return signal

    def _whole(self, frame: Any, outer: bool) -> tuple[Any, Raised | None]:
        """-> the signal, and what is raised in the end: `capture` would take it for its own."""
        try:
            try:
                signal = self._guarded(frame)
            except Raised as raised:
                return self._handled(frame, raised), None
            return (self._otherwise(frame, outer) if signal is None else signal), None
        except Raised as left:
            return None, left

    def _guarded(self, frame: Any) -> Any:
        """The body, known to stand in a `try`."""
        run = frame.run

        def guard(raised: Raised) -> bool | None:
            answers = [handler.takes(frame, raised) for handler in self.handlers]
            return True if True in answers else None if None in answers else False

        run.guards.append(guard)
        run.tries += self.catches
        try:
            return self.body(frame)
        finally:
            run.tries -= self.catches
            run.guards.pop()

    def _handled(self, frame: Any, raised: Raised) -> Any:
        for position, handler in enumerate(self.handlers):
            takes = handler.takes(frame, raised)
            if takes:
                return handler.run(frame, raised)
            if takes is None:
                for other in self.handlers[position:]:
                    loosely(frame, self.names, partial(other.run, frame, raised))
                return None
        raise raised

    def _otherwise(self, frame: Any, outer: bool) -> Any:
        """The `else`, which no handler of this `try` guards."""
        run = frame.run
        run.doubted, doubted = outer, run.doubted
        try:
            return self.orelse(frame)
        finally:
            run.doubted = doubted


@compiles(ast.Try, *([ast.TryStar] if hasattr(ast, "TryStar") else []))
def _try(node: Any, scope: Scope) -> Evaluate:
    attempt = Attempt(node, scope).run if node.handlers else block(node.body, scope)
    final = block(node.finalbody, scope)

    def run(frame: Any) -> Any:
        try:
            signal = attempt(frame)
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


def _blur(frame: Any, names: set[str], written: list[Any], handlers: list[Handler]) -> None:
    """An operation of the body may have failed: body and handlers both may have run, or parts of them."""
    for target in written:
        frame.run.forget(target)
    for handler in handlers:
        loosely(frame, names, partial(handler.run, frame, Raised(None)))
    for name in names:
        frame.vars[name] = Unknown("set where a `try` may have failed")


def _caught(node: ast.expr | None) -> set[str] | None:
    """Names of the exceptions a handler takes; None for all of them."""
    if node is None:
        return None
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    return {ast.unparse(part).rpartition(".")[2] for part in parts}
