"""Functions that go entry by entry."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from keras_shape_lint.tracing.arrays.arithmetic import both, combined, compared, operated
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.arrays.creation import cast
from keras_shape_lint.tracing.arrays.dtypes import dtype_name, floated, promoted
from keras_shape_lint.tracing.arrays.reshaping import METHOD, NP
from keras_shape_lint.tracing.arrays.rule import Arr, function, number, overwritten, read_array, unknown
from keras_shape_lint.tracing.library import provides
from keras_shape_lint.tracing.values import Unknown

_FLOATING = (
    "sqrt exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh "
    "arctanh cbrt reciprocal deg2rad rad2deg degrees radians ceil floor trunc rint fix sinc i0"
)
_SAME = (
    "abs absolute fabs negative positive square sign conj conjugate nan_to_num real real_if_close imag"
    " invert bitwise_not"
)
_TESTS = "isnan isinf isfinite logical_not signbit iscomplex isreal isneginf isposinf"
_WORKED: dict[str, Callable[[float], float]] = {
    "ceil": math.ceil, "floor": math.floor, "sqrt": math.sqrt, "log2": math.log2, "log": math.log,
    "log10": math.log10, "exp": math.exp, "trunc": math.trunc,
}  # fmt: skip


_PERHAPS_ITSELF = frozenset(
    ("conj", "conjugate", "nan_to_num", "real", "real_if_close", "ceil", "floor", "trunc", "rint", "fix")
)
"""What may give a real or integer array as it is."""


def _unary(name: str) -> Any:
    worked = _WORKED.get(name)

    def rule(x: Arr, *more: Any, dtype: Any = None, **options: Any) -> Any:
        if name in _TESTS.split():
            return Array(x.shape, "bool")
        kept = counted(x.dtype) if name in _SAME.split() else floated(x.dtype)
        if x.shape == () and worked is not None and x.contents is not None and isinstance(x.contents[0], (int, float)):
            return float(worked(x.contents[0]))
        contents = None
        entries = x.contents if name in ("abs", "absolute", "square") and x.dtype in ("int64", "float64") else None
        if entries is not None and all(isinstance(value, (int, float)) for value in entries):
            contents = [value * value if name == "square" else abs(value) for value in entries]
        return number(Array(x.shape, kept, contents, x.memory if name in _PERHAPS_ITSELF else None))

    return rule


for _name in (*_FLOATING.split(), *_SAME.split(), *_TESTS.split()):
    function(NP + _name)(_unary(_name))

_OPERATORS = {
    "add": "Add", "subtract": "Sub", "multiply": "Mult", "divide": "Div", "true_divide": "Div", "mod": "Mod",
    "floor_divide": "FloorDiv", "power": "Pow", "remainder": "Mod", "matmul": "MatMult", "float_power": "Pow",
    "bitwise_and": "BitAnd", "bitwise_or": "BitOr", "bitwise_xor": "BitXor",
}  # fmt: skip
_COMPARISONS = {
    "equal": "Eq", "not_equal": "NotEq", "greater": "Gt", "greater_equal": "GtE", "less": "Lt", "less_equal": "LtE",
}  # fmt: skip
_PAIRS = "maximum minimum fmax fmin hypot arctan2 fmod heaviside copysign"


def _operator(name: str) -> Any:
    def call(run: Any, x1: Any, x2: Any, *more: Any, **options: Any) -> Any:
        overwritten(run, options)
        return operated(run, name, x1, x2, run.site, False)

    return call


def _comparison(name: str) -> Any:
    def call(run: Any, x1: Any, x2: Any, *more: Any, **options: Any) -> Any:
        overwritten(run, options)
        return compared(run, name, read_array(x1), x2, run.site)

    return call


def _pair(dtype: str | None) -> Any:
    def rule(x1: Arr, x2: Arr, *more: Any, **options: Any) -> Array:
        return Array(combined(x1.shape, x2.shape), dtype or both(x1, x2))

    return rule


for _name, _operation in _OPERATORS.items():
    provides(NP + _name)(_operator(_operation))
for _name, _operation in _COMPARISONS.items():
    provides(NP + _name)(_comparison(_operation))
for _name in _PAIRS.split():
    function(NP + _name)(_pair(None))
for _name in ("logical_and", "logical_or", "logical_xor", "isclose"):
    function(NP + _name)(_pair("bool"))


@function(NP + "allclose", NP + "array_equal", NP + "array_equiv", NP + "shares_memory")
def alike(a: Any, b: Any, **more: Any) -> Any:
    return Unknown("whether arrays are alike")


@function(NP + "clip", METHOD + "clip")
def clip(a: Arr, a_min: Arr = 0, a_max: Arr = 0, **more: Any) -> Array:  # type: ignore[assignment]
    shape = a.shape
    for bound in (a_min, a_max):
        if isinstance(bound, Array) and bound.rank:
            shape = combined(shape, bound.shape)
    return Array(shape, counted(a.dtype))


@function(NP + "round", NP + "around", NP + "round_", METHOD + "round")
def round_(a: Arr, decimals: Any = 0) -> Any:
    if a.shape == () and a.contents is not None and isinstance(a.contents[0], (int, float)) and decimals == 0:
        return float(round(a.contents[0]))
    return number(Array(a.shape, counted(a.dtype), None, a.memory))


def counted(dtype: str | None) -> str | None:
    """What is computed from booleans is of various kinds."""
    return dtype if dtype != "bool" else None


@function(METHOD + "astype", NP + "astype")
def astype(x: Arr, dtype: Any = None, *options: Any, **named: Any) -> Array:
    name = dtype_name(dtype)
    out = Array(x.shape, name, cast(x.contents, name), x.memory if options or named else None)
    return out if name in ("bool", "int8", "uint8") else out.drawn_from(x)


@function(METHOD + "view")
def view(x: Arr, dtype: Any = None) -> Array:
    return Array(x.shape, x.dtype, x.contents, x.memory) if dtype is None else unknown(dtype_name(dtype))


@provides(METHOD + "fill", METHOD + "sort", METHOD + "setflags", METHOD + "partition", METHOD + "itemset")
def write(run: Any, x: Array, *args: Any, **options: Any) -> None:
    """In place."""
    run.forget(x)


@provides(NP + "copyto", NP + "put", NP + "fill_diagonal", NP + "place", NP + "putmask")
def write_into(run: Any, x: Any, *args: Any, **options: Any) -> None:
    """In place."""
    run.forget(x)


@function(NP + "vectorize", NP + "frompyfunc")
def vectorize(pyfunc: Any, *args: Any, **options: Any) -> Any:
    return Unknown("a function of NumPy made of another")


@function(NP + "interp")
def interp(x: Arr, xp: Any, fp: Any, left: Any = None, right: Any = None, period: Any = None) -> Array:
    return Array(x.shape, "float64")


@function(NP + "isin", NP + "in1d")
def isin(element: Arr, test_elements: Any, assume_unique: Any = False, invert: Any = False, kind: Any = None) -> Array:
    return Array(element.shape, "bool")


@function(NP + "digitize")
def digitize(x: Arr, bins: Any, right: Any = False) -> Array:
    return Array(x.shape, "int64")


@function(NP + "where")
def where(condition: Arr, x: Arr = None, y: Arr = None) -> Any:  # type: ignore[assignment]
    if x is None or y is None:
        from keras_shape_lint.tracing.arrays.searching import positions

        return positions(condition)
    return Array(combined(combined(condition.shape, x.shape), y.shape), promoted(x.dtype, y.dtype))
