"""Integers the program has and we do not: polynomials over atoms, in normal form.

An atom is a named integer with a lower bound; `//`, `%`, `min` and `max` of polynomials are atoms as well,
equal when made of equal parts.
"""

from __future__ import annotations

from typing import Union

Monomial = tuple["Atom", ...]
Integer = Union[int, "Symbol"]
MOST_TERMS, MOST_FACTORS = 256, 32
"""Of a product that is worked out: what is longer is no size of a tensor."""
LONGEST_NAME = 160
"""Characters: the name of a value that is made of another one in a loop would grow without end."""
HEAVIEST = 1_000
"""Atoms in the key of an atom, and in the keys of those: each comparison looks at them all."""


class Atom:
    """One unknown integer. `low` and `high` are its bounds, None when it has none. `weight`: atoms in its key."""

    __slots__ = ("high", "key", "low", "name", "weight")

    def __init__(self, name: str, low: int | None = None, key: object = None) -> None:
        self.name = name
        self.low = low
        self.high: Integer | None = None
        self.key = self if key is None else key
        self.weight = 1

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Atom) and self.key is not self and other.key is not other and self.key == other.key
        )

    def __hash__(self) -> int:
        return id(self) if self.key is self else hash(self.key)

    def __repr__(self) -> str:
        return self.name


class Symbol:
    """A polynomial with integer coefficients that is not a plain integer."""

    __slots__ = ("terms",)

    def __init__(self, terms: dict[Monomial, int]) -> None:
        self.terms = terms

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Symbol) and self.terms == other.terms

    def __hash__(self) -> int:
        return hash(frozenset(self.terms.items()))

    def __repr__(self) -> str:
        return _text(self.terms)

    def __add__(self, other: Integer) -> Integer:
        return _sum(self, other, 1)

    __radd__ = __add__

    def __sub__(self, other: Integer) -> Integer:
        return _sum(self, other, -1)

    def __rsub__(self, other: Integer) -> Integer:
        return -self + other

    def __neg__(self) -> Integer:
        return self * -1

    def __mul__(self, other: Integer) -> Integer:
        right = _terms(other)
        if right is None:
            return NotImplemented
        if len(self.terms) * len(right) > MOST_TERMS or _degree(self.terms) + _degree(right) > MOST_FACTORS:
            return _unworked_product(self, other)
        out: dict[Monomial, int] = {}
        for a, m in self.terms.items():
            for b, n in right.items():
                key = tuple(sorted(a + b, key=lambda atom: (atom.name, hash(atom))))
                out[key] = out.get(key, 0) + m * n
        return _normal(out)

    __rmul__ = __mul__

    def __floordiv__(self, other: Integer) -> Integer:
        return _divide(self, other)

    def __rfloordiv__(self, other: Integer) -> Integer:
        return _divide(other, self)

    def __mod__(self, other: Integer) -> Integer:
        return _remainder(self, other)

    def __rmod__(self, other: Integer) -> Integer:
        return _remainder(other, self)


def _degree(terms: dict[Monomial, int]) -> int:
    return max(map(len, terms))


def _unworked_product(a: Integer, b: Integer) -> Symbol:
    """A product whose normal form would be too long."""
    lows = lower_bound(a), lower_bound(b)
    known = all(low is not None and low >= 0 for low in lows)
    return symbol("product", lows[0] * lows[1] if known else None)  # type: ignore[operator]


def symbol(name: str, low: int | None = None) -> Symbol:
    """A fresh unknown integer."""
    return Symbol({(Atom(name, low),): 1})


def counter(name: str, low: int | None, high: Integer | None) -> Symbol:
    """A fresh integer of a range."""
    atom = Atom(name, low)
    atom.high = high
    return Symbol({(atom,): 1})


def certainly_at_most(a: Integer, b: Integer) -> bool:
    """True when `a <= b` whatever the atoms are, those with an upper bound at that bound."""
    difference = b - a
    if isinstance(difference, Symbol):
        for monomial, n in difference.terms.items():
            if n < 0 and len(monomial) == 1 and monomial[0].high is not None:
                difference = difference + (monomial[0].high - Symbol({monomial: 1})) * n
    low = lower_bound(difference)
    return low is not None and low >= 0


