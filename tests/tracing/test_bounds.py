"""Whatever the source holds, analysis ends in time, raises nothing, and gives ordinary answers beside it."""

# ruff: noqa: E501
from __future__ import annotations

import random
import sysconfig
import time
from pathlib import Path

import pytest

from keras_shape_lint.analysis import Source, analyze

HEADER = "from keras import Input\nfrom keras.layers import Dense\ninp = Input((7,))\nDense(3)(inp)\nn, xs = 1, [1]\n"
SECONDS = 6.0
"""Of the processor; what is aimed at is 2, and the rest is slack for a slow machine."""

ENDLESS = {
    "while": "while True:\n    n += 1",
    "while with calls": "while True:\n    Dense(n)(inp)\n    n += 1",
    "nested": "for a in range(3000):\n    for b in range(3000):\n        for c in range(3000):\n            n += a * b",
    "recursion": "def f(k):\n    return f(k + 1) + f(k + 2)\nn = f(0)",
    "mutual": "def f(k):\n    return g(k)\ndef g(k):\n    return f(k)\nn = f(0)",
    "range": "for a in range(10**9):\n    n += 1",
    "range list": "n = len(list(range(10**9)))",
    "sorted range": "n = sorted(range(10**9))[0] + max(range(10**9)) + len(set(range(10**9)))",
    "zip range": "n = sum(a for a, b in zip(range(10**9), range(10**9)))",
    "in range": "n = 5 if 0.5 in range(10**9) else 6",
    "comprehension": "n = len([a + b for a in range(10**5) for b in range(10**5)])",
    "set comprehension": "n = len({a for a in range(10**8)})",
    "any": "n = any(a < 0 for a in range(10**9))",
    "count": "import itertools\nn = sum(itertools.count())",
    "next": "import itertools\nn = next(a for a in itertools.count() if a < 0)",
    "product": "import itertools\nn = len(list(itertools.product(range(1000), repeat=1000)))",
    "permutations": "import itertools\nn = sum(1 for _ in itertools.permutations(range(100)))",
    "power": "n = 10 ** 10 ** 10",
    "squares": "for _ in range(100):\n    n = (n + 7) * (n + 7)",
    "factorial": "import math\nn = math.factorial(10**9) + math.comb(10**9, 10**8)",
    "text": "s = 'ab'\nfor _ in range(100):\n    s = s + s\nn = len(s)",
    "wide text": "n = len('%1000000000d' % 1) + len(f'{1:1000000000}')\n"
    "n += len('a'.ljust(10**10)) + len('{:>999999999}'.format(1))",
    "replace": "s = 'a' * 1000\nfor _ in range(50):\n    s = s.replace('a', 'aa')",
    "list": "for _ in range(100):\n    xs += xs",
    "list times": "for _ in range(100):\n    xs = xs * 1000",
    "extend": "for _ in range(100):\n    xs.extend(xs)",
    "self append": "for a in xs:\n    xs.append(a)",
    "self in self": "xs.append(xs)\nxs == xs\nn = len(str(xs))\nimport copy\ncopy.deepcopy(xs)",
    "deep list": "for _ in range(10000):\n    xs = [xs]\nxs == [xs]\nimport copy\ncopy.deepcopy(xs)\nDense(xs)",
    "round": "n = round(5, -10**9)",
    "bytes": "n = len(bytes(10**12))",
    "shift": "n = 1 << 10**10",
    "generator": "def g():\n    k = 0\n    while True:\n        yield k\n        k += 1\nfor a in g():\n    n = a",
    "generator twice": "def g(k):\n    yield k\n    yield from g(k + 1)\nn = sum(g(0))",
    "decisions": "def f(p):\n" + "".join(f"    if p[{i}]:\n        Dense({i + 1})(inp)\n" for i in range(300)),
    "loops of unknown": "import sys\n" + "".join("    " * i + f"for a{i} in sys.argv:\n" for i in range(15)) + "    " * 15 + "n += 1",
    "tries": "".join("    " * i + "try:\n" for i in range(15)) + "    " * 15 + "n = xs[n()]\n"
    + "".join("    " * i + "except KeyError:\n" + "    " * i + "    n += 1\n" for i in range(14, -1, -1)),
    "call tree": "def f0():\n    return 1\n" + "".join(f"def f{i}():\n    return f{i - 1}() + f{i - 1}()\n" for i in range(1, 40)) + "n = f39()",
    "class tree": "class A0: pass\n" + "".join(f"class A{i}(A{i - 1}): pass\n" for i in range(1, 300)) + "n = A299().x",
    "elif": "if n == 0:\n    pass\n" + "".join(f"elif n == {i}:\n    Dense({i})(inp)\n" for i in range(2, 3000)),
    "sum": "n = " + " + ".join(["1"] * 5000),
    "strings": "s = " + " + ".join(["'a'"] * 5000),
    "attributes": "n = xs" + ".a" * 5000,
    "calls": "n = xs" + "()" * 3000,
    "comparisons": "n = " + " < ".join(map(str, range(5000))),
    "booleans": "n = " + " and ".join(["n"] * 5000),
    "nested ifs": "n = " + "1 if n else " * 900 + "2",
    "lambdas": "f = " + "lambda: " * 900 + "1",
    "unary": "n = " + "-" * 900 + "1",
    "names": "\n".join(f"v{i} = {i}" for i in range(20000)),
    "setattr loop": "class A:\n    def __setattr__(self, k, v):\n        self.k = v\n    def __getattr__(self, k):\n        return self.z\nA().x = 1\nA().y",
    "property loop": "class A:\n    @property\n    def x(self):\n        return self.x\nn = A().x",
    "iter loop": "class A:\n    def __iter__(self):\n        return self\n    def __next__(self):\n        return 1\nfor a in A():\n    n = a\nlist(A())",
    "len loop": "class A:\n    def __len__(self):\n        return len(self)\n    def __bool__(self):\n        return bool(self)\nif A():\n    n = len(A())",
}  # fmt: skip


