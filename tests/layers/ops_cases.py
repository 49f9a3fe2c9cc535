"""What functions on tensors are asked: (args, kwargs) by name, right and wrong ones."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from tests.layers.ops_live import X

Made = tuple[tuple[Any, ...], dict[str, Any]]
SIZES = (1, 2, 3, 4, 6, None)


def shape(chance: Random, low: int = 1, high: int = 4) -> tuple[int | None, ...]:
    rank = chance.randint(low, high)
    return tuple(chance.choice(SIZES) for _ in range(rank))


def x(chance: Random, low: int = 1, high: int = 4) -> X:
    return X(*shape(chance, low, high))


def like(chance: Random, one: X) -> X:
    """Mostly the same shape, some sizes other."""
    dims = [dim if chance.random() < 0.8 else chance.choice(SIZES) for dim in one.shape]
    return X(*(dims[1:] if chance.random() < 0.15 else dims))


def axis(chance: Random, rank: int) -> int:
    return chance.randint(-rank - (chance.random() < 0.1), rank - (chance.random() < 0.9))


def axes(chance: Random, rank: int) -> Any:
    pick = chance.random()
    if pick < 0.2:
        return None
    return axis(chance, rank) if pick < 0.7 else tuple({axis(chance, rank) for _ in range(2)})


def unary(chance: Random) -> Made:
    return (x(chance, 0),), {}


def float_argument(chance: Random) -> Made:
    return (x(chance, 0), 0.5), {}


def along(chance: Random) -> Made:
    one = x(chance, 2)
    return (one,), {"axis": chance.choice([-1, 1, 0, 2])} if chance.random() < 0.7 else {}


def reduction(chance: Random) -> Made:
    one = x(chance)
    kwargs: dict[str, Any] = {"axis": axes(chance, len(one.shape))} if chance.random() < 0.8 else {}
    if chance.random() < 0.4:
        kwargs["keepdims"] = chance.random() < 0.7
    return (one,), kwargs


def single(chance: Random) -> Made:
    one = x(chance)
    kwargs: dict[str, Any] = {"axis": axis(chance, len(one.shape))} if chance.random() < 0.8 else {}
    return (one,), kwargs


def binary(chance: Random) -> Made:
    one = x(chance, 0)
    return (one, chance.choice([like(chance, one), x(chance, 0), 2.0])), {}


def three(chance: Random) -> Made:
    one = x(chance, 0)
    return (one, like(chance, one), chance.choice([like(chance, one), 0.0])), {}


def pieces(chance: Random) -> Made:
    one = x(chance)
    return ([like(chance, one) for _ in range(chance.randint(1, 3))],), (
        {"axis": axis(chance, len(one.shape))} if chance.random() < 0.8 else {}
    )


def reshape(chance: Random) -> Made:
    target = tuple(chance.choice([-1, 1, 2, 3, 4, 6, 12]) for _ in range(chance.randint(1, 3)))
    return (x(chance), target), {}


def transpose(chance: Random) -> Made:
    one = x(chance)
    order = list(range(len(one.shape)))
    chance.shuffle(order)
    if chance.random() < 0.15:
        order[0] = 1
    return (one,), {"axes": tuple(order)} if chance.random() < 0.8 else {}


def expand(chance: Random) -> Made:
    one = x(chance)
    return (one, axis(chance, len(one.shape) + 1)), {}


def squeeze(chance: Random) -> Made:
    one = x(chance)
    some = [i for i, dim in enumerate(one.shape) if dim == 1]
    where = chance.choice(some) if some and chance.random() < 0.8 else axes(chance, len(one.shape))
    return (one,), {"axis": where}


def two_axes(chance: Random) -> Made:
    one = x(chance)
    return (one, axis(chance, len(one.shape)), axis(chance, len(one.shape))), {}


def broadcast_to(chance: Random) -> Made:
    one = x(chance, 1, 3)
    target = tuple(chance.choice([dim or 5, dim or 5, 2]) for dim in one.shape)
    return (one, (2, *target) if chance.random() < 0.3 else target), {}


def dims(*each: Any) -> Callable[[Random], Made]:
    """Fixed tensors, fixed arguments."""
    return lambda chance: (each, {})


_TABLE: dict[Callable[[Random], Made], str] = {
    unary: (
        "abs absolute negative arccos arccosh arcsin arcsinh arctan arctanh cbrt ceil cos cosh deg2rad erf erfc erfinv "
        "exp exp2 expm1 fabs floor hard_sigmoid hard_silu hard_swish hard_tanh i0 log log10 log1p log2 log_sigmoid "
        "rad2deg reciprocal relu relu6 rsqrt selu sigmoid silu sin sinc sinh softplus softsign sparse_plus "
        "sparse_sigmoid sqrt square swish tan tanh tanh_shrink trunc sign bitwise_invert bitwise_not conj conjugate "
        "copy real imag angle stop_gradient exponential linear mish isfinite isinf isnan isneginf isposinf isreal "
        "zeros_like ones_like empty_like logical_not signbit convert_to_tensor array "
        " nan_to_num round elu celu leaky_relu gelu squareplus ravel"
    ),
    float_argument: "hard_shrink soft_shrink",
    along: "softmax log_softmax sparsemax normalize layer_normalization rms_normalization",
    reduction: (
        "mean sum amax amin nanmax nanmean nanmedian nanmin nanprod nanstd nansum nanvar median ptp std var logsumexp "
        "max min prod all any argmax argmin nanargmax nanargmin"
    ),
    single: (
        "flip count_nonzero average cumsum cumprod nancumsum nancumprod diff sort argsort"
    ),
    binary: (
        "add subtract multiply divide true_divide floor_divide mod power maximum minimum arctan2 divide_no_nan fmax "
        "fmin fmod gcd heaviside hypot lcm ldexp logaddexp logaddexp2 nextafter equal greater greater_equal less "
        "less_equal not_equal logical_and logical_or logical_xor bitwise_and bitwise_or bitwise_xor "
        "bitwise_left_shift bitwise_right_shift left_shift right_shift isclose matmul dot"
    ),
    three: "where",
    pieces: "concatenate stack",
    reshape: "reshape",
    transpose: "transpose",
    expand: "expand_dims",
    squeeze: "squeeze",
    two_axes: "moveaxis swapaxes",
    broadcast_to: "broadcast_to",
}  # fmt: skip

CASES: dict[str, Callable[[Random], Made]] = {name: make for make, listed in _TABLE.items() for name in listed.split()}


def _more(chance: Random, *rest: Any, **kwargs: Any) -> Made:
    return (x(chance), *rest), kwargs


CASES.update({
    "clip": lambda chance: _more(chance, 0.0, 1.0),
    "cast": lambda chance: _more(chance, "int32"),
    "saturate_cast": lambda chance: _more(chance, "int32"),
    "threshold": lambda chance: _more(chance, 0.5, 0.0),
    "tril": lambda chance: ((x(chance, 2),), {}),
    "triu": lambda chance: ((x(chance, 2),), {}),
    "moments": lambda chance: _more(chance, chance.choice([0, -1, (0,), 2]), keepdims=chance.random() < 0.5),
    "norm": lambda chance: (lambda one: ((one,), {"axis": axis(chance, len(one.shape))}))(x(chance)),
    "quantile": lambda chance: _more(chance, 0.5, axis=chance.choice([None, -1, 0])),
    "percentile": lambda chance: _more(chance, 50, axis=chance.choice([None, -1, 0])),
    "nanquantile": lambda chance: _more(chance, 0.5, axis=chance.choice([None, -1, 0])),
    "nanpercentile": lambda chance: _more(chance, 50, axis=chance.choice([None, -1, 0])),
    "get_item": lambda chance: _more(chance, chance.choice([0, slice(1, None), (slice(None), 0), ...])),
})  # fmt: skip


def shaped(chance: Random, *rest: Any) -> Made:
    return (tuple(chance.randint(1, 4) for _ in range(chance.randint(0, 3))), *rest), {}


def cut(chance: Random) -> Made:
    return (x(chance), chance.choice([1, 2, 3, (1, 2), (1,), (1, 3)])), {"axis": chance.choice([0, -1, 1, 2])}


def margins(chance: Random) -> Made:
    one = x(chance)
    count = max(len(one.shape) - (chance.random() < 0.1), 1)
    each = tuple((chance.randint(0, 2), chance.randint(0, 2)) for _ in range(count))
    return (one, chance.choice([1, (1, 2), each, each])), {}


def summed(chance: Random) -> Made:
    equation, left, right = chance.choice([
        ("bij,bjk->bik", (None, 2, 3), (None, 3, 4)),
        ("abc,cd->abd", (None, 2, 3), (3, 4)),
        ("...ij,...jk->...ik", (None, 5, 2, 3), (None, 5, 3, 4)),
        ("bi,bi->b", (None, 3), (None, 3)),
    ])  # fmt: skip
    return (equation, like(chance, X(*left)), like(chance, X(*right))), {}


def contracted(chance: Random) -> Made:
    one, two = X(None, 2, 3), like(chance, X(3, 2, 4))
    return (one, two), {"axes": chance.choice([0, 1, 2, ((2,), (0,)), ((1, 2), (1, 0)), ((-1,), (0,))])}


def image(chance: Random) -> Made:
    return (x(chance, 3, 4), (4, 5)), {"data_format": chance.choice([None, "channels_last", "channels_first"])}


def shuffled(chance: Random) -> Made:
    dims = [None, *(chance.choice([2, 4, 8, 3, None]) for _ in range(3))]
    return (X(*dims), 2), {"data_format": chance.choice(["channels_last", "channels_first"])}


CASES.update({
    "split": cut,
    "pad": margins,
    "einsum": summed,
    "tensordot": contracted,
    "resize": image,
    "depth_to_space": shuffled,
    "space_to_depth": shuffled,
    "unstack": single,
    "outer": lambda chance: ((x(chance), x(chance)), {}),
    "inner": binary,
    "vdot": lambda chance: ((X(3), X(3)), {}),
    "repeat": lambda chance: _more(chance, chance.choice([1, 2, 3]), axis=chance.choice([None, 0, -1, 1])),
    "tile": lambda chance: _more(chance, chance.choice([2, (2,), (1, 2), (2, 1, 3)])),
    "roll": lambda chance: _more(chance, 1, axis=chance.choice([None, 0, -1, 2])),
    "take": lambda chance: _more(chance, x(chance, 0, 2), axis=chance.choice([None, 0, -1, 1])),
    "one_hot": lambda chance: _more(chance, 5, axis=chance.choice([-1, 0, 1, -2, 3])),
    "top_k": lambda chance: _more(chance, 2),
    "full_like": lambda chance: _more(chance, 0.5),
    "zeros": shaped, "ones": shaped, "empty": shaped, "normal": shaped, "truncated_normal": shaped, "uniform": shaped,
    "full": lambda chance: shaped(chance, 0.5),
    "randint": lambda chance: shaped(chance, 0, 3),
    "eye": lambda chance: ((3, chance.choice([None, 4])), {}),
    "identity": lambda chance: ((3,), {}),
    "dropout": lambda chance: _more(chance, 0.5),
    "shuffle": lambda chance: _more(chance, axis=0),
})  # fmt: skip
