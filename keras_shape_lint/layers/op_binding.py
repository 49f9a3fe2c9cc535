"""Whether the arguments of a call fit the parameters of a function of keras.ops, as Python and Keras 3 see it."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, Reason
from keras_shape_lint.layers.op_arguments import AXES
from keras_shape_lint.layers.rule import Parameter, Rule
from keras_shape_lint.layers.tensor import Eager, Tensor


def misfit(rule: Rule, args: list[Any], kwargs: dict[str, Any], symbolic: bool) -> Reason | None:
    """A missing, unknown or doubled argument; of symbolic tensors one as an axis, or a list of them for one."""
    if rule.variadic:
        return None
    names = [parameter.name for parameter in rule.inputs]
    if len(args) > len(names):
        return Reason(ARGUMENT, "{layer} takes at most {0} arguments, got {1}", (len(names), len(args)))
    given = dict(zip(names, args))
    for name in kwargs:
        if name in given:
            return Reason(ARGUMENT, "{layer} gets its argument {0} twice", (name,))
        if name not in names and not rule.any_name:
            return Reason(ARGUMENT, "{layer} has no argument {0}", (name,))
    given.update(kwargs)
    for parameter in rule.inputs:
        if parameter.name in given:
            reason = _mistaken(rule, parameter, given[parameter.name]) if symbolic else None
            if reason is not None:
                return reason
        elif parameter.required:
            return Reason(ARGUMENT, "{layer} is called without its argument {0}", (parameter.name,))
    return None


def _mistaken(rule: Rule, parameter: Parameter, value: Any) -> Reason | None:
    """A tensor where numbers belong, a list of tensors where one does."""
    if type(value) is Tensor and isinstance(parameter.check, AXES) and None in value.dims:
        return Reason(ARGUMENT, "{layer} takes numbers for {0}, not the tensor {1}", (parameter.name, value))
    if parameter.tensor and not rule.stacks and _holds_symbolic(value):
        return Reason(ARGUMENT, "{layer} takes one tensor for {0}, not a list: {1}", (parameter.name, list(value)))
    return None


def _holds_symbolic(value: Any) -> bool:
    known = isinstance(value, (list, tuple)) and not getattr(value, "open", False)
    return known and any(isinstance(x, Tensor) and not isinstance(x, Eager) and None in x.dims for x in value)
