"""List, set and dict comprehensions and generator expressions."""

from __future__ import annotations

import ast
from collections.abc import Generator
from typing import Any

from keras_shape_lint.tracing.arrays.alike import merged
from keras_shape_lint.tracing.concrete import hashable
from keras_shape_lint.tracing.frame import Frame
from keras_shape_lint.tracing.iterators import END, Iterator, Lost
from keras_shape_lint.tracing.sequences import cursor, opaque_item
from keras_shape_lint.tracing.syntax.expressions import compiles, expression
from keras_shape_lint.tracing.syntax.loose import loosely
from keras_shape_lint.tracing.syntax.scope import Evaluate, Scope, assigned_names, walrus_names
from keras_shape_lint.tracing.syntax.targets import assign_to
from keras_shape_lint.tracing.truth import known_truth
from keras_shape_lint.tracing.values import Dict, List, Set, Unknown, opened

_ITEM = Unknown("an item of something unknown")


@compiles(ast.ListComp)
def _list(node: Any, scope: Scope) -> Evaluate:
    return _comprehension(node, scope, List, [node.elt])


@compiles(ast.SetComp)
def _set(node: ast.SetComp, scope: Scope) -> Evaluate:
    return _comprehension(node, scope, Set, [node.elt])


@compiles(ast.DictComp)
def _dict(node: ast.DictComp, scope: Scope) -> Evaluate:
    return _comprehension(node, scope, Dict, [node.key, node.value])


@compiles(ast.GeneratorExp)
def _generator(node: ast.GeneratorExp, scope: Scope) -> Evaluate:
    rows = Rows(node, scope, [node.elt])

    def evaluate(outer: Any) -> Any:
        iterable, first = rows.first(outer)
        if first is None:
            rows.loosely(outer, iterable)
            return Unknown("items that are not known")
        frame = Frame(outer.run, outer.variables, {}, outer)
        return Iterator(row[0] for row in rows.follow(frame, first, 0))

    return evaluate


class Rows:
    """The clauses of a comprehension, and the values it makes in each round."""

    def __init__(self, node: Any, scope: Scope, results: list[ast.expr]) -> None:
        names = assigned_names([generator.target for generator in node.generators])
        inner = Scope("comprehension", scope.path, scope.function, names, scope)
        self.first_iterable = expression(node.generators[0].iter, scope)
        self.plain = len(node.generators) == 1 and not node.generators[0].ifs
        self.levels = [
            (
                expression(generator.iter, inner),
                assign_to(generator.target, inner),
                [expression(test, inner) for test in generator.ifs],
            )
            for generator in node.generators
        ]
        self.values = [expression(result, inner) for result in results]
        self.walrus = walrus_names(node)

    def first(self, outer: Any) -> tuple[Any, Iterator | None]:
        """-> what the first clause goes over, and an iterator over it, if its items are known."""
        iterable = self.first_iterable(outer)
        return iterable, cursor(outer.run, iterable)

    def follow(self, frame: Any, items: Iterator | None, depth: int) -> Generator[list[Any], None, None]:
        """Raises Lost, also where a condition is not decided: which items there are is not known then."""
        if items is None:
            raise Lost
        _, store, tests = self.levels[depth]
        for _ in range(frame.run.limits.iterations):
            item = items.step()
            if item is END:
                return
            frame.run.spend(1)
            store(frame, item)
            truths = (known_truth(frame.run, test(frame)) for test in tests)
            if (truth := next((truth for truth in truths if truth is not True), True)) is None:
                raise Lost
            if not truth:
                continue
            if depth + 1 < len(self.levels):
                yield from self.follow(frame, cursor(frame.run, self.levels[depth + 1][0](frame)), depth + 1)
            else:
                yield [value(frame) for value in self.values]
        raise Lost

    def loosely(self, outer: Any, iterated: Any) -> list[Any]:
        """Once, over items that are not known. -> the values made."""
        frame = Frame(outer.run, outer.variables, {}, outer)
        out: list[Any] = []

        def once() -> None:
            for depth, (iterable, store, tests) in enumerate(self.levels):
                source = iterable(frame) if depth else iterated
                store(frame, opaque_item(source, 0) if hasattr(source, "sample") else _ITEM)
                for test in tests:
                    test(frame)
            out[:] = [value(frame) for value in self.values]

        loosely(outer, self.walrus, once)
        return out


def _comprehension(node: Any, scope: Scope, kind: Any, results: list[ast.expr]) -> Evaluate:
    rows = Rows(node, scope, results)

    def evaluate(outer: Any) -> Any:
        frame = Frame(outer.run, outer.variables, {}, outer)
        out = kind()
        iterable, first = rows.first(outer)
        try:
            for row in rows.follow(frame, first, 0):
                if kind is List:
                    out.append(row[0])
                elif not hashable(row[0]):
                    out.open = True
                elif kind is Set:
                    out.add(row[0])
                else:
                    out[row[0]] = row[1]
        except Lost:
            if first is not None:
                outer.run.forget(first)
            made = rows.loosely(outer, iterable)
            out.open = True
            if kind is List and made and (each := merged([*out, *made])) is not None:
                out = opened(List())
                out.each = each
                out.size = getattr(iterable, "length", None) if rows.plain else None
                return out
        if out.open:
            return opened(kind())
        return out

    return evaluate
