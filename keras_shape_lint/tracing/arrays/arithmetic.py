"""Operators and elementwise functions: shapes broadcast, and small contents are worked out."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, Shape, differ
from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.arrays.dtypes import floated, promoted, with_number
from keras_shape_lint.tracing.arrays.rule import located, number, read_array, unknown
from keras_shape_lint.tracing.values import Opaque

PLAIN = (int, float, bool)
EXACT = frozenset({"int64", "float64", "bool", "int32"})


def operated(run: Any, name: str, left: Any, right: Any, site: Any, in_place: bool) -> Any:
    """`left + right` and its like where one is an array."""
    if in_place and isinstance(left, Array) and left.shape != ():
        run.touch(left)
        left.forget()
        return left
    a, b = operand(left), operand(right)
    if name == "MatMult":
        from keras_shape_lint.tracing.arrays.products import matmul_shape

        return located(Array(matmul_shape(a.shape, b.shape), promoted(a.dtype, b.dtype)), site)
    dtype = both(a, b)
    if name == "Div":
        dtype = floated(dtype)
    return number(located(Array(combined(a.shape, b.shape), dtype, worked_out(run, name, a, b, dtype)), site))


def operand(value: Any) -> Array:
    """A side of an operation; what is not known may have any shape."""
    return read_array(value) if not isinstance(value, Opaque) else unknown()


def both(a: Array, b: Array) -> str | None:
    """The dtype of an operation on the two."""
    for x, y in ((a, b), (b, a)):
        if x.shape == () and x.contents is not None and isinstance(x.contents[0], (*PLAIN, Symbol)) and y.shape != ():
            value = x.contents[0]
            return with_number(y.dtype, 1 if isinstance(value, Symbol) else value)
    return promoted(a.dtype, b.dtype)


def combined(a: Shape, b: Shape) -> Shape:
    """Broadcast; UNKNOWN where that fails, or a shape is not known. An unknown size may be 1, or any other."""
    if not isinstance(a, tuple) or not isinstance(b, tuple):
        return UNKNOWN
    try:
        return tuple(map(_merged, *_aligned(a, b)))
    except ValueError:
        return UNKNOWN


def _aligned(a: Dims, b: Dims) -> tuple[Dims, Dims]:
    width = max(len(a), len(b))
    return (1,) * (width - len(a)) + a, (1,) * (width - len(b)) + b


def _merged(a: Dim, b: Dim) -> Dim:
    """As NumPy broadcasts: a size above 1 decides, against whatever is not known too."""
    for x, y in ((a, b), (b, a)):
        if isinstance(x, int) and x == 1:
            return y
        if isinstance(x, int) and x > 1 and (y is UNKNOWN or not differ(x, y) or not differ(y, 1)):
            return x
    if a is not UNKNOWN and a == b:
        return a
    if differ(a, b) and differ(a, 1) and differ(b, 1):
        raise ValueError
    return UNKNOWN


def worked_out(run: Any, name: str, a: Array, b: Array, dtype: str | None) -> Any:
    """The entries of small operands, one of them a number or both of one shape; None where that is not plain."""
    x, y = a.contents, b.contents
    if x is None or y is None or dtype not in EXACT or name in ("MatMult", "Pow", "LShift", "RShift"):
        return None
    if a.shape == ():
        x = x * len(y)
    elif b.shape == ():
        y = y * len(x)
    elif a.shape != b.shape:
        return None
    if not all(isinstance(value, (*PLAIN, Symbol)) for value in (*x, *y)):
        return None
    if name in ("Div", "FloorDiv", "Mod") and any(isinstance(value, Symbol) or value == 0 for value in y):
        return None
    from keras_shape_lint.tracing.operators import binary

    run.spend(len(x))
    out = tuple(binary(run, name, p, q, run.site) for p, q in zip(x, y))
    small = all(isinstance(value, Symbol) or (isinstance(value, PLAIN) and abs(value) < 2**31) for value in out)
    return out if small else None


def signed(run: Any, name: str, x: Array, site: Any) -> Any:
    """`-x`, `+x` and `~x`."""
    entries = x.contents if name == "USub" and x.dtype in ("int64", "float64") else None
    known = entries is not None and all(isinstance(value, (*PLAIN, Symbol)) for value in entries)
    return number(located(Array(x.shape, x.dtype, tuple(-value for value in entries or ()) if known else None), site))


def compared(run: Any, name: str, left: Any, right: Any, site: Any) -> Any:
    """Comparisons go entry by entry: an array of booleans."""
    a, b = operand(left), operand(right)
    if isinstance(left, str) or isinstance(right, str):
        return located(Array(a.shape if isinstance(left, Array) else b.shape, "bool"), site)
    shape = combined(a.shape, b.shape)
    x, y = a.contents, b.contents
    contents = None
    if x is not None and y is not None and (a.shape == b.shape or () in (a.shape, b.shape)):
        x, y = (x * len(y) if a.shape == () else x), (y * len(x) if b.shape == () else y)
        if all(type(value) in PLAIN for value in (*x, *y)):
            contents = tuple(_answer(name, p, q) for p, q in zip(x, y))
    return located(Array(shape, "bool", contents), site)


def _answer(name: str, a: Any, b: Any) -> bool:
    if name in ("Eq", "NotEq"):
        return bool((a == b) is (name == "Eq"))
    return bool({"Lt": a < b, "LtE": a <= b, "Gt": a > b, "GtE": a >= b}[name])
