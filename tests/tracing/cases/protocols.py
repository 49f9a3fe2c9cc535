"""What Python asks of objects and classes: order, texts, missing attributes and keys, fields, results that are kept."""
import ast
import bisect
import copy
import functools
import heapq
import json
import operator
from collections import ChainMap, deque
from dataclasses import KW_ONLY, dataclass, field
from enum import Enum, Flag, IntEnum, auto
from typing import Generic, NamedTuple, Protocol, TypedDict, TypeVar, runtime_checkable

from keras import Input
from keras.layers import Dense

inp = Input((7,))
T = TypeVar("T")


# order
@functools.total_ordering
class Version:
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        return self.n == other.n
    def __lt__(self, other):
        return self.n < other.n
Dense(max([Version(1), Version(5), Version(3)]).n)(inp)  #: (None, 5)
Dense(sorted([Version(4), Version(2)], reverse=True)[1].n)(inp)  #: (None, 2)
Dense(3 if Version(2) >= Version(1) else 4)(inp)  #: (None, 3)
Dense(3 if Version(2) <= Version(1) else 4)(inp)  #: (None, 4)


class Pair(NamedTuple):
    a: int
    b: int = 3
Dense(5 if Pair(2) == (2, 3) and Pair(2) != Pair(3) else 6)(inp)  #: (None, 5)
Dense(5 if Pair(2) < Pair(2, 4) else 6)(inp)  #: (None, 5)


@dataclass(order=True, frozen=True)
class Ranked:
    rank: int
    note: int = field(compare=False, default=0)
Dense(max(Ranked(1, 9), Ranked(2, 4)).note)(inp)  #: (None, 4)
Dense(8 if Ranked(1, 2) == Ranked(1, 3) else 9)(inp)  #: (None, 8)
try:
    Ranked(1).rank = 4
    written = 1
except AttributeError:
    written = 2
Dense(written)(inp)  #: (None, 2)


@dataclass
class Named:
    x: int
    _: KW_ONLY
    y: int = 4
Dense(Named(1, y=6).y)(inp)  #: (None, 6)


Dense(Pair(2).index(3) + (Pair(2) + (4,))[2])(inp)  #: (None, 5)


# enums and flags
class Mode(Flag):
    P = auto()
    Q = auto()
    R = auto()
both = Mode.P | Mode.R
Dense(both.value + Mode.R.value)(inp)  #: (None, 9)
Dense(5 if Mode.P in both and Mode.Q not in both else 6)(inp)  #: (None, 5)
Dense(5 if both & Mode.Q else 6)(inp)  #: (None, 6)
class Block(Enum):
    SMALL = (5, 6)
    LARGE = (7, 8)
    def __init__(self, width, depth):
        self.width = width
        self.depth = depth
Dense(Block.LARGE.width + Block.SMALL.depth)(inp)  #: (None, 13)
Dense(Block.__members__["SMALL"].width)(inp)  #: (None, 5)
class Level(IntEnum):
    ONE = 1
Dense([7, 8][Level.ONE])(inp)  #: (None, 8)
class Own(Enum):
    A = 3
    def __new__(cls, value):
        member = object.__new__(cls)
        member._value_ = value * 2
        return member
Dense(Own.A.value)(inp)  #: unknown


# dicts
class Settings(TypedDict):
    units: int
Dense(Settings(units=5)["units"])(inp)  #: (None, 5)
defaults = {"a": 5, "b": 6}
chained = ChainMap({"a": 1}, defaults)
Dense(chained["a"] + chained["b"])(inp)  #: (None, 7)
Dense(sum(chained.values()) + len(chained))(inp)  #: (None, 9)
chained["b"] = 2
Dense(chained["b"] + defaults["b"] + chained.parents["b"])(inp)  #: (None, 14)
Dense(chained.new_child({"b": 11})["b"] if "b" in chained else 1)(inp)  #: (None, 11)
for key in sorted(chained):
    Dense(chained[key])(inp)  #: (None, 1); (None, 2)
last = deque([1, 2, 3], maxlen=3)
last.append(4)
last.rotate(1)
Dense(last[0])(inp)  #: (None, 4)


# copies
class Copying:
    def __init__(self, n):
        self.n = n
    def __deepcopy__(self, memo):
        return Copying(self.n + 1)
Dense(copy.deepcopy([Copying(3)])[0].n)(inp)  #: (None, 4)
def counted():
    counted.calls = getattr(counted, "calls", 0) + 1
    return counted.calls
Dense(counted() + counted())(inp)  #: (None, 3)


# operators that are left to the other side
class Left:
    def __mul__(self, other):
        return NotImplemented
    def __eq__(self, other):
        return NotImplemented
class Right:
    def __rmul__(self, other):
        return 5
    def __eq__(self, other):
        return True
Dense(Left() * Right())(inp)  #: (None, 5)
Dense(5 if Left() == Right() else 6)(inp)  #: (None, 5)


# texts
class Shown:
    def __str__(self):
        return "abcde"
    def __repr__(self):
        return "abc"
    def __format__(self, style):
        return "x" * 7 + style
    def __reversed__(self):
        return iter([4, 5])
    def __round__(self, digits=None):
        return 6
