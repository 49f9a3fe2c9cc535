"""`Merge(mode=function, output_shape=...)` of Keras 1.0 to 2.1."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import FAILS_AT_RUN, MERGE_OUTPUT_SHAPE
from keras_shape_lint.layers.arguments import Unresolved
from keras_shape_lint.layers.dot import as_declared
from keras_shape_lint.layers.merging import dims_of, listed
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.shapes.symbols import Symbol


def called(tensors: list[Tensor], mode: Any, output_shape: Any, arguments: Any, world: World) -> Any:
    """The output shape is what `output_shape` says, never compared with what the function returns."""
    if output_shape is None:
        text = "{layer} with a function as mode needs output_shape, a tuple without the batch axis"
        raise Reject(MERGE_OUTPUT_SHAPE, text)
    given = arguments if isinstance(arguments, dict) and all(isinstance(name, str) for name in arguments) else {}
    out = _declared(tensors, output_shape)
    tried = getattr(mode, "tried", None)
    real: Any = None
    refused = False
    if world.backend == "theano" and tried is not None:
        real, refused = tried(list(tensors), **given)
    elif world.backend != "theano" and callable(mode):
        real = mode(list(tensors), **given)
    if refused:
        text = "{layer} of " + listed(len(tensors)) + " builds, but its function always fails when it runs"
        return FailsAtRun(out, FAILS_AT_RUN, text, *tensors)
    return as_declared(tensors, out, real.shape if isinstance(real, Tensor) else UNKNOWN)


def _declared(tensors: list[Tensor], output_shape: Any) -> Tensor:
    first = tensors[0]
    if callable(output_shape):
        shapes = dims_of(tensors)
        if shapes is None or any(dim is UNKNOWN for shape in shapes for dim in shape):
            return first.unknown()
        shape = output_shape(list(shapes))
        return first.with_shape(*map(_dim, shape)) if isinstance(shape, (list, tuple)) else first.unknown()
    if not isinstance(output_shape, (list, tuple)) or getattr(output_shape, "open", False):
        return first.unknown()
    batch = first.dims[0] if first.dims else UNKNOWN
    return first.with_shape(batch, *map(_dim, output_shape))


def _dim(value: Any) -> Any:
    if isinstance(value, Unresolved):
        return value.integer()
    return value if value is None or isinstance(value, (int, Symbol)) else UNKNOWN
