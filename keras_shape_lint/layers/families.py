"""What the family of a rule, a module of Keras' own source tree, says about its class and its weights."""

from __future__ import annotations

from keras_shape_lint.layers.rule import Rule
from keras_shape_lint.layers.world import World

HOLDING = ("layer", "cell", "cells")
"""Constructor arguments that are layers inside another."""
ATTRIBUTES_OF_WEIGHTS = frozenset({
    "weights", "kernel", "bias", "embeddings", "gamma", "beta", "moving_mean", "moving_variance",
})  # fmt: skip
"""Names by which layers give their weights."""
_KINDRED = ("convolutional", "recurrent", "cells", "conv_recurrent", "legacy", "preprocessing", "attention")
_OF_CELLS = ("recurrent", "conv_recurrent")
_OTHER_IN_KERAS_1 = ("convolutional", "departed", "cells", *_OF_CELLS)


def may_be_kin(rule: Rule, other: Rule) -> bool:
    """One class may derive from the other, in one generation or another."""
    family = _family(rule)
    return family == _family(other) and family in _KINDRED


def holds_layers(rule: Rule) -> bool:
    """Some of its weights are those of layers that it is given."""
    return not rule.parameters.keys().isdisjoint(HOLDING)


def weights_as_declared(rule: Rule, world: World) -> bool:
    """Keras keeps the weights in the order and the shapes that the rule declares.

    Keras 1 had kernels of another layout, and weights of their own for each gate of a recurrent layer.
    """
    return world.generation >= (2,) or _family(rule) not in _OTHER_IN_KERAS_1


def gives_weights(rule: Rule) -> bool:
    """The weights are attributes of the layer itself, not of the cell in it."""
    return _family(rule) not in _OF_CELLS


def is_cell(rule: Rule) -> bool:
    """It is one step of a recurrent layer, and no layer for a Sequential."""
    return rule.short.endswith(("Cell", "Cells"))


def _family(rule: Rule) -> str:
    return rule.run.__module__.rpartition(".")[2]
