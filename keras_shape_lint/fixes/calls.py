"""Calls of Keras 1 in today's spelling, one change for each; nothing is proved here."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from keras_shape_lint.analysis import Traced
from keras_shape_lint.fixes.arguments import Argument, Arguments
from keras_shape_lint.fixes.edits import Edit, Text, over
from keras_shape_lint.fixes.proof import Change
from keras_shape_lint.fixes.today import MERGES, Imports, is_ordering, ordering
from keras_shape_lint.layers.history import name_today, renamed, sizes_by_position
from keras_shape_lint.layers.world import ORDERINGS, World
from keras_shape_lint.tracing.keras.layer import Layer
from keras_shape_lint.tracing.keras.models import Model

SUCCESSORS = {
    "sum": ("add", "Add"), "mul": ("multiply", "Multiply"), "ave": ("average", "Average"),
    "max": ("maximum", "Maximum"), "concat": ("concatenate", "Concatenate"), "dot": ("dot", "Dot"),
}  # fmt: skip
"""The mode of a legacy merge, and the function and class that took its place."""
AXES = {"concat_axis": ("concat", "axis"), "dot_axes": ("dot", "axes")}
"""The argument of a mode, and its name today."""
POSITIONS = ("inputs", "mode", "concat_axis", "dot_axes")
"""Of a legacy merge, those that are given by position."""
WITHOUT_EFFECT = ("output_shape", "output_mask", "arguments", "node_indices", "tensor_indices")
DEFAULTS = {"BatchNormalization": {"mode": "0"}}
"""Arguments that are gone, with the value that stands for what the layer does today."""
KEPT = {"GRU": "reset_after=False"}
"""What a layer of old did and today's does only when told."""
RESET_AFTER = (2, 15)
"""Since when a GRU does it the other way."""
METHODS = {"fit": {"nb_epoch": "epochs"}}
GENERATORS = {
    "fit_generator": (
        "fit", "steps_per_epoch epochs verbose callbacks validation_data validation_steps class_weight initial_epoch"
    ),
    "evaluate_generator": ("evaluate", "steps verbose callbacks"),
    "predict_generator": ("predict", "steps verbose callbacks"),
}  # fmt: skip
"""Methods that are gone, what took their place, and the arguments that it takes under the same name."""

Place = tuple[int, int, int, int]


