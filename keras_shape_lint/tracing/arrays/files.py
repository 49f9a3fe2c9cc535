"""Arrays read from somewhere: nothing is known but, here and there, the number of axes."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.shapes.symbols import symbol
from keras_shape_lint.tracing.arrays.array import Array, Tabular
from keras_shape_lint.tracing.arrays.rule import function, unknown
from keras_shape_lint.tracing.library import provides

NP = "numpy."


@function(NP + "load", NP + "recfromcsv", NP + "memmap")
def load(*args: Any, **options: Any) -> Array:
    return unknown()


@function(NP + "loadtxt", NP + "genfromtxt")
def load_text(*args: Any, **options: Any) -> Array:
    """Of one axis or two; the options that part or name the columns are not followed."""
    if options.keys() & {"unpack", "names", "ndmin", "dtype"}:
        return unknown()
    return Array(Tabular(symbol("rows", 0), symbol("columns", 0)), "float64")


@function(NP + "fromfile", NP + "frombuffer", NP + "fromstring")
def flat(*args: Any, **options: Any) -> Array:
    return Array((UNKNOWN,))


@function(NP + "fromfunction", NP + "block", NP + "mgrid", NP + "ogrid")
def some(*args: Any, **options: Any) -> Array:
    return unknown()


@provides(NP + "save", NP + "savez", NP + "savez_compressed", NP + "savetxt", NP + "set_printoptions", NP + "seterr")
def save(run: Any, *args: Any, **options: Any) -> None:
    return None
