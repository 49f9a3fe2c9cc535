"""What matrices, windows, signals, stacks, ranges and scores are asked: (args, kwargs) by name."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from tests.layers.ops_cases import Made, X, axis, binary, like, shape, x

PADDINGS = ("valid", "same", "valid", "full")
FORMATS = (None, "channels_last", "channels_first")


def matrix(chance: Random) -> X:
    rows = chance.choice([2, 3, 5])
    return X(*shape(chance, 0, 2), rows, rows if chance.random() < 0.7 else chance.choice([2, 4, None]))


def of_matrix(**choices: tuple[Any, ...]) -> Callable[[Random], Made]:
    return lambda chance: ((matrix(chance),), {name: chance.choice(values) for name, values in choices.items()})


def of_any(low: int, high: int, *rest: tuple[Any, ...], **choices: tuple[Any, ...]) -> Callable[[Random], Made]:
    """A tensor of so many axes, further arguments and named ones chosen from what is listed."""

    def make(chance: Random) -> Made:
        args = (x(chance, low, high), *(chance.choice(values) for values in rest))
        return args, {name: chance.choice(values) for name, values in choices.items()}

    return make


def plain(*rest: tuple[Any, ...], **choices: tuple[Any, ...]) -> Callable[[Random], Made]:
    def make(chance: Random) -> Made:
        return tuple(map(chance.choice, rest)), {name: chance.choice(values) for name, values in choices.items()}

    return make


def several(low: int, high: int) -> Callable[[Random], Made]:
    def make(chance: Random) -> Made:
        one = x(chance, low, high)
        return ([one, *(like(chance, one) for _ in range(chance.randint(0, 2)))],), {}

    return make


def image(chance: Random, rank: int) -> X:
    return X(None, *(chance.choice([4, 7, 9, None]) for _ in range(rank)), chance.choice([2, 4]))


def kernel(chance: Random, rank: int, inner: int) -> X:
    return X(*(chance.choice([1, 2, 3]) for _ in range(rank)), inner, chance.choice([3, 6]))


def window(chance: Random, deep: bool = False) -> Made:
    rank = chance.choice([1, 2, 3]) if not deep else chance.choice([1, 2])
    one = image(chance, rank)
    inner = one.shape[-1] if chance.random() < 0.9 else 5
    kwargs: dict[str, Any] = {"padding": chance.choice(PADDINGS), "strides": chance.choice([1, 2, (2,) * rank])}
    if chance.random() < 0.3:
        kwargs["strides"], kwargs["dilation_rate"] = 1, 2
    assert isinstance(inner, int)
    return (one, kernel(chance, rank, inner)), kwargs


def separable(chance: Random) -> Made:
    (one, deep), kwargs = window(chance, deep=True)
    rank = len(one.shape) - 2
    return (one, deep, X(*(1,) * rank, deep.shape[-1] * deep.shape[-2], 5)), kwargs


def transposed(chance: Random) -> Made:
    rank = chance.choice([1, 2])
    one = image(chance, rank)
    dims = kernel(chance, rank, 0).shape
    return (one, X(*dims[:-2], 3, one.shape[-1])), {"padding": chance.choice(["valid", "same"]), "strides": 2}


def pooled(chance: Random) -> Made:
    rank = chance.choice([1, 2, 3])
    one = image(chance, rank)
    kwargs = {"padding": chance.choice(PADDINGS), "strides": chance.choice([None, 1, 2])}
    return (one, chance.choice([2, 3, (2,) * rank])), kwargs


def adapted(chance: Random) -> Made:
    rank = chance.choice([1, 2])
    return (image(chance, rank), chance.choice([2, 3, (2,) * rank])), {"data_format": chance.choice(FORMATS)}


def attended(chance: Random) -> Made:
    query = X(None, chance.choice([5, None]), 2, 4)
    return (query, X(None, 7, 2, 4), X(None, 7, 2, 4)), {}


def spaced(chance: Random) -> Made:
    one = X(*shape(chance, 0, 2))
    return (one, like(chance, one)), {"num": chance.choice([3, 7]), "axis": chance.choice([0, -1])}


def along_indices(chance: Random) -> Made:
    one = x(chance, 1, 3)
    return (one, X(*like(chance, one).shape, dtype="int32")), {"axis": axis(chance, len(one.shape))}


def scored(chance: Random) -> Made:
    one = x(chance, 2, 3)
    return (like(chance, one), one), {}


def solved(chance: Random) -> Made:
    one = matrix(chance)
    return (one, like(chance, one)), {}


def parts(chance: Random) -> Made:
    one = x(chance, 2, 4)
    return ((one, X(*one.shape)),), {}


def sections(low: int, high: int) -> Callable[[Random], Made]:
    return of_any(low, high, (1, 2, 3, (1, 2)))


def segments(chance: Random) -> Made:
    one = x(chance, 1, 3)
    return (one, X(one.shape[0], dtype="int32")), {"num_segments": chance.choice([None, 4])}


MORE_CASES: dict[str, Callable[[Random], Made]] = {
    "cholesky": of_matrix(), "cholesky_inverse": of_matrix(), "inv": of_matrix(), "det": of_matrix(),
    "logdet": of_matrix(), "slogdet": of_matrix(), "eig": of_matrix(), "eigh": of_matrix(), "lu_factor": of_matrix(),
    "pinv": of_matrix(), "matrix_rank": of_matrix(), "qr": of_matrix(mode=("reduced", "complete")),
    "svd": of_matrix(full_matrices=(True, False), compute_uv=(True, False)),
    "solve": solved, "solve_triangular": solved, "lstsq": lambda chance: ((X(4, 3), X(4, 2)), {}),
    "trace": of_any(2, 4, offset=(0, 1), axis1=(0, 1), axis2=(1, -1)),
    "diagonal": of_any(2, 4, offset=(0, 1, -1), axis1=(0, 1), axis2=(1, -1, 2)),
    "diag": of_any(1, 2, k=(0, 1, -1)), "diagflat": of_any(1, 2),
    "rot90": of_any(2, 4, k=(1, 2, -1), axes=((0, 1), (1, 0))),
    "vander": of_any(1, 1, N=(None, 4)), "kron": binary,
    "hstack": several(1, 3), "vstack": several(1, 3), "dstack": several(1, 4),
    "append": lambda chance: (scored(chance)[0], {"axis": chance.choice([None, 0, 1, -1])}),
    "array_split": of_any(1, 3, (1, 2, 3), axis=(0, -1, 1)), "vsplit": sections(1, 3), "hsplit": sections(1, 3),
    "dsplit": sections(3, 4), "fliplr": of_any(2, 4), "flipud": of_any(1, 4), "argpartition": of_any(1, 3, (0,)),
    "take_along_axis": along_indices, "glu": of_any(1, 4, axis=(-1, 0, 1)),
    "multi_hot": lambda chance: ((X(*shape(chance, 1, 3), dtype="int32"),), {"num_classes": 4}),
    "select": lambda chance: (([X(2, 3, dtype="bool")], [chance.choice([X(2, 3), X(3)])]), {}),
    "arange": plain((5, 0, 2.5), (None, 7, 10.0), (None, 1, 2, 0.5)), "linspace": spaced, "geomspace": spaced,
    "logspace": spaced, "tri": plain((3,), (None, 5)), "bartlett": plain((4, 7)), "blackman": plain((4, 7)),
    "hamming": plain((4, 7)), "hanning": plain((4, 7)), "kaiser": plain((4, 7), (1.5,)),
    "slice": lambda chance: ((X(4, 5, None), (0, 1, 0), chance.choice([(2, 3, 1), (4, 1, 2)])), {}),
    "slice_update": lambda chance: ((X(4, 5), (1, 1), X(2, 2)), {}),
    "scatter": lambda chance: ((X(3, 1, dtype="int32"), X(3), chance.choice([(5,), (7,)])), {}),
    "scatter_update": lambda chance: ((x(chance, 2, 3), X(3, 2, dtype="int32"), X(3)), {}),
    "digitize": lambda chance: ((x(chance, 1, 3), [0.0, 1.0, 2.0]), {}), "isin": lambda chance: ((x(chance), X(3)), {}),
    "searchsorted": lambda chance: ((X(5), x(chance, 1, 3)), {}),
    "segment_max": segments, "segment_min": segments, "segment_prod": segments, "segment_sum": segments,
    "binary_crossentropy": scored, "categorical_crossentropy": scored,
    "sparse_categorical_crossentropy": lambda chance: ((X(None, dtype="int32"), X(None, 4)), {}),
    "ctc_loss": lambda chance: ((X(2, 5, dtype="int32"), X(2, 9, 6), X(2, dtype="int32"), X(2, dtype="int32")), {}),
    "in_top_k": lambda chance: ((X(None, dtype="int32"), X(None, 5), 2), {}),
    "psnr": lambda chance: ((X(2, 3), X(2, 3), 1.0), {}),
    "fft": parts, "fft2": parts, "ifft2": parts, "rfft": of_any(1, 3, fft_length=(None, 8)),
    "irfft": lambda chance: (parts(chance)[0], {"fft_length": chance.choice([None, 8])}),
    "extract_sequences": of_any(1, 3, (2, 4), (1, 2)), "trapezoid": of_any(1, 3, axis=(-1, 0)),
    "view_as_real": lambda chance: ((X(*shape(chance), dtype="complex64"),), {}),
    "view_as_complex": lambda chance: ((X(*shape(chance, 1, 3), 2),), {}),
    "polar": lambda chance: ((X(2, None), X(2, None)), {}),
    "conv": window, "depthwise_conv": lambda chance: window(chance, deep=True), "separable_conv": separable,
    "conv_transpose": transposed, "max_pool": pooled, "average_pool": pooled,
    "adaptive_average_pool": adapted, "adaptive_max_pool": adapted, "dot_product_attention": attended,
    "batch_normalization": lambda chance: ((X(None, 4, 3), X(3), X(3), -1), {}),
}  # fmt: skip
