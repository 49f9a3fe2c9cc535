"""Branches, loops, their `else`, `break` and `continue`, `with`, `try`, `match`."""

import sys
import unittest

from keras import Input
from keras.layers import Dense

inp = Input((7,))

n = 0
for i in range(5):
    if i == 1:
        continue
    if i == 4:
        break
    n += i
else:
    n = 100
Dense(n)(inp)  #: (None, 5)

for i in ():
    pass
else:
    n = 6
Dense(n)(inp)  #: (None, 6)

n = 10
while n > 3:
    n -= 2
else:
    n += 100
Dense(n)(inp)  #: (None, 102)

while True:
    n += 1
    if n % 10 == 0:
        break
else:
    n = 1
Dense(n)(inp)  #: (None, 110)

if n < 5:
    n = 1
elif n == 110:
    n = 2
else:
    n = 3
Dense(n)(inp)  #: (None, 2)

queue = [5, 1]
for item in queue:
    if item > 2:
        queue.append(item - 1)
Dense(len(queue))(inp)  #: (None, 5)

steps = iter([1, 2, 3, 4])
for item in steps:
    if item == 2:
        break
Dense(next(steps))(inp)  #: (None, 3)

try:
    n = {}["missing"]
    n = 1
except KeyError:
    n = 7
else:
    n = 2
finally:
    n += 1
Dense(n)(inp)  #: (None, 8)

try:
    try:
        n = 1 // 0
    except KeyError:
        n = 1
    n = 2
except (ArithmeticError, OSError) as error:
    n = 9
Dense(n)(inp)  #: (None, 9)


class Refused(ValueError):
    pass


try:
    raise Refused("no")
except KeyError:
    n = 1
except ValueError:
    n = 12
Dense(n)(inp)  #: (None, 12)

try:
    try:
        raise Refused
    except Refused:
        raise
    finally:
        n += 1
except Exception:
    n += 1
Dense(n)(inp)  #: (None, 14)


def final():
    try:
        return 3
    finally:
        global n
        n = 21


Dense(final() + n)(inp)  #: (None, 24)

n = 1
try:
    import json

    n = json.loads("3")
    n = 2
except ValueError:
    n = 3
Dense(n)(inp)  #: (None, 2)


class Context:
    size = 1

    def __enter__(self):
        self.size = 5
        return self

    def __exit__(self, kind, error, trace):
        self.size = 9
        return kind is ZeroDivisionError


with Context() as context:
    Dense(context.size)(inp)  #: (None, 5)
    1 // 0
    n = 77
Dense(context.size)(inp)  #: (None, 9)
Dense(n)(inp)  #: (None, 2)


def kind(value):
    match value:
        case 1 | 2:
            return 1
        case [a, b]:
            return a + b
        case [first, *rest] if first > 10:
            return len(rest) + 50
        case (_, *rest):
            return len(rest)
        case {"units": units, **others}:
            return units + len(others)
        case str() as text:
            return len(text)
        case Context(size=s):
            return s
        case None:
            return 70
        case _:
            return 80


Dense(kind(2))(inp)  #: (None, 1)
Dense(kind([3, 4]))(inp)  #: (None, 7)
Dense(kind([30, 4, 5]))(inp)  #: (None, 52)
Dense(kind([3, 4, 5, 6]))(inp)  #: (None, 3)
Dense(kind({"units": 6, "x": 1, "y": 2}))(inp)  #: (None, 8)
Dense(kind("hello"))(inp)  #: (None, 5)
Dense(kind(context))(inp)  #: (None, 9)
Dense(kind(None))(inp)  #: (None, 70)
Dense(kind(3.5))(inp)  #: (None, 80)

# Loops over what is not known: everything written becomes unknown, in the loop too.
count, names, table = 4, [], {"k": 1}
for arg in sys.argv:
    Dense(len(names) + 1)(inp)  #: unknown
    count += 1
    names.append(arg)
    table["k"] = 2
Dense(count)(inp)  #: unknown
Dense(len(names) + 1)(inp)  #: unknown
Dense(table["k"])(inp)  #: unknown
Dense(n)(inp)  #: (None, 2)


def found(items):
    for item in items:
        if item:
            return 64
    return 32


Dense(found(sys.argv))(inp)  #: unknown
Dense(found([0, 1]))(inp)  #: (None, 64)

for arg in sys.argv:
    if arg:
        break
else:
    n = 33
Dense(n)(inp)  #: unknown

while sys.argv:
    kept = 3
    sys.argv.pop()
Dense(kept)(inp)  #: unknown

n = 5
try:
    n = int(sys.argv[1])
except (IndexError, ValueError):
    pass
Dense(n)(inp)  #: unknown

if __name__ == "__main__":
    Dense(3)(inp)  #: (None, 3)


class TestRefusals(unittest.TestCase):
    def test_units(self):
        with self.assertRaises(ValueError):
            Dense(0)
        with self.assertRaisesRegex(ValueError, "units") as caught:
            Dense(-1)(inp)
        with self.subTest("one"):
            Dense(-2)  #: fault
