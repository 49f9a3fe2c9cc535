"""What functions of functions, pairs, counts, frames and random numbers are asked: (args, kwargs) by name."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from tests.layers.ops_cases import Made, X, axis, like, shape, x
from tests.layers.ops_live import MAKE
from tests.layers.ops_more_cases import of_any, plain


def framed(chance: Random) -> Made:
    one = X(*shape(chance, 0, 2), chance.choice([40, 64, 33, None, 4]))
    kwargs = {"center": chance.choice([True, False])} if chance.random() < 0.7 else {}
    return (one, chance.choice([8, 16]), chance.choice([4, 5]), 16), kwargs


def unframed(chance: Random) -> Made:
    dims = (*shape(chance, 0, 2), chance.choice([5, 9, None]), 9)
    kwargs = (
        {"length": chance.choice([None, 40])} if chance.random() < 0.4 else {"center": chance.choice([True, False])}
    )
    return ((X(*dims), X(*dims)), 16, 4, 16), kwargs


def vectors(chance: Random) -> Made:
    one = X(*shape(chance, 1, 2), chance.choice([2, 3, 3, 4, None]))
    other = X(*like(chance, one).shape[:-1], chance.choice([2, 3]))
    return (one, other), {"axis": -1} if chance.random() < 0.3 else {}


def distances(chance: Random) -> Made:
    one = x(chance, 2, 3)
    return (one, X(*one.shape[:-2], chance.choice([5, None]), one.shape[-1])), {}


def sought(chance: Random) -> Made:
    one = x(chance, 1, 3)
    kwargs: dict[str, Any] = {"axis": chance.choice([None, axis(chance, len(one.shape))])}
    for name in ("return_index", "return_inverse", "return_counts"):
        if chance.random() < 0.3:
            kwargs[name] = True
    return (one,), kwargs | ({"size": 4} if chance.random() < 0.3 else {})


def multiplied(chance: Random) -> Made:
    one = x(chance, 1, 4)
    batch = like(chance, one).shape[:-2] if chance.random() < 0.7 else ()
    other = chance.choice([X(*batch, one.shape[-1], 5), X(one.shape[-1]), x(chance, 0, 3), 2.0])
    return (one, other), {}


def rearranged(chance: Random) -> Made:
    pattern, dims, lengths = chance.choice([
        ("b h w c -> b c h w", (2, 3, 4, 5), {}),
        ("b h w c -> (b h) w c", (2, 3, 4, 5), {}),
        ("b c (h k) -> b (c k) h", (2, 3, 8), {"k": 2}),
        ("(b n) c->b n c", (6, 3), {"n": 3}),
        ("b c -> c b", (None, 4), {}),
        ("b t (n d) -> b n t d", (2, None, 8), {"n": 2}),
    ])  # fmt: skip
    return (X(*dims), pattern), dict(lengths)


def unfolded(chance: Random) -> Made:
    one = X(None, chance.choice([1, 3]), chance.choice([5, 8, None]), chance.choice([6, 8]))
    kwargs = {"stride": chance.choice([1, 2]), "padding": chance.choice([0, 1]), "dilation": chance.choice([1, 2])}
    return (one, chance.choice([2, (2, 3)])), kwargs


def branching(chance: Random) -> Made:
    one = x(chance, 1, 3)
    other = chance.choice([one, one, like(chance, one)])
    return (X(dtype="bool"), lambda: make(one), lambda: make(other)), {}


def make(one: X) -> Any:
    return MAKE[-1](one)


def same(*args: Any) -> Any:
    return args[0]


def both(carry: Any, entry: Any) -> Any:
    return carry, entry


PROGRAM_CASES: dict[str, Callable[[Random], Made]] = {
    "matmul": multiplied, "stft": framed, "istft": unframed, "cross": vectors, "cdist": distances, "unique": sought,
    "rearrange": rearranged, "unfold": unfolded,
    "fold": of_any(3, 3, ((4, 4), 5), (1, 2, (1, 3))),
    "meshgrid": lambda chance: (
        tuple(x(chance, 0, 2) for _ in range(chance.randint(1, 3))), {"indexing": chance.choice(["xy", "ij"])}
    ),
    "corrcoef": of_any(2, 2),
    "correlate": lambda chance: ((X(chance.choice([3, 5])), X(chance.choice([2, 7]))), {
        "mode": chance.choice(["valid", "same", "full", "half"])
    }),
    "unravel_index": of_any(1, 2, ((3, 4), (2, None))),
    "bincount": lambda chance: ((X(*shape(chance, 1, 2), dtype="int32"),), {}),
    "histogram": of_any(1, 2, bins=(5, 10)), "nonzero": of_any(1, 3), "size": of_any(0, 3),
    "ctc_decode": lambda chance: ((X(None, chance.choice([5, None]), 6), X(None, dtype="int32")), {
        "strategy": chance.choice(["greedy", "beam_search"]), "top_paths": chance.choice([1, 3])
    }),
    "allclose": lambda chance: ((x(chance), x(chance)), {}),
    "view": of_any(1, 2, ("int32", "float16", "float64", None)),
    "cond": branching,
    "switch": lambda chance: ((X(dtype="int32"), [same, same], x(chance)), {}),
    "map": lambda chance: ((same, x(chance, 1, 3)), {}),
    "vectorized_map": lambda chance: ((same, x(chance, 1, 3)), {}),
    "scan": lambda chance: ((both, x(chance, 0, 2), x(chance, 1, 3)), {}),
    "associative_scan": lambda chance: ((same, x(chance, 1, 3)), {}),
    "while_loop": lambda chance: ((same, same, (x(chance), x(chance))), {}),
    "fori_loop": lambda chance: ((0, 3, both, x(chance)), {}),
    "beta": plain(((2, 3), (4,), ()), (0.5,), (0.5,)), "gamma": plain(((2, 3), (4,), ()), (0.5,)),
    "binomial": plain(((2, 3), (4,)), (3.0,), (0.5,)), "categorical": plain((X(2, 3),), (4,)),
}  # fmt: skip
