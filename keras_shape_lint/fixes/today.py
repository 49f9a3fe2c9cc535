"""Names of Keras 1 and 2 outside its layers, and where they live today."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeGuard

from keras_shape_lint.fixes.edits import Edit, Text, over
from keras_shape_lint.layers.history import LEGACY_MERGES
from keras_shape_lint.layers.public_names import is_public, public_names
from keras_shape_lint.layers.world import ORDERING_OF, ORDERINGS

WIDELY = ("keras.layers", "keras.models", "keras.utils")
"""Where names of modules that are gone went."""
RENAMED = {
    "keras.objectives": "keras.losses",
    "keras.utils.visualize_util.plot": "keras.utils.plot_model",
    **{
        f"keras.{module}.{short}": f"keras.losses.mean_{name}_error"
        for module in ("losses", "metrics", "objectives")
        for short, name in (
            ("mse", "squared"), ("mae", "absolute"), ("mape", "absolute_percentage"), ("msle", "squared_logarithmic"))
    },
}  # fmt: skip


def today(module: str, name: str) -> tuple[str, str] | None:
    """Module and name today of what `from module import name` gave; None where there is none."""
    renamed = RENAMED.get(f"{module}.{name}")
    if renamed is not None:
        module, _, name = renamed.rpartition(".")
    module = RENAMED.get(module, module)
    parts = module.split(".")
    around = [".".join(parts[:count]) for count in range(len(parts), 0, -1)]
    return next(((place, name) for place in (*around, *WIDELY) if is_public(place, name)), None)


def gone(module: str, name: str) -> bool:
    """Whether a name of Keras, other than a private one, has no place today."""
    named = not name.startswith("_") and name != "*" and name not in LEGACY_MERGES
    return named and f"{module}.{name}" not in public_names() and today(module, name) is None


class Imports:
    """The statements of a program that import from Keras, and what its names stand for."""

    def __init__(self, tree: ast.Module) -> None:
        self.statements: list[ast.ImportFrom] = []
        self.names: dict[str, str] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").split(".")[0] == "keras":
                self.statements.append(node)
                self.names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    if alias.name.split(".")[0] == "keras":
                        self.names |= {alias.asname: alias.name} if alias.asname else {"keras": "keras"}

    def path(self, node: ast.expr) -> str:
        """What a name or attribute stands for, "" if it is nothing of Keras."""
        below: list[str] = []
        while isinstance(node, ast.Attribute):
            below.insert(0, node.attr)
            node = node.value
        root = self.names.get(node.id, "") if isinstance(node, ast.Name) else ""
        return ".".join([root, *below]) if root else ""


def statement(node: ast.ImportFrom, text: Text, instead: dict[str, list[str]]) -> Iterator[Edit]:
    """An import in today's places. `instead` has what takes the place of a merge, nothing where nobody uses it."""
    module = node.module or ""
    written: dict[str, list[tuple[ast.alias, str]]] = {}
    for alias in node.names:
        place, name = today(module, alias.name) or (
            "keras.layers" if alias.name in LEGACY_MERGES else module,
            alias.name,
        )
        local = alias.asname or alias.name
        shown = name if name == local else f"{name} as {local}"
        written.setdefault(place, []).append((alias, ", ".join(instead.get(alias.name, [shown]))))
    unused = any(not name for names in written.values() for _, name in names)
    if len(written) > 1 or (unused and len(node.names) > 1):
        lists = {place: ", ".join(name for _, name in names if name) for place, names in written.items()}
        lines = [f"from {place} import {names}" for place, names in lists.items() if names]
        yield over(node, (text.newline + " " * node.col_offset).join(lines))
        return
    for place, names in written.items():
        if place != module:
            begin = text.data.index(module.encode(), text.offset(node.lineno, node.col_offset))
            yield text.edit(begin, begin + len(module.encode()), place)
        yield from (over(alias, name) for alias, name in names if name not in ("", ast.unparse(alias)))


def of_backend(tree: ast.Module, imports: Imports) -> Iterator[Edit]:
    """`image_dim_ordering()` and what it is compared with."""
    compared: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and is_ordering(node.left, imports):
            words = [each for side in node.comparators for each in _constants(side)]
            formats = [ORDERINGS.get(str(word.value)) for word in words]
            if words and None not in formats:
                compared.add(id(node.left))
                yield ordering(node.left)
                yield from (over(word, repr(layout)) for word, layout in zip(words, formats))
        elif isinstance(node, ast.Call) and imports.path(node.func) == "keras.backend.set_image_dim_ordering":
            layouts = [ORDERINGS.get(str(word.value)) for argument in node.args for word in _constants(argument)]
            if len(layouts) == 1 and layouts[0] is not None:
                yield over(node.func, ast.unparse(node.func).replace("dim_ordering", "data_format"))
                yield over(node.args[0], repr(layouts[0]))
        elif is_ordering(node, imports) and id(node) not in compared:
            yield ordering(node)._replace(text=f"{ORDERING_OF}[{ordering(node).text}]")


def ordering(node: ast.Call) -> Edit:
    """The call under its name of today."""
    return over(node, ast.unparse(node).replace("image_dim_ordering", "image_data_format"))


def is_ordering(node: ast.AST, imports: Imports) -> TypeGuard[ast.Call]:
    """`K.image_dim_ordering()`, under whatever name it was imported."""
    return isinstance(node, ast.Call) and imports.path(node.func) == "keras.backend.image_dim_ordering"


def _constants(node: ast.expr) -> list[ast.Constant]:
    """None where something else is among them."""
    inner = node.elts if isinstance(node, (ast.Set, ast.Tuple, ast.List)) else [node]
    found = [each for each in inner if isinstance(each, ast.Constant)]
    return found if len(found) == len(inner) else []
