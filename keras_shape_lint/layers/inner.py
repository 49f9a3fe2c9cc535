"""A layer as the argument of another: what the rule of a wrapper may ask of it."""

from __future__ import annotations

from typing import Any, Protocol

from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.dims import UNKNOWN


class Inner(Protocol):
    """`kind` is the class name, "" when no rule is known; `values` the constructor arguments that were given."""

    kind: str
    values: dict[str, Any]

    def __call__(self, *inputs: Any, **kwargs: Any) -> Any:
        """Tensors, as the layer gives; raises Reject as the layer does."""


def is_inner(value: Any) -> bool:
    return isinstance(getattr(value, "values", None), dict) and isinstance(getattr(value, "kind", None), str)


def inside(inner: Any, *inputs: Any) -> Any:
    """The output of the wrapped layer, unknown where it is no layer we know. What it refuses the wrapper refuses."""
    if not is_inner(inner):
        return Tensor(UNKNOWN, None)
    try:
        return inner(*inputs)
    except Reject as reject:
        reject.resume_as = None
        raise
