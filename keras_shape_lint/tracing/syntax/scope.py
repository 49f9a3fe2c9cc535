"""Which names are local to what: Python's own rule, decided once for each function."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any

from keras_shape_lint.graph import Site

Evaluate = Callable[[Any], Any]
"""frame -> value, of an expression; frame -> signal, of a statement."""

NESTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Scope:
    """`kind` is module, class, function or comprehension. `names` are local; at module level all are."""

    __slots__ = ("function", "kind", "names", "outer", "parent", "path")

    def __init__(self, kind: str, path: str, function: str, names: set[str], parent: Scope | None = None,
                 outer: frozenset[str] = frozenset()) -> None:  # fmt: skip
        self.kind = kind
        self.path = path
        self.function = function
        self.names = names
        self.parent = parent
        self.outer = outer

    def site(self, node: Any) -> Site:
        place = self.path, node.lineno, node.col_offset, node.end_lineno, node.end_col_offset, self.function
        return tuple.__new__(Site, place)  # half the time of Site(...), once a call

    def hops(self, name: str) -> int | None:
        """How many enclosing frames out the name lives; None for a global."""
        scope: Scope | None = self
        hops = 0
        while scope is not None:
            if name in scope.names and (scope is self or scope.kind != "class"):
                return hops
            if name in scope.outer:
                return None
            scope, hops = scope.parent, hops + 1
        return None


class Names(set[str]):
    """Names that code binds; `updated`: those of them that only `+=` and its like bind.

    `outer` are those declared `global`; `yields` says whether the code is a generator's.
    """

    updated: frozenset[str] = frozenset()
    outer: frozenset[str] = frozenset()
    yields = False


def assigned_names(nodes: Iterable[ast.AST]) -> Names:
    """Every name that these statements bind, nested functions and classes left out."""
    names: set[str] = set()
    updated: set[str] = set()
    declared: set[str] = set()
    found = Names()
    pending: list[Any] = list(nodes)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Name):
            if not isinstance(node.ctx, ast.Load):
                names.add(node.id)
        elif isinstance(node, ast.Constant):
            continue
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            updated.add(node.target.id)
            pending.append(node.value)
        elif isinstance(node, NESTED):
            name = getattr(node, "name", None)
            if name is not None:
                names.add(name)
            pending.extend(getattr(node, "decorator_list", ()))
        elif isinstance(node, COMPREHENSIONS):
            pending.extend(_walrus_targets(node))
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update((alias.asname or alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.Nonlocal):
            declared.update(node.names)
        elif isinstance(node, ast.Global):
            found.outer |= {*node.names}
        else:
            if isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
                names.add(node.name)
            elif isinstance(node, ast.MatchMapping) and node.rest:
                names.add(node.rest)
            elif isinstance(node, (ast.Yield, ast.YieldFrom)):
                found.yields = True
            pending.extend(ast.iter_child_nodes(node))
    found.update((names | updated) - declared - found.outer)
    found.updated = frozenset(updated - names)
    return found


def own_names(node: Any) -> Names:
    """The names that the body of a function or a lambda binds; looked up once in each tree."""
    known = getattr(node, "own_names", None)
    if known is None:
        known = node.own_names = assigned_names(node.body if isinstance(node.body, list) else [node.body])
    return known


def ends_abruptly(body: list[ast.stmt]) -> bool:
    """The block raises, exits, returns or leaves the loop as its last act."""
    last = body[-1] if body else None
    if isinstance(last, (ast.Raise, ast.Return, ast.Continue, ast.Break)):
        return True
    if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call):
        function = last.value.func
        name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        return name in ("exit", "quit", "_exit", "abort")
    return False


def only_raises(body: list[ast.stmt]) -> bool:
    """The block is one `raise`."""
    return len(body) == 1 and isinstance(body[0], ast.Raise)


def contains(nodes: Iterable[ast.AST], kind: type[ast.AST]) -> bool:
    """Whether there is a node of a kind in these statements, nested functions and classes left out."""
    pending: list[Any] = list(nodes)
    while pending:
        node = pending.pop()
        if isinstance(node, kind):
            return True
        if not isinstance(node, NESTED):
            pending.extend(ast.iter_child_nodes(node))
    return False


def walrus_names(node: ast.AST) -> set[str]:
    """Names that assignment expressions inside bind."""
    return {target.id for target in _walrus_targets(node) if isinstance(target, ast.Name)}


def _walrus_targets(node: ast.AST) -> list[ast.AST]:
    return [child.target for child in ast.walk(node) if isinstance(child, ast.NamedExpr)]
