"""Constructor calls as Keras 1 and 2 bind them: given back in the arguments of today.

Keras 1 has signatures of its own. 2.0 to 2.3 take few arguments by position, and convert the names of Keras 1. Before
Keras 3 the data format that is set for all does not reach layers of one spatial axis.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.arguments import Unresolved
from keras_shape_lint.layers.history import renamed, span_of_argument
from keras_shape_lint.layers.rule import BASE_ARGUMENTS, Rule
from keras_shape_lint.layers.signatures import KERAS_1, POSITIONAL
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import ORDERINGS, World, fits
from keras_shape_lint.shapes.symbols import Symbol

Arguments = dict[str, Any]

KERNEL_2 = ("nb_row", "nb_col")
KERNEL_3 = ("kernel_dim1", "kernel_dim2", "kernel_dim3")
KERNELS = {
    **dict.fromkeys(
        ("Conv2D", "Convolution2D", "AtrousConv2D", "AtrousConvolution2D", "Conv2DTranspose", "Deconv2D", "ConvLSTM2D",
         "Convolution2DTranspose", "Deconvolution2D", "SeparableConv2D", "SeparableConvolution2D",
         "LocallyConnected2D"),
        KERNEL_2,
    ),
    "Conv3D": KERNEL_3,
    "Convolution3D": KERNEL_3,
}  # fmt: skip
"""The arguments that became one tuple, kernel_size."""
ATROUS = ("AtrousConv1D", "AtrousConvolution1D", "AtrousConv2D", "AtrousConvolution2D")
TRANSPOSED = ("Conv2DTranspose", "Convolution2DTranspose", "Deconv2D", "Deconvolution2D")
"""2.0 to 2.3 take their output_shape, and leave it aside."""
TUPLES = ("pool_size", "strides", "subsample", "size", "padding", "cropping", "atrous_rate")
"""Keras 1 goes through these of a 2D or 3D layer, and through any cropping: one number does not stand for all."""
OF_OTHER_KERNELS = ("SeparableConv", "DepthwiseConv")
"""Keras 2 takes the arguments of a plain kernel for these too, and leaves them aside."""
OF_KERNEL = ("kernel_initializer", "kernel_regularizer", "kernel_constraint", "init", "W_regularizer", "W_constraint")
SIDES = ("top_pad", "bottom_pad", "left_pad", "right_pad")
DIM_ORDERINGS = {**ORDERINGS, "default": None}


def of_today(
    owner: str, args: list[Any], kwargs: Arguments, rule: Rule, world: World, certain: bool
) -> tuple[list[Any], Arguments]:
    """The arguments a rule is configured with, for a call of the class `owner` before Keras 3.

    `certain` is False when a star argument may have brought more than is listed. Raises Reject.
    """
    if world.generation < (2,):
        signature = _signatures().get(owner)
        if signature is None:
            return args, kwargs
        args, kwargs = [], _bound(signature, args, kwargs, world, certain)
        _require_tuples(owner, kwargs)
    elif world.generation < (2, 4):
        args, kwargs = _converted(owner, args, kwargs, world)
        for name in kwargs:
            if not fits(span_of_argument(owner, name), world):
                raise _unknown(name, world, rule.order)
    if world.generation < (2, 4):
        kwargs = _named_as_today(owner, kwargs, rule, world)
    elif owner.startswith(OF_OTHER_KERNELS):
        kwargs = {name: value for name, value in kwargs.items() if not name.startswith("kernel_") or name in rule.order}
    if rule.rank == 1 and world.data_format != "channels_last" and "data_format" in rule.order[len(args) :]:
        kwargs = {"data_format": "channels_last", **kwargs}
    return args, kwargs


@cache
def _signatures() -> dict[str, tuple[tuple[str, ...], int]]:
    """Class of Keras 1 -> its arguments, and how many of them have no default."""
    out = {}
    for names, text in KERAS_1.items():
        order = text.split()
        needed = order.index("|")
        for name in names.split():
            out[name] = ((*order[:needed], *order[needed + 1 :]), needed)
    return out


def _bound(
    signature: tuple[tuple[str, ...], int], args: list[Any], kwargs: Arguments, world: World, certain: bool
) -> Arguments:
    order, needed = signature
    if len(args) > len(order):
        text = "{layer} takes at most {0} positional arguments in Keras {1}, got {2}"
        raise Reject(ARGUMENT, text, len(order), world.version, len(args))
    bound = dict(zip(order, args))
    for name, value in kwargs.items():
        if name in bound:
            raise Reject(ARGUMENT, "{layer} got two values for its argument {0}", repr(name))
        if name not in order and not (name in BASE_ARGUMENTS and fits(BASE_ARGUMENTS[name], world)):
            raise _unknown(name, world, order)
        bound[name] = value
    for name in order[:needed]:
        if certain and name not in bound:
            raise Reject(ARGUMENT, "{layer} needs its argument {0} in Keras {1}", repr(name), world.version)
    return bound


def _unknown(name: str, world: World, order: tuple[str, ...]) -> Reject:
    text = "{layer} has no argument {0} in Keras {1}; it takes {2}"
    return Reject(ARGUMENT, text, repr(name), world.version, ", ".join(order))


def _require_tuples(owner: str, kwargs: Arguments) -> None:
    for name in TUPLES:
        value = kwargs.get(name)
        many = owner.endswith(("2D", "3D"))
        if isinstance(value, int) and (many or name == "cropping"):
            raise Reject(ARGUMENT, "{layer}: " + name + " must be a tuple in Keras 1, got {0}", value)
        if many and isinstance(value, (tuple, list)):
            wrong = int if name == "cropping" else (tuple, list)
            if any(isinstance(entry, wrong) for entry in value):
                kind = "pairs" if name == "cropping" else "numbers"
                raise Reject(ARGUMENT, "{layer}: " + name + f" must hold {kind} in Keras 1, got {{0}}", value)


def _converted(owner: str, args: list[Any], kwargs: Arguments, world: World) -> tuple[list[Any], Arguments]:
    """What 2.0 to 2.3 make of a call before they bind it."""
    kwargs = dict(kwargs)
    if owner in KERNELS:
        args = _joined(owner, args, kwargs)
        if owner in TRANSPOSED:
            kwargs.pop("output_shape", None)
    limit = POSITIONAL.get(_converter(owner))
    if limit is not None and len(args) > limit:
        text = "{layer} takes at most {0} positional arguments in Keras {1}, got {2}"
        raise Reject(ARGUMENT, text, limit, world.version, len(args))
    if owner == "ZeroPadding2D" and args:
        args, kwargs["padding"] = [], args[0]
    mode = kwargs.pop("mode", 0) if owner == "BatchNormalization" else 0
    if isinstance(mode, int) and mode:
        raise Reject(ARGUMENT, "{layer} has no mode={0} in Keras {1}, only 0", mode, world.version)
    return args, kwargs


def _converter(owner: str) -> str:
    if owner in ATROUS:
        return f"Conv{owner[-2:]}"
    short = owner.replace("Deconvolution", "Deconv").replace("Convolution", "Conv")
    return "Conv2DTranspose" if short == "Deconv2D" else short


def _joined(owner: str, args: list[Any], kwargs: Arguments) -> list[Any]:
    """`(8, 3, 3)` or `(8, nb_row=3, nb_col=3)` as `(8, (3, 3))`; a tuple says that Keras 2 is meant."""
    parts = KERNELS[owner]
    filters, sizes = args[:1], args[1:]
    count = len(parts)
    if owner in TRANSPOSED and len(sizes) == 3:
        sizes = sizes[:2]
    if not all(map(_number, sizes)) or len(sizes) > count or (len(args) == 0 and sizes):
        return args
    if len(sizes) == count == 2:
        mixed = [name for name in ("padding", "strides", "data_format") if name in kwargs]
        if mixed:
            text = "{layer} takes its kernel_size as a tuple beside {0} in Keras 2.0 to 2.3, got {1}"
            raise Reject(ARGUMENT, text, mixed[0], f"{_shown(sizes[0])}, {_shown(sizes[1])}")
    rest = parts[len(sizes) :]
    if "kernel_size" in kwargs or not all(name in kwargs for name in rest):
        return args
    kernel = (*sizes, *(kwargs.pop(name) for name in rest))
    if not filters:
        kwargs["kernel_size"] = kernel
        return args
    return [*filters, kernel]


def _number(value: Any) -> bool:
    return isinstance(value, (int, Symbol, Unresolved))


def _shown(value: Any) -> str:
    return str(value) if isinstance(value, (int, Symbol)) else "a number"


def _named_as_today(owner: str, kwargs: Arguments, rule: Rule, world: World) -> Arguments:
    """Each argument under the name the rule has for it; those without any influence on shapes are left out."""
    out: Arguments = {}
    parts = KERNELS.get(owner, ())
    if parts and "kernel_size" not in kwargs and all(name in kwargs for name in parts):
        out["kernel_size"] = tuple(kwargs[name] for name in parts)
        kwargs = {name: value for name, value in kwargs.items() if name not in parts}
    known = renamed(owner)
    for name, value in kwargs.items():
        new = known.get(name) or name
        if name == "atrous_rate":
            new = "dilation_rate"
        elif name == "dim_ordering":
            value = _data_format(value, owner, world)
        elif new == "padding" and owner.startswith("ZeroPadding"):
            value = _margins(value, owner, world)
        if new in rule.parameters or not _without_influence(owner, new, world):
            out[new] = value
    return out


def _data_format(value: Any, owner: str, world: World) -> Any:
    if not isinstance(value, str):
        return value
    if value not in DIM_ORDERINGS and world.generation < (2,) and not owner.startswith("Global"):
        raise Reject(ARGUMENT, "{layer}: dim_ordering must be 'tf' or 'th', got {0}", value)
    return DIM_ORDERINGS.get(value, value)


def _without_influence(owner: str, name: str, world: World) -> bool:
    """Arguments that this generation takes, and for which there is no parameter today."""
    if world.generation < (2,):
        return name not in BASE_ARGUMENTS or not fits(BASE_ARGUMENTS[name], world)
    return (
        name == "forget_bias_init"
        or (owner == "Embedding" and name in ("dropout", "activity_regularizer"))
        or (owner.startswith(OF_OTHER_KERNELS) and name in OF_KERNEL)
    )


def _margins(value: Any, owner: str, world: World) -> Any:
    """Padding as a dictionary (1.1 to 2.3), or of four numbers (1.1 and 1.2), as pairs."""
    if isinstance(value, dict) and owner == "ZeroPadding2D" and world.generation >= (1, 1):
        top, bottom, left, right = (value.get(side, 0) for side in SIDES)
        return ((top, bottom), (left, right))
    if world.generation < (1, 1):
        return value[:2] if isinstance(value, (tuple, list)) else value
    if world.generation < (2,):
        if isinstance(value, dict) and owner == "ZeroPadding1D":
            return value.get("left_pad", 0), value.get("right_pad", 0)
        if isinstance(value, (tuple, list)) and len(value) == 4 and owner == "ZeroPadding2D":
            return tuple(value[:2]), tuple(value[2:])
    return value
