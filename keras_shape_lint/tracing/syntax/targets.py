"""What can stand left of `=`: names, attributes, items, and nests of them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from keras_shape_lint.graph import Site
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.tracing.arrays.array import NAMED
from keras_shape_lint.tracing.keras.symbolic import refuse_unpacking
from keras_shape_lint.tracing.sequences import items_of, opaque_item
from keras_shape_lint.tracing.subscripts import set_index
from keras_shape_lint.tracing.syntax.expressions import expression
from keras_shape_lint.tracing.syntax.scope import Scope
from keras_shape_lint.tracing.values import List, Unknown, opened
from keras_shape_lint.tracing.writing import set_attribute

Store = Callable[[Any, Any], None]


def assign_to(node: ast.expr, scope: Scope) -> Store:
    """-> store(frame, value)."""
    if isinstance(node, ast.Name):
        return _name(node.id, scope)
    if isinstance(node, ast.Attribute):
        value, name = expression(node.value, scope), node.attr
        return lambda frame, item: set_attribute(frame.run, value(frame), name, item)
    if isinstance(node, ast.Subscript):
        container, key = expression(node.value, scope), expression(node.slice, scope)
        return lambda frame, item: set_index(frame.run, container(frame), key(frame), item)
    if isinstance(node, (ast.Tuple, ast.List)):
        return _unpack(node, scope)
    if isinstance(node, ast.Starred):
        return assign_to(node.value, scope)
    return lambda frame, item: None


def _name(name: str, scope: Scope) -> Store:
    if scope.kind != "module" and name not in scope.names:
        return _outer_name(name, scope.hops(name))

    def store(frame: Any, item: Any) -> None:
        if type(item) in NAMED and item.name is None:
            item.name = name
        frame.vars[name] = item

    return store


def _outer_name(name: str, hops: int | None) -> Store:
    def store(frame: Any, item: Any) -> None:
        if hops is None:
            target = frame.variables
        else:
            for _ in range(hops):
                frame = frame.parent
            target = frame.vars
        frame.run.touch(target)
        target[name] = item

    return store


def _unpack(nest: ast.Tuple | ast.List, scope: Scope) -> Store:
    stores = [assign_to(node, scope) for node in nest.elts]
    star = next((i for i, node in enumerate(nest.elts) if isinstance(node, ast.Starred)), None)
    site = scope.site(nest)

    def store(frame: Any, item: Any) -> None:
        values = _split(frame.run, item, len(stores), star, site)
        for target, value in zip(stores, values):
            target(frame, value)

    return store


def _split(run: Any, item: Any, count: int, star: int | None, site: Site) -> list[Any]:
    """One value for each target. What only a caller knows gives its items by position, up to a star."""
    items = items_of(run, item)
    if items is None and isinstance(item, Tensor):
        unknown: Any = refuse_unpacking(run, item, count, star is not None, site)
        return [unknown] * count
    if items is None:
        known = count if star is None else star
        unknown = Unknown("items of unknown number")
        values = [opaque_item(item, i) if i < known else unknown for i in range(count)]
        return values if star is None else [*values[:star], opened(List()), *values[star + 1 :]]
    items = list(items)
    if star is None:
        if len(items) != count:
            return [refuse_unpacking(run, item, count, False, site)] * count
        return items
    after = count - star - 1
    if len(items) < count - 1:
        return [refuse_unpacking(run, item, count, True, site)] * count
    middle = List(items[star : len(items) - after])
    return [*items[:star], middle, *items[len(items) - after :]]
