"""Types of constructor arguments: each checks, and normalises, what Keras checks when the layer is built.

A rule annotates its parameters with them; the check runs where the layer is constructed.
"""

from __future__ import annotations

from typing import Annotated, Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import Generation, World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, Unknown
from keras_shape_lint.shapes.symbols import Symbol, at_least


class Unresolved:
    """A value the program has and we do not. Unless a subclass knows better it is no certain number either."""

    __slots__ = ()

    def integer(self) -> Dim:
        return UNKNOWN

    def size(self) -> Dim:
        """As one size of a shape that may be made when the program runs: None where only the run knows it."""
        return self.integer()

    def listed(self) -> Any:
        """The numbers of an array as a number or nested tuples of them; None where they are not known."""
        return None


class TensorArgument(Unresolved):
    """A tensor given to the constructor: a number we do not know, where Keras takes it."""

    __slots__ = ("tensor",)

    def __init__(self, tensor: Any) -> None:
        self.tensor = tensor

    def refused(self, layer: str, name: str, world: World) -> Reject | None:
        """Why Keras takes no tensor here, if it does not."""
        first = _TENSORLESS.get(name, _TENSORLESS.get(f"{layer}.{name}"))
        if first is None or world.generation < first:
            return None
        template = "{layer}: " + name + " cannot be a tensor, {0}; call the layer on it: {layer}(...)({1})"
        return Reject(ARGUMENT, template, self.tensor, self.tensor.name or "x")


_TENSORLESS: dict[str, Generation] = {
    **dict.fromkeys(("activation", "axes", "cropping", "data_format", "dilation_rate", "dims", "kernel_size",
                     "pool_size", "size", "strides", "target_shape"), (2,)),
    **dict.fromkeys(("BatchNormalization.axis", "input_dim", "n", "output_dim", "units"), (2, 4)),
    **dict.fromkeys(("key_dim", "num_heads", "rate"), (3,)),
}  # fmt: skip
"""Arguments that take no symbolic tensor, from a generation on; earlier ones meet it when the layer is called."""


class Check:
    """Normalise `value` or raise Reject. With `essential`, a rule cannot answer when the value is unknown."""

    essential = True
    dated = False
    """That the argument is given at all is what is checked."""
    switch = False
    """It is true or false."""
    called = False
    """The argument is a function of the program, or a layer, that the rule calls."""

    def __call__(self, value: Any, name: str, world: World) -> Any:
        raise NotImplementedError

    def unknown(self, value: Any) -> bool:
        return value is UNKNOWN

    def of_rank(self, rank: int) -> Check:
        """This check for a layer of so many spatial axes."""
        return self


def refuse(name: str, wanted: str, value: Any) -> Reject:
    """Keras takes only what is `wanted` for an argument."""
    return Reject(ARGUMENT, "{layer}: " + name + " must be " + wanted + ", got {0}", value)


class _Size(Check):
    essential = False

    def __init__(self, low: int, wanted: str, zero_before: Generation = (3,)) -> None:
        self.low, self.wanted, self.zero_before = low, wanted, zero_before

    def __call__(self, value: Any, name: str, world: World) -> Dim:
        if type(value) is int and value >= self.low:
            return int(value)
        if isinstance(value, Unresolved):
            return self(value.integer(), name, world)
        if isinstance(value, Unknown):
            return value
        if isinstance(value, Symbol):
            at_least(value, self.low)
            return value
        if isinstance(value, int) and value >= self.low:
            return int(value)
        if isinstance(value, float) and (2, 4) <= world.generation < self.zero_before and value >= self.low:
            return int(value) if value.is_integer() else UNKNOWN
        if isinstance(value, str) and (2, 4) <= world.generation < self.zero_before and value.isdigit():
            return UNKNOWN
        if value == 0 and world.generation < self.zero_before and isinstance(value, int):
            return UNKNOWN
        raise refuse(name, self.wanted, value)


class _Optional(_Size):
    """A size, or None."""

    def __call__(self, value: Any, name: str, world: World) -> Dim:
        return None if value is None else super().__call__(value, name, world)


