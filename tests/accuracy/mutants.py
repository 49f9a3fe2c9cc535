"""Single-fault edits of a program. Every edit stays within its lines, so that a fault keeps its line number."""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple


class Mutant(NamedTuple):
    """`kind` of edit at `line`, what stood there and what stands there now; `text` is the whole program."""

    kind: str
    line: int
    before: str
    after: str
    text: str


Edit = tuple[ast.expr, str]
"""An expression and the text that replaces it."""
_SIZED = {"Dense": "units", "Conv": "filters", "LSTM": "units", "GRU": "units", "SimpleRNN": "units",
          "Separable": "filters", "RepeatVector": "n", "TimeDistributedDense": "units"}  # fmt: skip
_MERGES = ("Add", "Concatenate", "Multiply", "Average", "Maximum", "Subtract")
_MERGE_FUNCTIONS = ("add", "concatenate", "multiply", "average", "maximum", "subtract")


def mutants(text: str, seed: int, most: int) -> list[Mutant]:
    """At most so many edits, of every kind in turn; the same ones for the same seed."""
    chance = random.Random(seed)
    tree = ast.parse(text)
    made: dict[str, list[Mutant]] = {}
    for kind, edits in KINDS.items():
        found = [_mutant(text, kind, edit) for node in ast.walk(tree) for edit in edits(node, chance)]
        chance.shuffle(found)
        made[kind] = [mutant for mutant in found if mutant is not None]
    chosen: list[Mutant] = []
    while len(chosen) < most and any(made.values()):
        chosen += [left.pop() for left in made.values() if left]
    return chosen[:most]


def _mutant(text: str, kind: str, edit: Edit) -> Mutant | None:
    node, after = edit
    before = ast.get_source_segment(text, node) or ""
    if node.lineno != node.end_lineno or before == after:
        return None
    lines = text.split("\n")
    line = lines[node.lineno - 1].encode()
    lines[node.lineno - 1] = (line[: node.col_offset] + after.encode() + line[node.end_col_offset :]).decode()
    changed = "\n".join(lines)
    try:
        ast.parse(changed)
    except SyntaxError:
        return None
    return Mutant(kind, node.lineno, before, after, changed)


def _name(node: Any) -> str:
    """The last part of what is called: `layers.Dense(3)` is Dense."""
    function = node.func if isinstance(node, ast.Call) else node
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _argument(node: Any, name: str, position: int) -> ast.expr | None:
    for keyword in node.keywords:
        if keyword.arg == name:
            return keyword.value  # type: ignore[no-any-return]
    return node.args[position] if len(node.args) > position else None


def _integer(node: Any) -> int | None:
    return node.value if isinstance(node, ast.Constant) and type(node.value) is int else None


