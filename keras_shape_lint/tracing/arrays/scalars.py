"""NumPy's constants, its scalar types, and its functions of numbers."""

from __future__ import annotations

import math
from typing import Any

from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.arrays.creation import copied
from keras_shape_lint.tracing.arrays.rule import located, number, read_array
from keras_shape_lint.tracing.library import declares, provides
from keras_shape_lint.tracing.values import Opaque

declares(numpy__pi=math.pi, numpy__inf=math.inf, numpy__Inf=math.inf, numpy__nan=math.nan, numpy__e=math.e,
         numpy__newaxis=None)  # fmt: skip


def _scalar_type(name: str, convert: Any) -> Any:
    """`np.float32(x)`: a number of a number, an array of an array."""

    def call(run: Any, value: Any = 0) -> Any:
        if isinstance(value, (Symbol, Opaque)):
            return value if convert is int else read_array(None)
        if isinstance(value, (int, float, str)):
            return convert(value)
        array = read_array(value)
        return number(located(copied(array, name, memory=array.memory), run.site))

    return call


for _name in ("int64", "int32", "int16", "int8", "uint8", "uint16", "uint32", "uint64", "int_", "intp", "int"):
    provides(f"numpy.{_name}")(_scalar_type(_name, int))
for _name in ("float32", "float64", "float16", "float", "float_", "double", "single"):
    provides(f"numpy.{_name}")(_scalar_type(_name, float))
for _name in ("bool_", "bool", "bool8"):
    provides(f"numpy.{_name}")(_scalar_type(_name, bool))
