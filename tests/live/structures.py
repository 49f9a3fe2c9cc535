"""Classes, models within models, containers and functions, as statements of a random program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.live.statements import layer
from tests.live.writer import Writer

BLOCK = """\
class {name}({base}):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.one = {one}
        self.two = layers.Dense({width})

    def call(self, x):
        {body}
"""
BODIES = (
    "return self.one(x) + self.two(x)", "return self.two(self.one(x))", "return layers.Concatenate()([self.one(x), x])",
    "return layers.Add()([x, self.one(x)])", "return layers.multiply([self.one(x), self.two(x)])",
    "return [self.one(x), self.two(x)][self.units % 2]",
    "return ops.matmul(self.one(x), ops.swapaxes(self.two(x), -1, -2))",
    "h = self.one(x)\n        for part in (self.two, self.two):\n            h = part(h)\n        return h",
    "return ops.stack([self.one(x), self.two(x)], axis=1)", "return ops.mean(self.one(x), axis=1)",
)  # fmt: skip
WEIGHTED = """\
class {name}(keras.layers.Layer):
    def __init__(self, units=3):
        super().__init__()
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(shape=({rows}, self.units))
        self.b = self.add_weight(shape=(self.units,))

    def call(self, x):
        return {body}
"""
PRODUCTS = (
    "ops.matmul(x, self.w) + self.b", "x * self.b", "ops.tensordot(x, self.w, axes=[[-1], [0]])", "ops.dot(x, self.w)",
    "x @ self.w", "ops.einsum('...i,ij->...j', x, self.w)",
)  # fmt: skip
FUNCTIONS = (
    """\
def {name}(x, units={units}, *, depth=2, last=None):
    for k in range(depth):
        x = Dense(units + k)(x)
    return x if last is None else Dense(last)(x)
""",
    """\
def {name}(x, units={units}, depth=2, last=0):
    if depth == 0:
        return Dense(units + last)(x)
    return {name}(layers.Dense(units)(x), units, depth - 1, last)
""",
    """\
def {name}(x, units={units}, depth=2, last=1):
    towers = {{key: Dense(units + n % last)(x) for n, key in enumerate("abc")}}
    return layers.add([towers[key] for key in sorted(towers)][:depth])
""",
    """\
def {name}(x, **settings):
    settings = {{"units": {units}, "depth": 1, **settings}}
    def step(y):
        return layers.Dense(settings["units"])(y)
    for _ in range(settings["depth"]):
        x = step(x)
    return x
""",
    """\
def {name}(x, units={units}, depth=2, last=None):
    stack = [Dense(units) for _ in range(depth)] + ([Dense(last)] if last else [])
    outs = []
    for made, previous in zip(stack, [None] + stack):
        x = made(x)
        outs.append(x)
    return layers.Concatenate(axis=1)(outs) if len(outs) > 1 else outs[0]
""",
    """\
def {name}(x, units={units}, depth=1, last=2):
    skip = x
    x = keras.Sequential([Dense(units * last) for _ in range(depth)])(x)
    if skip.shape[-1] != x.shape[-1]:
        skip = Dense(x.shape[-1])(skip)
    return layers.Add()([skip, x])
""",
    """\
def {name}(x, units={units}, depth=1, last=2):
    a, *rest = [Dense(units + n * (last - 2))(x) for n in range(depth + 1)]
    for other in rest:
        a = a * other
    return a
""",
    """\
def {name}(x, units={units}, depth=1, last=2):
    try:
        y = layers.Add()([x, Dense(units)(x)])
    except ValueError:
        y = layers.Concatenate()([x, Dense(units)(x)])
    return layers.Dense(last)(y)
