"""Products of matrices."""

from __future__ import annotations

from keras_shape_lint.shapes.dims import UNKNOWN, Shape, differ


def matmul_shape(a: Shape, b: Shape) -> Shape:
    """As `a @ b`: the leading axes broadcast, a vector loses its own axis."""
    from keras_shape_lint.tracing.arrays.arithmetic import combined

    if not isinstance(a, tuple) or not isinstance(b, tuple) or not a or not b:
        return UNKNOWN
    left, right = (1, *a) if len(a) == 1 else a, (*b, 1) if len(b) == 1 else b
    if differ(left[-1], right[-2]):
        return UNKNOWN
    leading = combined(left[:-2], right[:-2])
    if not isinstance(leading, tuple):
        return UNKNOWN
    return (*leading, *(() if len(a) == 1 else left[-2:-1]), *(() if len(b) == 1 else right[-1:]))