def _sizes(node: Any, chance: random.Random) -> Iterator[Edit]:
    """Units or filters."""
    name = _name(node) if isinstance(node, ast.Call) else ""
    parameter = next((argument for prefix, argument in _SIZED.items() if name.startswith(prefix)), None)
    given = _argument(node, parameter, 0) if parameter else None
    size = _integer(given)
    if given is not None and size is not None:
        yield given, str(chance.choice((size + 1, size * 2, max(1, size // 2))))


def _variables(node: Any, chance: random.Random) -> Iterator[Edit]:
    """A size that a variable holds."""
    if isinstance(node, ast.Assign) and _integer(node.value):
        yield node.value, str(_integer(node.value) + chance.choice((1, 2)))  # type: ignore[operator]


def _axis(node: Any, chance: random.Random) -> Iterator[Edit]:
    if not isinstance(node, ast.Call):
        return
    for keyword in node.keywords:
        if keyword.arg in ("axis", "concat_axis") and ast.unparse(keyword.value).lstrip("-").isdigit():
            yield keyword.value, str(chance.choice((-1, 1, 2, 3, -2)))
    if _name(node) in ("Concatenate", "concatenate") and not any(k.arg == "axis" for k in node.keywords):
        yield node.func, f"(lambda *a, **k: {ast.unparse(node.func)}(*a, axis=1, **k))"


def _dot_axes(node: Any, chance: random.Random) -> Iterator[Edit]:
    if isinstance(node, ast.Call) and _name(node).lower() == "dot":
        given = _argument(node, "axes", 0 if _name(node) == "Dot" else 1)
        if given is not None:
            yield given, chance.choice(("(1, 1)", "(2, 1)", "(1, 2)", "(2, 2)", "1", "2", "-1", "(1, 3)"))


def _reshape(node: Any, chance: random.Random) -> Iterator[Edit]:
    if isinstance(node, ast.Call) and _name(node) == "Reshape":
        given = _argument(node, "target_shape", 0)
        if isinstance(given, (ast.Tuple, ast.List)) and given.elts:
            chosen = chance.choice(given.elts)
            yield chosen, f"{ast.unparse(chosen)} + 1" if _integer(chosen) is None else f"{_integer(chosen)}1"


def _padding(node: Any, chance: random.Random) -> Iterator[Edit]:
    if isinstance(node, ast.Call):
        for keyword in node.keywords:
            if keyword.arg in ("padding", "border_mode") and isinstance(keyword.value, ast.Constant):
                yield keyword.value, repr({"same": "valid", "valid": "same"}.get(keyword.value.value, "valid"))


def _strides(node: Any, chance: random.Random) -> Iterator[Edit]:
    """Strides, kernels and pools."""
    if not isinstance(node, ast.Call):
        return
    for keyword in node.keywords:
        if keyword.arg in ("strides", "pool_size", "kernel_size", "size", "dilation_rate"):
            yield from _changed_sizes(keyword.value, chance)
    if _name(node).startswith(("Conv", "SeparableConv")) and len(node.args) > 1:
        yield from _changed_sizes(node.args[1], chance)
    if "Pooling" in _name(node) and node.args and "Global" not in _name(node):
        yield from _changed_sizes(node.args[0], chance)


def _changed_sizes(node: ast.expr, chance: random.Random) -> Iterator[Edit]:
    """A number, or one of a tuple."""
    options = node.elts if isinstance(node, (ast.Tuple, ast.List)) and node.elts else [node]
    chosen = chance.choice(options)
    size = _integer(chosen)
    if size is not None:
        yield chosen, str(size + 1)


def _dropped(node: Any, chance: random.Random) -> Iterator[Edit]:
    """A Flatten, pooling or repetition left out."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Call) and len(node.args) == 1:
        name = _name(node.func)
        if name in ("Flatten", "RepeatVector", "Reshape", "Permute") or name.startswith("Global"):
            yield node, f"({ast.unparse(node.args[0])})"
    if isinstance(node, ast.Call) and _name(node) == "add" and len(node.args) == 1 and _name(node.args[0]) == "Flatten":
        yield node.args[0], ast.unparse(node.args[0].func).replace("Flatten", "Activation") + "('linear')"  # type: ignore[attr-defined]


def _input_shape(node: Any, chance: random.Random) -> Iterator[Edit]:
    if not isinstance(node, ast.Call):
        return
    given = _argument(node, "shape", 0) if _name(node) == "Input" else None
    for keyword in node.keywords:
        if keyword.arg in ("input_shape", "batch_shape", "batch_input_shape"):
            given = keyword.value
    if isinstance(given, ast.Tuple) and given.elts:
        chosen = chance.choice(given.elts)
        if _integer(chosen) is not None:
            yield chosen, str(_integer(chosen) + chance.choice((1, 3)))  # type: ignore[operator]
        if chance.random() < 0.3:
            yield given, f"({', '.join(map(ast.unparse, given.elts[:-1]))}{',' if len(given.elts) == 2 else ''})"


def _merge(node: Any, chance: random.Random) -> Iterator[Edit]:
    name = _name(node) if isinstance(node, ast.Call) else ""
    owner = ast.unparse(node.func.value) if name and isinstance(node.func, ast.Attribute) else "layers"
    for family in (_MERGES, _MERGE_FUNCTIONS):
        if name in family and not node.keywords and owner.endswith("layers"):  # no `model.add(layer)`
            other = chance.choice([each for each in family if each != name])
            yield node.func, ast.unparse(node.func)[: -len(name)] + other


def _sequences(node: Any, chance: random.Random) -> Iterator[Edit]:
    if isinstance(node, ast.Call):
        for keyword in node.keywords:
            if keyword.arg == "return_sequences" and isinstance(keyword.value, ast.Constant):
                yield keyword.value, str(not keyword.value.value)


KINDS: dict[str, Callable[[Any, random.Random], Iterator[Edit]]] = {
    "units": _sizes, "variable": _variables, "axis": _axis, "dot axes": _dot_axes, "reshape": _reshape,
    "padding": _padding, "strides": _strides, "dropped": _dropped, "input": _input_shape, "merge": _merge,
    "sequences": _sequences,
}  # fmt: skip
