"""Classes, models within models, containers and functions, as statements of a random program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.live.statements import layer
from tests.live.writer import Writer

BODIES = (
    "return self.one(x) + self.two(x)", "return self.two(self.one(x))", "return layers.Concatenate()([self.one(x), x])",
    "return layers.Add()([x, self.one(x)])", "return layers.multiply([self.one(x), self.two(x)])",
    "return [self.one(x), self.two(x)][self.units % 2]", "return ops.matmul(self.one(x), self.two(x))",
    "h = self.one(x)\n        for part in (self.two, self.two):\n            h = part(h)\n        return h",
    "return ops.stack([self.one(x), self.two(x)], axis=1)", "return ops.mean(self.one(x), axis=1)",
)  # fmt: skip


def custom_layer(w: Writer) -> None:
    name, shape = w.tensor()
    made, units = w.name("Block"), w.size()
    base = w.random.choice(("layers.Layer", "layers.Layer", "Model"))
    head = f"class {made}({base}):\n    def __init__(self, units, **kwargs):\n        super().__init__(**kwargs)\n"
    head += f"        self.units = units\n        self.one = {layer(w, len(shape)).replace('Dense(', 'Dense(units + ', 1)}\n"
    head += f"        self.two = layers.Dense({w.random.choice(('units', str(shape[-1]), 'units + 1'))})\n"
    if not w.run(f"{head}\n    def call(self, x):\n        {w.random.choice(BODIES)}\n"):
        return
    block = w.bind(f"{made}({units})", "block")
    if block and w.bind(f"{block}({name})") and w.chance(0.3):
        w.bind(f"{block}({w.like(name, shape)})")


def weighted_layer(w: Writer) -> None:
    name, shape = w.tensor()
    made = w.name("Weighted")
    rows = w.random.choice(("input_shape[-1]", "input_shape[-1]", "input_shape[1]", str(w.size())))
    head = f"class {made}(keras.layers.Layer):\n    def __init__(self, units=3):\n        super().__init__()\n        self.units = units\n\n"
    build = f"    def build(self, input_shape):\n        self.w = self.add_weight(shape=({rows}, self.units))\n"
    build += "        self.b = self.add_weight(shape=(self.units,))\n\n"
    body = w.random.choice(("ops.matmul(x, self.w) + self.b", "x * self.b", "ops.tensordot(x, self.w, axes=[[-1], [0]])",
                            "ops.dot(x, self.w)", "x @ self.w", "ops.einsum('...i,ij->...j', x, self.w)"))  # fmt: skip
    if w.run(f"{head}{build}    def call(self, x):\n        return {body}\n"):
        w.bind(f"{made}({w.random.choice(('', str(w.size())))})({name})")


def inner_model(w: Writer) -> None:
    """Inputs by list, dict or alone; outputs taken apart; a layer found again by its name."""
    start, shape = w.input()
    name = w.name("named")
    part = layer(w, len(shape))
    part = part[:-1] + (", " if part[-2] != "(" else "") + f"name='{name}')"
    if "Bidirectional" in part or "TimeDistributed" in part:
        return
    middle = w.bind(f"{part}({start})")
    other, _ = w.input(2)
    side = w.bind(f"Dense({w.size()})({other})") if middle else None
    if middle is None or side is None:
        return
    keyed = w.chance(0.4)
    inputs = f"{{'a': {start}, 'b': {other}}}" if keyed else f"[{start}, {other}]"
    outputs = w.random.choice((f"[{middle}, {side}]", f"{{'m': {middle}, 's': {side}}}", middle, f"({side}, {middle})"))
    if outputs == middle:
        inputs = start
    made = w.bind(f"Model({inputs}, {outputs})", "model")
    if made is None:
        return
    given, extra = w.like(start, shape), w.tensor(2)[0]
    if outputs == middle:
        called = w.bind(f"{made}({given})")
    elif keyed:
        called = w.bind(f"{made}({{'a': {given}, 'b': {extra}}})")
    else:
        called = w.bind(f"{made}([{given}, {extra}])")
    if called and outputs[0] in "[(":
        w.bind(f"{called}[{w.random.choice((0, 1, -1))}]")
    elif called and outputs[0] == "{":
        w.bind(f"{called}['{w.random.choice('ms')}']")
    taken = w.random.choice((f"{made}.get_layer('{name}').output", f"{made}.layers[1].output", f"{made}.inputs[0]",
                             f"{made}.outputs[-1]"))  # fmt: skip
    last = w.bind(taken)
    if last and w.chance(0.5):
        w.bind(f"Dense({w.size()})({last})")
        cut = w.bind(f"Model({made}.inputs, {last})", "model")
        if cut:
            w.bind(f"{cut}({made}.inputs)")


FUNCTIONS = (
    "def {0}(x, units={1}, *, depth=2, last=None):\n    for k in range(depth):\n        x = Dense(units + k)(x)\n"
    "    return x if last is None else Dense(last)(x)\n",
    "def {0}(x, units={1}, depth=2, last=0):\n    if depth == 0:\n        return Dense(units + last)(x)\n"
    "    return {0}(layers.Dense(units)(x), units, depth - 1, last)\n",
    "def {0}(x, units={1}, depth=2, last=1):\n    towers = {{name: Dense(units + n % last)(x) for n, name in enumerate('abc')}}\n"
    "    return layers.add([towers[name] for name in sorted(towers)][:depth])\n",
    "def {0}(x, **settings):\n    settings = {{'units': {1}, 'depth': 1, **settings}}\n    def step(y):\n"
    "        return layers.Dense(settings['units'])(y)\n    for _ in range(settings['depth']):\n        x = step(x)\n    return x\n",
    "def {0}(x, units={1}, depth=2, last=None):\n    stack = [Dense(units) for _ in range(depth)] + ([Dense(last)] if last else [])\n"
    "    outs = []\n    for made, previous in zip(stack, [None] + stack):\n        x = made(x)\n        outs.append(x)\n"
    "    return layers.Concatenate(axis=1)(outs) if len(outs) > 1 else outs[0]\n",
    "def {0}(x, units={1}, depth=1, last=2):\n    skip = x\n    x = keras.Sequential([Dense(units * last) for _ in range(depth)])(x)\n"
    "    if skip.shape[-1] != x.shape[-1]:\n        skip = Dense(x.shape[-1])(skip)\n    return layers.Add()([skip, x])\n",
    "def {0}(x, units={1}, depth=1, last=2):\n    a, *rest = [Dense(units + n * (last - 2))(x) for n in range(depth + 1)]\n"
    "    for other in rest:\n        a = a * other\n    return a\n",
    "def {0}(x, units={1}, depth=1, last=2):\n    try:\n        y = layers.Add()([x, Dense(units)(x)])\n    except ValueError:\n"
    "        y = layers.Concatenate()([x, Dense(units)(x)])\n    return layers.Dense(last)(y)\n",
)  # fmt: skip


def function(w: Writer) -> None:
    name, shape = w.tensor()
    made = w.name("tower")
    if not w.run(w.random.choice(FUNCTIONS).format(made, w.size())):
        return
    last = shape[-1] or 4
    given = [f"units={w.random.choice((w.size(), last))}", f"depth={w.random.randint(1, 3)}", f"last={w.size()}"]
    chosen = [each for each in given if w.chance(0.6)]
    if w.bind(f"{made}({', '.join([name, *chosen])})") and w.chance(0.4):
        other = w.tensor()[0]
        w.bind(f"{made}({other}, **dict({', '.join(chosen)}))" if w.chance(0.5) else f"{made}(x={other})")


def containers(w: Writer) -> None:
    first, shape = w.tensor()
    second = w.like(first, shape)
    made = w.name("held")
    text = w.random.choice((
        f"[{first}, {second}]", f"[Dense({w.size()})(t) for t in ({first}, {second})]",
        f"list(map(Dense({w.size()}), [{first}, {second}]))", f"[t for t in ({first}, {second}) if len(t.shape) > 2]",
        f"[*({first},), {second}][::-1]", f"sorted([{first}, {second}], key=lambda t: len(t.shape))",
    ))  # fmt: skip
    if not w.run(f"{made} = {text}"):
        return
    w.bind(
        w.random.choice((
            f"layers.Concatenate()({made})", f"layers.Add()({made})", f"layers.average({made})", f"{made}[0] * {made}[-1]",
            f"ops.stack({made}, axis=-1)", f"sum({made})", f"Dense({made}[0].shape[-1])({made}[-1])",
            f"layers.Reshape({made}[0].shape[1:])({made}[-1])", f"ops.concatenate({made} + {made}, axis=-1)",
            f"ops.reshape({made}[0], (-1, *{made}[-1].shape[1:]))",
        ))
    )  # fmt: skip


def stacked(w: Writer) -> None:
    """A Sequential grown, cut and asked for its ends."""
    name, shape = w.tensor()
    parts = [layer(w, len(shape)), f"Dense({w.size()})", layer(w, 2)]
    made = w.bind(f"Sequential([Input({shape[1:]!r})])", "stack")
    if made is None or not all(w.run(f"{made}.add({part})") for part in parts):
        return
    if w.chance(0.3) and not w.run(f"{made}.pop()"):
        return
    if w.chance(0.4):
        w.bind(f"{made}.output")
        w.bind(f"{made}.layers[{w.random.choice((0, -1))}].output")
    w.bind(f"{made}({w.like(name, shape)})")
    outer = w.bind(f"Sequential([{made}, Dense({w.size()})])", "stack")
    if outer:
        w.bind(f"{outer}({name})")


KINDS: dict[Callable[[Writer], Any], int] = {
    custom_layer: 3, weighted_layer: 2, inner_model: 3, function: 4, containers: 4, stacked: 2,
}  # fmt: skip
