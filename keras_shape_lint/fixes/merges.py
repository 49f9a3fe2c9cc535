"""Legacy merges as the functions and classes that took their place."""

from __future__ import annotations

import ast

from keras_shape_lint.fixes.arguments import Argument, Arguments
from keras_shape_lint.fixes.edits import Text, last_name
from keras_shape_lint.fixes.proof import Change
from keras_shape_lint.fixes.today import Imports
from keras_shape_lint.layers.history import LEGACY_MERGES
from keras_shape_lint.layers.successors import MERGE_AXES, MERGE_POSITIONS, MERGE_WITHOUT_EFFECT, MERGES


def of_merge(call: ast.Call, text: Text, imports: Imports, taken: set[str]) -> Change | None:
    """`merge([a, b], mode='concat', concat_axis=1)` -> `concatenate([a, b], axis=1)`, and
    `Merge(mode='sum')([a, b])` -> `Add()([a, b])`."""
    old = imports.path(call.func).rpartition(".")[2]
    if old not in LEGACY_MERGES:
        return None
    arguments = Arguments(text, call)
    if arguments.named("*", "**") or len(arguments.by_position) > len(MERGE_POSITIONS):
        return Change(call.lineno, why="its arguments are not all written by name")
    mode = arguments.at(1, "mode")
    if mode is not None and isinstance(mode.value, (ast.Name, ast.Attribute)):
        return Change(call.lineno, why="its mode is not written here")
    name = "sum" if mode is None else mode.value.value if isinstance(mode.value, ast.Constant) else None
    if not isinstance(name, str) or name not in MERGES:
        return Change(call.lineno, why="no function of today does what this mode does")
    first = arguments.at(0, "layers" if old == "Merge" else "inputs")
    if (old == "Merge") is (first is not None):
        return Change(call.lineno, why=f"Merge joins models{_joined(first, name, arguments)}")
    if any(_given(each) for each in arguments.named(*MERGE_WITHOUT_EFFECT)):
        return Change(call.lineno, why="today's function has not all of these arguments")
    new = MERGES[name][old == "Merge"]
    by_name = isinstance(call.func, ast.Name)
    if by_name and new in taken:
        return Change(call.lineno, why=f"the name {new} is taken")
    edits = [text.edit(*last_name(text, call.func), new)]
    unwanted = arguments.named(*MERGE_WITHOUT_EFFECT)
    axes = False
    for argument, (of, today) in MERGE_AXES.items():
        given = arguments.at(MERGE_POSITIONS.index(argument), argument)
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


def _joined(models: Argument | None, mode: str, arguments: Arguments) -> str:
    """What joins models today. Keras 3 builds a Sequential that begins with it when it is first called, not before, so
    that shapes prove nothing."""
    elements = models.value.elts if models is not None and isinstance(models.value, (ast.List, ast.Tuple)) else []
    names = [each.id for each in elements if isinstance(each, ast.Name)]
    if not names or len(names) != len(elements):
        return "; a functional Model does today"
    inputs, outputs = (" + ".join(f"{name}.{ends}" for name in names) for ends in ("inputs", "outputs"))
    axes = [
        f", {today}={arguments.text_of(given)}"
        for argument, (of, today) in MERGE_AXES.items()
        if of == mode and (given := arguments.at(MERGE_POSITIONS.index(argument), argument)) is not None
    ]
    axis = "".join(axes) or ", axes=-1" * (mode == "dot")
    return f"; today Model({inputs}, {MERGES[mode][0]}({outputs}{axis}))"


def _given(argument: Argument) -> bool:
    return not (isinstance(argument.value, ast.Constant) and argument.value.value is None)
