"""Writes small random Keras programs, led by what Keras made of the lines so far; some lines are wrong on purpose."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Any

from keras_shape_lint.layers.index import MODULES
from tests.live.session import Session

HEAD = """\
import keras
import numpy as np
from keras import Input, Model, Sequential, layers, ops
from keras.layers import Dense, Reshape"""

Shape = tuple[int | None, ...]
MERGES = ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum")
OPERATORS = ("+", "-", "*", "/")
ELEMENTWISE = ("add", "subtract", "multiply", "divide", "maximum", "minimum")


SHARES = (0.0, 0.0, 0.0, 0.0, 0.5, 1.0)
BATCH = 2
VALUES = (
    "ops.ones({})", "np.zeros({}, 'float32')", "keras.random.normal({})",
    "ops.convert_to_tensor(np.ones({}, 'float32'))",
)  # fmt: skip
LOOK_AT_VALUES = ("Discretization", "CategoryEncoding", "Embedding")
"""Layers that fare otherwise with values than with symbolic tensors, by what the values are."""


class Writer:
    """One program in the making. `run` adds a statement, `bind` one that names a tensor.

    `values` is how much of what it begins with has values: what comes of them, Keras computes at once.
    """

    def __init__(self, random: Random, values: float = 0.0) -> None:
        self.random = random
        self.values = values
        self.session = Session()
        self.session.run(HEAD)
        self.count = 0

    def run(self, statement: str) -> bool:
        """False when Keras refuses it, or when it has a layer or op without a rule, which would tell nothing."""
        names = re.findall(r"\b(layers|ops)\.(\w+)", statement)
        if any(f"keras.{room}.{name}" not in MODULES for room, name in names):
            return False
        if self.values and any(name in LOOK_AT_VALUES for _, name in names):
            return False
        return self.session.run(statement).refused_at is None

    def name(self, stem: str) -> str:
        self.count += 1
        return f"{stem}{self.count}"

    def bind(self, expression: str, stem: str = "x") -> str | None:
        name = self.name(stem)
        return name if self.run(f"{name} = {expression}") else None

    def tensor(self, rank: int | None = None) -> tuple[str, Shape]:
        """A tensor of the program, of that rank if given; a new Input where there is none."""
        fitting = [
            (name, shape) for name, shape in self.session.tensors().items() if rank is None or len(shape) == rank
        ]
        if fitting and self.chance(0.9):
            return self.random.choice(fitting[-6:] if self.chance(0.7) else fitting)
        return self.input(rank)

    def input(self, rank: int | None = None, symbolic: bool = False) -> tuple[str, Shape]:
        rank = rank or self.random.choice((2, 2, 3, 3, 4, 4, 5))
        sizes = [self.random.choice((1, 2, 3, 4, 6, 8)) for _ in range(rank - 1)]
        if not symbolic and self.chance(self.values):
            made = self.bind(self.random.choice(VALUES).format((BATCH, *sizes)), "v")
            assert made is not None
            return made, self.session.tensors()[made]
        if rank > 2 and self.chance(0.15):
            sizes[0] = None  # type: ignore[call-overload]
        batch = f", batch_size={self.random.choice((2, 4))}" if self.chance(0.06) else ""
        name = self.bind(f"Input({tuple(sizes)!r}{batch})", "i")
        assert name is not None
        return name, self.session.tensors()[name]

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def size(self) -> int:
        return self.random.choice((1, 2, 3, 4, 6, 8))

    def like(self, name: str, shape: Shape) -> str:
        """A tensor, or an expression, that may be merged with this one: mostly of its shape."""
        same = [other for other, sizes in self.session.tensors().items() if sizes == shape and other != name]
        if same and self.chance(0.6):
            return self.random.choice(same)
        if shape[-1] is not None and self.chance(0.5):
            near = [n for n, sizes in self.session.tensors().items() if sizes[:-1] == shape[:-1] and len(sizes) > 1]
            if near:
                return f"Dense({shape[-1]})({self.random.choice(near)})"
        return self.tensor(len(shape) if self.chance(0.6) else None)[0]


def write(random: Random, statements: int = 12) -> Session:
    from tests.live import operations, structures
    from tests.live import statements as grammar

    writer = Writer(random, random.choice(SHARES))
    writer.input()
    writer.input()
    kinds: dict[Callable[[Writer], Any], int] = {**grammar.KINDS, **operations.KINDS, **structures.KINDS}
    for _ in range(random.randint(3, statements)):
        random.choices(list(kinds), weights=list(kinds.values()))[0](writer)
    for name in writer.session.tensors():
        writer.run(f"layers.Identity()({name})")
    return writer.session
