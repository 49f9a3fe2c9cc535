"""Shapes that the program states: `# shape: (None, 32, n)` comments and jaxtyping's annotations.

A stated shape fills in what is not known, and is held against what is.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from keras_shape_lint.findings import DECLARED_SHAPE, Reason
from keras_shape_lint.graph import Node, Site
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN, differ
from keras_shape_lint.shapes.symbols import Symbol, symbol
from keras_shape_lint.tracing.values import Opaque, Unknown

MARK = "# shape:"
_ANY: Any = ast.Constant(...)
_DTYPES = ("Float", "Int", "UInt", "BFloat", "Num", "Real", "Shaped", "Inexact", "Complex", "Bool", "Integer")
_OPERATORS: dict[type, Any] = {
    ast.Add: lambda a, b: a + b, ast.Sub: lambda a, b: a - b, ast.Mult: lambda a, b: a * b,
    ast.FloorDiv: lambda a, b: a // b,
}  # fmt: skip


class Stated:
    """Sizes as written. Without `whole` there may be more axes before them. `own`: names are those of the program."""

    __slots__ = ("dims", "own", "whole")

    def __init__(self, dims: list[ast.expr], whole: bool, own: bool = True) -> None:
        self.dims = dims
        self.whole = whole
        self.own = own


def attach(tree: ast.Module, text: str, before: int = 0) -> None:
    """Put the comments where the compiler meets them: on the assignments and parameters of their lines.

    `before` is the number of lines that the tree counts before the text.
    """
    if MARK not in text:
        return
    comments = {before + line: stated for line, stated in _comments(text)}
    meant: dict[int, list[Any]] = {line: [] for line in comments}
    for node in ast.walk(tree) if comments else ():
        if getattr(node, "arg", "") in ("self", "cls") or not isinstance(node, (ast.Assign, ast.AnnAssign, ast.arg)):
            continue
        if node.end_lineno in meant:
            meant[node.end_lineno].append(node)
    for line, nodes in meant.items():
        if len(nodes) == 1:
            nodes[0].stated = comments[line]


def _comments(text: str) -> Iterator[tuple[int, Stated]]:
    import io
    import tokenize

    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT and MARK in token.string:
                stated = _parsed(token.string.partition(MARK)[2].strip())
                if stated is not None:
                    yield token.start[0], stated
    except (tokenize.TokenError, SyntaxError):
        return


def _parsed(text: str) -> Stated | None:
    try:
        shape = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not isinstance(shape, ast.Tuple):
        return None
    whole = not (shape.elts and isinstance(shape.elts[0], ast.Constant) and shape.elts[0].value is ...)
    return Stated(shape.elts if whole else shape.elts[1:], whole)


def of_annotation(node: ast.expr | None) -> Stated | None:
    """The sizes of `Float[Array, "batch 32 d"]`."""
    if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Tuple) or len(node.slice.elts) != 2:
        return None
    name = node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")
    written = node.slice.elts[1]
    if not name.startswith(_DTYPES) or not isinstance(written, ast.Constant) or not isinstance(written.value, str):
        return None
    dims: list[ast.expr] = []
    whole = True
    for position, word in enumerate(written.value.split()):
        if word.startswith(("*", "...")):
            if position:
                return None
            whole = False
            continue
        parsed = _parsed(f"({word.partition('=')[2] or word},)") if word[0] not in "#_?" else None
        dims.append(parsed.dims[0] if parsed is not None and parsed.dims else _ANY)
    return Stated(dims, whole, own=False)


def stated_of(node: Any, annotation: ast.expr | None) -> Stated | None:
    """By a comment, or else by the annotation."""
    found = getattr(node, "stated", None)
    return found if found is not None else of_annotation(annotation)


def hold(frame: Any, name: str, value: Any, stated: Stated, site: Site) -> Any:
    """The value with what is stated of it. Reported where its shape is known to be another."""
    if not isinstance(value, (Tensor, Unknown, Opaque)):
        return value
    tensor = value if isinstance(value, Tensor) else None
    known = tensor.trailing if tensor is not None else ()
    if tensor is not None and tensor.rank is not None and stated.whole and len(known) != len(stated.dims):
        return _refused(frame, name, tensor, stated, site)
    met = known[len(known) - len(stated.dims) :] if len(known) > len(stated.dims) else known
    met = (UNKNOWN,) * (len(stated.dims) - len(met)) + met
    dims = [_size(frame, node, dim, stated.own) for node, dim in zip(stated.dims, met)]
    if tensor is not None and any(map(differ, dims, met)):
        return _refused(frame, name, tensor, stated, site)
    if not stated.whole or (tensor is not None and tensor.rank is not None and UNKNOWN not in known):
        return value
    filled = tuple(old if old is not UNKNOWN else new for old, new in zip(met, dims))
    out = Tensor(filled, tensor.dtype if tensor is not None else None)
    out.name = name
    out.producer = tensor.producer if tensor is not None else None
    return out


def _refused(frame: Any, name: str, tensor: Tensor, stated: Stated, site: Site) -> Tensor:
    text = "{layer} is stated to have the shape {0}, but has {1}"
    written = f"({'' if stated.whole else '..., '}{', '.join(map(ast.unparse, stated.dims))})"
    node = Node("op", "shape", name, site, [tensor], [tensor])
    frame.run.report(Reason(DECLARED_SHAPE, text, (written, tensor)), site, node)
    return tensor


def _size(frame: Any, node: ast.expr, met: Any, own: bool) -> Any:
    """A stated size; a name that is no number of the program stands for the same size wherever the frame states it."""
    if isinstance(node, ast.Constant):
        return node.value if node.value is None or type(node.value) is int else UNKNOWN
    if isinstance(node, ast.Name):
        return _named(frame, node.id, met, own)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        left, right = _size(frame, node.left, UNKNOWN, own), _size(frame, node.right, UNKNOWN, own)
        numbers = all(isinstance(side, (int, Symbol)) for side in (left, right)) and right != 0
        return _OPERATORS[type(node.op)](left, right) if numbers else UNKNOWN
    return UNKNOWN


def _named(frame: Any, name: str, met: Any, own: bool) -> Any:
    value = frame.vars.get(name) if own else None
    if isinstance(value, Opaque):
        value = value.integer()
    if isinstance(value, (int, Symbol)) and not isinstance(value, bool):
        return value
    key = f"# {name}"
    if key not in frame.vars:
        if isinstance(value, Unknown) or met is None:
            return UNKNOWN
        frame.vars[key] = met if met is not UNKNOWN else symbol(name, 1)
    return frame.vars[key]
