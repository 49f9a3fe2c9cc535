"""Containers, their methods and aliases, comprehensions, unpacking, texts."""

import copy
import sys

from keras import Input
from keras.layers import Dense

inp = Input((7,))

a = b = [1, 2]
b += [3]
a *= 2
Dense(len(b))(inp)  #: (None, 6)
a = a + [1]
Dense(len(b))(inp)  #: (None, 6)
b[1:3] = [7, 8, 9]
Dense(sum(b))(inp)  #: (None, 31)
del b[0], b[-1]
Dense(sum(b))(inp)  #: (None, 27)
b.sort(reverse=True)
b.insert(1, 40)
Dense(b[1] + b.pop() + b.index(9))(inp)  #: (None, 41)
b.remove(40)
b.extend(range(3))
b.reverse()
Dense(b[0] * 10 + b.count(1))(inp)  #: (None, 21)
nested = [[0] * 2] * 3
nested[0][1] = 5
Dense(nested[2][1])(inp)  #: (None, 5)
shallow, deep = copy.copy(nested), copy.deepcopy(nested)
nested[0].append(1)
Dense(len(shallow[0]))(inp)  #: (None, 3)
Dense(len(deep[0]))(inp)  #: (None, 2)
deep[1].append(4)
Dense(len(deep[0]))(inp)  #: (None, 3)

d = {"a": 1, **{"b": 2}, "a": 3}
d |= {"c": 4}
d["b"] += 5
Dense(sum(d.values()) + len(d))(inp)  #: (None, 17)
Dense(d.pop("a") + d.get("z", 4) + d.setdefault("y", 6))(inp)  #: (None, 13)
d.update(x=1, y=2)
Dense(d["y"] + len({**d, "q": 0}))(inp)  #: (None, 7)
Dense(dict(zip("ab", (8, 9)))["b"])(inp)  #: (None, 9)
Dense(sum(len(k) * v for k, v in {"ab": 2, "c": 3}.items()))(inp)  #: (None, 7)
key, value = {"k": 5}.popitem()
Dense(value)(inp)  #: (None, 5)
Dense({True: 3, 2: 4}[1])(inp)  #: (None, 3)

s = {1, 2, 2} | {3}
s.add(4)
s -= {1}
Dense(len(s) + max(s) + sum(s & {2, 9}))(inp)  #: (None, 9)
Dense(sorted(s)[0])(inp)  #: (None, 2)
Dense(list({"x", "yy"}).index("x") + 1)(inp)  #: unknown
Dense(len(next(iter({"x", "yy"}))))(inp)  #: unknown

t = (1, 2, 3) + (4,)
first, *middle, last = t
Dense(first + len(middle) * 10 + last)(inp)  #: (None, 25)
(x, (y, *z)), w = (1, [2, 3, 4]), 5
Dense(x + y + sum(z) + w)(inp)  #: (None, 15)
x, y = y, x
Dense(x * 10 + y)(inp)  #: (None, 21)
[*p, q] = range(4)
Dense(len(p) + q)(inp)  #: (None, 6)
Dense(t[-1] + t[1:3][0] + t[::-2][1])(inp)  #: (None, 8)
Dense(slice(1, 3).stop)(inp)  #: (None, 3)

Dense(sum(w for w in [1, 2]))(inp)  #: (None, 3)
Dense(sum([i * j for i in range(4) if i % 2 for j in range(i) if j]))(inp)  #: (None, 9)
Dense(len({i % 3 for i in range(10)}))(inp)  #: (None, 3)
Dense({k: v for k, v in zip("ab", [5, 6])}["b"])(inp)  #: (None, 6)
Dense(sum(y for i in range(5) if (y := i * 2) > 4))(inp)  #: (None, 14)
Dense(y)(inp)  #: (None, 8)
Dense((m := 4) + m)(inp)  #: (None, 8)
matrix = [[1, 2, 3], [4, 5, 6]]
Dense(sum(row[0] for row in zip(*matrix)))(inp)  #: (None, 6)
Dense(len([list(column) for column in zip(*matrix)]))(inp)  #: (None, 3)
i = 9
[i for i in range(3)]
Dense(i)(inp)  #: (None, 9)

name = "conv"
Dense(int(f"{len(name)}{2:02d}"))(inp)  #: (None, 402)
Dense(len(f"{name!r:>10}"))(inp)  #: (None, 10)
Dense(len("-".join(["a"] * 3)) + "abc".find("c"))(inp)  #: (None, 7)
Dense(int("units=12".split("=")[1]) + len("%s-%d" % ("a", 10)))(inp)  #: (None, 16)
Dense(len("{}/{x}".format(1, x=22)) + len(name.upper().replace("C", "")))(inp)  #: (None, 7)
Dense(len(str({1, 2})))(inp)  #: unknown
Dense(len(name[1:]) if name.startswith("co") and not name.endswith("x") else 1)(inp)  #: (None, 3)

known = [1, 2]
print(known)
Dense(len(known))(inp)  #: (None, 2)
sys.settrace(known)
Dense(len(known))(inp)  #: unknown
inner = [1]
holder = {"items": [inner]}
sys.settrace(holder)
Dense(len(inner))(inp)  #: unknown
some = [*sys.argv, 4]
Dense(len(some))(inp)  #: unknown
Dense(some[-1])(inp)  #: unknown
over = {"units": 4, **sys.modules, "last": 5}
Dense(over["units"])(inp)  #: unknown
Dense(over["last"])(inp)  #: (None, 5)
one, *more = sys.argv
Dense(len(more))(inp)  #: unknown
Dense(len({1} | set(sys.argv)))(inp)  #: unknown
Dense([sys.argv, 4].index(4))(inp)  #: unknown
Dense(3 if [] or {} or 0 or "" or () or None else 4)(inp)  #: (None, 4)
Dense(0 or 5)(inp)  #: (None, 5)
Dense(3 and 6)(inp)  #: (None, 6)
Dense(1 < 2 < 3 and 2)(inp)  #: (None, 2)
