"""Random programs over arrays, written while NumPy runs them; what fails for real gets a name that is not read."""

from __future__ import annotations

import random
from typing import Any

HEADER = "import numpy as np\n"
LARGEST = 5_000


class Writer:
    """Writes one program. `real` holds what NumPy made of its variables."""

    def __init__(self, seed: int) -> None:
        import numpy

        self.random = random.Random(seed)
        self.real: dict[str, Any] = {"np": numpy}
        self.lines: list[str] = []
        self.failed = 0

    def program(self, length: int = 14) -> str:
        for _ in range(3):
            self.put(self.creation())
        for _ in range(length):
            self.statement()
        return HEADER + "\n".join(self.lines) + "\n"

    def put(self, expression: str) -> None:
        """One more variable, if NumPy takes the expression."""
        name = f"v{len(self.lines)}"
        try:
            value = eval(expression, dict(self.real))
        except Exception:
            self.failed += 1
            self.lines.append(f"bad{len(self.lines)} = {expression}")
            return
        if getattr(value, "size", 0) <= LARGEST:
            self.real[name] = value
            self.lines.append(f"{name} = {expression}")

    def store(self, line: str) -> None:
        try:
            exec(line, self.real)
        except Exception:
            return
        self.lines.append(line)

    def pick(self, *options: str) -> str:
        return self.random.choice(options)

    def size(self, high: int = 5) -> int:
        return self.random.randint(1, high)

    def arrays(self) -> list[str]:
        numpy = self.real["np"]
        return [name for name, value in self.real.items() if isinstance(value, numpy.ndarray)]

    def array(self) -> str:
        return self.random.choice(self.arrays()[-6:])

    def shape(self, rank: int | None = None) -> str:
        rank = self.random.randint(1, 4) if rank is None else rank
        return str(tuple(self.size() for _ in range(rank)))

    def axis(self, x: str) -> int:
        rank = self.real[x].ndim
        return (
            self.random.randint(-rank - 1, rank)
            if self.random.random() < 0.1 or not rank
            else self.random.randrange(rank)
        )

    def number(self) -> str:
        numpy = self.real["np"]
        numbers = [name for name, value in self.real.items() if isinstance(value, (int, numpy.integer))]
        return self.random.choice([*numbers[-3:], str(self.random.randint(0, 4)), "2.5"])

    def creation(self) -> str:
        shape, n, m = self.shape(), self.size(), self.size()
        return self.pick(
            f"np.zeros({shape})", f"np.ones({shape}, dtype='float32')", f"np.full({shape}, {n})",
            f"np.arange({n * 3})",
            f"np.arange({n}, {n + 7}, {m})", f"np.arange(0, 1, 0.{m})", f"np.linspace(0, 1, {n * 2})",
            f"np.eye({n}, {m})",
            f"np.identity({n})", f"np.random.rand{shape}", f"np.random.randint(0, 9, size={shape})",
            f"np.random.random({shape})", f"np.random.normal(0, 1, {shape})", f"np.random.uniform(size={shape})",
            f"np.random.randn({n}, {m})", f"np.random.default_rng(1).integers(0, 5, {shape})",
            f"np.random.choice({n}, ({m}, 2))",
            f"np.random.permutation({n * 4})", f"np.array([[{n}, {m}], [3, 4]])", f"np.array({list(range(n))})",
            f"np.array([{n}, {m}, 2.5])", f"np.array([[{n}], [{m}]], dtype=np.float32)", f"np.empty({shape})",
            f"np.array([range({n}), range({n})])", f"np.random.default_rng().normal(size={shape})",
            f"np.array([True, False, {n > 2}])", f"np.array([np.zeros({m}), np.ones({m})])", "np.array('abc')",
            f"np.asarray([i * i for i in range({n})], dtype=int)", f"np.random.binomial({n}, 0.5, {shape})",
        )  # fmt: skip

    def key(self, x: str) -> str:
        """An index into an array, mostly a valid one."""
        rank = self.real[x].ndim
        parts = []
        for axis in range(self.random.randint(1, max(rank, 1))):
            size = self.real[x].shape[axis] if rank else 1
            a, b = self.random.randint(-size, size), self.random.randint(-size, size + 1)
            near = self.random.randrange(size) if size else 0
            parts.append(self.pick(f"{a}:{b}", ":", f"{near}", f"-{near + 1}", f"::{self.size(3)}", "::-1", f"{a}:",
                                   f":{b}", "None", f"[{near}, 0]", f"np.array([{near}, 0, 0])", "np.newaxis",
                                   f"np.arange({near + 1})"))  # fmt: skip
        if self.random.random() < 0.25:
            parts.insert(self.random.randint(0, len(parts)), "...")
        if self.random.random() < 0.15:
            return self.pick(f"{x} > 1", f"{x}[:, 0] > 0", f"({x} > 0) & ({x} < 3)", f"np.where({x}[..., 0] > 0)[0]",
                             f"{x} != 2", f"~({x} == 1)")  # fmt: skip
        return ", ".join(parts)

    def new_shape(self, x: str) -> str:
        """Sizes that hold as many entries."""
        left = self.real[x].size
        sizes = []
        for _ in range(self.random.randint(0, 3)):
            divisors = [d for d in range(1, left + 1) if left % d == 0][:12] or [1]
            sizes.append(self.random.choice(divisors))
            left //= sizes[-1]
        sizes.append(left if self.random.random() < 0.5 else -1)
        self.random.shuffle(sizes)
        if self.random.random() < 0.1:
            sizes.append(self.size())
        return str(tuple(sizes))

    def statement(self) -> None:
        x, y = self.array(), self.array()
        kind = self.random.randrange(9)
        if kind == 0:
            self.put(self.creation())
        elif kind == 1:
            self.put(self.reshaping(x))
        elif kind == 2:
            self.put(f"{x}[{self.key(x)}]")
        elif kind == 3:
            self.put(self.joining(x, y))
        elif kind == 4:
            self.put(self.reduction(x))
        elif kind == 5:
            self.put(self.arithmetic(x, y))
        elif kind == 6:
            self.put(self.found(x, y))
        elif kind == 7:
            self.put(self.question(x))
        else:
            self.store(self.writing(x, y))

    def writing(self, x: str, y: str) -> str:
        return self.pick(
            f"{x}[{self.key(x)}] = 3", f"{x} += 1", f"{x}[...] = {self.number()}", f"{x}.fill(7)", f"{x} *= {y}",
            f"np.random.shuffle({x})", f"{x}.sort()",
        )  # fmt: skip

    def reshaping(self, x: str) -> str:
        a, b = self.axis(x), self.axis(x)
        order = list(range(self.real[x].ndim))
        self.random.shuffle(order)
        shape = self.new_shape(x)
        return self.pick(
            f"{x}.reshape({shape})", f"{x}.reshape{shape}", f"np.reshape({x}, {shape})", f"{x}.ravel()",
            f"{x}.flatten()",
            f"{x}.T", f"{x}.transpose()", f"{x}.transpose({tuple(order)})", f"np.transpose({x}, {order})",
            f"np.expand_dims({x}, {a})", f"np.expand_dims({x}, (0, {b}))", f"np.squeeze({x})", f"{x}.squeeze({a})",
            f"np.moveaxis({x}, {a}, {b})", f"np.swapaxes({x}, {a}, {b})", f"np.rollaxis({x}, {a})",
            f"np.flip({x}, {a})",
            f"np.roll({x}, 2, {a})", f"np.rot90({x})", f"np.atleast_2d({x})", f"np.atleast_1d({x})", f"{x}.copy()",
            f"{x}.astype('float32')", f"{x}.astype(int)", f"np.array({x})", f"np.asarray({x})",
            f"np.array({x}, ndmin=3)",
            f"{x}.astype(np.uint8)", f"np.broadcast_to({x}, (2,) + {x}.shape)", f"np.zeros_like({x})",
            f"np.ravel({x})",
            f"np.zeros({x}.shape[::-1])", f"np.ones(({x}.shape[0], 2))", f"np.resize({x}, (3, 2))",
            f"np.full_like({x}, 2)",
            f"{x}.reshape(len({x}), -1)", f"{x}.reshape({x}.shape + (1,))", f"{x}.astype(bool)",
        )  # fmt: skip

    def joining(self, x: str, y: str) -> str:
        a, n = self.axis(x), self.size(3)
        return self.pick(
            f"np.concatenate([{x}, {x}], axis={a})", f"np.concatenate(({x}, {y}))",
            f"np.stack([{x}, {x}, {x}], axis={a})",
            f"np.stack([{x}, {y}])", f"np.vstack([{x}, {y}])", f"np.vstack(({x}, {x}))", f"np.hstack([{x}, {x}])",
            f"np.dstack([{x}, {x}])", f"np.column_stack([{x}, {x}])", f"np.column_stack(({x}, {y}))",
            f"np.append({x}, {y})",
            f"np.append({x}, {x}, axis={a})", f"np.append({x}, 3)", f"np.split({x}, {n}, axis={a})[0]",
            f"np.array_split({x}, {n})[-1]", f"np.array_split({x}, {n}, axis={a})[0]", f"np.split({x}, [1, 2])[1]",
            f"np.repeat({x}, {n}, axis={a})", f"{x}.repeat({n})", f"np.repeat({x}, [1, {n}], axis={a})",
            f"np.tile({x}, {n})",
            f"np.tile({x}, ({n}, 2))", f"np.pad({x}, {n}, 'constant')",
            f"np.pad({x}, ((0, {n}), (1, 0)), mode='constant')",
            f"np.pad({x}, (1, {n}), 'edge')", f"np.delete({x}, 0, axis={a})", f"np.delete({x}, [0, {n}], {a})",
            f"np.delete({x}, {n})", f"np.insert({x}, 0, 5, axis={a})", f"np.meshgrid({x}, {y})[0]",
            f"np.c_[{x}, {x}]",
            f"np.r_[{x}, {x}]", f"np.array([{x}, {x}])", f"np.array([{x}[0], {x}[0], {x}[0]])",
            f"np.array(list({x}))",
            f"np.concatenate([{x}[:{n}], {x}[{n}:]], axis=0)", f"np.array([row for row in {x}])",
            f"np.hsplit({x}, {n})[0]",
            f"np.block([{x}, {x}])", f"np.vsplit({x}, {n})[0]",
        )  # fmt: skip

    def reduction(self, x: str) -> str:
        a = self.axis(x)
        name = self.pick("sum", "mean", "max", "min", "std", "prod", "argmax", "argmin", "any", "all", "var")
        tail = self.pick("", f"axis={a}", f"axis={a}, keepdims=True", f"{a}")
        rank = self.real[x].ndim
        axes = tuple(self.random.sample(range(rank), min(rank, 2)))
        return self.pick(
            f"{x}.{name}({tail})", f"np.{name}({x}{', ' + tail if tail else ''})", f"np.sum({x}, axis={axes})",
            f"np.cumsum({x}, axis={a})", f"np.cumsum({x})", f"np.median({x}, axis={a})",
            f"np.percentile({x}, [5, 95], axis={a})",
            f"np.sort({x}, axis={a})", f"np.argsort({x})", f"{x}.argsort(axis={a})", f"np.linalg.norm({x}, axis={a})",
            f"np.diff({x}, axis={a})", f"np.average({x}, axis={a})", f"np.mean({x}, axis={axes}, keepdims=True)",
            f"np.unique({x})", f"np.unique({x}, return_counts=True)[1]", f"np.unique({x}, axis=0)",
            f"np.ptp({x}, axis={a})",
            f"np.amax({x}, {a})", f"np.nanmean({x}, axis={a})", f"np.count_nonzero({x}, axis={a})",
            f"np.quantile({x}, 0.5, axis={a})",
        )  # fmt: skip

    def arithmetic(self, x: str, y: str) -> str:
        n = self.number()
        sign = self.pick("+", "-", "*", "/", "//", "%", "**", ">", "<=", "==", "!=")
        return self.pick(
            f"{x} {sign} {y}", f"{x} {sign} {n}", f"{n} {sign} {x}", f"{x} {sign} {x}", f"-{x}", f"abs({x})",
            f"np.abs({x})",
            f"np.sqrt({x} + 9)", f"np.exp({x} * 0)", f"np.clip({x}, 0, 2)", f"{x}.clip(0, 3)",
            f"np.maximum({x}, {y})",
            f"np.minimum({x}, {n})", f"np.add({x}, {y})", f"np.multiply({x}, 2)", f"np.where({x} > 1, {x}, 0)",
            f"np.where({x} > 1, {x}, {y})", f"{x} @ {y}", f"{x} @ {x}.T", f"np.dot({x}, {y})", f"np.dot({x}.T, {x})",
            f"np.matmul({x}, {y})", f"np.outer({x}, {y})", f"np.tensordot({x}, {x}, axes=1)",
            f"{x} - {x}.mean(axis=0)",
            f"({x} - {x}.min()) / 3", f"{x} + {x}[0]", f"{x} * {x}.shape[0]", f"np.round({x})", f"{x}.round()",
            f"np.inner({x}, {y})",
            f"np.einsum('ij,jk->ik', {x}, {x}.T)", f"np.logical_and({x}, {y})", f"np.isnan({x})",
            f"np.floor({x} / 2)",
            f"~({x} > 1)", f"({x} > 0) | ({y} > 1)", f"np.float32({x})", f"np.square({x})", f"np.triu({x})",
            f"np.diag({x})",
            f"np.power({x}, 2)", f"np.sign({x})", f"np.linalg.inv(np.eye(3) + {x})", f"{x}.dot({y})",
        )  # fmt: skip

    def found(self, x: str, y: str) -> str:
        a = self.axis(x)
        return self.pick(
            f"np.take({x}, [0, 0, 1], axis={a})", f"{x}.take([0, 0])", f"np.where({x} > 1)[0]", f"np.nonzero({x})[0]",
            f"np.argwhere({x})", f"{x}[{x} > 1]", f"np.eye(4)[{x}]", "np.eye(10)[np.random.randint(0, 10, 6)]",
            f"{x}[np.random.permutation(len({x}))]", f"{x}[np.argsort({x}[:, 0])]",
            f"np.take({x}, {y}.astype(int) * 0)",
            f"np.isin({x}, [1, 2])", f"np.digitize({x}, [0, 1])", f"np.histogram({x}, bins=5)[0]",
            f"np.searchsorted([1, 2], {x})",
            f"{x}[np.arange(len({x})), 0]", f"{x}[[i for i in range(len({x})) if i % 2]]",
            f"{x}[:int(len({x}) * 0.8)]",
            f"{x}[len({x}) // 2:]", f"np.array({x}.tolist())", f"np.zeros(({x}.size, 2))", f"{x}[{x}.shape[0] - 1]",
            f"np.bincount({x})", f"np.compress([True, False], {x}, axis={a})", f"np.flatnonzero({x})",
            f"np.fft.fft({x})",
            f"{x}[({y} > 0).any()]", f"{x}[:, {x}.shape[1] - 1]",
        )  # fmt: skip

    def question(self, x: str) -> str:
        return self.pick(
            f"{x}.shape", f"len({x})", f"{x}.ndim", f"{x}.size", f"{x}.shape[0]", f"np.prod({x}.shape)",
            f"{x}.shape[1:]",
            f"np.array({x}.shape).sum()", f"int(np.prod({x}.shape[1:]))", f"[len(row) for row in {x}]",
            f"np.shape({x})",
            f"np.ndim({x})", f"np.size({x})", f"{x}.dtype == 'float32'", f"max({x}.shape)",
            f"sum({x}.shape) // 2", f"{x}.item()",
            f"{x}.tolist()", f"isinstance({x}, np.ndarray)", "np.array([3, 1, 2]).max()", "np.argmax([1, 3, 2])",
            "np.unique([1, 2, 2, 3]).size", f"len(set({x}.shape))", f"tuple(np.array({x}.shape) * 2)", f"{x}.T.shape",
            f"np.zeros({x}.shape).shape", f"[a.shape for a in {x}]", f"int({x}.max())", f"{x}.mean() > 2",
            f"len(np.unique({x}))",
        )  # fmt: skip
