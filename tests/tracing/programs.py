"""Random plain-Python programs over integers, lists, dicts, sets and texts; now and then one feeds a Dense layer."""

from __future__ import annotations

import random

HEADER = ["from keras import Input", "from keras.layers import Dense", "inp = Input((7,))"]
PRELUDE = """\
import functools, itertools, math, operator, contextlib
def pick(a, /, b=2, *rest, c=3, **more):
    return a + b * 2 + sum(rest) + c * 5 + sum(more.values())
def counter(step):
    total = 0
    def add(n=1):
        nonlocal total
        total += n * step
        return total
    return add
def squares(items):
    for item in items:
        if item % 5 == 4:
            return
        yield item * item
class Box:
    made = 0
    def __init__(self, size, items=None):
        self.size = size
        self.items = items if items is not None else []
        Box.made += 1
    @property
    def area(self):
        return self.size * self.size
    @classmethod
    def unit(cls):
        return cls(1)
    @staticmethod
    def twice(n):
        return n * 2
    def grow(self, by=1):
        self.size += by
        self.items.append(by)
        return self
    def __add__(self, other):
        return Box(self.size + other.size)
    def __len__(self):
        return len(self.items)
    def __getitem__(self, key):
        return self.items[key]
    def __call__(self, n):
        return self.size + n
    def __enter__(self):
        self.size += 3
        return self
    def __exit__(self, *exc):
        self.size -= 1
        return bool(exc[0]) and exc[0] is ZeroDivisionError
class Wide(Box):
    def grow(self, by=2):
        return super().grow(by * 2)
    @property
    def area(self):
        return super().area + 1
@contextlib.contextmanager
def raised(box):
    box.size += 10
    yield box.size
    box.size -= 4
level = 3
def bump(by):
    global level
    level += by
    return level""".splitlines()

CATCHES = ("ZeroDivisionError", "KeyError", "IndexError", "(ValueError, LookupError)", "ArithmeticError", "Exception")


