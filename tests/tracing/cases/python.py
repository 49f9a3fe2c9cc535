"""Python as model code writes it: recursion, generators, decorators, closures, exceptions, contexts, outside values."""
import argparse
import collections
import contextlib
import copy
import functools
import json
import os

import numpy as np
import yaml
from keras import Input, Model, layers
from keras.layers import Dense, Layer
import keras
import tensorflow as tf

inp = Input((7,))


# recursion
def tower(n, x):
    return x if n == 0 else tower(n - 1, Dense(n)(x))


Dense(4)(tower(3, inp))  #: (None, 4)
def total(xs):
    if not xs:
        return 0
    head, *tail = xs
    return head + total(tail)
Dense(total([1, 2, [3][0]]))(inp)  #: (None, 6)

# generators
def sizes(n):
    while n:
        got = yield n
        n -= 1
    return 9
def both():
    last = yield from sizes(2)
    yield last
Dense(sum(sizes(3)))(inp)  #: (None, 6)
Dense(list(both())[-1])(inp)  #: (None, 9)
gen = sizes(5)
Dense(next(gen) + next(gen))(inp)  #: (None, 9)

# decorators
def twice(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs) * 2
    inner.calls = 3
    return inner
def times(n):
    def wrap(function):
        return lambda *a, **k: function(*a, **k) * n
    return wrap
@twice
@times(3)
def units(a, b=1):
    """Doc."""
    return a + b
Dense(units(1, b=2) + units.calls)(inp)  #: (None, 21)
@functools.lru_cache(maxsize=None)
def cached(n):
    return n + 1
@functools.cache
def cached2(n):
    return n + 1
Dense(cached(3) + cached2(3))(inp)  #: (None, 8)
@tf.function
def tfn(x):
    return Dense(5)(x)
tfn(inp)
class Counting:
    count = 0
    def __init__(self, function):
        self.function = function
    def __call__(self, *args):
        Counting.count += 1
        return self.function(*args)
@Counting
def counted(n):
    return n
Dense(counted(3) + counted(4) + Counting.count)(inp)  #: (None, 9)

# nonlocal, global, closures
def counter():
    n = 0
    def step():
        nonlocal n
        n += 1
        return n
    return step
step = counter()
step()
Dense(step())(inp)  #: (None, 2)
level = 1
def raise_level():
    global level
    level += 4
raise_level()
Dense(level)(inp)  #: (None, 5)
adders = [lambda x, n=n: x + n for n in range(3)]
late = [lambda: n for n in range(3)]
Dense(adders[2](4) + late[0]())(inp)  #: (None, 8)

# walrus
if (m := len([1, 2, 3])) > 2:
    Dense(m)(inp)  #: (None, 3)
Dense([y := 5, y + 1][1])(inp)  #: (None, 6)
while (k := level - 2) > 5:
    level -= 1
Dense(k)(inp)  #: (None, 3)

# match
def chosen(config):
    match config:
        case {"kind": "dense", "units": int(u)}:
            return u
        case {"kind": "conv", **rest}:
            return len(rest)
        case [a, b, *others] if a > 1:
            return a + b + len(others)
        case str() as s:
            return len(s)
        case (1 | 2) as number:
            return number
        case None:
            return 11
        case _:
            return 12
Dense(chosen({"kind": "dense", "units": 8}))(inp)  #: (None, 8)
Dense(chosen({"kind": "conv", "a": 1, "b": 2, "c": 3}))(inp)  #: (None, 3)
Dense(chosen([2, 3, 4, 5]))(inp)  #: (None, 7)
Dense(chosen("abcd"))(inp)  #: (None, 4)
Dense(chosen(2))(inp)  #: (None, 2)
Dense(chosen(None))(inp)  #: (None, 11)
Dense(chosen(3.0))(inp)  #: (None, 12)

# exceptions
class Bad(ValueError):
    def __init__(self, size):
        super().__init__(f"bad {size}")
        self.size = size
def risky(n):
    try:
        if n > 2:
            raise Bad(n)
        return n
    except Bad as e:
        return e.size * 2
    finally:
        global level
        level = 20
