"""Enums whose members are texts or numbers at the same time."""

from enum import Enum, IntEnum
from typing import NamedTuple

from keras import Input
from keras.layers import Dense

x = Input((3,))


class Kind(str, Enum):
    SPARSE = "sparse"
    DENSE = "dense"


class Size(IntEnum):
    SMALL = 4
    LARGE = 8


class Feature(NamedTuple):
    name: str
    kind: Kind
    size: int = 1


first, second = Feature("user", Kind.SPARSE, 1000), Feature("age", Kind.DENSE)
Dense(1 if first.kind is Kind.SPARSE else 2)(x)  #: (None, 1)
Dense(1 if first.kind == Kind.SPARSE else 2)(x)  #: (None, 1)
Dense(1 if first.kind == "sparse" else 2)(x)  #: (None, 1)
Dense(1 if second.kind is Kind.SPARSE else 2)(x)  #: (None, 2)
Dense(1 if second.kind == Kind.SPARSE else 2)(x)  #: (None, 2)
Dense(1 if second.kind != "sparse" else 2)(x)  #: (None, 1)
Dense(len(second.kind.value))(x)  #: (None, 5)
Dense(len(second.kind))(x)  #: (None, 5)
Dense(len(second.kind.upper()))(x)  #: (None, 5)


def which(kind):
    match kind:
        case Kind.SPARSE:
            return 5
        case Kind.DENSE:
            return 6


Dense(which(Kind.DENSE))(x)  #: (None, 6)
Dense(which(first.kind))(x)  #: (None, 5)
Dense({Kind.DENSE: 7}[Kind.DENSE])(x)  #: (None, 7)
Dense({Kind.DENSE: 7}.get(Kind.SPARSE, 8))(x)  #: (None, 8)
Dense(1 if Kind.SPARSE in {Kind.DENSE: 7} else 2)(x)  #: (None, 2)
Dense(9 if Kind("dense") is Kind.DENSE else 10)(x)  #: (None, 9)
Dense([kind.value for kind in Kind].index("dense") + 11)(x)  #: (None, 12)
Dense(Size.LARGE)(x)  #: (None, 8)
Dense(Size.LARGE // 2 + Size.SMALL)(x)  #: (None, 8)
Dense({4: 3}.get(Size.LARGE, 2))(x)  #: (None, 2)
try:
    units = {"dense": 7}[Kind.DENSE]
except KeyError:
    units = 1
Dense(units)(x)  #: unknown
