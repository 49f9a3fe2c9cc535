"""List, set and dict comprehensions and generator expressions."""

from __future__ import annotations

import ast
from typing import Any

from keras_shape_lint.tracing.frame import Frame
from keras_shape_lint.tracing.sequences import iterate
from keras_shape_lint.tracing.syntax.expressions import compiles, decision, expression
from keras_shape_lint.tracing.syntax.scope import Evaluate, Scope, assigned_names
from keras_shape_lint.tracing.syntax.targets import assign_to
from keras_shape_lint.tracing.values import Dict, List, Set, Unknown, is_concrete, opened


@compiles(ast.ListComp, ast.GeneratorExp)
def _list(node: Any, scope: Scope) -> Evaluate:
    return _comprehension(node, scope, List, [node.elt])


@compiles(ast.SetComp)
def _set(node: ast.SetComp, scope: Scope) -> Evaluate:
    return _comprehension(node, scope, Set, [node.elt])


@compiles(ast.DictComp)
def _dict(node: ast.DictComp, scope: Scope) -> Evaluate:
    return _comprehension(node, scope, Dict, [node.key, node.value])


def _comprehension(node: Any, scope: Scope, kind: Any, results: list[ast.expr]) -> Evaluate:
    names = assigned_names([generator.target for generator in node.generators])
    inner = Scope("comprehension", scope.path, scope.function, names, scope)
    levels = []
    for depth, generator in enumerate(node.generators):
        levels.append(
            (
                expression(generator.iter, inner if depth else scope),
                assign_to(generator.target, inner),
                [(expression(test, inner), decision(test, True, inner)) for test in generator.ifs],
            )
        )
    values = [expression(result, inner) for result in results]

    def add(out: Any, frame: Frame) -> None:
        items = [value(frame) for value in values]
        if kind is List:
            out.append(items[0])
        elif not is_concrete(items[0]):
            out.open = True
        elif kind is Set:
            out.add(items[0])
        else:
            out[items[0]] = items[1]

    def fill(out: Any, frame: Frame, outer: Any, depth: int) -> None:
        iterable, store, tests = levels[depth]
        items = iterate(iterable(frame if depth else outer))
        unknown = items is None or len(items) > frame.run.limits.iterations
        if unknown:
            opened(out)
            items = [Unknown("an item of something unknown")]
        for item in items or ():
            frame.run.spend(1)
            store(frame, item)
            if not all(decide(frame, test(frame)) for test, decide in tests):
                continue
            if depth + 1 < len(levels):
                fill(out, frame, outer, depth + 1)
            elif unknown or out.open:
                for value in values:
                    value(frame)
            else:
                add(out, frame)

    def evaluate(outer: Any) -> Any:
        frame = Frame(outer.run, outer.variables, {}, outer)
        out = kind()
        fill(out, frame, outer, 0)
        if out.open:
            out.clear()
        return out

    return evaluate
