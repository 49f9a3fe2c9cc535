"""The statements a random program is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.live.writer import ELEMENTWISE, MERGES, OPERATORS, Shape, Writer


def layer(w: Writer, rank: int) -> str:
    """The source of a layer; one in eight is of the wrong family."""
    if w.chance(0.12):
        rank = w.random.choice((2, 3, 4))
    any_rank = [
        f"Dense({w.size()})", f"Dense({w.size()}, activation='relu')", "layers.Dropout(0.2)", "layers.Flatten()",
        "layers.BatchNormalization()", "layers.LayerNormalization()", "layers.Activation('relu')", "layers.ReLU()",
        "layers.Softmax()", "layers.Rescaling(0.5)", f"layers.GaussianNoise({0.1})", "layers.LeakyReLU()",
    ]  # fmt: skip
    families = {
        2: [f"layers.RepeatVector({w.size()})"],
        3: [
            f"layers.Conv1D({w.size()}, {w.random.choice((1, 2, 3))}{padding(w)}{strides(w)})",
            f"layers.SeparableConv1D({w.size()}, {w.random.choice((1, 2))})",
            f"layers.MaxPooling1D({w.random.choice((1, 2, 3))}{padding(w)})", "layers.GlobalAveragePooling1D()",
            f"layers.{w.random.choice(('LSTM', 'GRU', 'SimpleRNN'))}({w.size()}{sequences(w)})",
            f"layers.Bidirectional(layers.LSTM({w.size()}{sequences(w)}))",
            f"layers.TimeDistributed(Dense({w.size()}))", "layers.Permute((2, 1))", "layers.GlobalMaxPooling1D()",
            f"layers.ZeroPadding1D({w.random.choice((1, 2))})", f"layers.Cropping1D({w.random.choice((1, 2))})",
            f"layers.UpSampling1D({w.random.choice((1, 2, 3))})", "layers.SpatialDropout1D(0.1)",
            f"layers.Conv1DTranspose({w.size()}, 2{strides(w)})",
        ],
        4: [
            f"layers.Conv2D({w.size()}, {w.random.choice((1, 2, 3, (1, 2)))}{padding(w)}{strides(w)})",
            f"layers.DepthwiseConv2D({w.random.choice((1, 2))}{padding(w)})", "layers.GlobalAveragePooling2D()",
            f"layers.{w.random.choice(('Max', 'Average'))}Pooling2D({w.random.choice((1, 2))}{padding(w)})",
            f"layers.Conv2DTranspose({w.size()}, 2{padding(w)}{strides(w)})", "layers.Permute((2, 1, 3))",
            f"layers.ZeroPadding2D({w.random.choice((1, (1, 2), ((0, 1), (1, 0))))})",
            f"layers.Cropping2D({w.random.choice((1, ((0, 1), (1, 0))))})", "layers.UpSampling2D(2)",
            f"layers.TimeDistributed(Dense({w.size()}))", "layers.GlobalMaxPooling2D(keepdims=True)",
        ],
    }  # fmt: skip
    return w.random.choice(any_rank if w.chance(0.5) else families.get(rank, any_rank))


def padding(w: Writer) -> str:
    return w.random.choice(("", ", padding='same'", ", padding='valid'"))


def strides(w: Writer) -> str:
    return w.random.choice(("", "", ", strides=2", ", strides=1"))


def sequences(w: Writer) -> str:
    return w.random.choice(("", ", return_sequences=True"))


def call_layer(w: Writer) -> None:
    name, shape = w.tensor()
    w.bind(f"{layer(w, len(shape))}({name})")


def reshape(w: Writer) -> None:
    name, shape = w.tensor()
    sizes = [size for size in shape[1:] if size is not None]
    total = 1
    for size in sizes:
        total *= size
    parts = [part for part in (2, 3, 4) if total % part == 0]
    targets: list[Any] = [
        (total,),
        (-1,),
        (-1, w.random.choice(parts or [1])),
        (total, 1),
        (1, total),
        tuple(sizes[::-1]),
    ]
    if parts:
        part = w.random.choice(parts)
        targets.append((part, total // part))
    if w.chance(0.15):
        targets = [(total + 1,), (w.size(), w.size()), (-1, total + 1)]
    target = w.random.choice(targets)
    if w.chance(0.8):
        w.bind(f"{w.random.choice(('Reshape', 'layers.Reshape'))}({target!r})({name})")
    else:
        w.bind(f"ops.reshape({name}, {(-1, *target) if -1 not in target else (shape[0] or 1, *target)!r})")


def merge(w: Writer) -> None:
    name, shape = w.tensor()
    others = [w.like(name, shape) for _ in range(w.random.choice((1, 1, 1, 2)))]
    inputs = ", ".join([name, *others])
    kind = w.random.choice(MERGES)
    spelling = w.random.choice((f"layers.{kind}()([{inputs}])", f"layers.{kind.lower()}([{inputs}])"))
    w.bind(spelling)


def concatenate(w: Writer) -> None:
    name, shape = w.tensor()
    others = [w.like(name, shape) for _ in range(w.random.choice((1, 1, 2)))]
    inputs = ", ".join([name, *others])
    axis = w.random.randint(-len(shape) - 1, len(shape)) if w.chance(0.3) else w.random.choice((-1, len(shape) - 1, 1))
    form = w.random.choice(("layers.Concatenate(axis={1})([{0}])", "layers.concatenate([{0}], axis={1})",
                            "ops.concatenate([{0}], axis={1})", "layers.Concatenate()([{0}])"))  # fmt: skip
    w.bind(form.format(inputs, axis))


def dot(w: Writer) -> None:
    name, shape = w.tensor(w.random.choice((2, 3)))
    other = w.like(name, shape)
    axes: Any = w.random.choice((-1, 1, 2, (1, 1), (2, 1), (2, 2), (1, 2), (-1, -1)))
    form = w.random.choice(("layers.Dot(axes={2})([{0}, {1}])", "layers.dot([{0}, {1}], axes={2})"))
    w.bind(form.format(name, other, axes))


def operator(w: Writer) -> None:
    name, shape = w.tensor()
    other = w.like(name, shape) if w.chance(0.75) else str(w.random.choice((2, 0.5)))
    if w.chance(0.7):
        left, right = (name, other) if w.chance(0.7) else (other, name)
        w.bind(f"{left} {w.random.choice(OPERATORS)} {right}")
    else:
        w.bind(f"ops.{w.random.choice(ELEMENTWISE)}({name}, {other})")


def operation(w: Writer) -> None:
    name, shape = w.tensor()
    axis = w.random.randint(1, len(shape) - 1) if len(shape) > 1 and w.chance(0.85) else len(shape)
    keep = w.random.choice(("", ", keepdims=True"))
    choices = [
        f"ops.mean({name}, axis={axis}{keep})", f"ops.sum({name}, axis={axis}{keep})", f"ops.relu({name})",
        f"ops.expand_dims({name}, {axis})", f"ops.squeeze({name}, {axis})", f"ops.max({name}, axis=-1{keep})",
        f"ops.softmax({name})", f"-{name}", f"ops.transpose({name}, {tuple(range(len(shape)))[::-1]})",
        f"ops.stack([{name}, {w.like(name, shape)}], axis={axis})", f"ops.matmul({name}, {w.like(name, shape)})",
        f"{name}[:, {w.random.choice(('0', '-1', ':1', '1:', '::2', 'None'))}]", f"{name}[..., :1]",
    ]  # fmt: skip
    w.bind(w.random.choice(choices))


def shared(w: Writer) -> None:
    name, shape = w.tensor()
    made = w.bind(layer(w, len(shape)), "shared")
    if made and w.bind(f"{made}({name})"):
        w.bind(f"{made}({w.like(name, shape)})")


def sequential(w: Writer) -> None:
    name, shape = w.tensor()
    first = [f"Input({shape[1:]!r})"] if w.chance(0.5) else []
    parts = first + [layer(w, len(shape))] + [layer(w, w.random.choice((2, 3))) for _ in range(w.random.randint(0, 2))]
    if w.chance(0.6):
        made = w.bind(f"Sequential([{', '.join(parts)}])", "stack")
    else:
        made = w.bind("Sequential()", "stack")
        if not all(w.run(f"{made}.add({part})") for part in parts):
            return
    if made and w.bind(f"{made}({name})") and w.chance(0.4):
        w.bind(f"{made}({w.like(name, shape)})")


def model(w: Writer) -> None:
    start, shape = w.input(symbolic=True)
    middle = w.bind(f"{layer(w, len(shape))}({start})")
    if middle is None:
        return
    many = w.chance(0.3)
    extra = w.input(2, symbolic=True)[0] if many else ""
    inputs, outputs = (f"[{start}, {extra}]", middle) if many else (start, middle)
    if w.chance(0.2):
        outputs = f"[{middle}, {start}]" if w.chance(0.6) else w.tensor()[0]
    made = w.bind(f"Model({inputs}, {outputs})", "model")
    if made is None:
        return
    given = w.like(start, shape)
    first = w.bind(f"{made}([{given}, {w.tensor(2)[0]}])" if many else f"{made}({given})", "y")
    if first and outputs.startswith("["):
        w.bind(f"{first}[0]")


def helper(w: Writer) -> None:
    name, shape = w.tensor()
    made = w.name("block")
    body = w.random.choice((
        "    for width in (4, units):\n        x = Dense(width)(x)\n    return x",
        "    y = Dense(units)(x)\n    return layers.Add()([x, y])",
        "    outs = [Dense(units * (k + 1))(x) for k in range(2)]\n    return layers.Concatenate()(outs)",
        "    outs = []\n    for k in range(3):\n        outs.append(Dense(units)(x))\n    return layers.average(outs)",
        "    if units > 3:\n        x = Dense(units)(x)\n    return x * 2",
        "    while len(x.shape) > 2:\n        x = ops.mean(x, axis=1)\n    return Dense(units)(x)",
        "    return layers.Flatten()(x) if units % 2 else layers.Reshape((-1, units))(x)",
    ))  # fmt: skip
    default = w.random.choice(("", f"={w.size()}"))
    if not w.run(f"def {made}(x, units{default}):\n{body}\n"):
        return
    last = shape[-1] or 4
    given = "" if default and w.chance(0.5) else f", {w.random.choice((w.size(), last))}"
    given = given if given or default else f", {last}"
    if w.bind(f"{made}({name}{given})") and w.chance(0.4):
        w.bind(f"{made}({w.tensor()[0]}, units={last})")


def loop(w: Writer) -> None:
    name, shape = w.tensor()
    made = w.name("x")
    part = layer(w, len(shape)).replace("Dense(", "Dense(k + ", 1)
    w.run(f"{made} = {name}\nfor k in range({w.random.choice((1, 2, 3))}):\n    {made} = {part}({made})")


def states(w: Writer) -> None:
    name, _ = w.tensor(3)
    out, state = w.name("x"), w.name("x")
    w.run(f"{out}, {state} = layers.GRU({w.size()}, return_state=True{sequences(w)})({name})")


def split(w: Writer) -> None:
    name, shape = w.tensor()
    left, right = w.name("x"), w.name("x")
    w.run(f"{left}, {right} = ops.split({name}, 2, axis={w.random.choice((-1, len(shape) - 1))})")


def new_input(w: Writer) -> None:
    w.input()


KINDS: dict[Callable[[Writer], Any], int] = {
    call_layer: 12, reshape: 4, merge: 7, concatenate: 5, dot: 3, operator: 4, operation: 4, shared: 3,
    sequential: 3, model: 3, helper: 3, loop: 1, states: 1, split: 1, new_input: 1,
}  # fmt: skip
__all__ = ["KINDS", "Shape"]
