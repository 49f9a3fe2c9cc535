"""Numbers for symbols: a prime for each, the same wherever it occurs."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.shapes.symbols import Atom, Symbol

PRIMES = (5, 7, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97)

RUNS = ((3, 11, 13, 17, 19, 23), (4, 32, 32, 32, 32, 32))
"""What stands for None, axis by axis, when a model runs: primes, then sizes that halve well."""
MORE_RUNS = 6


def runs(shapes: list[Any]) -> list[tuple[int, ...]]:
    """`RUNS` and, where a model leaves sizes open, those that its other inputs have; `shapes` are the inputs'."""
    known = [shape for shape in shapes if shape != "?"]
    batch = next((shape[0] for shape in known if shape and shape[0] not in (None, "?")), None)
    out: list[tuple[int, ...]] = [(batch or run[0], *run[1:]) for run in RUNS]
    if not leaves_open(shapes):
        return out
    given = dict.fromkeys(size for shape in known for size in shape[1:] if size not in (None, "?"))
    return out + [(batch or 3, *(size,) * 5) for size in sorted(given)[:MORE_RUNS]]


def leaves_open(shapes: list[Any]) -> bool:
    """Whether a model runs only with some of the sizes that it declares: None beside the batch, or some batches."""
    batches = {shape[0] is None for shape in shapes if shape != "?" and shape}
    return len(batches) > 1 or any(shape == "?" or None in shape[1:] or "?" in shape for shape in shapes)


class Sizes:
    """`used` says what was chosen, by the name of the symbol."""

    def __init__(self) -> None:
        self.used: dict[str, int] = {}
        self._known: dict[Atom, int] = {}

    def number(self, value: Any) -> int:
        """A polynomial with its atoms replaced. Raises ValueError where that makes no number."""
        if not isinstance(value, Symbol):
            return int(value)
        total = 0
        for monomial, coefficient in value.terms.items():
            product = coefficient
            for atom in monomial:
                product *= self._atom(atom)
            total += product
        return total

    def _atom(self, atom: Atom) -> int:
        if atom not in self._known:
            self._known[atom] = self._choice(atom)
        return self._known[atom]

    def _choice(self, atom: Atom) -> int:
        key = atom.key
        if isinstance(key, tuple) and key and key[0] in ("//", "%") and len(key) == 3:
            a, b = self.number(key[1]), self.number(key[2])
            if not b:
                raise ValueError(f"{atom.name} divides by 0")
            return a // b if key[0] == "//" else a % b
        if isinstance(key, tuple) and key and key[0] in ("min", "max"):
            values = [self.number(part) for part in key[1]]
            return min(values) if key[0] == "min" else max(values)
        low = atom.low or 0
        taken = set(self.used.values())
        size = next((prime for prime in PRIMES if prime >= low and prime not in taken), max(low, 101 + len(taken)))
        self.used[atom.name] = size
        return size

    def shape(self, shape: Any) -> Any:
        """As JSON: numbers, None, "?"."""
        if not isinstance(shape, tuple):
            return "?"
        return [self._dim(dim) for dim in shape]

    def _dim(self, dim: Any) -> Any:
        if dim is None or dim is UNKNOWN:
            return None if dim is None else "?"
        try:
            return self.number(dim)
        except ValueError:
            return "?"
