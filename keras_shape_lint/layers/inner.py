"""A layer as the argument of another: what the rule of a wrapper may ask of it."""

from __future__ import annotations

from typing import Any, Protocol

from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.shapes.dims import UNKNOWN, Dims


class Inner(Protocol):
    """`kind` is the class name, "" when no rule is known; `values` the constructor arguments that were given.

    One with a rule has `weights`, those that its calls declared.
    """

    kind: str
    values: dict[str, Any]
    weights: dict[str, Dims]

    def __call__(self, *inputs: Any, **kwargs: Any) -> Any:
        """Tensors, as the layer gives, or FailsAtRun with them; raises Reject as the layer does."""


def is_inner(value: Any) -> bool:
    """Whether it is an `Inner`."""
    return isinstance(getattr(value, "values", None), dict) and isinstance(getattr(value, "kind", None), str)


def inside(inner: Any, *inputs: Any) -> tuple[Any, FailsAtRun | None]:
    """The output of the wrapped layer, unknown where it is no layer we know, and its certain failure at run.

    What it refuses the wrapper refuses.
    """
    if not is_inner(inner):
        return Tensor(UNKNOWN, None), None
    try:
        out = inner(*inputs)
    except Reject as reject:
        reject.within, reject.resume_as = reject.resume_as, None
        raise
    return (out.out, out) if isinstance(out, FailsAtRun) else (out, None)


def failing(out: Any, inside: FailsAtRun | None) -> Any:
    """The wrapper's output: it fails at run as the layer in it does."""
    if inside is None:
        return out
    reason = inside.reason
    return FailsAtRun(out, reason.message, reason.template, *reason.values)
