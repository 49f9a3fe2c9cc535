"""`numpy.random`: the old functions, and those of a Generator or RandomState. Contents are never known."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.shapes.symbols import symbol
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.arrays.creation import given, made
from keras_shape_lint.tracing.arrays.rule import Arr, Sizes, function, number, read_array, read_sizes, unknown
from keras_shape_lint.tracing.library import provides
from keras_shape_lint.tracing.values import Unknown

_OLD, _NEW = "numpy.random.", "numpy.random.Generator."


def drawn(size: Any, dtype: str | None, *parameters: Any) -> Any:
    """Of the given size; without one as the parameters broadcast: a number where all of them are numbers."""
    if size is None:
        shapes = [read_array(parameter).shape for parameter in parameters if parameter is not None]
        return Unknown("a random number") if all(shape == () for shape in shapes) else unknown(dtype)
    return made(size, dtype)


def _distribution(count: int, dtype: str) -> Any:
    """A function of so many parameters and a size."""

    def draw(*args: Any, size: Sizes = None, **parameters: Any) -> Any:
        if len(args) > count:
            size = read_sizes(args[count])
        return drawn(size, dtype, *args[:count], *parameters.values())

    return draw


for _count, _dtype, _names in (
    (0, "float64", "random_sample ranf sample standard_cauchy"),
    (1, "float64", "chisquare exponential pareto power rayleigh standard_t weibull"),
    (1, "int64", "geometric logseries poisson zipf"),
    (2, "float64", "beta f gamma gumbel laplace logistic lognormal noncentral_chisquare normal uniform vonmises wald"),
    (2, "int64", "binomial negative_binomial"),
    (3, "float64", "triangular"),
    (3, "int64", "hypergeometric"),
):
    for _name in _names.split():
        function(_OLD + _name, _NEW + _name)(_distribution(_count, _dtype))


@function(_OLD + "random", _NEW + "random")
def random(size: Sizes = None, dtype: Any = None) -> Any:
    return drawn(size, given(dtype, "float64"))


@function(_OLD + "standard_normal", _NEW + "standard_normal", _OLD + "standard_exponential",
          _NEW + "standard_exponential")  # fmt: skip
def standard_normal(size: Sizes = None, dtype: Any = None, method: Any = None) -> Any:
    return drawn(size, given(dtype, "float64"))


@function(_OLD + "standard_gamma", _NEW + "standard_gamma")
def standard_gamma(shape: Any, size: Sizes = None, dtype: Any = None) -> Any:
    return drawn(size, given(dtype, "float64"), shape)


@function(_OLD + "rand", _OLD + "randn")
def rand(*sizes: Any) -> Any:
    return drawn(read_sizes(sizes), "float64") if sizes else Unknown("a random number")


@function(_OLD + "random_integers")
def random_integers(low: Any, high: Any = None, size: Sizes = None) -> Any:
    return drawn(size, "int64", low, high)


@function(_OLD + "randint", _NEW + "integers")
def randint(low: Any, high: Any = None, size: Sizes = None, dtype: Any = None, endpoint: Any = False) -> Any:
    out = drawn(size, given(dtype, "int64"), low, high)
    if not isinstance(out, Array):
        return symbol("random", low if isinstance(low, int) and high is not None else None)
    lowest, stop = (0, low) if high is None else (low, high)
    plain = type(lowest) is int and type(stop) is int and 0 <= lowest < stop and endpoint is False
    return out.of_classes(stop if plain else None)


@function(_OLD + "choice")
def choice(a: Arr, size: Sizes = None, replace: Any = True, p: Any = None) -> Any:
    return made(size, a.dtype) if size is not None else Unknown("a random item")


@function(_NEW + "choice")
def generator_choice(
    a: Arr, size: Sizes = None, replace: Any = True, p: Any = None, axis: Any = 0, shuffle: Any = True
) -> Any:
    if a.rank is None:
        return unknown()
    if a.rank > 1:
        known = size is not None and size is not UNKNOWN and axis == 0
        return Array((*size, *a.dims[1:]), a.dtype) if known else unknown(a.dtype)
    return made(size, a.dtype) if size is not None else Unknown("a random item")


@function(_OLD + "permutation", _NEW + "permutation", _NEW + "permuted")
def permutation(x: Any, axis: Any = 0) -> Array:
    found = read_array(x)
    if found.shape == ():
        entry = number(found)
        return made(read_sizes(entry), "int64")
    return Array(found.shape, found.dtype).drawn_from(found)


@function(_OLD + "multivariate_normal", _NEW + "multivariate_normal")
def multivariate_normal(
    mean: Arr, cov: Any, size: Sizes = None, check_valid: Any = None, tol: Any = None, method: Any = None
) -> Array:
    size = () if size is None else size
    return Array((*size, mean.dims[0]), "float64") if size is not UNKNOWN and mean.rank == 1 else unknown("float64")


@function(_OLD + "dirichlet", _NEW + "dirichlet")
def dirichlet(alpha: Arr, size: Sizes = None) -> Array:
    size = () if size is None else size
    return Array((*size, *alpha.dims), "float64") if size is not UNKNOWN and alpha.rank == 1 else unknown("float64")


@function(_OLD + "multinomial", _NEW + "multinomial")
def multinomial(n: Any, pvals: Arr, size: Sizes = None) -> Array:
    size = () if size is None else size
    return Array((*size, *pvals.dims), "int64") if size is not UNKNOWN and pvals.rank == 1 else unknown("int64")


@provides(_OLD + "shuffle", _NEW + "shuffle")
def shuffle(run: Any, x: Any, axis: Any = 0) -> None:
    """In place: the rows of an array are as many as before."""
    run.forget(x)


@provides(_OLD + "seed", _OLD + "set_state")
def seed(run: Any, *args: Any) -> None:
    return None


class Source:
    """A Generator or a RandomState: its methods are functions of `numpy.random`."""

    __slots__ = ("prefix",)

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    def attribute(self, run: Any, name: str) -> Any:
        from keras_shape_lint.tracing.library import native

        return native(self.prefix + name) or Unknown(f"{name} of a random source")


@provides(_OLD + "default_rng", _OLD + "Generator")
def default_rng(run: Any, seed: Any = None) -> Source:
    return Source(_NEW)


@provides(_OLD + "RandomState")
def random_state(run: Any, seed: Any = None) -> Source:
    return Source(_OLD)
