"""The tracer's graph held against the truth, site by site."""

from __future__ import annotations

import ast
import time
import warnings
from pathlib import Path
from typing import Any, NamedTuple

from keras_shape_lint.analysis import Settings, Source, graph_of
from keras_shape_lint.tracing.project import Project
from tests.accuracy.recording import sites as site_keys
from tests.accuracy.truth import Truth

Shape = tuple[Any, ...] | None
"""None where the rank is unknown; "?" for a size that is unknown or a symbol."""
Shapes = tuple[Shape, ...]


class Difference(NamedTuple):
    """A site that is not exact: `kind` is unknown, missing (not a site of the tracer's) or wrong.

    `first`: all that went into it was known, so that it was lost here.
    """

    kind: str
    path: str
    line: int
    callee: str
    real: list[Any]
    claimed: list[Any]
    first: bool


class Comparison(NamedTuple):
    sites: int
    exact: int
    differences: tuple[Difference, ...]
    findings: tuple[Any, ...]

    def count(self, *kinds: str) -> int:
        return sum(difference.kind in kinds for difference in self.differences)


class Claims(NamedTuple):
    """file -> site key -> shapes, with whether they hang on no open test; findings of the program's own file.

    `origins`: the sites at which an unknown shape came up.
    """

    shapes: dict[str, dict[str, set[tuple[Shapes, bool]]]]
    origins: set[tuple[str, str]]
    findings: tuple[Any, ...]
    error: str | None
    seconds: float


def claims_of(path: str, text: str, settings: Settings) -> Claims:
    start = time.perf_counter()
    traced = graph_of(Source(path, text), settings, Project())
    seconds = time.perf_counter() - start
    keys: dict[str, dict[tuple[int, ...], set[str]]] = {path: _keys(text)}
    shapes: dict[str, dict[str, set[tuple[Shapes, bool]]]] = {}
    origins: set[tuple[str, str]] = set()
    for node, decision in traced.nodes:
        site = node.site
        if site.path not in keys:
            keys[site.path] = _keys(Path(site.path).read_text(encoding="utf-8"))
        outputs = tuple(_shape(tensor.shape) for tensor in node.outputs)
        certain = decision is None and not node.decided
        arises = not _known(outputs) and all(_known((_shape(tensor.shape),)) for tensor in node.inputs)
        for key in keys[site.path].get(tuple(site[1:5]), ()):
            shapes.setdefault(site.path, {}).setdefault(key, set()).add((outputs, certain))
            if arises:
                origins.add((site.path, key))
    return Claims(shapes, origins, traced.analysis.findings, traced.analysis.error, seconds)


def _keys(text: str) -> dict[tuple[int, ...], set[str]]:
    """Source range -> names of the site: before Python 3.8 a parenthesis at the left is no part of the expression."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        tree = ast.parse(text)
    return {
        (node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0): {
            site_keys.key(node),
            _without_parenthesis(node),
        }
        for node in ast.walk(tree)
        if isinstance(node, (ast.Call, ast.BinOp))
    }


def _without_parenthesis(node: ast.expr) -> str:
    left = node
    while True:
        further = next((getattr(left, name) for name in ("func", "value", "left") if hasattr(left, name)), None)
        if not isinstance(further, ast.expr):
            break
        left = further
    return f"{left.lineno}:{left.col_offset}:{site_keys.key(node).rpartition(':')[2]}"


def _known(shapes: Shapes) -> bool:
    return bool(shapes) and all(shape is not None and "?" not in shape for shape in shapes)


def _shape(shape: Any) -> Shape:
    if not isinstance(shape, tuple):
        return None
    return tuple(dim if dim is None or isinstance(dim, int) else "?" for dim in shape)


def compare(truth: Truth, claims: Claims) -> Comparison:
    """A site is exact when every real shape of it is among those claimed, wrong when a certain claim fits none."""
    differences: list[Difference] = []
    exact = sites = 0
    for path, at in truth.sites.items():
        own = claims.shapes.get(path, {})
        for key, site in at.items():
            real = [tuple(None if s == "?" else tuple(s) for s in shapes) for shapes in site["shapes"]]
            if any(shape is None for shapes in real for shape in shapes):
                continue
            sites += 1
            claimed = own.get(key, set())
            kind = _judged(real, claimed, site["kind"] in ("model", "sequential"))
            if kind == "exact":
                exact += 1
                continue
            line = int(key.partition(":")[0])
            told = sorted({shapes for shapes, _ in claimed}, key=str)
            differences.append(Difference(kind, path, line, site["callee"], real, told, (path, key) in claims.origins))
    return Comparison(sites, exact, tuple(differences), claims.findings)


def _judged(real: list[Shapes], claimed: set[tuple[Shapes, bool]], grows: bool) -> str:
    """`grows`: of a Sequential the tracer also tells the shapes on the way to its last layer."""
    certain = {shapes for shapes, sure in claimed if sure}
    unfit = {shapes for shapes in certain if not any(_fits(shapes, each) for each in real)}
    if unfit and (unfit == certain or not grows):
        return "wrong"
    told = {shapes for shapes, _ in claimed}
    if all(shapes in told for shapes in real):
        return "exact"
    return "unknown" if claimed else "missing"


def _fits(claimed: Shapes, real: Shapes) -> bool:
    """Nothing that is claimed differs from what is real; a claim of another number of tensors says nothing."""
    if len(claimed) != len(real):
        return True
    return all(_agree(one, other) for one, other in zip(claimed, real))


def _agree(claimed: Shape, real: Shape) -> bool:
    if claimed is None or real is None:
        return True
    return len(claimed) == len(real) and all(dim == "?" or dim == size for dim, size in zip(claimed, real))
