"""Loops and `with`: statements that may be cut short, or met more than once."""

from __future__ import annotations

import ast
from typing import Any

from keras_shape_lint.tracing.contexts import Expecting, enter, expects
from keras_shape_lint.tracing.generators import abandon
from keras_shape_lint.tracing.iterators import END, Iterator, Lost
from keras_shape_lint.tracing.keras.symbolic import refuse_items
from keras_shape_lint.tracing.run import Raised
from keras_shape_lint.tracing.sequences import cursor, opaque_item
from keras_shape_lint.tracing.syntax.expressions import expression
from keras_shape_lint.tracing.syntax.loose import loosely
from keras_shape_lint.tracing.syntax.scope import Evaluate, Scope, assigned_names, contains
from keras_shape_lint.tracing.syntax.statements import BREAK, RETURN, block, compiles
from keras_shape_lint.tracing.syntax.targets import assign_to
from keras_shape_lint.tracing.truth import known_truth
from keras_shape_lint.tracing.values import External, Opaque, Unknown

BARREN = 20_000
UNDECIDED = 16
"""Steps, and tests left open, after which a loop that builds nothing of Keras is taken for data and not followed."""
ENDLESS = 128
"""Turns of a generator's `while True`: its items are made ahead, and hardly anyone asks for more."""


class _Patience:
    """Whether a loop is worth going on with."""

    __slots__ = ("calls", "decided", "floor", "open", "remembered", "run")

    def __init__(self, run: Any) -> None:
        self.run = run
        self.floor = run.budget.left - BARREN
        self.calls = len(run.graph.nodes)
        self.decided = len(run.decided)
        self.open = self.decided + run.assumed
        self.remembered = len(run.memory)

    def lost(self) -> bool:
        """When it is, what the loop decided no longer matters: all that it may write is unknown."""
        run = self.run
        if run.budget.left >= self.floor and len(run.decided) + run.assumed <= self.open + UNDECIDED:
            return False
        if any(node.kind != "training" for node in run.graph.nodes[self.calls :]):
            return False
        del run.decided[self.decided :]
        for key in list(run.memory)[self.remembered :]:
            del run.memory[key]
        return True


@compiles(ast.For, ast.AsyncFor)
def _for(node: Any, scope: Scope) -> Evaluate:
    iterable, store = expression(node.iter, scope), assign_to(node.target, scope)
    body, orelse = block(node.body, scope), block(node.orelse, scope)
    names = assigned_names([node.target, *node.body, *node.orelse])
    returns = contains(node.body, ast.Return)
    passing = isinstance(node.iter, ast.Call)
    site = scope.site(node.iter)

    def cut(frame: Any, value: Any) -> None:
        """From here on the items are not known."""
        item = opaque_item(value, 0) if not isinstance(value, Opaque) else Opaque(f"an item of {value.name}")

        def once() -> None:
            store(frame, item)
            body(frame)

        loosely(frame, names, once)
        loosely(frame, names, lambda: orelse(frame))
        frame.unsure = frame.unsure or returns
        if isinstance(value, Iterator):
            frame.run.forget(value)

    def run(frame: Any) -> Any:
        value = iterable(frame)
        limit = frame.run.limits.iterations
        if isinstance(value, (tuple, list, range, str)) and len(value) > limit:
            return cut(frame, value)
        steps = cursor(frame.run, value)
        if steps is None:
            refuse_items(frame.run, value, site)
            return cut(frame, value)
        patience = _Patience(frame.run)
        for _ in range(limit):
            frame.run.spend(1)
            if patience.lost():
                break
            try:
                item = steps.step()
            except Lost:
                break
            if item is END:
                return orelse(frame)
            store(frame, item)
            signal = body(frame)
            if signal is BREAK or signal is RETURN:
                if passing:
                    abandon(frame, steps)
                return None if signal is BREAK else signal
        return cut(frame, Unknown("items that are not known"))

    return run


@compiles(ast.While)
def _while(node: ast.While, scope: Scope) -> Evaluate:
    test, body, orelse = expression(node.test, scope), block(node.body, scope), block(node.orelse, scope)
    names = assigned_names([node.test, *node.body, *node.orelse])
    returns = contains(node.body, ast.Return)
    yields = isinstance(node.test, ast.Constant) and contains(node.body, ast.Yield)

    def run(frame: Any) -> Any:
        patience = _Patience(frame.run)
        for _ in range(ENDLESS if yields else frame.run.limits.iterations):
            frame.run.spend(1)
            if patience.lost():
                break
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

        def once() -> None:
            body(frame)
            test(frame)

        loosely(frame, names, once)
        loosely(frame, names, lambda: orelse(frame))
        frame.unsure = frame.unsure or returns
        return None

    return run


@compiles(ast.With, ast.AsyncWith)
def _with(node: Any, scope: Scope) -> Evaluate:
    if len(node.items) > 1:
        inner = ast.copy_location(ast.With(node.items[1:], node.body), node)
        node = ast.copy_location(ast.With(node.items[:1], [inner]), node)
    (item,) = node.items
    context, site = expression(item.context_expr, scope), scope.site(item.context_expr)
    store = assign_to(item.optional_vars, scope) if item.optional_vars is not None else None
    body = block(node.body, scope)
    expecting = expects(item.context_expr)

    def run(frame: Any) -> Any:
        state = frame.run
        manager = context(frame)
        if expecting and isinstance(manager, (Unknown, External)):
            manager = Expecting()
        value, leave, swallows = enter(state, manager, site)
        if store is not None:
            store(frame, value)
        if swallows is not None:
            state.guards.append(swallows)
            state.tries += swallows(Raised(None, rejected=True)) is True
        try:
            signal = body(frame)
        except Raised as raised:
            _pop(state, swallows)
            swallows = None
            if not leave(raised):
                raise
            return None
        finally:
            _pop(state, swallows)
        leave(None)
        return signal

    return run


def _pop(run: Any, swallows: Any) -> None:
    if swallows is not None:
        run.guards.pop()
        run.tries -= swallows(Raised(None, rejected=True)) is True