def brief(name: str) -> str:
    """A name that is no longer than `LONGEST_NAME`."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 3]}..."


def derived(name: str, kind: str, parts: tuple[Integer, ...] | frozenset[Integer], low: int | None = None) -> Symbol:
    """An unknown integer that equals every other one derived in the same way, if that is not too long."""
    weight = 1 + sum(atom.weight for part in parts if isinstance(part, Symbol) for m in part.terms for atom in m)
    name = brief(name)
    if weight > HEAVIEST:
        return symbol(name, low)
    atom = Atom(name, low, (kind, parts))
    atom.weight = weight
    return Symbol({(atom,): 1})


def lower_bound(value: Integer) -> int | None:
    """The greatest integer that `value` is known not to be below."""
    if isinstance(value, int):
        return value
    total = 0
    for monomial, coefficient in value.terms.items():
        if coefficient < 0:
            return None
        product = coefficient
        for atom in monomial:
            if atom.low is None or atom.low < 0:
                return None
            product *= atom.low
        total += product
    return total


def at_least(value: Integer, low: int) -> None:
    """Record that a bare symbol was accepted where only integers >= `low` are."""
    if isinstance(value, Symbol) and len(value.terms) == 1:
        ((monomial, coefficient),) = value.terms.items()
        if len(monomial) == 1 and coefficient == 1:
            atom = monomial[0]
            atom.low = low if atom.low is None else max(atom.low, low)


def certainly_differ(a: Integer, b: Integer) -> bool:
    """True when no value of the atoms makes both equal."""
    if type(a) is int and type(b) is int:
        return a != b
    return _one_sided(a - b)


def certainly_less(a: Integer, b: Integer) -> bool:
    """True when `a < b` whatever the atoms are."""
    low = lower_bound(b - a)
    return low is not None and low > 0


def smallest(values: list[Integer]) -> Integer:
    """The least of integers, an atom where none is certainly that."""
    return _extreme("min", values)


def largest(values: list[Integer]) -> Integer:
    """The greatest of integers, an atom where none is certainly that."""
    return _extreme("max", values)


def _extreme(name: str, values: list[Integer]) -> Integer:
    if all(isinstance(value, int) for value in values):
        return min(values) if name == "min" else max(values)  # type: ignore[type-var]
    first = values[0]
    if all(value == first for value in values):
        return first
    bounds = [lower_bound(value) for value in values]
    known = [bound for bound in bounds if bound is not None]
    if name == "max":
        low = max(known) if known else None
    else:
        low = min(known) if len(known) == len(bounds) else None
    text = f"{name}({', '.join(str(value) for value in values)})"
    return derived(text, name, frozenset(values), low)


def _one_sided(difference: Integer) -> bool:
    """All coefficients over (atom - bound) of one sign, and a non-zero constant."""
    if isinstance(difference, int):
        return difference != 0
    low = lower_bound(difference)
    if low is not None and low > 0:
        return True
    low = lower_bound(-difference)
    return low is not None and low > 0


def _terms(value: object) -> dict[Monomial, int] | None:
    if isinstance(value, Symbol):
        return value.terms
    if isinstance(value, int):
        return {(): int(value)}
    return None


def _normal(terms: dict[Monomial, int]) -> Integer:
    kept = {monomial: n for monomial, n in terms.items() if n}
    if not kept:
        return 0
    if len(kept) == 1 and () in kept:
        return kept[()]
    return Symbol(kept)


def _sum(a: Symbol, b: Integer, sign: int) -> Integer:
    right = _terms(b)
    if right is None:
        return NotImplemented  # type: ignore[no-any-return]
    out = dict(a.terms)
    for monomial, n in right.items():
        out[monomial] = out.get(monomial, 0) + sign * n
    return _normal(out)


def _divide(a: Integer, b: Integer) -> Integer:
    if b == 1:
        return a
    if isinstance(a, Symbol) and isinstance(b, int) and b and all(n % b == 0 for n in a.terms.values()):
        return _normal({monomial: n // b for monomial, n in a.terms.items()})
    low = lower_bound(a)
    bound = low // b if low is not None and low >= 0 and isinstance(b, int) and b > 0 else None
    return derived(f"{_factor(a)} // {_factor(b)}", "//", (a, b), bound)


def _remainder(a: Integer, b: Integer) -> Integer:
    if isinstance(b, int) and b > 0 and isinstance(a, Symbol) and all(n % b == 0 for n in a.terms.values()):
        return 0
    positive = isinstance(b, int) and b > 0
    return derived(f"{_factor(a)} % {_factor(b)}", "%", (a, b), 0 if positive else None)


def _factor(value: Integer) -> str:
    text = str(value)
    return f"({text})" if " " in text else text


def _text(terms: dict[Monomial, int]) -> str:
    out = ""
    for monomial, n in sorted(terms.items(), key=lambda term: (not term[0], [atom.name for atom in term[0]])):
        sign, size = ("-" if n < 0 else "+"), abs(n)
        factors = [_factor(atom.name) if len(monomial) > 1 or size != 1 else atom.name for atom in monomial]  # type: ignore[arg-type]
        if size != 1 or not factors:
            factors.insert(0, str(size))
        text = " * ".join(factors)
        out += f" {sign} {text}" if out else (f"-{text}" if n < 0 else text)
    return out