def changes(tree: ast.Module, text: Text, traced: Traced, imports: Imports) -> Iterator[Change]:
    """Each place once."""
    world = traced.world
    assert world is not None
    calls = {place(node): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    taken = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    taken -= {name for name, path in imports.names.items() if path == f"keras.layers.{name}"}
    lines: dict[Place, list[int]] = {}
    owners: dict[Place, str] = {}
    for where, owner, line in _made(traced):
        lines.setdefault(where, []).extend([line] if line else [])
        owners.setdefault(where, owner)
    for where, owner in owners.items():
        call = calls.get(where)
        if call is None:
            continue
        if owner in MERGES:
            change = _merge(call, text, imports, taken)
        else:
            change = _of_layer(call, text, owner, world, imports)
        if change is not None:
            yield change._replace(calls=tuple(dict.fromkeys(lines[where])))
    for call in calls.values():
        if imports.path(call.func).startswith("keras.optimizers."):
            arguments = Arguments(text, call)
            edits = [arguments.rename(each, "learning_rate") for each in arguments.named("lr")]
            yield from [Change(call.lineno, tuple(edits))] if edits else []


def _made(traced: Traced) -> Iterator[tuple[Place, str, int]]:
    """Where each layer and model is made, its class, and a line where it is called, 0 where shapes prove nothing."""
    path = traced.analysis.path
    for node, _ in (*traced.nodes, *traced.models):
        if node.site.path != path:
            continue
        if isinstance(node.layer, Layer) and node.callee != "merge":
            if node.layer.site.path == path:
                yield node.layer.site[1:5], node.layer.path.rpartition(".")[2], node.site.line
        elif node.callee == "merge":
            yield node.site[1:5], node.callee, node.site.line
        elif node.kind == "model" and isinstance(node.layer, Model):
            yield node.site[1:5], "Model", 0
        elif node.kind == "training":
            yield node.site[1:5], node.callee.rpartition(".")[2], 0


def _of_layer(call: ast.Call, text: Text, owner: str, world: World, imports: Imports) -> Change | None:
    if owner in GENERATORS:
        return _of_generator(call, text, *GENERATORS[owner])
    arguments = Arguments(text, call)
    edits = [
        edit for each in arguments.all if each.name for edit in _renamed(each, each.name, owner, arguments, imports)
    ]
    edits += _window(call, text, owner, world, arguments)
    if owner in KEPT and world.generation < RESET_AFTER and not arguments.named("reset_after"):
        edits.append(arguments.add(KEPT[owner]))
    return Change(call.lineno, tuple(edits)) if edits else None


def _of_generator(call: ast.Call, text: Text, new: str, known: str) -> Change | None:
    """`model.fit_generator(numbers, steps_per_epoch=9)` -> `model.fit(numbers, steps_per_epoch=9)`."""
    if not isinstance(call.func, ast.Attribute):
        return None
    strange = [keyword.arg or "**" for keyword in call.keywords if keyword.arg not in known.split()]
    if strange:
        samples = "; it counts batches, not samples" if any("samples" in name for name in strange) else ""
        return Change(call.lineno, why=f"today's {new} has no {', '.join(strange)}{samples}")
    if len(call.args) != 1:
        return Change(call.lineno, why=f"today's {new} has its arguments in another order")
    return Change(call.lineno, (text.edit(*_last_name(text, call.func), new),))


def _renamed(
    argument: Argument, name: str, owner: str, arguments: Arguments, imports: Imports
) -> Iterator[Edit]:  # fmt: skip
    if ast.unparse(argument.value) == DEFAULTS.get(owner, {}).get(name):
        yield from arguments.remove([argument])
    new = METHODS.get(owner, {}).get(name) or name_today(owner, name)
    if not new:
        return
    yield arguments.rename(argument, new)
    value = argument.value
    if name == "dim_ordering" and isinstance(value, ast.Constant) and value.value in ORDERINGS:
        yield over(value, repr(ORDERINGS[value.value]))
    elif name == "dim_ordering" and isinstance(value, ast.Call) and is_ordering(value, imports):
        yield ordering(value)


def _window(call: ast.Call, text: Text, owner: str, world: World, arguments: Arguments) -> list[Edit]:
    """The sizes of a kernel in one tuple: `8, 3, 3` and `8, nb_row=3, nb_col=3`."""
    names = [name for name, new in renamed(owner).items() if not new]
    if sizes_by_position(owner, world):
        found = [arguments.at(number, name) for number, name in enumerate(names, 1)]
    else:
        found = [each for name in names for each in arguments.named(name)]
    sizes = [each for each in found if each is not None]
    if not sizes or len(sizes) != len(names) or isinstance(sizes[0].value, (ast.Tuple, ast.List)):
        return []
    together = f"({', '.join(text.data[each.begin + _lead(each) : each.end].decode() for each in sizes)})"
    first = f"{'kernel_size=' if sizes[0].name else ''}{together}"
    return [arguments.replace(sizes[0], first), *arguments.remove(sizes[1:])]


def _lead(argument: Argument) -> int:
    return 0 if argument.name is None else len(argument.name.encode()) + 1


def _merge(call: ast.Call, text: Text, imports: Imports, taken: set[str]) -> Change | None:
    """`merge([a, b], mode='concat', concat_axis=1)` -> `concatenate([a, b], axis=1)`, and
    `Merge(mode='sum')([a, b])` -> `Add()([a, b])`."""
    old = imports.path(call.func).rpartition(".")[2]
    if old not in MERGES:
        return None
    arguments = Arguments(text, call)
    if arguments.named("*", "**") or len(arguments.by_position) > len(POSITIONS):
        return Change(call.lineno, why="its arguments are not all written by name")
    mode = arguments.at(1, "mode")
    if mode is not None and isinstance(mode.value, (ast.Name, ast.Attribute)):
        return Change(call.lineno, why="its mode is not written here")
    name = "sum" if mode is None else mode.value.value if isinstance(mode.value, ast.Constant) else None
    if not isinstance(name, str) or name not in SUCCESSORS:
        return Change(call.lineno, why="no function of today does what this mode does")
    first = arguments.at(0, "layers" if old == "Merge" else "inputs")
    if (old == "Merge") is (first is not None):
        return Change(call.lineno, why="Merge joins models, which have no single successor")
    if any(_given(each) for each in arguments.named(*WITHOUT_EFFECT)):
        return Change(call.lineno, why="today's function has not all of these arguments")
    new = SUCCESSORS[name][old == "Merge"]
    by_name = isinstance(call.func, ast.Name)
    if by_name and new in taken:
        return Change(call.lineno, why=f"the name {new} is taken")
    edits = [text.edit(*_last_name(text, call.func), new)]
    unwanted = arguments.named(*WITHOUT_EFFECT)
    axes = False
    for argument, (of, today) in AXES.items():
        given = arguments.at(POSITIONS.index(argument), argument)
        if given is not None:
            axes |= of == name
            if of == name:
                edits.append(arguments.rename(given, today))
            else:
                unwanted.append(given)
    if mode is not None and name == "dot" and not axes:
        edits.append(arguments.replace(mode, "axes=-1"))
    elif mode is not None:
        unwanted.append(mode)
    edits += arguments.remove(unwanted)
    return Change(call.lineno, tuple(edits), of=old, uses=new if by_name else "")


def _given(argument: Argument) -> bool:
    return not (isinstance(argument.value, ast.Constant) and argument.value.value is None)


def _last_name(text: Text, function: ast.expr) -> tuple[int, int]:
    """`merge` of `layers.merge`."""
    end = text.offset(function.end_lineno or 0, function.end_col_offset or 0)
    word = function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)
    return end - len(word.encode()), end


def place(node: ast.Call) -> Place:
    return node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0
