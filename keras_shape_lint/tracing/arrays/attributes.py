"""What an array has: its shape and its methods."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.shapes.dims import UNKNOWN, product
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.arrays.dtypes import Dtype
from keras_shape_lint.tracing.arrays.rule import read_sizes
from keras_shape_lint.tracing.library import native
from keras_shape_lint.tracing.values import Bound, Unknown, UnknownMethod

METHODS = "numpy.ndarray."


def attribute(run: Any, x: Array, name: str) -> Any:
    if name == "shape":
        return shape_of(x)
    if name == "ndim":
        return Unknown("an unknown rank") if x.rank is None else x.rank
    if name == "size":
        size = product(x.dims) if x.rank is not None else UNKNOWN
        return Unknown("an unknown size") if size is UNKNOWN else size
    if name == "T":
        return run_method(run, x, "transpose")
    if name == "dtype":
        return Dtype(x.dtype) if x.dtype is not None else Unknown("an unknown dtype")
    if name in ("real", "imag", "flat"):
        return Array(x.shape if name != "flat" else UNKNOWN, None, None, x.memory)
    found = native(METHODS + name)
    return Bound(found, x) if found is not None else UnknownMethod(f"{name} of an array", x)


def run_method(run: Any, x: Array, name: str, *args: Any) -> Any:
    found = native(METHODS + name)
    return found.call(run, x, *args) if found is not None else Unknown(f"{name} of an array")


def shape_of(x: Array) -> Any:
    """The shape as the program sees it."""
    if not isinstance(x.shape, tuple):
        return Unknown("an unknown shape")
    return x.named()


def set_attribute(run: Any, x: Array, name: str, item: Any) -> None:
    if name != "shape":
        return
    from keras_shape_lint.tracing.arrays.reshaping import reshape
    from keras_shape_lint.tracing.arrays.rule import MISTAKES, unknown

    run.touch(x)
    try:
        x.become(reshape(x, read_sizes(item)))
    except MISTAKES:
        x.become(unknown())
