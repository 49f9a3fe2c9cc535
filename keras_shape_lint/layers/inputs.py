"""`keras.Input`: `keras/src/layers/core/input_layer.py`."""

from __future__ import annotations

from typing import Annotated, Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.arguments import Check, Positive, Unresolved, refuse
from keras_shape_lint.layers.rule import find, op
from keras_shape_lint.layers.spelling import unknown_argument
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Shape
from keras_shape_lint.shapes.symbols import Symbol, at_least


class _Shape(Check):
    """A tuple of sizes and None; a bare integer as the generation takes it."""

    essential = False

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if value is None:
            return None
        if isinstance(value, Unresolved) or value is UNKNOWN or getattr(value, "open", False):
            return UNKNOWN
        if isinstance(value, (tuple, list)):
            return tuple(self._dim(dim, name, value, world) for dim in value)
        if isinstance(value, (int, Symbol)):
            if (2, 15) <= world.generation < (3,):
                return (value,)
            raise Reject(ARGUMENT, "{layer}: " + name + " must be a tuple: write {0}", f"{name}=({value},)")
        raise refuse(name, "a tuple of integers and None", value)

    def _dim(self, dim: Any, name: str, value: Any, world: World) -> Dim:
        if isinstance(dim, Unresolved):
            dim = dim.integer()
        if dim is None or dim is UNKNOWN:
            return dim
        if isinstance(dim, Symbol):
            at_least(dim, 0)
            return dim
        if isinstance(dim, int) and (dim >= 0 or world.generation < (3,)):
            return int(dim) if dim >= 0 else UNKNOWN
        if isinstance(dim, float) and world.generation < (2, 15):
            return UNKNOWN
        raise refuse(name, "a tuple of integers and None", value)


InputShape = Annotated[Any, _Shape()]


@op("keras.Input")
def input_(
    shape: InputShape = None,
    batch_size: Positive = None,
    dtype: Any = None,
    sparse: Any = None,
    batch_shape: InputShape = None,
    name: Any = None,
    tensor: Any = None,
    optional: Any = False,
    ragged: Any = None,
    type_spec: Any = None,
    batch_input_shape: InputShape = None,
    *,
    world: World,
    **others: Any,
) -> Tensor:
    """() -> (batch, *shape), `batch_shape` as it is, or the shape of `tensor` where it alone is given.

    Raises Reject for an argument that no release has.
    """
    for other in others:
        rule = find("keras.Input")
        reason = unknown_argument(other, rule.input_names if rule is not None else ())
        meant = Tensor((batch_size, *shape), None) if isinstance(shape, tuple) else None
        raise Reject(reason.message, reason.template, *reason.values, resume_as=meant)
    kind = dtype if isinstance(dtype, str) else "float32" if dtype is None else None
    whole = batch_shape if batch_shape is not None else batch_input_shape
    if isinstance(tensor, Tensor) and shape is whole is type_spec is batch_size is None:
        return Tensor(tensor.shape, tensor.dtype)
    if tensor is not None or type_spec is not None:
        return Tensor(UNKNOWN, kind)
    if whole is not None:
        return Tensor(whole, kind)
    if shape is None:
        raise Reject(ARGUMENT, "{layer} needs a shape: the size of one sample, without the batch axis")
    if shape == () and world.generation < (2, 1):
        raise Reject(ARGUMENT, "{layer}: this Keras takes no empty shape; write batch_shape=(None,)")
    out: Shape = (batch_size, *shape) if isinstance(shape, tuple) else UNKNOWN
    return Tensor(out, kind)
