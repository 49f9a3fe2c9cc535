"""Functions and lambdas with all kinds of arguments, closures, scopes."""

from keras import Input
from keras.layers import Dense

inp = Input((7,))


def positional(a, b, /, c=3, *rest, d, e=5, **more):
    return a + b * 10 + c * 100 + d * 1000 + sum(rest) + sum(more.values()) + e


Dense(positional(1, 2, d=0))(inp)  #: (None, 326)
Dense(positional(1, 2, 4, 5, 6, d=1, x=7))(inp)  #: (None, 1444)
Dense(positional(*[1, 2], **{"d": 0, "e": 1}))(inp)  #: (None, 322)
Dense(positional(*(1,), 2, *(3, 4), d=0))(inp)  #: (None, 330)
Dense((lambda a, *b, c=2, **d: a + len(b) + c + len(d))(1, 2, 3, x=4))(inp)  #: (None, 6)
Dense((lambda: 4)())(inp)  #: (None, 4)


def nothing():
    pass


Dense(5 if nothing() is None else 6)(inp)  #: (None, 5)


def shared(item, items=[]):
    items.append(item)
    return len(items)


Dense(shared(1))(inp)  #: (None, 1)
Dense(shared(1))(inp)  #: (None, 2)


def counter():
    count = 0

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


tick, tock = counter(), counter()
tick()
Dense(tick(2))(inp)  #: (None, 3)
Dense(tock())(inp)  #: (None, 1)

total = 1


def add(n):
    global total
    total += n


add(4)
Dense(total)(inp)  #: (None, 5)

later = [lambda: i for i in (3, 4)]
Dense(later[0]())(inp)  #: (None, 4)
now = [lambda i=i: i for i in (3, 4)]
Dense(now[0]())(inp)  #: (None, 3)


def outer(n):
    m = n * 2

    def inner():
        return m + n

    m = 1
    return inner


Dense(outer(5)())(inp)  #: (None, 6)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


Dense(fib(10))(inp)  #: (None, 55)


def early(n):
    for i in range(10):
        if i * i > n:
            return i
    return 99


Dense(early(20))(inp)  #: (None, 5)
Dense(early(1000))(inp)  #: (None, 99)


def unknown_star(*args):
    return args


def block(x, units, *, activation=None, **kwargs):
    return Dense(units, activation=activation, **kwargs)(x)


block(inp, 8)
block(block(inp, units=9, use_bias=False), 10, activation="relu")


def called(a, b=2):
    return Dense(a + b)(inp)  #: (None, 5)


called(*[3])
called(b=1, **{"a": 4})

import sys  # noqa: E402

args = sys.argv and sys.modules
Dense(positional(*args, d=1))(inp)  #: unknown
Dense((lambda a, b=4: b)(*args))(inp)  #: unknown
Dense((lambda a, b=4: a)(6, *args))(inp)  #: (None, 6)
Dense((lambda a, b=4: b)(1, **args))(inp)  #: unknown
Dense((lambda a, b: b)(*args, 5))(inp)  #: unknown