class Writer:
    """Writes one program. Names are taken from a few, so that programs reuse and alias them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.lines = [*HEADER, *PRELUDE]
        self.fresh = 0

    def program(self, length: int = 12) -> str:
        self.lines += ["a, b, c = 3, 5, 8", "xs = [1, 2, 3]", "ys = xs", "d = {'k': 4, 'm': 6}", "s = 'abca'"]
        self.lines += ["t = (4, 9, 2)", "u = {2, 3, 11}", "box = Box(2)", "wide = Wide(4, xs)", "add = counter(2)"]
        safe = self.random.random() < 0.7
        for _ in range(length):
            if safe:
                self.put(0, "try:")
            self.statement(int(safe))
            if safe:
                self.put(0, "except Exception:")
                self.put(1, "pass")
        self.put(0, "if xs and ys and d:")
        self.feed(1)
        return "\n".join(self.lines) + "\n"

    def choose(self, *options: str) -> str:
        return self.random.choice(options)

    def put(self, depth: int, line: str) -> None:
        self.lines.append("    " * depth + line)

    def feed(self, depth: int) -> None:
        self.put(depth, f"Dense(abs({self.number(2)}) % 997 + 1)(inp)")

    def number(self, depth: int) -> str:
        if depth <= 0:
            return self.choose("a", "b", "c", "level", str(self.random.randint(-3, 9)))
        n, m = self.number(depth - 1), self.number(depth - 1)
        xs, name = self.items(depth - 1), self.choose("a", "b", "c")
        letter, field = self.choose("'a'", "'b'"), self.choose("'size'", "'none'")
        return self.choose(
            f"({n} {self.choose('+', '-', '*', '//', '%', '&', '|', '^')} {m})", f"({n} + {m})", f"-{n}", f"len({xs})",
            f"sum({xs})", f"{xs}[{self.random.randint(-3, 3)}]", f"{xs}[{n} % 3]", f"max({n}, {m})",
            f"min({xs}, default={n})", f"d.get({self.key()}, {n})", f"d[{self.key()}]", f"({n} if {self.test(1)} else {m})",
            f"pick({n}, {m})", f"pick({n}, c={m})", f"pick(*t, x={n})", f"pick({n}, **{{'z': {m}}})", f"add({n})", "add()",
            "box.size", "wide.area", "box.area", "Box.made", f"box({n})", f"Box.twice({n})", "len(box)", "len(d)", "len(u)",
            "len(s)", f"s.count({letter})", f"int({n} / 2)", f"round({n} * 1.5)", f"abs({n})",
            f"divmod({n}, {m})[0]", f"(lambda q, r={n}: q - r)({m})", f"functools.reduce(lambda p, q: p * 2 + q, {xs}, {n})",
            f"math.ceil({n} / 3)", f"operator.mul({n}, {m})", "math.prod(t)", f"bump({n} % 4)",
            f"int(f'{{{name} % 7}}1')", f"int(str(abs({n})) + '2')", f"sum(1 for q in {xs} if q % 2)", f"sorted(u)[{n} % 2]",
            f"next(iter({xs}), {n})", f"next((q for q in {xs} if q > {n}), {m})", f"{n} ** 2", f"{n} << 1", f"~{n}",
            f"({self.test(1)}) + {n}", f"functools.partial(pick, {n}, c=1)({m})", f"ord(s[{n} % 2])", "xs.index(xs[-1])",
            f"(xs and {n} or {m})", f"sum(squares({xs}))", f"sum(map(abs, {xs}))", "(box + wide).size", "u.pop() * 0 + 1",
            f"getattr(box, {field}, {n})", f"xs.count({n})", "sum(u)", "t[-1]", "min(u | {1})",
            f"len({{q % 3 for q in {xs}}})", f"len({{q: 1 for q in {xs}}})", "hash(3)", f"len(u & {{2, {n}}})",
        )  # fmt: skip

    def items(self, depth: int) -> str:
        if depth <= 0:
            return self.choose("xs", "ys", "t", "[a, b]", "[3, 1, 2]", "box.items")
        n, xs, ys = self.number(depth - 1), self.items(depth - 1), self.items(depth - 1)
        return self.choose(
            f"[{n}, *{xs}]", f"list({xs})", f"sorted({xs})", f"sorted({xs}, key=lambda q: (q % 3, -q))", f"{xs}[1:]",
            f"{xs}[::-1]", f"{xs}[:{n} % 3]", f"[q + {n} for q in {xs}]", f"[q * r for q in {xs} for r in (1, 2) if q > r]",
            f"list(range({n} % 6))", f"[i + q for i, q in enumerate({xs}, 1)]", f"[p * q for p, q in zip({xs}, {ys})]",
            f"list(map(lambda q: q + 1, {xs}))", f"list(filter(lambda q: q % 2, {xs}))", f"list(reversed({xs}))",
            f"[*{xs}, *{ys}]", f"list({xs}) * 2", "list(d.values())", f"list(itertools.chain({xs}, {ys}))",
            f"list(squares({xs}))", f"list(itertools.accumulate({xs}))", f"[r for q in [{xs}, {ys}] for r in q]",
            f"sorted(set({xs}))", f"list(dict.fromkeys({xs}))", f"(list(zip(*[{xs}, {ys}]))[0:1] and [{n}])",
            f"tuple(q for q in {xs})", f"list({xs}).copy()",
            f"list(itertools.islice({xs}, 2))", f"[q for q, r in itertools.product({xs}, (1, 2))]", "list(map(len, ['ab', s]))",
        )  # fmt: skip

    def key(self) -> str:
        return self.choose("'k'", "'m'", "'z'", "s[:1]", "a", "('k' if a else 'm')")

    def test(self, depth: int) -> str:
        n, m = self.number(depth - 1), self.number(depth - 1)
        return self.choose(
            f"{n} {self.choose('<', '<=', '==', '!=', '>', '>=')} {m}", f"{n} < {m} < {self.number(0)}", f"{n} in xs",
            f"{n} not in u", f"not {n}", f"{n} and {m}", f"{n} or {m}", f"{self.key()} in d", "xs is ys", "xs == ys",
            f"isinstance({n}, int)", f"any(q > {n} for q in xs)", f"all(q > {n} for q in xs)", "s.startswith('ab')",
            "isinstance(wide, Box)", "box is None", "hasattr(box, 'size')", f"{n} % 2", "d == {'k': 4}", "t > (4, 8)", "xs",
        )  # fmt: skip

    def statement(self, depth: int) -> None:
        kinds = [self.assign, self.mutate, self.mutate, self.assign, self.feed]
        if depth < 3 and self.random.random() < 1 - depth / 4:
            kinds += [
                self.if_,
                self.for_,
                self.while_,
                self.try_,
                self.with_,
                self.function,
                self.match,
                self.generator,
            ]
        self.random.choice(kinds)(depth)

    def block(self, depth: int, count: int = 2) -> None:
        for _ in range(self.random.randint(1, count)):
            self.statement(depth)

    def assign(self, depth: int) -> None:
        n, m, xs, letter = self.number(2), self.number(1), self.items(2), self.choose("'x'", "''")
        name = self.choose("a", "b", "c")
        self.put(depth, self.choose(
            f"{name} = {n}", f"{name} += {m}", f"{name} *= 2", f"{name} = {n}", f"a, b = b, {n}", f"a, *xs = [{n}, *{xs}]",
            f"(a, b), c = ({n}, {m}), a", f"*_, c = {xs}", f"xs = {xs}", f"ys = list({xs})", "xs = ys", f"t = tuple({xs})",
            f"d = {{'k': {n}, **d}}", f"d = dict(zip('kmz', {xs}))", f"d = {{q: q + {n} for q in {xs}}}", f"s = s + str({n})[:2]",
            f"u = set({xs})", f"u = u | {{{n}}}", "u = {q for q in xs if q != 2}", f"box = Box({n})", f"wide = Wide({n}, xs)",
            f"add = counter({n})", f"s = f'{{{name}:03d}}-{{s[:2]}}'", "s = ''.join(sorted(s))", f"s = s.replace('a', {letter})",
            "box = wide", "ys = [xs, xs][a % 2]", f"a = b = {n}", "box = Box.unit()", f"ys = [{n}] * 3", f"{name} %= 17",
            "ys = [y for q in xs if (y := q % 4)]", f"c = (z := {n}) + z", "b = [q := 5, q][a % 2]",
        ))  # fmt: skip

    def mutate(self, depth: int) -> None:
        n, m, xs = self.number(1), self.number(1), self.items(1)
        self.put(depth, self.choose(
            f"xs.append({n})", f"ys.extend({xs})", f"xs.insert({self.random.randint(-1, 2)}, {n})", f"c = xs.pop({self.choose('', '0')})",
            f"xs[{self.random.randint(-2, 2)}] = {n}", "xs.reverse()", "xs.sort()", "xs.sort(key=lambda q: -q)", f"xs += [{n}]",
            "del xs[0]", "ys.clear()", "xs *= 2", f"xs[1:2] = {xs}", f"xs.remove({n})", f"d[{self.key()}] = {n}", "d.pop('k', 0)",
            f"d.update(z={n})", f"d.setdefault({self.key()}, {m})", "del d['m']", f"d['k'] += {n}", "d |= {'k': 1}", f"u.add({n})",
            f"u.discard({n})", f"u.update({xs})", f"u -= {{{n}}}", f"box.size = {n}", f"box.grow({m})", "wide.grow()", f"box.size += {n}",
            f"box.items.append({n})", "d.popitem()", f"setattr(box, 'size', {n})", "Box.made = 1", f"box.items[0] += {n}", f"bump({n} % 3)",
            f"xs[add() % 3] += {n}", f"u ^= {{{n}, 3}}", "u.intersection_update(xs)", "[xs.append(q) for q in (1, 2)]", "del a; a = 1",
            f"xs.extend(q for q in t if q != {n})", "xs = xs[:20]; ys = ys[:20]",
        ))  # fmt: skip

    def if_(self, depth: int) -> None:
        self.put(depth, f"if {self.test(2)}:")
        self.block(depth + 1)
        if self.random.random() < 0.3:
            self.put(depth, f"elif {self.test(1)}:")
            self.block(depth + 1)
        if self.random.random() < 0.5:
            self.put(depth, "else:")
            self.block(depth + 1)

    def body_of_loop(self, depth: int) -> None:
        self.block(depth)
        if self.random.random() < 0.4:
            self.put(depth, f"if {self.test(1)}: {self.choose('break', 'continue')}")
            self.block(depth)

    def for_(self, depth: int) -> None:
        xs = self.items(1)
        self.fresh += 1
        i = f"i{self.fresh}"
        self.put(depth, self.choose(
            f"for {i} in range({self.random.randint(0, 3)}):", f"for {i} in list({xs})[:4]:", f"for {i}, a in enumerate(list({xs})[:3]):",
            f"for {i} in sorted(d, key=str)[:3]:", f"for {i}, c in zip(range(3), {xs}):", f"for {i} in squares(list({xs})[:3]):",
            f"for {i} in sorted(u)[:3]:", f"for {i} in (q for q in list({xs})[:3]):", f"for {i} in itertools.islice(itertools.count(1), 3):",
        ))  # fmt: skip
        self.body_of_loop(depth + 1)
        if self.random.random() < 0.3:
            self.put(depth, "else:")
            self.block(depth + 1)

    def while_(self, depth: int) -> None:
        self.fresh += 1
        name = f"w{self.fresh}"
        self.put(depth, f"{name} = {self.random.randint(0, 3)}")
        self.put(depth, f"while {self.choose(name, f'{name} > 0', f'{name} and a < 50', f'({name} > 0) and True')}:")
        self.put(depth + 1, f"{name} -= 1")
        self.body_of_loop(depth + 1)
        if self.random.random() < 0.3:
            self.put(depth, "else:")
            self.block(depth + 1)

    def try_(self, depth: int) -> None:
        self.put(depth, "try:")
        self.block(depth + 1)
        risky = self.choose("a = b // (a % 2)", "c = d['none']", "c = xs[40]", "raise ValueError('no')", "int('x')", "pass",
                            "xs.remove(1000)", "raise KeyError", "next(iter(()))", "a, b = xs", "{}.popitem()")  # fmt: skip
        self.put(depth + 1, risky)
        self.block(depth + 1, 1)
        self.put(depth, f"except {self.choose(*CATCHES)}{self.choose('', ' as error')}:")
        self.block(depth + 1)
        if self.random.random() < 0.3:
            self.put(depth, f"except {self.choose(*CATCHES)}:")
            self.block(depth + 1)
        self.put(depth, "except Exception:")
        self.block(depth + 1)
        if self.random.random() < 0.4:
            self.put(depth, "else:")
            self.block(depth + 1)
        if self.random.random() < 0.4:
            self.put(depth, "finally:")
            self.block(depth + 1)

    def with_(self, depth: int) -> None:
        self.put(depth, self.choose("with box as c_box:", "with wide:", "with raised(box) as a:", "with box, raised(wide) as c:",
                                    "with contextlib.suppress(ZeroDivisionError):"))  # fmt: skip
        self.block(depth + 1)
        if self.random.random() < 0.2:
            self.put(depth + 1, "a = 1 // (a % 2)")

    def function(self, depth: int) -> None:
        self.fresh += 1
        name = f"f{self.fresh}"
        scope = self.choose("global a, b, c", "a, b, c = p, q, 1", "a = b = c = q") if depth == 0 else "a = b = c = p"
        self.put(depth, f"def {name}(p, q={self.number(1)}, *xs, s='ab', **d):")
        if self.random.random() < 0.5 or depth:
            self.put(depth + 1, scope)
        else:
            self.put(depth + 1, "a, b, c = q, p, 2")
        self.put(
            depth + 1, "xs = ys = list(xs); t = (1, p, q); u = {p}; box = Box(p); wide = Wide(q, xs); add = counter(p)"
        )
        self.put(depth + 1, "level = 2")
        self.block(depth + 1, 3)
        if self.random.random() < 0.4:
            self.put(depth + 1, f"if {self.test(1)}: return {self.number(1)}")
        self.put(depth + 1, f"return {self.number(1)}")
        call = self.choose(f"{name}({self.number(0)})", f"{name}(*t)", f"{name}(1, q={self.number(0)}, z=2)", f"{name}(q=1, p=2)",
                           f"[{name}(q) for q in (1, 2)][-1]")  # fmt: skip
        self.put(depth, f"{self.choose('a', 'b', 'c')} = {call}")

    def match(self, depth: int) -> None:
        self.put(depth, f"match {self.choose('xs', 't', 'a % 4', 'd', 'box', '(a, [b, c])', 's')}:")
        for pattern in self.random.sample(
            ["[a]", "[a, b]", "[a, *ys]", "[1, b, *_]", "1 | 2", "{'k': c}", "{'k': 4, **d}", "Wide(size=a)", "Box(size=b)",
             "int()", "str() as s", "(a, [b, c])", "(a, (b, 1))", "int(b) if b > 1", "None", "'abca'"], 4,
        ):  # fmt: skip
            self.put(depth + 1, f"case {pattern}:")
            self.block(depth + 2, 1)
        self.put(depth + 1, "case _:")
        self.block(depth + 2, 1)

    def generator(self, depth: int) -> None:
        self.fresh += 1
        g = f"g{self.fresh}"
        self.put(depth, self.choose(f"{g} = iter(xs)", f"{g} = squares(xs)", f"{g} = (q * a for q in xs)", f"{g} = zip(xs, t)",
                                    f"{g} = map(add, xs)", f"{g} = itertools.count(a)", f"{g} = itertools.cycle(t)", f"{g} = enumerate(xs)"))  # fmt: skip
        self.block(depth, 1)
        self.put(depth, f"q0 = next({g}, {self.number(0)})")
        self.block(depth, 1)
        self.put(depth, f"q1 = next({g}, {self.number(0)})")
        self.put(depth, "a = (q0 if isinstance(q0, int) else q0[0]) * 3 + (q1 if isinstance(q1, int) else q1[-1])")
        if self.random.random() < 0.5:
            self.put(depth, f"for q in itertools.islice({g}, 2): b += q if isinstance(q, int) else q[1]")
