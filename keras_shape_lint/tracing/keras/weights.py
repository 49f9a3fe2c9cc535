"""Weights as arrays: what `get_weights` gives, and what `set_weights` and the argument `weights` refuse."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from keras_shape_lint.findings import WEIGHTS, Reason
from keras_shape_lint.graph import Node
from keras_shape_lint.layers.families import gives_weights
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import Dims, apart, shape_text
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.keras.layer import INPUT_LAYER, Layer
from keras_shape_lint.tracing.keras.models import Model, report
from keras_shape_lint.tracing.keras.parameters import weights_of
from keras_shape_lint.tracing.keras.structure import ordered
from keras_shape_lint.tracing.values import List, Native, Unknown

UNLISTED = Unknown("the weights of a layer")


class Weight(NamedTuple):
    """One weight of a layer: its name, and its whole shape."""

    name: str
    shape: Dims


def held(owner: Layer | Model, world: World) -> list[Weight] | None:
    """In Keras' order, those of a model layer by layer; None where not all are certain."""
    if isinstance(owner, Layer):
        known = {} if owner.path == INPUT_LAYER else weights_of(owner, world)
        return None if known is None else [Weight(name, shape) for name, shape in known.items()]
    found: list[Weight] = []
    for layer in ordered(owner) or [None]:
        own = held(layer, world) if isinstance(layer, (Layer, Model)) else None
        if own is None:
            return None
        found += [Weight(f"{name} of {layer.label}", shape) for name, shape in own]
    return found


def weight_of(layer: Layer, name: str, world: World, given: Any = None) -> Any:
    """`layer.kernel`, `layer.weights`; `given` is what it is called on, where that is not noted yet."""
    own = layer.rule is not None and gives_weights(layer.rule)
    known = weights_of(layer, world, given) if own and world.generation >= (2,) else None
    if not known:
        return Unknown(f"attribute {name} of a layer")
    if name == "weights":
        return List(_tensor(layer, each, known[each]) for each in known)
    return _tensor(layer, name, known[name]) if name in known else Unknown(f"attribute {name} of a layer")


def _tensor(layer: Layer, name: str, shape: Dims) -> Tensor:
    made = Tensor(shape, "float32")
    made.name = name
    made.producer = layer.site
    return made


def weighted(owner: Layer | Model, name: str) -> Native:
    """The method `get_weights` or `set_weights`."""
    return Native(name, partial(get_weights if name == "get_weights" else set_weights, owner=owner))


def get_weights(run: Any, *, owner: Any) -> Any:
    """`layer.get_weights()`, `model.get_weights()`."""
    known = held(owner, run.world)
    if known is None:
        return UNLISTED
    arrays = [Array(shape, "float32") for _, shape in known]
    for array in arrays:
        array.site = run.site
    return List(arrays)


def set_weights(run: Any, weights: Any = None, *, owner: Any) -> Any:
    """`layer.set_weights(arrays)`, `model.set_weights(arrays)`."""
    reason = misfit(owner, weights, run.world)
    if reason is not None:
        report(run, reason, run.site, Node("model", owner.label, owner.label, run.site, [], [], owner))
    return None


def misfit(owner: Layer | Model, given: Any, world: World) -> Reason | None:
    """Why Keras refuses these arrays: another number of them (for a model since tf.keras), or another shape."""
    if not isinstance(given, (list, tuple)) or getattr(given, "open", False):
        return None
    known = held(owner, world)
    if known is None:
        return None
    if len(known) != len(given) and (isinstance(owner, Layer) or world.generation >= (2, 4)):
        shapes = ", ".join(f"{name} {shape_text(shape)}" for name, shape in known[:4])
        shown = f" ({shapes}{', ...' if len(known) > 4 else ''})" if known else ""
        text = "{layer} has {0} weights{1}, but is given {2}"
        return Reason(WEIGHTS, text, (len(known), shown, len(given)))
    for (name, shape), array in zip(known, given):
        if isinstance(array, Array) and isinstance(array.shape, tuple) and apart(shape, array.shape):
            return Reason(WEIGHTS, "{layer}: {0} is {1}, but is given {2}", (name, shape_text(shape), array))
    return None
