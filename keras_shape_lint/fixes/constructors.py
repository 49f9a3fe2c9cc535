"""Layers of old as they are made today: names and places of arguments, kernels, and defaults that were others."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from keras_shape_lint.fixes.arguments import Argument, Arguments
from keras_shape_lint.fixes.edits import Edit, Text, over
from keras_shape_lint.fixes.proof import Change
from keras_shape_lint.fixes.today import Imports, is_ordering, ordering
from keras_shape_lint.layers.declared import is_indices, is_sequence
from keras_shape_lint.layers.history import renamed, sizes_by_position
from keras_shape_lint.layers.successors import defaults, does_as_today, moved_positions, spelled_today
from keras_shape_lint.layers.world import ORDERINGS, World

DECLARED = ("input_shape", "batch_input_shape")


class Constructor(NamedTuple):
    """What is made. `order` are its arguments of today, `begins`: it is the first layer of a Sequential."""

    owner: str
    order: tuple[str, ...]
    begins: bool


def of_layer(
    call: ast.Call, text: Text, made: Constructor, worlds: tuple[World, ...], imports: Imports
) -> Change | None:  # fmt: skip
    """`worlds` are those that the program may be for, the one that it was traced in first."""
    arguments = Arguments(text, call)
    world = worlds[0]
    by_position = arguments.by_position
    moved = moved_positions(made.owner, made.order, world)
    names = {moved[number]: each for number, each in enumerate(by_position) if number in moved}
    kept = len(by_position) - len(names)
    names |= {each.name: each for each in arguments.all if each.name not in (None, "*", "**")}
    shape, taken = _input_shape(arguments, names, made, world)
    gone = [each for name, each in names.items() if _as_today(made.owner, name, each.value)]
    edits = [*shape, *_window(arguments, made.owner, world)]
    for name, each in names.items():
        if each not in gone and each not in taken:
            edits += _renamed(each, name, made, arguments, imports)
    given = {*made.order[:kept], *(spelled_today(made.owner, name) for name in names)}
    always, perhaps = ([f"{name}={value}" for name, value in found.items() if name not in given]
                       for found in defaults(made.owner, worlds))  # fmt: skip
    if made.begins and is_indices(made.owner, world) and not taken and names.keys().isdisjoint(DECLARED):
        always.append("input_shape=(None,)")
    if always and arguments.named("*", "**"):
        return Change(call.lineno, why=f"{always[0]} may be among its arguments; today's default is another")
    gone += taken[1:]
    edits += arguments.remove(gone)
    if always:
        edits.append(arguments.add(", ".join(always), gone))
    note = f"{perhaps[0]} was the default of some releases: name yours with --keras-version" if perhaps else ""
    return Change(call.lineno, tuple(edits), note=note) if edits or note else None


def _as_today(owner: str, name: str, value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and does_as_today(owner, name, value.value)


def _renamed(
    argument: Argument, name: str, made: Constructor, arguments: Arguments, imports: Imports
) -> Iterator[Edit]:  # fmt: skip
    new = spelled_today(made.owner, name)
    if new != argument.name:
        yield arguments.rename(argument, new)
    value = argument.value
    if name == "dim_ordering" and isinstance(value, ast.Constant) and value.value in ORDERINGS:
        yield over(value, repr(ORDERINGS[value.value]))
    elif name == "dim_ordering" and isinstance(value, ast.Call) and is_ordering(value, imports):
        yield ordering(value)


def _window(arguments: Arguments, owner: str, world: World) -> list[Edit]:
    """The sizes of a kernel in one tuple: `8, 3, 3` and `8, nb_row=3, nb_col=3`."""
    names = [name for name, new in renamed(owner).items() if not new]
    if sizes_by_position(owner, world):
        found = [arguments.at(number, name) for number, name in enumerate(names, 1)]
    else:
        found = [each for name in names for each in arguments.named(name)]
    sizes = [each for each in found if each is not None]
    if not sizes or len(sizes) != len(names) or isinstance(sizes[0].value, (ast.Tuple, ast.List)):
        return []
    together = f"({', '.join(map(arguments.text_of, sizes))})"
    first = f"{'kernel_size=' if sizes[0].name else ''}{together}"
    return [arguments.replace(sizes[0], first), *arguments.remove(sizes[1:])]


def _input_shape(
    arguments: Arguments, names: dict[str, Argument], made: Constructor, world: World
) -> tuple[list[Edit], list[Argument]]:
    """`input_dim=3, input_length=5` -> `input_shape=(5, 3)`: the edit of the first of the arguments it stands for."""
    length, size = names.get("input_length"), names.get("input_dim")
    if size is not None and is_sequence(made.owner, world):
        steps = arguments.text_of(length) if length is not None else "None"
        edit = arguments.replace(size, f"input_shape=({steps}, {arguments.text_of(size)})")
        return [edit], [size] if length is None else [size, length]
    if length is not None and made.begins and is_indices(made.owner, world):
        return [arguments.replace(length, f"input_shape=({arguments.text_of(length)},)")], [length]
    return [], []