class _Dims(Check):
    """A shape or a tuple of sizes; None and -1 entries as `None_` and `minus_one` allow."""

    essential = True

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if isinstance(value, Unresolved):
            return UNKNOWN
        if isinstance(value, (tuple, list)):
            if getattr(value, "open", False):
                return UNKNOWN
            return tuple(self._dim(entry, name, value) for entry in value)
        if isinstance(value, (int, Symbol)) and not isinstance(value, bool):
            return self.single(value, name, world)
        raise refuse(name, "a tuple of integers", value)

    def single(self, value: Dim, name: str, world: World) -> Any:
        raise refuse(name, "a tuple of integers", value)

    def _dim(self, entry: Any, name: str, value: Any) -> Dim:
        if isinstance(entry, Unresolved):
            entry = entry.integer()
        if entry is None or entry is UNKNOWN or isinstance(entry, (int, Symbol)):
            return int(entry) if isinstance(entry, bool) else entry
        if isinstance(entry, float) and entry.is_integer():
            return UNKNOWN
        raise refuse(name, "a tuple of integers", value)


class _TargetShape(_Dims):
    """Sizes of a sample, at most one of them -1; None stands for any size since Keras 3."""

    def __call__(self, value: Any, name: str, world: World) -> Any:
        shape = super().__call__(value, name, world)
        if shape is not UNKNOWN:
            numbers = [dim for dim in shape if isinstance(dim, int)]
            if numbers.count(-1) > 1:
                raise refuse(name, "sizes of which at most one is -1", value)
            if any(number < -1 for number in numbers):
                raise refuse(name, "sizes, or -1 for one of them", value)
            if None in shape and world.generation == (2, 15):
                raise refuse(name, "a tuple of integers", value)
        return shape


class _HeadShape(_Dims):
    """Sizes, one of them as an integer; None when not given."""

    def __call__(self, value: Any, name: str, world: World) -> Any:
        return None if value is None else super().__call__(value, name, world)

    def single(self, value: Dim, name: str, world: World) -> Any:
        return (value,)


class _Permutation(_Dims):
    """The axes of a sample, counted from 1, in any order. 2.0 to 2.3 do not check it."""

    def __call__(self, value: Any, name: str, world: World) -> Any:
        axes = super().__call__(value, name, world)
        if axes is UNKNOWN or not all(isinstance(axis, int) for axis in axes):
            return UNKNOWN
        if sorted(axes) != list(range(1, len(axes) + 1)) and not (2,) <= world.generation < (2, 4):
            raise refuse(name, f"the axes 1 to {len(axes)} in some order", value)
        return axes


class _NoiseShape(Check):
    """Positive sizes or None; only Keras 3 checks it."""

    essential = False

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if value is None or isinstance(value, (Unresolved, Symbol)) or world.generation < (3,):
            return value
        if not isinstance(value, (tuple, list)) or any(
            isinstance(size, (str, float)) or (isinstance(size, int) and size <= 0) for size in value
        ):
            raise refuse(name, "a tuple of positive integers or None", value)
        return value


class _OneOf(Check):
    def __init__(self, *choices: Any) -> None:
        self.choices = choices

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if isinstance(value, Unresolved):
            return UNKNOWN
        if isinstance(value, str):
            value = value.lower()
        if value not in self.choices:
            raise refuse(name, "one of " + ", ".join(repr(choice) for choice in self.choices), value)
        return value


class _Flag(Check):
    switch = True

    def __init__(self, essential: bool = True) -> None:
        self.essential = essential

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if isinstance(value, (Unresolved, Symbol)):
            return UNKNOWN
        return bool(value)


class _Range(Check):
    """A number from `low` to `high`; generations before `since` take any."""

    essential = False

    def __init__(
        self, low: float, high: float | None = None, *, since: Generation = (1,), nullable: bool = False
    ) -> None:
        self.low, self.high, self.since, self.nullable = low, high, since, nullable

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if isinstance(value, (Unresolved, Symbol)) or (value is None and self.nullable):
            return value
        number = isinstance(value, (int, float))
        low_enough = self.high is None or (number and value <= self.high)
        if world.generation >= self.since and (value is None or (number and not (value >= self.low and low_enough))):
            upper = "" if self.high is None else f" and at most {self.high:g}"
            raise refuse(name, f"a number of at least {self.low:g}{upper}", value)
        return value