Dense(len(f"{Shown()}"))(inp)  #: (None, 7)
Dense(len(f"{Shown()!r}") + len(f"{Shown()!s:>8}"))(inp)  #: (None, 11)
Dense(len(str(Shown())) + len(repr(Shown())))(inp)  #: (None, 8)
Dense(next(reversed(Shown())) + round(Shown()))(inp)  #: (None, 10)


class Failed(ValueError):
    def __init__(self, n):
        super().__init__("n" * n)
        self.n = n
try:
    try:
        raise Failed(7)
    except Failed as error:
        Dense(len(str(error)) + len(error.args))(inp)  #: (None, 8)
        raise RuntimeError from error
except RuntimeError as error:
    Dense(error.__cause__.n)(inp)  #: (None, 7)


# attributes and keys that are made when they are asked for
class Making:
    def __getattr__(self, name):
        if name.startswith("w"):
            return int(name[1:])
        raise AttributeError(name)
Dense(getattr(Making(), "w12", 4))(inp)  #: (None, 12)
Dense(getattr(Making(), "zz", 4))(inp)  #: (None, 4)
Dense(5 if hasattr(Making(), "zz") else 6)(inp)  #: (None, 6)


class Lengths(dict):
    def __missing__(self, key):
        return len(key)
Dense(Lengths(a=9)["abcd"])(inp)  #: (None, 4)
Dense(Lengths(a=9)["a"])(inp)  #: (None, 9)


class Held:
    def __init__(self):
        self._w = 1
    @property
    def w(self):
        return self._w
    @w.setter
    def w(self, value):
        self._w = value + 1
    @w.deleter
    def w(self):
        self._w = 40
held = Held()
held.w = 4
Dense(held.w)(inp)  #: (None, 5)
del held.w
Dense(held.w)(inp)  #: (None, 40)


# classes with parameters
class Box(Generic[T]):
    made = 0
    def __init__(self, v: T):
        self.v = v
        Box.made += 1
class Doubled:
    def __class_getitem__(cls, item):
        return item * 2
Dense(Box[int](4).v)(inp)  #: (None, 4)
Dense(Box.made)(inp)  #: (None, 1)
Dense(Doubled[4])(inp)  #: (None, 8)


@runtime_checkable
class Sized(Protocol):
    n: int
class Fits:
    n = 6
class Derives(Sized):
    n = 7
Dense(5 if isinstance(Fits(), Sized) else 6)(inp)  #: (None, 5); (None, 6)
Dense(Derives().n if isinstance(Derives(), Sized) else 1)(inp)  #: (None, 7)


class Copied(Fits):
    def __init__(self):
        super(Held, self).__init__()
Dense(Copied().n)(inp)  #: (None, 6)


# results that are kept
asked = []
@functools.cache
def twice(n):
    asked.append(n)
    return n * 2
Dense(twice(3) + twice(3))(inp)  #: (None, 12)
Dense(len(asked))(inp)  #: (None, 1)
twice.cache_clear()
Dense(twice(3) + len(asked))(inp)  #: (None, 8)
@functools.lru_cache(maxsize=None)
def shared(units):
    return Dense(units)
shared(3)(inp)
shared(3)(Input((8,)))  #: fault


class Scaled:
    @functools.lru_cache
    def by(self, n, k=1):
        return n * k
    triple = functools.partialmethod(by, k=3)
Dense(Scaled().triple(5))(inp)  #: (None, 15)


# functions for operators
Dense(operator.attrgetter("n.real")(Version(7)))(inp)  #: (None, 7)
Dense(operator.methodcaller("count", "a")("banana"))(inp)  #: (None, 3)
table = {}
operator.setitem(table, "k", 12)
Dense(operator.getitem(table, "k"))(inp)  #: (None, 12)
Dense(6 if operator.contains([1], 1) else 7)(inp)  #: (None, 6)
items = [1]
items = operator.iadd(items, [2])
Dense(len(items) + operator.xor(5, 1))(inp)  #: (None, 6)
heap = [5, 2, 8]
heapq.heapify(heap)
Dense(heapq.heappop(heap) + len(heap))(inp)  #: (None, 4)
bisect.insort(items, 2)
Dense(items[2] + bisect.bisect([1, 3, 5], 4))(inp)  #: (None, 4)
Dense(json.loads(json.dumps({"a": [4]}))["a"][0])(inp)  #: (None, 4)
Dense(ast.literal_eval("[3, 4]")[1])(inp)  #: (None, 4)


# what a wrapper takes over
def noted(function):
    @functools.wraps(function)
    def wrapper(*args):
        wrapper.calls += 1
        return function(*args)
    wrapper.calls = 0
    return wrapper
@noted
def head(n):
    return n
class Counting:
    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.calls = 0
    def __call__(self, n):
        self.calls += 1
        return self.__wrapped__(n) * 2
@Counting
def tripled(n):
    return n * 3
Dense(head(3) + head.calls + len(head.__name__))(inp)  #: (None, 8)
Dense(tripled(2) + tripled.calls + len(tripled.__name__))(inp)  #: (None, 20)
class Below(Counting): ...
Dense(len(Below.__mro__))(inp)  #: (None, 3)
match inp:
    case None:
        Dense(0)(inp)
    case given:
        Dense(5)(given)  #: (None, 5)
