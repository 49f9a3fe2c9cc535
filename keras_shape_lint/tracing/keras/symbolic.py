"""Symbolic tensors outside of layers: without truth, without items, nothing for NumPy and TensorFlow's functions."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import SYMBOLIC_TENSOR, UNPACKED, Reason
from keras_shape_lint.graph import Node, Site, flat_tensors
from keras_shape_lint.layers.op_arguments import TAKES_VALUES
from keras_shape_lint.layers.rule import Rule
from keras_shape_lint.layers.tensor import ATTRIBUTES, Tensor
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.attributes import dims_value
from keras_shape_lint.tracing.calls import handles
from keras_shape_lint.tracing.exceptions import fail
from keras_shape_lint.tracing.keras.nests import from_input, is_data
from keras_shape_lint.tracing.values import List, Unknown

UNPACKING = "unpacking"
"""What stands for an assignment to so many names, among the names of functions."""
_LISTS = (List, tuple)
_CONVERTS_NOTHING = (2, 4)
"""Since then NumPy is given no symbolic tensor; before, it took one for an object like any other."""


def refused(run: Any, rule: Rule, path: str, tensors: list[Tensor]) -> Reason | None:
    """Why Keras 3 does not let a function of TensorFlow, or of the old backend, have these tensors."""
    if run.world.generation < (3,) or rule.operators or not path.startswith(("tensorflow.", "keras.backend.")):
        return None
    found = next((tensor for tensor in tensors if is_symbolic(run, tensor)), None)
    return None if found is None else Reason(SYMBOLIC_TENSOR, TAKES_VALUES, (found,))


def is_symbolic(run: Any, value: Any) -> bool:
    """Made from an Input, through layers and functions; inside a layer of the program's own there is none."""
    return (
        isinstance(value, Tensor) and not run.inside and isinstance(value.producer, Node) and from_input(value.producer)
    )


def _has_no_items(run: Any, value: Any) -> bool:
    """A symbolic tensor, before Keras 3 one with an open batch, and no nest of tensors that could not be followed."""
    if not isinstance(value, Tensor) or value.rank is None:
        return False
    return (run.world.generation >= (3,) or value.dims[:1] == (None,)) and is_symbolic(run, value)


def has_attribute(run: Any, tensor: Tensor, name: str) -> Any:
    """Known of a symbolic tensor of Keras 3, but for what Keras and the program hang on it."""
    if run.world.generation < (3,) or name.startswith("_") or name in run.worlds.of_tensors:
        return Unknown("whether a tensor has an attribute")
    if tensor.rank is None or not is_symbolic(run, tensor):
        return Unknown("whether a tensor has an attribute")
    return name in ATTRIBUTES


def is_kind(run: Any, value: Tensor, path: str) -> Any:
    """Whether a tensor is of a library's class: a symbolic one of Keras 3 is neither TensorFlow's nor an array."""
    known = path.startswith(("keras.", "tensorflow.", "numpy.")) and not path.startswith("tensorflow.types.")
    if known and run.world.generation >= (3,) and is_symbolic(run, value):
        return path.endswith("KerasTensor")
    return Unknown("the kind of a tensor")


class MissingMethod(Unknown):
    """A method that a symbolic tensor of Keras 3 lacks."""

    __slots__ = ("name", "tensor")

    def __init__(self, tensor: Tensor, name: str) -> None:
        super().__init__(f"{name} of a tensor")
        self.tensor = tensor
        self.name = name


@handles(MissingMethod)
def _call(run: Any, method: MissingMethod, args: list[Any], kwargs: dict[str, Any], site: Site) -> Any:
    """`x.numpy()`: an AttributeError."""
    tensor, name = method.tensor, method.name
    template = "{0} is a symbolic tensor of Keras 3, which has no method {1}; use its shape, or keras.ops"
    reason = Reason(SYMBOLIC_TENSOR, template, (tensor, name))
    _refuse(run, "AttributeError", reason, site, "builtins.getattr", tensor, name)
    return dims_value(tensor) if name == "get_shape" else Unknown(method.reason)