class _Axes(Check):
    """An integer, or a tuple of them where `many`; UNKNOWN when one is not known."""

    essential = False

    def __init__(self, many: bool, nullable: bool = False) -> None:
        self.many, self.nullable = many, nullable

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if value is None and self.nullable:
            return None
        if isinstance(value, (Unresolved, Symbol)):
            return UNKNOWN
        if isinstance(value, int):
            return int(value)
        if not isinstance(value, (tuple, list)) or not (self.many or world.generation < (3,)):
            raise refuse(name, "an integer or a tuple of integers" if self.many else "an integer", value)
        if getattr(value, "open", False) or not all(isinstance(entry, int) for entry in value):
            return UNKNOWN
        return tuple(int(entry) for entry in value)


class _Groups(_Size):
    """A positive integer, or -1 for one group a channel."""

    def __call__(self, value: Any, name: str, world: World) -> Dim:
        return value if type(value) is int and value == -1 else super().__call__(value, name, world)


class _Only(Check):
    """An argument that Keras has from one generation on, or up to one."""

    essential = False
    dated = True

    def __init__(self, since: Generation = (1,), before: Generation = (99,)) -> None:
        self.since, self.before = since, before

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if not self.since <= world.generation < self.before:
            raise Reject(ARGUMENT, "{layer} has no argument {0} in Keras {1}", repr(name), world.version)
        return UNKNOWN if isinstance(value, Unresolved) else value


class _Called(Check):
    """A function of the program or a layer, or a list of them."""

    essential = False
    called = True

    def __call__(self, value: Any, name: str, world: World) -> Any:
        return value


class _Raw(Check):
    """Any value; only that it is known matters."""

    def __call__(self, value: Any, name: str, world: World) -> Any:
        return UNKNOWN if isinstance(value, Unresolved) else value


Positive = Annotated[Dim, _Size(1, "a positive integer")]
"""Keras 3 alone refuses 0; 2.15 alone takes floats."""
Tokens = Annotated[Dim, _Optional(1, "a positive integer", zero_before=(2, 15))]
Entries = Annotated[Dim, _Size(1, "a positive integer", zero_before=(2, 15))]
NonNegative = Annotated[Dim, _Size(0, "an integer of at least 0")]
Sizes = Annotated[Dims, _Dims()]
Flag = Annotated[bool, _Flag()]
Switch = Annotated[Any, _Flag(essential=False)]
"""A flag the output shape does not hang on: True, False or UNKNOWN."""
Rate = Annotated[Any, _Range(0, 1, since=(2, 15))]
NoiseRate = Annotated[Any, _Range(0, 1, since=(3,))]
Bits = Annotated[Any, _Range(1, 8)]
Slope = Annotated[Any, _Range(0)]
LeakySlope = Annotated[Any, _Range(0, since=(3,))]
Maximum = Annotated[Any, _Range(0, nullable=True)]
NoiseShape = Annotated[Any, _NoiseShape()]
TargetShape = Annotated[Dims, _TargetShape()]
HeadShape = Annotated[Any, _HeadShape()]
ScoreMode = Annotated[Any, _OneOf("dot", "concat")]
MergeMode = Annotated[Any, _OneOf("sum", "mul", "ave", "concat", None)]
BinMode = Annotated[Any, _OneOf("int", "one_hot", "multi_hot", "count")]
CountMode = Annotated[Any, _OneOf("one_hot", "multi_hot", "count")]
LookupMode = Annotated[Any, _OneOf("int", "one_hot", "multi_hot", "count", "tf_idf", "tf-idf", "binary")]
CrossingMode = Annotated[Any, _OneOf("int", "one_hot")]
SpectrumMode = Annotated[Any, _OneOf("log", "magnitude", "psd", "real", "imag", "angle", "stft")]
SpectrumPadding = Annotated[Any, _OneOf("valid", "same")]
Permutation = Annotated[tuple[int, ...], _Permutation()]
Axis = Annotated[Any, _Axes(many=False)]
Axes = Annotated[Any, _Axes(many=True)]
AxesOrNone = Annotated[Any, _Axes(many=True, nullable=True)]
Groups = Annotated[Dim, _Groups(1, "a positive integer or -1", zero_before=(1,))]
Gone = Annotated[Any, _Only(before=(3,))]
Converted = Annotated[Any, _Only(before=(2, 4))]
Added = Annotated[Any, _Only(since=(3,))]
Raw = Annotated[Any, _Raw()]
Called = Annotated[Any, _Called()]
