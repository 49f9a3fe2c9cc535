"""What stands where tensors should: what a layer or model is called on, the ends of a model."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, Reason
from keras_shape_lint.graph import Site
from keras_shape_lint.layers.rule import Rule
from keras_shape_lint.layers.single import TAKES_MORE
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.keras.layer import Layer, layer_class
from keras_shape_lint.tracing.keras.models import Model
from keras_shape_lint.tracing.keras.nests import is_data
from keras_shape_lint.tracing.values import Dict, External, List

_NUMBERS = (int, float, bool, str)

TAKES_NESTS = (2, 4)
"""Since then the ends of a model may be dicts, and lists in lists."""
Told = tuple[str, tuple[Any, ...]]
"""What a value is and what to do about it, as a template and its values."""


def called_on(run: Any, rule: Rule | None, value: Any, site: Site) -> Reason | None:
    """Why a layer, or without `rule` a model, cannot be called on this value, whatever the shapes."""
    told = _no_tensor(run, rule, value, site)
    return told and Reason(ARGUMENT, "{layer} is called on " + told[0], told[1])


def ends_refused(run: Any, given: dict[str, Any], site: Site) -> Reason | None:
    """What a model lists among its `inputs` or `outputs`, and is no tensor."""
    for name in ("inputs", "outputs"):
        nest = given[name]
        if run.world.generation < TAKES_NESTS and (type(nest) is Dict or _holds_nest(nest)):
            return Reason(ARGUMENT, "{layer} of Keras {0} takes a tensor or a list of tensors as " + name + ", no dict "
                          "and no list in it", (run.world.version,))  # fmt: skip
        for item in nest if isinstance(nest, (List, tuple)) else [nest]:
            told = _no_input(run, item) if isinstance(item, (Tensor, Array)) else _no_tensor(run, None, item, site)
            if told is not None:
                return Reason(ARGUMENT, "{layer}: " + name + " must be tensors, not " + told[0], told[1])
    return None


def _holds_nest(nest: Any) -> bool:
    return type(nest) in (List, tuple) and any(type(item) in (List, tuple, Dict) for item in nest)


def _no_input(run: Any, value: Any) -> Told | None:
    """Keras 3 takes for the ends of a model what comes from an Input."""
    told = run.world.generation >= (3,) and not run.inside and is_data(value)
    return ("{0}, which comes from no Input; compute it in a layer", (value,)) if told else None


def _no_tensor(run: Any, rule: Rule | None, value: Any, site: Site) -> Told | None:
    """tf.keras 2.4 to 2.15 makes tensors of numbers, and so do some layers of Keras 3."""
    if isinstance(value, Layer):
        if value.config.cannot_say:  # refused when it was made, or not all known
            return None
        return "the layer {0}; call that layer too, on its own input", (value.label,)
    if isinstance(value, Model):
        return "a model; call it too, or take its output", ()
    if isinstance(value, External):
        name = layer_class(value)
        return None if name is None else ("the class {0}; make a layer of it, {0}()", (name,))
    if rule is not None and (rule.short in TAKES_MORE or not rule.inputs or not rule.inputs[0].tensor):
        return None
    if value is None:
        return ("None; did the function that made it return nothing?", ()) if in_module(run, site) else None
    converts = (2, 4) <= run.world.generation < (3,)
    return ("{0}, which is no tensor", (repr(value),)) if type(value) in _NUMBERS and not converts else None


def in_module(run: Any, site: Site) -> bool:
    """The module itself leads here: a None is no attribute that is set by calls from elsewhere."""
    outermost: Site = run.stack[0] if run.stack else site
    return outermost.function == ""
