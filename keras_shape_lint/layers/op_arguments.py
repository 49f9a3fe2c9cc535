"""Types of the arguments of functions on tensors: each gives UNKNOWN for whatever is not surely known, and never
refuses: what a function does not take it refuses by its own words."""

from __future__ import annotations

from typing import Annotated, Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.arguments import Check, Unresolved
from keras_shape_lint.layers.axes import OUT_OF_RANGE
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, Shape
from keras_shape_lint.shapes.symbols import Symbol


class _Open:
    """Of one value, OPEN."""

    __slots__ = ()


OPEN = _Open()


def _listed(value: Any) -> Any:
    """An array of known numbers is as good as a list of them."""
    known = value.listed() if isinstance(value, Unresolved) else None
    return value if known is None else known


class _Known(Check):
    """Any value that is known."""

    essential = False

    def __call__(self, value: Any, name: str, world: World) -> Any:
        value = _listed(value)
        unknown = isinstance(value, (Unresolved, Symbol, Tensor)) or getattr(value, "open", False)
        return UNKNOWN if unknown else value


class _OneAxis(Check):
    essential = False

    def __call__(self, value: Any, name: str, world: World) -> Any:
        return int(value) if isinstance(value, int) else None if value is None else UNKNOWN


class _SomeAxes(Check):
    """None, an integer, or a tuple of integers."""

    essential = False

    def __call__(self, value: Any, name: str, world: World) -> Any:
        value = _listed(value)
        if isinstance(value, int):
            return int(value)
        listed = isinstance(value, (tuple, list)) and not getattr(value, "open", False)
        if listed and all(isinstance(axis, int) for axis in value):
            return tuple(map(int, value))
        return None if value is None else UNKNOWN


AXES = (_OneAxis, _SomeAxes)


class _OneSize(Check):
    """A number of entries, or None."""

    essential = False

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if isinstance(value, Unresolved):
            value = value.size()
        return value if value is None or (isinstance(value, (int, Symbol)) and value is not True) else UNKNOWN


class _Number(Check):
    """A number of any kind, or None; OPEN for a size that only the run knows."""

    essential = False

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if isinstance(value, Unresolved):
            value = OPEN if value.size() is None else value.integer()
        return value if value is None or isinstance(value, (int, float, Symbol, _Open)) else UNKNOWN


class _SomeSizes(_OneSize):
    """A shape; each entry a number, None or UNKNOWN."""

    def __call__(self, value: Any, name: str, world: World) -> Any:
        value = _listed(getattr(value, "sizes", value))
        if not isinstance(value, (tuple, list)) or getattr(value, "open", False):
            return (value,) if isinstance(value, (int, Symbol)) else UNKNOWN
        return tuple(super(_SomeSizes, self).__call__(entry, name, world) for entry in value)


class _Truth(Check):
    essential = False

    def __call__(self, value: Any, name: str, world: World) -> Any:
        return bool(value) if value is None or isinstance(value, (int, float, str)) else UNKNOWN


OF_TENSORFLOW_1 = {
    "keep_dims": "keepdims", "keep_prob": "rate",
    **dict.fromkeys(("reduction_indices", "dim", "dimension", "squeeze_dims", "concat_dim", "split_dim"), "axis"),
}  # fmt: skip
"""What TensorFlow 1 called arguments, by their names since."""

Known = Annotated[Any, _Known()]
Number = Annotated[Any, _Number()]
OneAxis = Annotated[Any, _OneAxis()]
SomeAxes = Annotated[Any, _SomeAxes()]
OneSize = Annotated[Any, _OneSize()]
SomeSizes = Annotated[Any, _SomeSizes()]
Truth = Annotated[Any, _Truth()]


def axis_in(x: Tensor, axis: Any, rank: int | None = None) -> Any:
    """The axis counted from 0; UNKNOWN when it, or the rank, is not known. Refuses one that does not exist."""
    rank = x.rank if rank is None else rank
    if rank is None or not isinstance(axis, int):
        return UNKNOWN
    if not -rank <= axis < rank:
        raise Reject(ARGUMENT, OUT_OF_RANGE, axis, x, x.rank)
    return axis % rank


def axes_in(x: Tensor, axes: Any, rank: int | None = None) -> Any:
    """As `axis_in`, of a tuple or one axis."""
    if axes is UNKNOWN or axes is None:
        return UNKNOWN
    found = tuple(axis_in(x, axis, rank) for axis in (axes if isinstance(axes, tuple) else (axes,)))
    return UNKNOWN if UNKNOWN in found else found


TAKES_VALUES = "{layer} takes no symbolic tensor, as {0} is; call it inside a layer"


def require_value(x: Tensor, symbolic: bool) -> None:
    """Refuse a symbolic tensor of Keras 3, which has no value yet: one with an axis of None certainly is one."""
    if symbolic and None in x.dims:
        raise Reject(ARGUMENT, TAKES_VALUES, x)


def vague(x: Tensor) -> Shape:
    """The rank alone."""
    return UNKNOWN if x.rank is None else (UNKNOWN,) * x.rank


def open_size(x: Tensor) -> Dim:
    """A size that hangs on values: None in a graph, which a tensor with None in its shape is part of."""
    return None if None in x.dims else UNKNOWN


def tensor_of(value: Any) -> Tensor:
    """An operand: a number has no axes, and what we do not know has any."""
    if isinstance(value, Tensor):
        return value
    return Tensor((), None) if isinstance(value, (int, float, Symbol)) or value is None else Tensor(UNKNOWN, None)


def indices_of(value: Any) -> Tensor:
    """As `tensor_of`, lists of numbers, and regular lists of them, being arrays."""
    if not isinstance(value, (list, tuple)):
        return tensor_of(value)
    inner = {indices_of(entry).shape for entry in value}
    shape = inner.pop() if len(inner) == 1 and not getattr(value, "open", False) else UNKNOWN
    return Tensor((len(value), *shape) if isinstance(shape, tuple) else UNKNOWN, None)


def floating(x: Tensor) -> str | None:
    """The dtype of what is computed in floats from `x`."""
    return x.dtype if x.dtype is not None and x.dtype.startswith(("float", "bfloat")) else None


def replaced(dims: Dims, axis: int, *new: Any) -> Dims:
    """`dims` with `new` in place of one axis."""
    return (*dims[:axis], *new, *dims[axis + 1 :])