@pytest.mark.parametrize("name", ENDLESS)
def test_it_ends_with_ordinary_answers(name: str) -> None:
    start = time.process_time()
    analysis = analyze(Source("program.py", HEADER + ENDLESS[name] + "\n"))
    assert time.process_time() - start < SECONDS
    assert not analysis.findings
    if analysis.error is None:
        assert [call.outputs for call in analysis.calls if call.line == 4] == [([None, 3],)]
    else:
        assert analysis.error.startswith("cannot parse")


@pytest.mark.parametrize(
    "text", ["(" * 10_000 + "1" + ")" * 10_000, "x = " + "-" * 100_000 + "1", "x = '", "\0", "é = \udc80"]
)
def test_what_cannot_be_parsed_is_said_in_one_line(text: str) -> None:
    analysis = analyze(Source("program.py", HEADER + text + "\n"))
    assert analysis.error is None or "\n" not in analysis.error
    assert not analysis.findings


STANDARD = sorted(Path(sysconfig.get_paths()["stdlib"]).glob("*.py")) + sorted(
    path for name in ("asyncio", "json", "email", "unittest", "xml", "http", "importlib", "collections", "test")
    for path in (Path(sysconfig.get_paths()["stdlib"]) / name).rglob("*.py")
)  # fmt: skip
SAMPLE = random.Random(3).sample(STANDARD, min(150, len(STANDARD)))


@pytest.mark.parametrize("start", range(0, 150, 30))
def test_files_of_the_standard_library(start: int) -> None:
    for path in SAMPLE[start : start + 30]:
        text = path.read_bytes().decode("utf-8", "replace") + "\nimport keras  # keras\n"
        began = time.process_time()
        analysis = analyze(Source(f"/alone/{path.name}", text))
        assert time.process_time() - began < 2 * SECONDS, path
        assert not analysis.findings, path


def test_an_endless_generator_behind_an_object_costs_little() -> None:
    """Each `fit` asks for its first item, of which the generator makes many ahead."""
    program = (
        "import numpy as np\nfrom keras.layers import Dense\nfrom keras.models import Sequential\n"
        "class Locked:\n    def __init__(self, it):\n        self.it = it\n    def __next__(self):\n"
        "        return next(self.it)\ndata = np.zeros((50, 7))\ndef batches():\n    while True:\n"
        "        start = np.random.randint(0, 40)\n        x = data[start:start + 10]\n        yield x, x[:, :3]\n"
        "model = Sequential([Dense(3, input_shape=(7,))])\nmodel.compile('sgd', 'mse')\n"
        + "model.fit(Locked(batches()), steps_per_epoch=2, epochs=1)\n" * 60
        + "Dense(4)(model.output)\n"
    )
    assert analyze(Source("m.py", program)).calls[-1].outputs == ([None, 4],)