""",
)


def custom_layer(w: Writer) -> None:
    name, shape = w.tensor()
    made, base = w.name("Block"), w.random.choice(("layers.Layer", "layers.Layer", "Model"))
    one = layer(w, len(shape)).replace("Dense(", "Dense(units + ", 1)
    width, body = w.random.choice(("units", str(shape[-1]), "units + 1")), w.random.choice(BODIES)
    if not w.run(BLOCK.format(name=made, base=base, one=one, width=width, body=body)):
        return
    block = w.bind(f"{made}({w.size()})", "block")
    if block and w.bind(f"{block}({name})") and w.chance(0.3):
        w.bind(f"{block}({w.like(name, shape)})")


def weighted_layer(w: Writer) -> None:
    name, _ = w.tensor()
    made = w.name("Weighted")
    rows = w.random.choice(("input_shape[-1]", "input_shape[-1]", "input_shape[1]", str(w.size())))
    if w.run(WEIGHTED.format(name=made, rows=rows, body=w.random.choice(PRODUCTS))):
        w.bind(f"{made}({w.random.choice(('', str(w.size())))})({name})")


def inner_model(w: Writer) -> None:
    """Inputs by list, dict or alone; outputs taken apart; a layer found again by its name."""
    start, shape = w.input(symbolic=True)
    name, part = w.name("named"), layer(w, len(shape))
    if "(layers." in part or "(Dense" in part:
        return
    middle = w.bind(f"{part[:-1]}{', ' if part[-2] != '(' else ''}name='{name}')({start})")
    other, _ = w.input(2, symbolic=True)
    side = w.bind(f"Dense({w.size()})({other})") if middle else None
    if middle is None or side is None:
        return
    keyed = w.chance(0.4)
    inputs = f"{{'a': {start}, 'b': {other}}}" if keyed else f"[{start}, {other}]"
    outputs = w.random.choice((f"[{middle}, {side}]", f"{{'m': {middle}, 's': {side}}}", middle, f"({side}, {middle})"))
    made = w.bind(f"Model({start if outputs == middle else inputs}, {outputs})", "model")
    if made is None:
        return
    given, extra = w.like(start, shape), w.tensor(2)[0]
    nest = f"{{'a': {given}, 'b': {extra}}}" if keyed else f"[{given}, {extra}]"
    called = w.bind(f"{made}({given if outputs == middle else nest})")
    if called and outputs != middle:
        w.bind(f"{called}['{w.random.choice('ms')}']" if outputs[0] == "{" else f"{called}[{w.random.choice((0, -1))}]")
    ends = (f"get_layer('{name}').output", "layers[1].output", "inputs[0]", "outputs[-1]")
    last = w.bind(f"{made}.{w.random.choice(ends)}")
    if last and w.chance(0.5):
        w.bind(f"Dense({w.size()})({last})")
        cut = w.bind(f"Model({made}.inputs, {last})", "model")
        if cut:
            w.bind(f"{cut}({made}.inputs)")


def function(w: Writer) -> None:
    name, shape = w.tensor()
    made = w.name("tower")
    if not w.run(w.random.choice(FUNCTIONS).format(name=made, units=w.size())):
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
        f"list(map(Dense({w.size()}), [{first}, {second}]))", f"[t for t in ({first}, {second}) if len(t.shape) > 1]",
        f"[*({first},), {second}][::-1]", f"sorted([{first}, {second}], key=lambda t: len(t.shape))",
    ))  # fmt: skip
    if not w.run(f"{made} = {text}"):
        return
    w.bind(
        w.random.choice((
            f"layers.Concatenate()({made})", f"layers.Add()({made})", f"layers.average({made})",
            f"{made}[0] * {made}[-1]", f"ops.stack({made}, axis=-1)", f"sum({made})",
            f"Dense({made}[0].shape[-1])({made}[-1])", f"layers.Reshape({made}[0].shape[1:])({made}[-1])",
            f"ops.concatenate({made} + {made}, axis=-1)", f"ops.reshape({made}[0], (-1, *{made}[-1].shape[1:]))",
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


def unpacked(w: Writer) -> None:
    """Outputs taken apart, one time in three into another number of names."""
    name, _ = w.tensor(3)
    kind, states = w.random.choice((("LSTM", 2), ("GRU", 1), ("SimpleRNN", 1)))
    count = 1 + states + (w.random.choice((-1, 1)) if w.chance(0.3) else 0)
    names = ", ".join([w.name("x") for _ in range(count)])
    w.run(f"{names}{',' if count == 1 else ''} = layers.{kind}({w.size()}, return_state=True)({name})")


KINDS: dict[Callable[[Writer], Any], int] = {
    custom_layer: 3, weighted_layer: 2, inner_model: 3, function: 4, containers: 4, stacked: 2, unpacked: 1,
}  # fmt: skip