def refuse_truth(run: Any, value: Any, site: Site) -> None:
    """`if x > 0:`, `not x`, `x and y`: a TypeError in every Keras, but on Theano."""
    if run.world.backend != "theano" and is_symbolic(run, value):
        template = "{0} is a symbolic tensor and neither true nor false; choose with keras.ops.where or a Lambda layer"
        _refuse(run, "TypeError", Reason(SYMBOLIC_TENSOR, template, (value,)), site, "builtins.bool", value)


def refuse_items(run: Any, value: Any, site: Site) -> None:
    """`for step in x:`: a TypeError, in Keras 3 a NotImplementedError."""
    if _has_no_items(run, value):
        template = "{0} is a symbolic tensor and cannot be iterated over; take x[:, i], or use keras.ops.unstack"
        _refuse(run, "TypeError", Reason(SYMBOLIC_TENSOR, template, (value,)), site, "builtins.list", value)


def refuse_numpy(run: Any, name: str, args: list[Any], site: Site) -> None:
    """`np.mean(x)`: a TypeError, in Keras 3 a ValueError."""
    first = [item for value in args for item in (value[:1] if isinstance(value, (list, tuple)) else [value])]
    found = next((item for item in first if is_symbolic(run, item)), None)
    if found is not None and run.world.generation >= _CONVERTS_NOTHING:
        template = "{0} takes arrays, and {1} is a symbolic tensor; use keras.ops or a Lambda layer"
        reason = Reason(SYMBOLIC_TENSOR, template, (name, found))
        _refuse(run, "TypeError", reason, site, f"numpy{name[2:]}", *args)


def refuse_operands(run: Any, operator: str, function: str, left: Any, right: Any, site: Site) -> bool:
    """`np.ones(3) * x`, where NumPy computes, and `x + [1, 2]`: a ValueError in Keras 3, whose logic takes lists.

    `operator` and `function` are what the sign is called in the module of that name and in `keras.ops`.
    """
    if run.world.generation < (3,):
        return False
    listed = None if function.startswith("logical_") else next((x for x in (left, right) if type(x) in _LISTS), None)
    if listed is None and not (type(left) is Array and left.rank):
        return False
    if not is_symbolic(run, left if listed is right else right):
        return False
    template = "{0} is an array on the left, so NumPy computes, and {1} is a symbolic tensor; use keras.ops.{2}"
    reason = Reason(SYMBOLIC_TENSOR, template, (left, right, function))
    if listed is not None:
        template = "keras.ops.{1} takes no list beside a symbolic tensor, got {0}; make an array of it"
        reason = Reason(SYMBOLIC_TENSOR, template, (listed, function))
    _refuse(run, "ValueError", reason, site, f"operator.{operator}", left, right)
    return True


def refuse_unpacking(run: Any, value: Any, count: int, star: bool, site: Site) -> Unknown:
    """`out, state = LSTM(4)(x)`: other names than there are outputs."""
    least = f"{count - 1} or more" if star else str(count)
    if _has_no_items(run, value):
        reason = Reason(UNPACKED, "{0} is one tensor, unpacked into {1} names", (value, least))
        return _refuse(run, "TypeError", reason, site, "builtins.list", value)
    tensors = list(value) if isinstance(value, (List, tuple)) else []
    if tensors and all(is_symbolic(run, tensor) or is_data(tensor) for tensor in tensors):
        reason = Reason(UNPACKED, "{0} tensors are unpacked into {1} names: {2}", (len(tensors), least, tensors))
        return _refuse(run, "ValueError", reason, site, UNPACKING, tensors, count)
    return fail(run, "ValueError", "does not unpack")


def _refuse(run: Any, error: str, reason: Reason, site: Site, callee: str, *arguments: Any) -> Unknown:
    """`callee` on these arguments is what the program does there, for who wants to see it fail."""
    caught = fail(run, error, reason.message.summary)
    given = list(arguments)
    name = callee.rpartition(".")[2]
    run.report(reason, site, Node("use", callee, name, site, flat_tensors(given), [], None, None, (given, {})))
    return caught
