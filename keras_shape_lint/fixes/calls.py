"""Calls of Keras 1 in today's spelling, one change for each; nothing is proved here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from keras_shape_lint.analysis import Traced
from keras_shape_lint.fixes.arguments import Arguments
from keras_shape_lint.fixes.constructors import Constructor, of_layer
from keras_shape_lint.fixes.edits import Place, Text, last_name, place
from keras_shape_lint.fixes.merges import of_merge
from keras_shape_lint.fixes.proof import Change
from keras_shape_lint.fixes.today import Imports
from keras_shape_lint.layers.history import LEGACY_MERGES
from keras_shape_lint.layers.successors import GENERATORS, Successor
from keras_shape_lint.layers.world import World
from keras_shape_lint.tracing.keras.hosting import layers_inside
from keras_shape_lint.tracing.keras.layer import Layer
from keras_shape_lint.tracing.keras.models import Model
from keras_shape_lint.tracing.keras.sequential import Sequential


class Made(NamedTuple):
    """A layer, a model, a merge, or a call of training. `line` is one where it is called, 0 where shapes prove nothing.

    `begins`: it is the first layer of a Sequential.
    """

    place: Place
    owner: str
    line: int = 0
    order: tuple[str, ...] = ()
    begins: bool = False


def changes(tree: ast.Module, text: Text, traced: Traced, imports: Imports) -> Iterator[Change]:
    """Each place once."""
    calls = {place(node): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    taken = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    taken -= {name for name, path in imports.names.items() if path == f"keras.layers.{name}"}
    assert traced.world is not None
    worlds = (traced.world, *(world for world in traced.worlds if world.generation < (3,)))
    lines: dict[Place, list[int]] = {}
    first: dict[Place, Made] = {}
    for made in _made(traced):
        lines.setdefault(made.place, []).extend([made.line] if made.line else [])
        known = first.setdefault(made.place, made)
        first[made.place] = known._replace(begins=known.begins or made.begins)
    for made in first.values():
        call = calls.get(made.place)
        if call is None:
            continue
        if made.owner in LEGACY_MERGES:
            change = of_merge(call, text, imports, taken)
        elif made.owner in GENERATORS:
            change = _of_generator(call, text, GENERATORS[made.owner], worlds)
        else:
            change = of_layer(call, text, Constructor(made.owner, made.order, made.begins), worlds, imports)
        if change is not None:
            yield change._replace(calls=tuple(dict.fromkeys(lines[made.place])))
    for call in calls.values():
        if imports.path(call.func).startswith("keras.optimizers."):
            arguments = Arguments(text, call)
            edits = [arguments.rename(each, "learning_rate") for each in arguments.named("lr")]
            yield from [Change(call.lineno, tuple(edits))] if edits else []


def _made(traced: Traced) -> Iterator[Made]:
    path = traced.analysis.path
    models = [node.layer for node, _ in traced.models if isinstance(node.layer, Sequential)]
    begin = {id(model.layers[0][0]) for model in models if model.layers}
    for node, _ in (*traced.nodes, *traced.models):
        if node.site.path != path:
            continue
        if node.callee == "merge":
            yield Made(node.site[1:5], node.callee, node.site.line)
        elif isinstance(node.layer, Layer):
            for layer in layers_inside(node.layer):
                if layer.site.path == path:
                    order = layer.rule.order if layer.rule is not None else ()
                    owner = layer.path.rpartition(".")[2]
                    yield Made(layer.site[1:5], owner, node.site.line, order, id(layer) in begin)
        elif node.kind == "model" and isinstance(node.layer, Model):
            yield Made(node.site[1:5], "Model")
        elif node.kind == "training":
            yield Made(node.site[1:5], node.callee.rpartition(".")[2])


def _of_generator(call: ast.Call, text: Text, successor: Successor, worlds: tuple[World, ...]) -> Change | None:
    """`model.fit_generator(numbers, steps_per_epoch=9)` -> `model.fit(numbers, steps_per_epoch=9)`."""
    if not isinstance(call.func, ast.Attribute):
        return None
    new = successor.name
    taken = ("generator", *successor.arguments)
    strange = [keyword.arg or "**" for keyword in call.keywords if keyword.arg not in taken]
    if strange:
        samples = "; it counts batches, not samples" if any("samples" in name for name in strange) else ""
        return Change(call.lineno, why=f"today's {new} has no {', '.join(strange)}{samples}")
    arguments = Arguments(text, call)
    more = arguments.by_position[1:]
    old = any(world.generation < (2,) for world in worlds)
    if arguments.named("*") or len(more) > (0 if old else successor.positional):
        return Change(call.lineno, why=f"today's {new} has its arguments in another order")
    names = [arguments.rename(each, name) for each, name in zip(more, successor.arguments)]
    names += [arguments.rename(each, "x") for each in arguments.named("generator")]
    return Change(call.lineno, (text.edit(*last_name(text, call.func), new), *names))