Dense(risky(1) + risky(3))(inp)  #: (None, 7)
Dense(level)(inp)  #: (None, 20)
try:
    found = {"a": 1}["b"]
except KeyError:
    found = 6
else:
    found = 7
Dense(found)(inp)  #: (None, 6)
try:
    int("x")
except (TypeError, ValueError) as error:
    Dense(3)(inp)  #: (None, 3)

# context managers
class Scope:
    depth = 0
    def __enter__(self):
        Scope.depth += 3
        return self
    def __exit__(self, *exc):
        Scope.depth -= 1
        return False
with Scope() as s, Scope():
    Dense(s.depth)(inp)  #: (None, 6)
Dense(Scope.depth)(inp)  #: (None, 4)
with tf.name_scope("a"), tf.device("/cpu:0"):
    Dense(3)(inp)  #: (None, 3)
strategy = tf.distribute.MirroredStrategy()
with strategy.scope():
    Dense(4)(inp)  #: (None, 4)
with contextlib.nullcontext(5) as five:
    Dense(five)(inp)  #: (None, 5)
with keras.utils.custom_object_scope({"a": 1}):
    Dense(6)(inp)  #: (None, 6)


# collections
od = collections.OrderedDict([("a", 1), ("b", 2)])
od.move_to_end("a")
Dense(list(od)[0] == "b" and 3 or 4)(inp)  #: (None, 3)
dd = collections.defaultdict(list)
dd["x"].append(5)
Dense(dd["x"][0] + len(dd["y"]) + len(dd))(inp)  #: (None, 7)
dq = collections.deque([1, 2, 3])
dq.appendleft(9)
Dense(dq.popleft() + dq.pop() + len(dq))(inp)  #: (None, 14)

# copying, sorting, zipping, slices
orig = [[1], [2]]
deep = copy.deepcopy(orig)
shallow = copy.copy(orig)
orig[0].append(3)
Dense(len(deep[0]) + len(shallow[0]) * 10)(inp)  #: (None, 21)
pairs = sorted([(3, "a"), (1, "b")], key=lambda p: p[0], reverse=True)
a, b = zip(*pairs)
Dense(a[0] + len(b))(inp)  #: (None, 5)
xs = list(range(10))
xs[2:5] = [0]
xs[::2] = [1] * len(xs[::2])
Dense(len(xs) + sum(xs[::2]))(inp)  #: (None, 12)
merged = {**{"a": 1}, "b": 2} | {"c": 3}
merged |= {"a": 5}
Dense(sum(merged.values()))(inp)  #: (None, 10)
Dense(len("{:>5}|{n}".format(1, n=22)) + len(f"{3:03d}{'x'!r:>5}") + len("%s-%d" % ("a", 3)))(inp)  #: (None, 19)
Dense(int("12") + int(7 / 2) + int("1" + "0", 2))(inp)  #: (None, 17)

# numpy integers as sizes
Dense(np.int64(5))(inp)  #: (None, 5)
Dense(int(np.prod([2, 3])))(inp)  #: (None, 6)
Dense(int(np.floor(np.sqrt(17))))(inp)  #: (None, 4)
layers.Reshape(np.array([7, 1]))(inp)
layers.Reshape(tuple(np.array([7, 1])))(inp)  #: (None, 7, 1)

# settings from outside
parser = argparse.ArgumentParser()
parser.add_argument("--units", type=int, default=4)
args = parser.parse_args()
Dense(args.units)(inp)
layers.Add()([Dense(args.units)(inp), Dense(args.units + 1)(inp)])  #: fault
n = int(os.environ.get("N", "4"))
layers.Add()([Dense(n)(inp), Dense(n * 2)(inp)])  #: fault
with open("config.json") as f:
    config = json.load(f)
layers.Add()([Dense(config["units"])(inp), Dense(config["units"] + 1)(inp)])  #: fault
settings = yaml.safe_load(open("x.yaml"))
layers.Add()([Dense(settings["units"])(inp), Dense(settings["units"] + 1)(inp)])  #: fault
Dense(json.loads('{"a": 3}')["a"])(inp)  #: (None, 3)
