"""Built-in functions and the parts of the standard library that sizes are computed with."""

import itertools
from itertools import chain
import math
import operator
import os.path
from collections import OrderedDict, defaultdict, deque
from functools import cached_property, lru_cache, partial, reduce, wraps

from keras import Input
from keras.layers import Dense

inp = Input((7,))

Dense(len(range(2, 20, 3)))(inp)  #: (None, 6)
Dense(sum(i * v for i, v in enumerate([3, 4], start=1)))(inp)  #: (None, 11)
Dense(sum(a * b for a, b in zip([1, 2, 3], [4, 5])))(inp)  #: (None, 14)
Dense(sum(map(len, ["ab", "c"])))(inp)  #: (None, 3)
Dense(sum(map(operator.add, [1, 2], [3, 4])))(inp)  #: (None, 10)
Dense(len(list(filter(None, [0, 1, 2]))))(inp)  #: (None, 2)
Dense(list(reversed([1, 2, 3]))[0])(inp)  #: (None, 3)
Dense(sorted(["bb", "a", "ccc"], key=len, reverse=True)[0].count("c"))(inp)  #: (None, 3)
Dense(min(4, 3) + max([1, 5]) + max([], default=2) + min(["aa", "b"], key=len).count("b"))(inp)  #: (None, 11)
Dense(3 if any([0, 1]) and all([]) else 4)(inp)  #: (None, 3)
Dense(int(7 / 2) + int("12") + round(2.6) + abs(-4) + divmod(17, 5)[1])(inp)  #: (None, 24)
Dense(int(float("3.7")) + bool(5) + len(str(100)) + int("ff", 16))(inp)  #: (None, 262)
Dense(pow(2, 5) + ord("a") + len(bin(8)))(inp)  #: (None, 135)
Dense(math.ceil(7 / 2) + math.floor(2.5) + int(math.log2(64)) + math.gcd(12, 8))(inp)  #: (None, 16)
Dense(math.prod([2, 3, 4]) + int(math.sqrt(16)))(inp)  #: (None, 28)
Dense(reduce(operator.mul, [2, 3], 4))(inp)  #: (None, 24)
Dense(reduce(lambda a, b: a * 10 + b, [1, 2, 3]))(inp)  #: (None, 123)
double = partial(lambda a, b, c=1: a * b + c, 2, c=3)
Dense(double(5))(inp)  #: (None, 13)
partial(Dense, 9)(use_bias=False)(inp)  #: (None, 9)
Dense(len(list(itertools.product([1, 2], repeat=3))))(inp)  #: (None, 8)
Dense(sum(itertools.chain([1], (2, 3), *[[4]])))(inp)  #: (None, 10)
Dense(sum(chain.from_iterable({"a": [1, 2], "b": [3]}.values())))(inp)  #: (None, 6)
Dense(len("".join(map(str.strip, [" a ", "b "]))) + max(map(list.__len__, [[1], [2, 3]])))(inp)  #: unknown
Dense(len("".join(map(str.strip, [" a ", "b "]))) + sum(map(dict.get, [{"a": 1}, {"a": 4}], "aa")))(inp)  #: (None, 7)
Dense(sum(itertools.islice(itertools.count(5), 3)))(inp)  #: (None, 18)
Dense(sum(b - a for a, b in itertools.pairwise([1, 4, 9])))(inp)  #: (None, 8)
Dense(list(itertools.accumulate([1, 2, 3]))[-1] + len(list(itertools.combinations(range(4), 2))))(inp)  #: (None, 12)
Dense(sum(x for x, _ in zip(itertools.cycle([1, 2]), range(5))))(inp)  #: (None, 7)
it = iter([1, 2, 3, 4])
Dense(sum(a * b for a, b in zip(it, it)))(inp)  #: (None, 14)
Dense(operator.itemgetter(1)([4, 5]) + operator.attrgetter("real")(3))(inp)  #: (None, 8)
Dense(len(os.path.basename(os.path.join("a", "bcd"))) + len(os.path.splitext("x.h5")[1]))(inp)  #: (None, 6)
Dense(isinstance(3, int) + isinstance("a", (int, str)) + isinstance([], tuple))(inp)  #: (None, 2)
groups = defaultdict(list)
groups["a"].append(1)
groups["a"].append(2)
Dense(len(groups["a"]) + len(groups["b"]) + len(groups))(inp)  #: (None, 4)
line = deque([1, 2])
line.appendleft(5)
Dense(line.popleft() + len(line))(inp)  #: (None, 7)
Dense(OrderedDict([("a", 4)])["a"])(inp)  #: (None, 4)
Dense(next(iter([])) if False else 3)(inp)  #: (None, 3)
Dense(sum(range(10**9)) % 100 + len(range(10**9)) % 7)(inp)  #: (None, 6)
Dense(next(x for x in range(10**9) if x > 5))(inp)  #: (None, 6)


def squares(n):
    for i in range(n):
        yield i * i
    return 5


Dense(sum(squares(4)))(inp)  #: (None, 14)
for size in squares(3):
    last = size
Dense(last)(inp)  #: (None, 4)
gen = squares(10)
next(gen), next(gen)
Dense(next(gen))(inp)  #: (None, 4)


def both():
    yield 1
    yield from squares(3)
    yield from [7, 8]


Dense(sum(both()))(inp)  #: (None, 21)


def watching(items):
    for item in items:
        yield item + len(items)


watched = [1, 2]
for size in watching(watched):
    Dense(size)(inp)  #: (None, 3); (None, 5)
    watched.append(1)
    if len(watched) > 3:
        break

lazy = (factor * i for i in (1, 2))
factor = 10
Dense(sum(lazy))(inp)  #: (None, 30)


def logged(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs) + 1

    return wrapper


def scaled(by):
    def decorate(function):
        return lambda *args: function(*args) * by

    return decorate


@scaled(3)
@logged
def size(a, b=1):
    return a + b


Dense(size(4))(inp)  #: (None, 18)


@lru_cache(maxsize=None)
def cached(n):
    return n + 1


Dense(cached(4))(inp)  #: (None, 5)


class Sized:
    @cached_property
    def units(self):
        return 11


Dense(Sized().units)(inp)  #: (None, 11)
