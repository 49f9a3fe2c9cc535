"""Programs of 5 MB and of adverse shapes. All start with `HEADER`, and raise nothing that Keras would refuse."""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable

HEADER = "from keras import Input\nfrom keras.layers import Dense\ninp = Input((7,))\nDense(3)(inp)\nn, xs = 1, [1]\n"
HEADER_CALL = 4
"""Where the header calls a layer."""
WITHOUT_KERAS = "no Keras"
MEGABYTE = 1_000_000


def numbered(line: str, count: int) -> str:
    """The line once for each number below `count`, which it names `{i}`."""
    return "".join([line.replace("{i}", str(i)) for i in range(count)])


def repeated(line: str, characters: int) -> str:
    return line * (characters // len(line))


def indented(opening: str, depth: int, body: str, closing: str = "") -> str:
    """`opening`s one in the other around `body`, each closed by a `closing` of its own."""
    down = "".join("    " * i + opening.replace("{i}", str(i)) + "\n" for i in range(depth))
    up = "".join("    " * i + closing + "\n" for i in range(depth - 1, -1, -1)) if closing else ""
    return down + "    " * depth + body + "\n" + up


LONG: dict[str, Callable[[], str]] = {
    "list": lambda: "data = [" + repeated("1234, ", 5 * MEGABYTE) + "]\n",
    "list of rows": lambda: "data = [\n" + repeated("    [0.125, 0.250, 0.500, 1.000],\n", 5 * MEGABYTE) + "]\n",
    "list of texts": lambda: "data = [\n" + repeated("    'a line of text, as of a vocabulary',\n", 5 * MEGABYTE) + "]\n",
    "dict": lambda: "data = {\n" + numbered("    'word{i}': {i},\n", 220_000) + "}\n",
    "dict of dicts": lambda: "data = {\n" + numbered("    {i}: {'a': [1, 2], 'b': None},\n", 130_000) + "}\n",
    "text": lambda: "data = '''" + repeated("a line of text\n", 5 * MEGABYTE) + "'''\n",
    "one line of text": lambda: "data = '" + "a" * 5 * MEGABYTE + "'\n",
    "one line": lambda: "n = 1; " * (5 * MEGABYTE // 7) + "\n",
    "sum on one line": lambda: "n = (" + " + ".join(["1"] * (5 * MEGABYTE // 4)) + ")\n",
    "text in pieces": lambda: "data = (\n" + repeated("    'a line of text'\n", 5 * MEGABYTE) + ")\n",
    "comments": lambda: repeated("# keras has layers\n", 5 * MEGABYTE),
    "spaces": lambda: repeated(" " * 99 + "\n", 5 * MEGABYTE),
    "names": lambda: numbered("name_of_a_value_{i} = {i}\n", 150_000),
    "assignments": lambda: repeated("data = [1, 2, 3]\n", 5 * MEGABYTE),
    "calls": lambda: repeated("print(n, xs, data.value)\n", 5 * MEGABYTE),
    "docstrings": lambda: numbered('def f{i}(x):\n    """' + "words of text " * 100 + '"""\n    return x\n', 3_000),
    "layers": lambda: "x = inp\n" + "x = Dense(7)(x)\n" * 100_000,
    "layers, 5 MB": lambda: "x = inp\n" + repeated("x = Dense(7, activation='relu')(x)\n", 5 * MEGABYTE),
    "functions": lambda: numbered("def f{i}(x):\n    return x + {i}\n", 50_000),
    "functions, 5 MB": lambda: numbered("def f{i}(x, y=None):\n    if y is None:\n        y = x\n    return y + {i}\n", 70_000),
    "functions of layers": lambda: numbered("def f{i}(x):\n    return Dense({i} + 1)(x)\n", 30_000),
    "classes": lambda: numbered("class A{i}:\n    size = {i}\n\n    def get(self):\n        return self.size\n", 20_000),
    "decisions": lambda: "def f(p):\n" + numbered("    if p[{i}]:\n        Dense({i} + 1)(inp)\n", 100_000),
    "elif": lambda: "import sys\nn = sys.argv\nif n == 0:\n    pass\n" + numbered("elif n == {i}:\n    Dense({i} + 1)(inp)\n", 90_000),
    "short lines": lambda: repeated("n\n", 290_000),
    "short words": lambda: "n = n" + repeated(" or n", 290_000) + "\n",
    "short items": lambda: "xs = [" + repeated("n,", 290_000) + "]\n",
    "short calls": lambda: repeated("n()\n", 290_000),
    "short functions": lambda: repeated("def f():0\n", 290_000),
    "unclosed": lambda: "data = [" + repeated("1234, ", 5 * MEGABYTE),
    WITHOUT_KERAS: lambda: repeated("data = [1, 2, 3]\n", 5 * MEGABYTE),
}  # fmt: skip
"""5 MB or a little less, and what is just short enough to be parsed as one."""

DEEP: dict[str, Callable[[], str]] = {
    f"{name}, {depth:,} deep": (lambda make=make, depth=depth: make(depth))  # type: ignore[misc]
    for depth in (60, 900, 10_000)
    for name, make in {
        "parentheses": lambda d: f"n = {'(' * d}1{')' * d}\n",
        "lists": lambda d: f"n = {'[' * d}1{']' * d}\n",
        "subscripts": lambda d: f"n = xs{'[0]' * d}\n",
        "indices": lambda d: f"n = {'xs[' * d}0{']' * d}\n",
        "calls": lambda d: f"n = {'len(' * d}xs{')' * d}\n",
        "calls of calls": lambda d: f"n = xs{'()' * d}\n",
        "attributes": lambda d: f"n = xs{'.a' * d}\n",
        "lambdas": lambda d: f"f = {'lambda: ' * d}1\n",
        "conditions": lambda d: f"n = {'1 if n else ' * d}2\n",
        "negations": lambda d: f"n = {'not ' * d}n\n",
        "sums": lambda d: f"n = {'1 + ' * d}1\n",
        "powers": lambda d: f"n = {'1 ** ' * d}1\n",
        "comparisons": lambda d: f"n = {'1 < ' * d}1\n",
        "and": lambda d: f"n = {'n and ' * d}n\n",
        "and or": lambda d: f"n = {'(n and xs or ' * d}n{')' * d}\n",
        "comprehensions": lambda d: f"n = {'[' * d}1{' for a in xs]' * d}\n",
        "for clauses": lambda d: f"n = [1 {'for a in xs ' * d}]\n",
        "f-strings": lambda d: "n = " + 'f"{' * d + "1" + '}"' * d + "\n",
        "starred": lambda d: f"n = {'[*' * d}xs{']' * d}\n",
        "targets": lambda d: f"{'(' * d}a{',)' * d} = n\n",
        "chained targets": lambda d: f"{'a = ' * d}n\n",
        "decorators": lambda d: f"def deco(f):\n    return f\n{'@deco' + chr(10)}" + "@deco\n" * d + "def g():\n    return 1\nn = g()\n",
        "towers": lambda d: f"n = {'Dense(7)(' * d}inp{')' * d}\n",
        "walrus": lambda d: f"n = {'(a := ' * d}1{')' * d}\n",
        "ifs": lambda d: indented("if n:", min(d, 100), "n = 1"),
        "loops": lambda d: indented("for a{i} in (1,):", min(d, 100), "n = 1"),
        "whiles": lambda d: indented("while n:", min(d, 100), "n = 0"),
        "withs": lambda d: indented("with open('a') as a:", min(d, 100), "n = 1"),
        "tries": lambda d: indented("try:", min(d, 100), "n = xs[n()]", "finally: n = 2"),
        "functions": lambda d: indented("def f(x=1):", min(d, 100), "return x"),
        "classes": lambda d: indented("class A:", min(d, 100), "x = 1"),
        "matches": lambda d: f"match xs:\n    case {'[' * d}a{']' * d}:\n        n = a\n",
        "unions": lambda d: f"def f(x: {'int | ' * d}None): return x\n",
        "heirs": lambda d: "class A0: pass\n" + "".join(f"class A{i + 1}(A{i}): pass\n" for i in range(d)) + f"n = A{d}().x\n",
        "layer heirs": lambda d: "from keras.layers import Layer\nclass A0(Layer):\n    def call(self, x):\n        return x\n"
        + "".join(f"class A{i + 1}(A{i}):\n    def call(self, x):\n        return super().call(x)\n" for i in range(d)) + f"n = A{d}()(inp)\n",
        "call chain": lambda d: "def f0(x): return x\n" + "".join(f"def f{i + 1}(x): return f{i}(x)\n" for i in range(d)) + f"n = f{d}(1)\n",
        "closures": lambda d: "f = lambda: 1\n" + "f = (lambda f: lambda: f())(f)\n" * d + "n = f()\n",
        "modules in modules": lambda d: "from keras import Sequential\nm = Sequential([Dense(7)])\n" + "m = Sequential([m])\n" * d + "m(inp)\n",
    }.items()
}  # fmt: skip

ADVERSE: dict[str, str] = {
    "exponential list": "x = xs\nfor _ in range(60):\n    x = [x, x]\nn = x == [x, x]\nprint(x)\ns = str(x) + repr(x) + f'{x}'\nimport copy\ny = copy.deepcopy(x)\nn = x in [y, 1]\nimport numpy as np\nz = np.array(x)\n",
    "exponential tuple": "x = (1,)\nfor _ in range(60):\n    x = (x, x)\nn = x == (x, x)\ny = {x: 1}\nn = hash(x)\ns = str(x)\nn = sorted([x, x])\n",
    "exponential dict": "x = {}\nfor _ in range(60):\n    x = {'a': x, 'b': x}\nn = x == {'a': x, 'b': x}\nimport json\ns = json.dumps(x)\ny = {**x, **x}\nprint(x)\n",
    "exponential list, branches": "import sys\nx = xs\nfor _ in range(60):\n    x = [x, x]\nif sys.argv:\n    y = x\nelse:\n    y = [x, x]\nfor a in sys.argv:\n    x = [x, x]\n",
    "exponential inputs": "x = inp\nfor _ in range(60):\n    x = [x, x]\nfrom keras.layers import Add\nfrom keras import Model\nAdd()(x)\nModel(inp, x)\n",
    "exponential calls": "from keras import Model\nm = Model(inp, Dense(7)(inp))\nfor _ in range(40):\n    x = Input((7,))\n    m = Model(x, m(m(x)))\nm(inp)\n",
    "exponential sequential": "from keras import Sequential\nm = Sequential([Dense(7)])\nfor _ in range(40):\n    m = Sequential([m, m])\nm(inp)\n",
    "exponential sums": "import sys\nk = int(sys.argv[1])\nfor _ in range(60):\n    k = k * (k + 1)\nDense(k)(inp)\n",
    "exponential symbols": "def f(a, b, c, d, e, g, h, i):\n    k = a + b + c + d + e + g + h + i\n    for _ in range(20):\n        k = k * k\n    Dense(k)(inp)\n    return k // 2 % 3\n",
    "exponential quotients": "def f(k):\n    for _ in range(60):\n        k = k // 2 + k // 3\n    Dense(k)(inp)\n    for _ in range(60):\n        k = max(k, k + 1) % (k + 2) + min(k // 2, 7)\n    Dense(k)(inp)\n    return k\n",
    "exponential questions": "def f(k):\n    for _ in range(60):\n        k = k ** k\n    if k:\n        Dense(k)(inp)\n    for _ in range(60):\n        k = (k, k)\n    return k == (k, k) or {k: 1}\n",
    "exponential lambdas": "f = lambda x: x + 1\nfor _ in range(60):\n    f = (lambda g: lambda x: g(g(x)))(f)\nn = f(0)\n",
    "exponential merges": "from keras.layers import Add\nx = inp\nfor _ in range(2000):\n    x = Add()([x, x])\nfrom keras import Model\nm = Model(inp, x)\nm(inp)\nm.summary()\n",
    "exponential classes": "class A: pass\nclass B: pass\n" + "".join(f"class C{i}({a}, {b}): pass\n" for i, (a, b) in enumerate([("A", "B")] + [(f"C{i}", "A") for i in range(300)])) + "n = C300().x\n",
    "generators asked by turns": "def g(k):\n    if k == 0:\n        yield 1\n        return\n    yield from g(k - 1)\n    yield from g(k - 1)\nfor n in g(20):\n    xs.append(n)\n",
    "generators abandoned": "def g(k):\n    try:\n        while True:\n            yield k\n    finally:\n        while True:\n            yield 2\nfor i in range(10**6):\n    for n in g(i):\n        break\ngs = [g(i) for i in range(5000)]\nfor each in gs:\n    xs.append(next(each))\n",
    "exponential generators": "def g(k):\n    yield k\n    yield from g(k + 1)\n    yield from g(k + 1)\nn = sum(g(0))\nxs = list(g(0))\n",
    "powers": "n = 10 ** 10 ** 8\nm = 2 ** 10 ** 9\nk = pow(10, 10 ** 9)\nn = pow(3, 10 ** 9, 7)\nn = 9 ** 9 ** 9 ** 9\nn = -10 ** 10 ** 8\nn = 2.0 ** 10 ** 9\nn **= 10 ** 9\n",
    "shifts": "n = 1 << 10 ** 9\nm = 1 << (1 << 30)\nn = 1\nfor _ in range(1000):\n    n = n << 1000000\nn <<= 10 ** 10\n",
    "times": "n = 3\nfor _ in range(4000):\n    n = n * n\nm = 10 ** 1000\nfor _ in range(4000):\n    m = m * m * m + 1\ns = str(m)\nk = int('9' * 10000000)\n",
    "digits": "n = 10 ** 4000\nfor _ in range(4000):\n    n = n * 7 // 3\n    s = str(n)\n    s = f'{n}'\n    s = '%d' % n\n",
    "fibonacci": "def fib(k):\n    return k if k < 2 else fib(k - 1) + fib(k - 2)\nn = fib(10 ** 6)\nDense(fib(40))(inp)\n",
    "ackermann": "def ack(m, n):\n    if m == 0:\n        return n + 1\n    if n == 0:\n        return ack(m - 1, 1)\n    return ack(m - 1, ack(m, n - 1))\nn = ack(4, 4)\n",
    "mutual recursion": "def f(k):\n    return g(k + 1) + h(k)\ndef g(k):\n    return h(k + 1) + f(k)\ndef h(k):\n    return f(k) + g(k)\nn = f(0)\n",
    "recursive model": "def f(x, k):\n    return f(Dense(7)(x), k + 1)\nf(inp, 0)\ndef g(x, k):\n    return Dense(7)(g(x, k) + g(x, k + 1))\ng(inp, 0)\n",
    "range": "n = sum(range(10**9)) + len(range(10**9)) + max(range(10**9)) + sorted(range(10**9))[5]\nn = sum(list(range(10**9)))\nfor a in range(10**9):\n    xs.append(a)\nt = tuple(range(10**9))\ns = set(range(10**9))\nd = dict.fromkeys(range(10**9))\nr = list(reversed(range(10**9)))\nn = 10**8 in list(range(10**9))\nb = bytes(range(10**9))\n",
    "sums of ranges": "n = sum(a for a in range(10**9)) + sum(map(abs, range(10**9))) + sum(filter(None, range(10**9)))\nimport math, functools, operator\nn = math.prod(range(1, 10**9))\nn = functools.reduce(operator.mul, range(1, 10**9))\nn = math.prod(range(1, 10**4)) * math.factorial(10**5)\nimport statistics\nn = statistics.mean(range(10**9))\n",
    "iterators": "import itertools\nn = len(list(itertools.product(range(100), repeat=100)))\nn = list(itertools.permutations(range(50)))\nn = list(itertools.combinations(range(100), 50))\nn = list(itertools.cycle([1, 2]))\nn = list(itertools.count())\nn = list(itertools.repeat(1))\nn = list(itertools.repeat(1, 10**9))\nn = list(itertools.chain.from_iterable(itertools.repeat([1])))\nn = list(itertools.accumulate(itertools.count()))\nn = list(zip(itertools.count(), itertools.count()))\nn = dict(enumerate(itertools.count()))\nn = list(itertools.islice(itertools.count(), 10**9))\nfor a, b in itertools.product(range(10**6), range(10**6)):\n    n = a\nn = max(itertools.count())\nn = next(itertools.dropwhile(lambda a: True, itertools.count()))\nn = ','.join(itertools.repeat('a'))\nxs.extend(itertools.count())\n[a, *b] = itertools.count()\nprint(*itertools.count())\nn = 7 in itertools.cycle([1])\nn = itertools.tee(itertools.count())\nn = list(itertools.groupby(itertools.count()))\nfrom collections import Counter, deque\nn = Counter(itertools.count())\nn = deque(itertools.count(), maxlen=3)\n",
    "two products": "import itertools\nfor a in itertools.product(range(10**9), range(10**9)):\n    n = a\nn = list(itertools.product(range(3000), range(3000)))\n",
    "endless loops": "while 1:\n    xs.append(xs)\nwhile n:\n    n += 1\nwhile True:\n    try:\n        n()\n    except Exception:\n        continue\nfor a in iter(int, 1):\n    n = a\n",
    "endless loops of layers": "x = inp\nwhile True:\n    x = Dense(7)(x)\n",
    "endless concatenation": "from keras.layers import Concatenate\nx = inp\nouts = []\nwhile True:\n    x = Concatenate()([x, inp])\n    outs.append(x)\n    y = Concatenate()(outs)\n",
    "loops in loops of layers": "x = inp\n" + indented("for a{i} in range(1000):", 10, "x = Dense(7)(x)"),
    "generators": "def g():\n    while True:\n        yield from g()\nfor a in g():\n    n = a\ndef h():\n    yield from h()\nlist(h())\ndef k():\n    while True:\n        yield Dense(7)(inp)\nxs = list(k())\n[a for a in k() for b in k() for c in k()]\n",
    "comprehensions": "n = [a for a in range(10**9)]\nn = {a: a for a in range(10**9)}\nn = {a for a in range(10**9) if a < 0}\nn = [[a * b for a in range(3000)] for b in range(3000)]\nn = [(a, b, c, d) for a in range(300) for b in range(300) for c in range(300) for d in range(300)]\nn = sum(a * b for a in range(10**5) for b in range(10**5))\n",
    "comprehension of layers": "ys = [Dense(a + 1)(inp) for a in range(10**9)]\nys = [Dense(7)(Dense(7)(inp)) for a in range(1000) for b in range(1000)]\n",
    "texts": "s = 'ab' * 10**9\ns = 'a' * 10**7\ns = 10**9 * b'ab'\ns = 'a'\nfor _ in range(100):\n    s += s\ns = 'a'.center(10**9) + 'a'.zfill(10**9) + 'a'.ljust(10**9) + '\\t'.expandtabs(10**9)\ns = ('a' * 1000).join(['b' * 1000] * 10**6)\ns = ('a' * 10**5).replace('a', 'b' * 10**5)\nxs = ['a' * 10**5] * 10**6\ns = ''.join(xs)\nimport textwrap\n",
    "formats": "s = '%1000000000d' % 1\ns = '%*d' % (10**9, 1)\ns = f'{1:1000000000}' + f'{1:{10**9}}'\ns = '{:1000000000}'.format(1) + '{:{}}'.format(1, 10**9)\ns = format(1, '1000000000')\ns = '%.1000000000f' % 1.0\ns = f'{1.5:.1000000000f}'\ns = '{0:>{1}}'.format('a', 10**10)\ns = '%1000000000s%1000000000s' % ('a', 'b')\ns = '%(a)1000000000s' % {'a': 1}\ns = b'%1000000000d' % 1\nimport string\n",
    "regex": "import re\nn = re.match('(a+)+$', 'a' * 40 + 'b')\nn = re.compile('(a|a)*b').match('a' * 100)\nn = re.sub('(a?){50}a{50}', '', 'a' * 50)\nn = re.split('(x+x+)+y', 'x' * 50)\nn = re.findall('a', 'a' * 10**7)\nn = re.escape('a' * 10**7)\n",
    "splits": "s = 'a ' * 10**6\nfor _ in range(100):\n    xs = s.split()\n    n = s.count('a')\n    t = s.upper().lower().strip()\n    xs = list(s)\n    s = s[::-1]\n",
    "arrays": "import numpy as np\nx = np.zeros((10**6, 10**6))\ny = x.reshape(-1)\nz = np.arange(10**9)\nw = np.ones(10**9).tolist()\nn = np.array(range(10**9))\nn = np.linspace(0, 1, 10**9)\nn = np.repeat([1, 2], 10**9)\nn = np.tile([1, 2], (10**5, 10**5))\nn = list(np.arange(10**8))\nn = np.eye(10**6)\nn = np.meshgrid(z, z)\nfor a in np.arange(10**9):\n    n = a\nn = np.pad([1], 10**9)\nn = np.array([[0] * 10**5] * 10**5)\nn = np.identity(10**6).sum()\nn = np.full((3000, 3000), 1).tolist()\nn = np.random.rand(10**5, 10**5).flatten()\nn = np.concatenate([x] * 10**6)\nn = np.zeros((1,) * 60)\nn = np.zeros([2] * 10**6)\n",
    "array loops": "import numpy as np\nx = np.arange(4000)\nfor _ in range(4000):\n    x = x * x + 1\n    x = np.concatenate([x, x])\n    y = x.reshape(-1, 1) + x\n    x[0] = 1\n",
    "sizes": "from keras.layers import Reshape, Flatten, Conv2D, UpSampling2D, RepeatVector, ZeroPadding1D, Embedding\nx = Reshape((1,) * 7 + (7,))(inp)\nDense(10**100)(inp)\nDense(10**9)(inp)\nRepeatVector(10**12)(inp)\nFlatten()(Input((10**9, 10**9)))\nEmbedding(10**12, 10**12)(inp)\nUpSampling2D(10**9)(Input((10**9, 10**9, 3)))\nConv2D(10**9, 3, strides=10**9)(Input((10**12, 10**12, 3)))\nInput((10**6,) * 10)\nReshape((-1,) + (1,) * 100)(inp)\nx = Input((1,) * 1000)\n",
    "ranks": "from keras.layers import Reshape, Permute, Add, Concatenate\nx = Input((1,) * 5000)\ny = Add()([x, x])\nfor _ in range(50):\n    y = Concatenate()([y, x])\nz = Reshape((7,) + (1,) * 5000)(inp)\nw = Permute(tuple(range(1, 5001)))(x)\nfrom keras import ops\nt = x\nfor _ in range(4000):\n    t = ops.expand_dims(t, -1)\n",
    "wide merges": "from keras.layers import Add, Concatenate, Dot\nxs = [inp] * 100000\ny = Add()(xs)\ny = Concatenate()(xs)\nfor _ in range(300):\n    y = Add()([inp] * 4000)\n",
    "einsum": "from keras import ops\nx = ops.einsum(','.join(['ab'] * 5000), *[inp] * 5000)\nx = ops.einsum('ab->' + 'a' * 10**6, inp)\n",
    "holding itself": "d = {}\nd['d'] = d\nd == d\ne = {'e': None}\ne['e'] = e\nn = d == e\nprint(d, e)\nimport copy, json\nf = copy.deepcopy(d)\ns = str(d)\nxs.append(xs)\nn = xs == [xs]\nys = [xs]\nxs.append(ys)\nn = xs == ys\nclass A: pass\na = A()\na.a = a\nb = copy.deepcopy(a)\nn = a == b\n{**d}\n[*xs, *ys]\nimport numpy as np\nnp.array(xs)\nnp.shape(xs)\nsorted([xs, ys])\nmax(xs, ys)\nset([d['d'] is d])\nf'{d}'\n'%s' % d\njson.dumps(d)\n",
    "growing lists": "for _ in range(4000):\n    xs = xs + xs\nys = [1]\nfor _ in range(4000):\n    ys = ys + ys[:1000] + [1]\nfor a in ys:\n    ys.insert(0, a)\nzs = [0] * 10**9\nws = [[0] * 10**4] * 10**4\nvs = [row[:] for row in ws]\nus = sum(ws, [])\n",
    "copies": "xs = list(range(4000))\nfor a in range(4000):\n    ys = list(xs)\n    zs = xs[:]\n    ws = tuple(xs) + tuple(ys)\n    d = dict(zip(xs, ys))\n    e = {**d, 'a': 1}\n    s = set(xs) | set(ys)\n    xs.sort()\n    xs.reverse()\n    n = xs.index(3999)\n    n = 3999 in xs\n    n = xs == ys\n    n = sorted(xs)\n    n = sum(xs)\n",
    "sorts": "xs = list(range(4000))\nfor a in range(4000):\n    xs = sorted(xs, key=lambda a: -a)\n    n = max(xs, key=lambda a: a)\n    n = len(str(xs))\n",
    "undecided tests": "import sys\n" + "".join(f"if sys.argv[{i}]:\n    x{i} = Dense({i + 1})(inp)\nelse:\n    x{i} = Dense({i + 2})(inp)\n" for i in range(1000)),
    "undecided tests of a model": "import sys\nx = inp\n" + "".join(f"if sys.argv[{i}]:\n    x = Dense(7)(x)\n" for i in range(1000)) + "for _ in range(500):\n    x = Dense(7)(x)\n",
    "undecided tests of one function": "def f(p, x):\n" + "".join(f"    if p.a{i}:\n        x = Dense(7)(x)\n" for i in range(200)) + "    return x\nimport sys\ndef g(p):\n    for _ in range(20):\n        f(p, inp)\n" + numbered("def h{i}(p):\n    g(p)\n", 300),
    "undecided loops": "import sys\n" + indented("for a{i} in sys.argv:", 15, "n = Dense(7)(inp)") + indented("while sys.argv[n]:", 15, "n += 1") ,
    "undecided tries": "import sys\n" + indented("try:", 15, "n = Dense(int(sys.argv[1]))(inp)", "except KeyError: n = Dense(3)(inp)"),
    "undecided calls": "import sys\ndef f(k):\n    if sys.argv[k]:\n        return f(k + 1)\n    return f(k + 2)\nf(0)\n",
    "many callers": "def f0(x): return Dense(7)(x)\n" + "".join(f"def f{i}(x):\n    return f{i - 1}(f{i - 1}(x))\n" for i in range(1, 40)) + "f39(inp)\n",
    "many uncalled": numbered("def f{i}(x, flag):\n    for _ in range(100):\n        x = Dense(7)(x)\n        if flag:\n            x = Dense(7)(x)\n    return x\n", 300),
    "many worlds": "import keras, tensorflow as tf\nfrom keras import backend as K\nx = inp\n" + "x = tf.nn.relu(K.relu(Dense(7)(x)))\n" * 3000,
    "decorators": "import functools\ndef deco(f):\n    @functools.wraps(f)\n    def g(*args, **kwargs):\n        return f(*args, **kwargs)\n    return g\n" + "@deco\n" * 40 + "def h(x):\n    return Dense(7)(x)\nh(inp)\n",
    "twice decorators": "def deco(f):\n    def g(x):\n        return f(f(x))\n    return g\n" + "@deco\n" * 40 + "def h(x):\n    return Dense(7)(x)\nh(inp)\n",
    "classes that make classes": "def make(base):\n    class A(base):\n        x = 1\n    return A\nB = object\nfor _ in range(10**6):\n    B = make(B)\nB().x\nclass M(type):\n    def __new__(cls, *a):\n        return M(*a)\n    def __call__(cls):\n        return cls()\nclass C(metaclass=M): pass\nC()()\nD = type('D', (), {})\nfor i in range(4000):\n    D = type('D', (D,), {'a': i})\nD().b\n",
    "methods that call themselves": "class A:\n    def __getattr__(self, k):\n        return getattr(self, k + 'a')\n    def __getitem__(self, k):\n        return self[k + 1]\n    def __add__(self, o):\n        return o + self\n    __radd__ = __add__\n    def __eq__(self, o):\n        return o == self\n    def __lt__(self, o):\n        return o > self\n    def __gt__(self, o):\n        return o < self\n    def __repr__(self):\n        return repr(self)\n    def __hash__(self):\n        return hash(self)\n    def __contains__(self, k):\n        return k in self\n    def __call__(self, *a):\n        return self(*a)\na, b = A(), A()\na.x\na[0]\na + b\na == b\na < b\nprint(a)\n{a: 1}\n1 in a\na(1)\nsorted([a, b])\nstr(a)\nfor c in a:\n    n = c\nlist(a)\n",
    "layers that call themselves": "from keras.layers import Layer\nclass A(Layer):\n    def call(self, x):\n        return self(x)\nA()(inp)\nclass B(Layer):\n    def __init__(self):\n        super().__init__()\n        self.b = B()\n    def call(self, x):\n        return self.b(x)\nB()(inp)\nclass C(Layer):\n    def build(self, shape):\n        self.build(shape)\n    def compute_output_shape(self, shape):\n        return self.compute_output_shape(shape)\n    def call(self, x):\n        return C()(x)\nC()(inp)\n",
    "models that hold themselves": "from keras import Sequential\nm = Sequential()\nm.add(Dense(7))\nm.add(m)\nm(inp)\nm.build((None, 7))\nm.summary()\n",
    "training": "from keras import Model\nimport numpy as np\nm = Model(inp, Dense(3)(inp))\nm.compile('sgd', 'mse')\nfor _ in range(10**6):\n    m.fit(np.zeros((10**9, 7)), np.zeros((10**9, 3)))\n    m.predict(np.zeros((10**9, 7)))\n",
    "matches": "x = xs\nfor _ in range(60):\n    x = [x, x]\nmatch x:\n    case [[a, b], [c, d]]:\n        n = a\nmatch range(10**9):\n    case [*a]:\n        n = a\n" + "match n:\n" + numbered("    case {i}:\n        Dense({i} + 1)(inp)\n", 3000),
    "unpacking": "a, *b = range(10**9)\n[*c] = range(10**9)\nd = [*range(10**9)]\ne = {**dict.fromkeys(range(10**9))}\nf = (*range(10**9),)\ng = {*range(10**9)}\nprint(*range(10**9))\nprint(**{str(i): i for i in range(10**9)})\nlambda *a, **k: 1\nxs[:] = range(10**9)\nxs += range(10**9)\nxs.extend(range(10**9))\n",
    "slices": "xs = list(range(4000))\nn = xs[::10**9] + xs[-10**9:10**9]\ns = 'ab' * 10**4\nfor i in range(4000):\n    t = s[i:] + s[:i]\n    ys = xs[i:] + xs[:i]\n    xs[i:i] = xs\n",
    "numbers": "import math\nn = math.factorial(10**9)\nn = math.comb(10**9, 10**8)\nn = math.perm(10**6)\nn = math.gcd(10**10000, 7**10000)\nn = math.isqrt(10**100000)\nn = math.pow(10, 10**9)\nn = math.exp(10**9)\nn = int('1' * 10**6)\nn = int('f' * 10**7, 16)\nn = round(10**1000, -10**9)\nn = divmod(10**10**6, 7)\nn = hash(10**10**6)\nn = float(10**1000)\nn = complex(10**1000)\nn = hex(1 << 10**8)\nn = bin(10**10**6)\nn = (10**10**6).bit_length()\nn = int.from_bytes(b'a' * 10**8, 'big')\nn = (5).to_bytes(10**9, 'big')\nfrom fractions import Fraction\nfrom decimal import Decimal\nn = Fraction(10**9) ** 10**9\nn = Decimal(10) ** 10**9\n",
    "library": "import copy, json, functools, operator, string, random, pathlib, os, collections\nn = os.path.join(*['a'] * 10**7)\nn = json.loads('[' * 10**5)\nn = json.dumps([0] * 10**7)\nn = random.sample(range(10**9), 10**8)\nn = random.choices([1], k=10**9)\n@functools.lru_cache(None)\ndef f(k):\n    return f(k + 1)\nn = f(0)\nn = functools.reduce(lambda a, b: a + a, range(10**9), [1])\nn = collections.OrderedDict((i, i) for i in range(10**9))\nn = collections.defaultdict(lambda: n)\nfor i in range(10**9):\n    n[i][i] = i\n",
}  # fmt: skip
"""Short programs without end or measure."""

KEPT = {
    "slices": "xs[:]",
    "lists": "list(xs)",
    "list copies": "xs.copy()",
    "sums": "xs + [1]",
    "stars": "[*xs]",
    "tuples": "(*xs,)",
    "tuple calls": "tuple(xs)",
    "sorts": "sorted(xs)",
    "reversals": "xs[::-1]",
    "sets": "set(xs)",
    "set copies": "ss.copy()",
    "set unions": "ss | ss",
    "dicts": "dict(d)",
    "dict copies": "d.copy()",
    "dict stars": "{**d}",
    "dict unions": "d | d",
    "dict items": "list(d.items())",
    "dict keys": "list(d)",
    "dict from keys": "dict.fromkeys(xs)",
    "zips": "list(zip(xs, xs))",
    "texts": "s + 'a'",
    "text slices": "s[1:]",
    "text methods": "s.upper()",
    "text splits": "s.split('a')",
    "f-strings": "f'{s}{s}'",
    "joins": "','.join(ts)",
    "copies": "copy.copy(xs)",
    "deep copies": "copy.deepcopy(xs)",
    "arrays": "np.array(xs)",
    "ranges": "list(range(20000))",
    "comprehensions": "[a for a in xs]",
    "bytes": "s.encode()",
    "formats": "'%s' % s",
    "reprs": "repr(xs)",
    "counters": "collections.Counter(xs)",
    "deques": "collections.deque(xs)",
    "default dicts": "collections.defaultdict(int, d)",
    "maps": "list(map(str, xs))",
    "updates": "[e := {}, e.update(d)]",
    "set updates": "[e := set(), e.update(ss), e.update(xs)]",
    "in place": "[e := [], e.extend(xs), e.__iadd__(xs)]",
    "default keys": "[e := {}, [e.setdefault(a, a) for a in xs]]",
    "products": "list(itertools.product(xs[:150], xs[:150]))",
    "repeated lists": "[1] * 20000",
    "repeated texts": "'ab' * 400000",
    "numbers": "1 << 4000",
    "enumerations": "list(enumerate(xs))",
    "array lists": "np.zeros(4000).tolist()",
    "arguments": "f(*xs)",
    "keywords": "f(**ds)",
}
"""What costs little once and much when each one made is kept."""

ADVERSE.update({
    f"kept {name}": "import collections, copy, itertools, numpy as np\ndef f(*args, **kwargs):\n    return args, kwargs\n"
    "xs, s, kept = list(range(20000)), 'a' * 800000, []\nss, d, ts, ds = set(xs), dict(zip(xs, xs)), [s], {str(a): a for a in range(3000)}\n"
    f"for _ in range(4000):\n    kept.append({made})\n"
    for name, made in KEPT.items()
})  # fmt: skip


NAMES = (
    *(f"long: {name}" for name in LONG), *(f"deep: {name}" for name in DEEP), *(f"adverse: {name}" for name in ADVERSE),
)  # fmt: skip


def program(name: str) -> str:
    """The complete text of one of `NAMES`."""
    kind, _, name = name.partition(": ")
    if kind == "adverse":
        return HEADER + ADVERSE[name]
    text = (LONG if kind == "long" else DEEP)[name]()
    return text if name == WITHOUT_KERAS else HEADER + text
