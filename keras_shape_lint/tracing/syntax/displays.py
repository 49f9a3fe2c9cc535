"""Tuples, lists, sets and dicts as they are written, and formatted text."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from keras_shape_lint.tracing.concrete import hashable
from keras_shape_lint.tracing.library.builtin import BUILTINS
from keras_shape_lint.tracing.sequences import format_value, items_of
from keras_shape_lint.tracing.syntax.expressions import compiles, expression
from keras_shape_lint.tracing.syntax.scope import Evaluate, Scope
from keras_shape_lint.tracing.values import Dict, Instance, List, Set, Unknown, opened


@compiles(ast.Tuple)
def _tuple(node: ast.Tuple, scope: Scope) -> Evaluate:
    collect = _items(node.elts, scope)

    def build(frame: Any) -> Any:
        items = collect(frame)
        return Unknown("a star of unknown length") if items is None else tuple(items)

    return build


@compiles(ast.List)
def _list(node: ast.List, scope: Scope) -> Evaluate:
    return _container(List, _items(node.elts, scope))


@compiles(ast.Set)
def _set(node: ast.Set, scope: Scope) -> Evaluate:
    collect = _items(node.elts, scope)

    def build(frame: Any) -> Any:
        items = collect(frame)
        return Set(items) if items is not None and all(map(hashable, items)) else opened(Set())

    return build


def _container(kind: Any, collect: Callable[[Any], list[Any] | None]) -> Evaluate:
    def build(frame: Any) -> Any:
        items = collect(frame)
        return opened(kind()) if items is None else kind(items)

    return build


def _items(nodes: list[ast.expr], scope: Scope) -> Callable[[Any], list[Any] | None]:
    if not any(isinstance(node, ast.Starred) for node in nodes):
        parts = [expression(node, scope) for node in nodes]
        return lambda frame: [part(frame) for part in parts]
    starred = [
        (isinstance(node, ast.Starred), expression(node.value if isinstance(node, ast.Starred) else node, scope))
        for node in nodes
    ]

    def collect(frame: Any) -> list[Any] | None:
        items: list[Any] = []
        lost = False
        for star, part in starred:
            if not star:
                items.append(part(frame))
                continue
            more = items_of(frame.run, part(frame))
            lost = lost or more is None
            items.extend(more or ())
        return None if lost else items

    return collect


@compiles(ast.Dict)
def _dict(node: ast.Dict, scope: Scope) -> Evaluate:
    pairs = [
        (expression(k, scope) if k is not None else None, expression(v, scope)) for k, v in zip(node.keys, node.values)
    ]

    def build(frame: Any) -> Any:
        out = Dict()
        for key, value in pairs:
            if key is None:
                other = value(frame)
                if isinstance(other, Dict):
                    if other.open:
                        out.clear()
                    out.update(frame.run.charge(other))
                    out.open = out.open or other.open
                else:
                    out.clear()
                    out.open = True
                continue
            name = key(frame)
            if hashable(name):
                out[name] = value(frame)
            else:
                value(frame)
                out.clear()
                out.open = True
        return out

    return build


@compiles(ast.JoinedStr)
def _joined(node: ast.JoinedStr, scope: Scope) -> Evaluate:
    parts = [expression(part, scope) for part in node.values]

    def build(frame: Any) -> Any:
        texts = [part(frame) for part in parts]
        return frame.run.charge("".join(texts)) if all(isinstance(text, str) for text in texts) else Unknown("text")

    return build


@compiles(ast.FormattedValue)
def _formatted(node: ast.FormattedValue, scope: Scope) -> Evaluate:
    value = expression(node.value, scope)
    layout = expression(node.format_spec, scope) if node.format_spec is not None else None
    conversion = node.conversion

    def build(frame: Any) -> Any:
        shown, style = value(frame), layout(frame) if layout else ""
        if isinstance(shown, Instance):
            run = frame.run
            if conversion == -1 and shown.cls.lookup("__format__"):
                return BUILTINS["format"].call(run, shown, style)
            if conversion != -1 or not style:
                shown = BUILTINS["repr" if conversion == ord("r") else "str"].call(run, shown)
                return format_value(shown, style, -1)
        return format_value(shown, style, conversion)

    return build
