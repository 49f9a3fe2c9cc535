"""Calls of keras.ops and of the less common layers, as statements of a random program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.live.writer import Writer


def axis_of(w: Writer, rank: int) -> int:
    """Mostly one that exists, counted from either end, and not the batch."""
    if w.chance(0.1):
        return w.random.randint(-rank - 1, rank)
    axis = w.random.randint(1, max(1, rank - 1))
    return axis if w.chance(0.5) else axis - rank


def rearrange(w: Writer) -> None:
    name, shape = w.tensor()
    rank = len(shape)
    axis, other = axis_of(w, rank), axis_of(w, rank)
    order = list(range(1, rank))
    w.random.shuffle(order)
    w.bind(
        w.random.choice((
            f"ops.swapaxes({name}, {axis}, {other})", f"ops.moveaxis({name}, {axis}, {other})",
            f"ops.transpose({name}, {(0, *order)!r})", f"ops.flip({name}, axis={axis})",
            f"ops.roll({name}, 1, axis={axis})", f"ops.repeat({name}, {w.size()}, axis={axis})",
            f"ops.tile({name}, {(1, *(w.random.choice((1, 2)) for _ in order))!r})",
            f"ops.pad({name}, {[(0, 0), *((w.random.choice((0, 1)), 1) for _ in order)]!r})",
            f"ops.expand_dims({name}, {(axis, other)!r})", f"ops.ravel({name})",
            f"ops.broadcast_to({name}, {(shape[0] or 1, *(size or 1 for size in shape[1:]))!r})",
            f"layers.Permute({tuple(order)!r})({name})", f"ops.sort({name}, axis={axis})",
        ))
    )  # fmt: skip


def reduce(w: Writer) -> None:
    name, shape = w.tensor()
    axis = axis_of(w, len(shape))
    pair = (axis, -1) if axis not in (-1, len(shape) - 1) else axis
    axes: Any = w.random.choice((axis, axis, pair, None if w.chance(0.3) else axis))
    keep = w.random.choice(("", ", keepdims=True"))
    w.bind(
        w.random.choice((
            f"ops.{w.random.choice(('sum', 'mean', 'max', 'min', 'var', 'std', 'prod'))}({name}, axis={axes}{keep})",
            f"ops.logsumexp({name}, axis={axis}{keep})", f"ops.norm({name}, axis={axis}{keep})",
            f"ops.argmax({name}, axis={axis})", f"ops.cumsum({name}, axis={axis})",
            f"ops.normalize({name}, axis={axis})", f"ops.all({name} > 0, axis={axis}{keep})",
            f"ops.median({name}, axis={axis}{keep})", f"ops.diff({name}, axis={axis})",
            f"ops.softmax({name}, axis={axis})", f"ops.count_nonzero({name}, axis={axis})",
        ))
    )  # fmt: skip


def pick(w: Writer) -> None:
    name, shape = w.tensor()
    axis = axis_of(w, len(shape))
    index = w.random.choice(("[:, -1]", "[:, :2]", "[:, ::-1]", "[..., 0]", "[..., None]", "[:, None]", "[:, 1:-1]",
                             "[:, 0, :]", "[..., -1:]", "[:, :, 0]", "[:, 100]", "[None]", "[:, 0:0]"))  # fmt: skip
    w.bind(
        w.random.choice((
            f"{name}{index}", f"{name}{index}", f"ops.take({name}, {w.random.choice((0, [0, 1], -1))}, axis={axis})",
            f"ops.top_k({name}, {w.random.choice((1, 2))})[0]", f"ops.unstack({name}, axis={axis})[0]",
            f"ops.where({name} > 0, {name}, 0.0)", f"ops.one_hot(ops.argmax({name}, axis=-1), {w.size()})",
            f"ops.split({name}, {w.random.choice((2, 3, [1]))}, axis={axis})[0]",
        ))
    )  # fmt: skip


def combine(w: Writer) -> None:
    name, shape = w.tensor()
    other = w.like(name, shape)
    letters = "bcdefg"[: len(shape)]
    w.bind(
        w.random.choice((
            f"ops.einsum('{letters},{letters}->{letters[0]}{letters[-1]}', {name}, {other})",
            f"ops.einsum('{letters},{letters}->{letters[:-1]}', {name}, {other})",
            f"ops.einsum('...i,...i->...', {name}, {other})", f"ops.where({name} > {other}, {name}, {other})",
            f"ops.tensordot({name}, {other}, axes=[[-1], [-1]])", f"ops.hstack([{name}, {other}])",
            f"ops.vstack([{name}, {other}])", f"ops.concatenate([{name}, {other}], {axis_of(w, len(shape))})",
            f"ops.stack([{name}, {other}], {axis_of(w, len(shape))})", f"{name} @ {other}",
            f"{name} @ ops.swapaxes({other}, -1, -2)", f"ops.logical_and({name} > 0, {other} > 0)",
            f"ops.maximum({name}, {other}[..., :1])", f"ops.power({name}, 2) + {other}", f"ops.cross({name}, {other})",
            f"ops.dot({name}, {other})", f"ops.outer({name}, {other})", f"ops.minimum({name}, ops.mean({other}))",
        ))
    )  # fmt: skip


def attention(w: Writer) -> None:
    name, shape = w.tensor(3)
    other = w.like(name, shape)
    heads, width = w.random.choice((1, 2)), w.size()
    extra = w.random.choice(("", f", value_dim={w.size()}", f", output_shape={w.size()}"))
    w.bind(
        w.random.choice((
            f"layers.MultiHeadAttention({heads}, {width}{extra})({name}, {other})",
            f"layers.MultiHeadAttention(num_heads={heads}, key_dim={width})({name}, value={other}, key={other})",
            f"layers.Attention()([{name}, {other}])", f"layers.AdditiveAttention()([{name}, {other}])",
            f"layers.Attention(use_scale=True)([{name}, {other}, {other}])",
            f"layers.GroupQueryAttention({width}, {heads}, 1)({name}, {other})",
        ))
    )  # fmt: skip


def recurrent(w: Writer) -> None:
    name, _ = w.tensor(3)
    units, every = w.size(), w.random.choice(("", ", return_sequences=True"))
    kind = w.random.choice(("LSTM", "GRU", "SimpleRNN"))
    mode = w.random.choice(("'concat'", "'sum'", "'ave'", "'mul'", "None"))
    made = w.bind(
        w.random.choice((
            f"layers.Bidirectional(layers.{kind}({units}{every}), merge_mode={mode})({name})",
            f"layers.RNN(layers.{kind}Cell({units}){every})({name})",
            f"layers.RNN([layers.GRUCell({units}), layers.{kind}Cell({w.size()})]{every})({name})",
            f"layers.{kind}({units}, go_backwards=True{every})({name})",
            f"layers.{kind}({units}, return_state=True{every})({name})",
            f"layers.TimeDistributed(layers.Dense({units}))({name})",
            f"layers.{kind}({units})({name}, initial_state={w.tensor(2)[0]})",
        ))
    )  # fmt: skip
    if made and not isinstance(w.session.scope[made], (list, tuple)):
        return
    if made:
        w.bind(f"{made}[-1]")


def image(w: Writer) -> None:
    name, _ = w.tensor(4)
    filters, kernel, stride = w.size(), w.random.choice((1, 2, 3)), w.random.choice((1, 1, 2))
    how = w.random.choice(("valid", "same"))
    first = w.random.choice(("", "", ", data_format='channels_first'"))
    w.bind(
        w.random.choice((
            f"layers.SeparableConv2D({filters}, {kernel}, padding='{how}', strides={stride}{first})({name})",
            f"layers.Conv2D({filters}, {kernel}, dilation_rate={stride}, padding='{how}'{first})({name})",
            f"layers.Conv2D({filters}, {kernel}, groups={w.random.choice((1, 2, 3))}, padding='{how}'{first})({name})",
            f"layers.Conv2DTranspose({filters}, {kernel}, strides={stride}, padding='{how}'{first})({name})",
            f"layers.DepthwiseConv2D({kernel}, depth_multiplier=2, padding='{how}', strides={stride}{first})({name})",
            f"layers.MaxPooling2D({kernel}, strides={stride}, padding='{how}'{first})({name})",
            f"layers.Resizing({w.size()}, {w.size()})({name})",
            f"layers.CenterCrop({w.size()}, {w.size()})({name})",
            f"layers.UpSampling2D(2, interpolation='bilinear'{first})({name})",
            f"layers.GlobalAveragePooling2D(keepdims={w.chance(0.5)}{first})({name})",
            f"layers.TimeDistributed(layers.Conv1D({filters}, {kernel}, padding='{how}'))({name})",
            f"layers.GroupNormalization({w.random.choice((1, 2, -1))})({name})",
            f"layers.SpatialDropout2D(0.1)({name})",
            f"layers.ConvLSTM1D({filters}, {kernel}, padding='{how}', return_sequences={w.chance(0.5)})({name})",
            f"ops.image.resize({name}, ({w.size()}, {w.size()}))",
            f"ops.max_pool({name}, {kernel}, strides={stride}, padding='{how}')",
        ))
    )  # fmt: skip


def pointed(w: Writer) -> None:
    """Layers that look at the sizes of any tensor."""
    name, shape = w.tensor()
    rank = len(shape)
    axis = axis_of(w, rank)
    letters = "bcdefg"[:rank]
    equation, out = f"{letters},{letters[-1]}z->{letters[:-1]}z", (*shape[1:-1], w.size())
    w.bind(
        w.random.choice((
            f"layers.EinsumDense('{equation}', output_shape={out!r})({name})",
            f"layers.BatchNormalization(axis={axis})({name})", f"layers.LayerNormalization(axis={axis})({name})",
            f"layers.UnitNormalization(axis={axis})({name})", f"layers.Softmax(axis={axis})({name})",
            f"layers.PReLU(shared_axes=[{axis}])({name})", f"layers.RepeatVector({w.size()})({name})",
            f"layers.Embedding(9, {w.size()})({name})", f"layers.Lambda(lambda t: t[:, :1])({name})",
            f"layers.Masking()({name})", f"layers.Normalization(axis={axis})({name})",
            f"layers.Discretization(num_bins=4)({name})", f"layers.CategoryEncoding({w.size()})({name})",
            f"layers.Lambda(lambda t: ops.mean(t, axis={axis}))({name})",
            f"layers.TimeDistributed(layers.Flatten())({name})",
            f"layers.SpectralNormalization(Dense({w.size()}))({name})",
        ))
    )  # fmt: skip


def volume(w: Writer) -> None:
    name, _ = w.tensor(5)
    filters, kernel, how = w.size(), w.random.choice((1, 2)), w.random.choice(("valid", "same"))
    w.bind(
        w.random.choice((
            f"layers.Conv3D({filters}, {kernel}, padding='{how}')({name})",
            f"layers.Conv3DTranspose({filters}, {kernel}, strides=2, padding='{how}')({name})",
            f"layers.MaxPooling3D({kernel}, padding='{how}')({name})", f"layers.GlobalMaxPooling3D()({name})",
            f"layers.ConvLSTM2D({filters}, {kernel}, padding='{how}')({name})",
            f"layers.UpSampling3D({kernel})({name})",
            f"layers.TimeDistributed(layers.Conv2D({filters}, {kernel}, padding='{how}'))({name})",
            f"layers.TimeDistributed(layers.GlobalAveragePooling2D())({name})", f"layers.ZeroPadding3D(1)({name})",
            f"layers.Cropping3D(((0, 1), (1, 0), (0, 0)))({name})",
        ))
    )  # fmt: skip


KINDS: dict[Callable[[Writer], Any], int] = {
    rearrange: 4, reduce: 4, pick: 4, combine: 5, attention: 2, recurrent: 3, image: 4, pointed: 4, volume: 2,
}  # fmt: skip
