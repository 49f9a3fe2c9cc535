"""Whether the arguments of a call fit the parameters of a function of keras.ops, as Python and Keras 3 see it."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, Reason
from keras_shape_lint.layers.op_arguments import AXES
from keras_shape_lint.layers.rule import Rule
from keras_shape_lint.layers.tensor import Eager, Tensor

_LISTS_TAKEN = frozenset({
    "arctan2", "equal", "greater", "greater_equal", "isclose", "less", "less_equal", "logical_and", "logical_or",
    "logical_xor", "not_equal", "one_hot", "size", "where", "convert_to_tensor", "array",
})  # fmt: skip
"""Functions that take a list of symbolic tensors for one tensor; seen in 3.15."""


VARIADIC = frozenset({"einsum", "meshgrid", "multi_hot", "rearrange", "switch", "layer_normalization"})
"""Functions that take more than they name."""


def misfit(rule: Rule, args: list[Any], kwargs: dict[str, Any], symbolic: bool) -> Reason | None:
    """A missing, unknown or doubled argument; of symbolic tensors one as an axis, or a list of them for one."""
    if rule.short in VARIADIC:
        return None
    names = [parameter.name for parameter in rule.inputs]
    if len(args) > len(names):
        template = "{layer} takes at most {0} arguments, got {1}"
        return Reason(ARGUMENT, template, (len(names), len(args)))
    given = dict(zip(names, args))
    for name in kwargs:
        if name in given:
            return Reason(ARGUMENT, "{layer} gets its argument {0} twice", (name,))
        if name not in names and not rule.any_name:
            return Reason(ARGUMENT, "{layer} has no argument {0}", (name,))
    given.update(kwargs)
    for parameter in rule.inputs:
        if parameter.name not in given:
            if parameter.required:
                return Reason(ARGUMENT, "{layer} is called without its argument {0}", (parameter.name,))
            continue
        value = given[parameter.name]
        if not symbolic:
            continue
        if type(value) is Tensor and isinstance(parameter.check, AXES) and None in value.dims:
            return Reason(ARGUMENT, "{layer} takes numbers for {0}, not the tensor {1}", (parameter.name, value))
        if parameter.tensor and rule.short not in _LISTS_TAKEN and _holds_symbolic(value):
            return Reason(ARGUMENT, "{layer} takes one tensor for {0}, not a list: {1}", (parameter.name, list(value)))
    return None


def _holds_symbolic(value: Any) -> bool:
    known = isinstance(value, (list, tuple)) and not getattr(value, "open", False)
    return known and any(isinstance(x, Tensor) and not isinstance(x, Eager) and None in x.dims for x in value)
