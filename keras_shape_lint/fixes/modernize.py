"""Programs of Keras 1 in today's spelling, where the traced shapes prove that it keeps the meaning."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any, NamedTuple

from keras_shape_lint.analysis import Analysis, Settings, Source, Traced, analyze, graph_of, mentions_keras
from keras_shape_lint.fixes.edits import Edit, applied, over
from keras_shape_lint.layers.history import name_today, sizes_by_position, span_of
from keras_shape_lint.layers.world import World
from keras_shape_lint.tracing.keras.layer import Layer
from keras_shape_lint.tracing.keras.models import Model

FUNCTIONS = {
    "sum": "add", "mul": "multiply", "ave": "average", "max": "maximum", "concat": "concatenate", "dot": "dot",
}  # fmt: skip
"""The mode of a legacy merge, and the function that took its place."""
AXES = {"concat_axis": "axis", "dot_axes": "axes"}
OF_MODE = {"concat": "concat_axis", "dot": "dot_axes"}
VALUES = {"'th'": "'channels_first'", "'tf'": "'channels_last'"}
MARK = "  # keras-shape-lint: left as it is, "
TODAY = "3"

Place = tuple[int, int, int, int]


class Change(NamedTuple):
    """At one call. `uses` is the function of keras.layers that it needs by name, `of` what it replaces, `calls` are the
    lines whose shapes prove it; `why` says why it is left, and then nothing else is given."""

    line: int
    edits: tuple[Edit, ...] = ()
    calls: tuple[int, ...] = ()
    of: str = ""
    uses: str = ""
    why: str = ""


class Outcome(NamedTuple):
    """`left` says by line what was not changed and why."""

    text: str
    changed: int = 0
    left: tuple[tuple[int, str], ...] = ()


def modernized(source: Source, settings: Settings) -> Outcome:
    """Raises ValueError for a source that cannot be parsed."""
    if not mentions_keras(source.text):
        return Outcome(source.text)
    traced = graph_of(source, settings)
    if traced.analysis.error is not None:
        raise ValueError(traced.analysis.error)
    tree = ast.parse(source.text)
    changes = list(_changes(tree, traced))
    left = {change.line: change.why for change in changes if change.why}
    kept = [change for change in changes if not change.why]
    today = settings._replace(keras_version=TODAY)
    while kept:
        text = applied(source.text, _edits(tree, kept, left))
        wrong = _unproved(traced.analysis, analyze(Source(source.path, text), today), kept)
        if not wrong:
            break
        left.update(wrong)
        kept = [change for change in kept if change.line not in wrong]
    if not kept and not left:
        return Outcome(source.text)
    text = applied(source.text, _edits(tree, kept, left)) if kept else source.text
    return Outcome(_marked(text, left), len(kept), tuple(sorted(left.items())))


def _unproved(old: Analysis, new: Analysis, kept: list[Change]) -> dict[int, str]:
    """By line why a change is not proved: other shapes, unknown ones, or a finding."""
    if new.error is not None:
        return {change.line: new.error for change in kept}
    before, after = _shapes(old), _shapes(new)
    faults = {finding.line: finding.text for finding in new.findings if finding.severity == "E"}
    out = {}
    for change in kept:
        for line in (change.line, *change.calls):
            if line in faults:
                out[change.line] = f"today's Keras refuses it: {faults[line]}"
            elif "?" in str(before.get(line)) or (line in change.calls and line not in before):
                out.setdefault(change.line, "its shapes are not known")
            elif before.get(line) != after.get(line):
                out.setdefault(change.line, "the shapes would not be the same")
    return out


def _shapes(analysis: Analysis) -> dict[int, list[Any]]:
    out: dict[int, list[Any]] = {}
    for call in analysis.calls:
        out.setdefault(call.line, []).append(call.outputs)
    return out


def _changes(tree: ast.Module, traced: Traced) -> Iterator[Change]:
    """One for each traced call in an old spelling, each place once."""
    calls = {_place(node): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    seen: set[Place] = set()
    world = traced.world
    assert world is not None
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    used: dict[Place, list[int]] = {}
    made = list(_made(traced))
    for place, _, line in made:
        used.setdefault(place, []).extend([line] if line else [])
    for place, owner, _ in made:
        call = calls.get(place)
        if call is None or place in seen:
            continue
        seen.add(place)
        change = _merge(call, names) if owner in ("merge", "Merge") else _arguments(call, owner, world)
        if change is not None:
            yield change._replace(calls=tuple(used[place]))


def _made(traced: Traced) -> Iterator[tuple[Place, str, int]]:
    """Where each layer and model is made, its class, and a line where it is called, 0 for a model."""
    path = traced.analysis.path
    for node, _ in (*traced.nodes, *traced.models):
        if isinstance(node.layer, Layer) and node.callee != "merge":
            if node.layer.site.path == path == node.site.path:
                yield node.layer.site[1:5], node.layer.path.rpartition(".")[2], node.site.line
        elif node.callee in ("merge", "Merge"):
            yield node.site[1:5], node.callee, node.site.line
        elif node.kind == "model" and isinstance(node.layer, Model):
            yield node.site[1:5], "Model", 0


def _arguments(call: ast.Call, owner: str, world: World) -> Change | None:
    edits = [edit for keyword in call.keywords for edit in _renamed(keyword, owner)]
    rank = sizes_by_position(owner, world)
    sizes = call.args[1 : rank + 1] if rank else []
    if sizes and len(sizes) == rank and not any(isinstance(size, (ast.Tuple, ast.List)) for size in sizes):
        text = f"({', '.join(map(ast.unparse, sizes))})"
        last = sizes[-1]
        edits.append(over(sizes[0], text)._replace(end_line=last.end_lineno or 0, end_col=last.end_col_offset or 0))
    return Change(call.lineno, tuple(edits)) if edits else None


def _renamed(keyword: ast.keyword, owner: str) -> Iterator[Edit]:
    new = name_today(owner, keyword.arg) if keyword.arg else None
    if not new or keyword.arg is None:
        return
    line, col = keyword.lineno, keyword.col_offset
    yield Edit(line, col, line, col + len(keyword.arg.encode()), new)
    value = ast.unparse(keyword.value)
    if keyword.arg == "dim_ordering" and value in VALUES:
        yield over(keyword.value, VALUES[value])


def _merge(call: ast.Call, names: set[str]) -> Change | None:
    """`merge([a, b], mode='concat', concat_axis=1)` -> `concatenate([a, b], axis=1)`; `Merge(...)([a, b])` alike."""
    given = dict(zip(("layers", "mode", "concat_axis", "dot_axes"), call.args))
    given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    old = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if old not in ("merge", "Merge"):
        return None
    mode = ast.literal_eval(given["mode"]) if isinstance(given.get("mode"), ast.Constant) else None
    mode = "sum" if "mode" not in given else mode
    new = FUNCTIONS.get(mode) if isinstance(mode, str) else None
    if new is None:
        return Change(call.lineno, why="no function of today does what this mode does")
    if old == "Merge" or "layers" not in given:
        return Change(call.lineno, why="Merge joins models, which have no single successor")
    if isinstance(call.func, ast.Name) and new in names:
        return Change(call.lineno, why=f"the name {new} is taken")
    axis = OF_MODE.get(str(mode))
    arguments = [ast.unparse(given["layers"])]
    if axis is not None and axis in given:
        arguments.append(f"{AXES[axis]}={ast.unparse(given[axis])}")
    elif mode == "dot":
        arguments.append("axes=-1")
    if "name" in given:
        arguments.append(f"name={ast.unparse(given['name'])}")
    prefix = f"{ast.unparse(call.func.value)}." if isinstance(call.func, ast.Attribute) else ""
    uses = "" if prefix else new
    lines = (call.end_lineno or call.lineno) - call.lineno
    text = f"{prefix}{new}({', '.join(arguments)}" + "\n" * lines + ")"
    return Change(call.lineno, (over(call, text),), of=old, uses=uses)


def _edits(tree: ast.Module, kept: list[Change], left: dict[int, str]) -> list[Edit]:
    """The calls, and the imports that they need."""
    edits = [edit for change in kept for edit in change.edits]
    uses = sorted({change.uses for change in kept if change.uses})
    imported = [node for node in tree.body if isinstance(node, ast.ImportFrom) and not node.level]
    for node in imported:
        module = node.module or ""
        if module.startswith("keras.layers.") and span_of(module)[1] < (3,):
            col = node.col_offset + len("from ")
            edits.append(Edit(node.lineno, col, node.lineno, col + len(module), "keras.layers"))
        for alias in node.names:
            if alias.name == "merge" and uses and module.startswith("keras."):
                names = [*uses, *(["merge"] if _still(tree, kept) else [])]
                end = alias.end_lineno or alias.lineno, alias.end_col_offset or 0
                edits.append(Edit(alias.lineno, alias.col_offset, *end, ", ".join(names)))
    return edits


def _still(tree: ast.Module, kept: list[Change]) -> bool:
    """Something is left that needs the old name."""
    used = sum(isinstance(node, ast.Name) and node.id == "merge" for node in ast.walk(tree))
    return used > sum(change.of == "merge" and bool(change.uses) for change in kept)


def _marked(text: str, left: dict[int, str]) -> str:
    lines = text.split("\n")
    for line, why in left.items():
        if MARK not in lines[line - 1]:
            lines[line - 1] += MARK + why
    return "\n".join(lines)


def _place(node: ast.Call) -> Place:
    return node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0
