"""EfficientNetV2 B0 to B3, S, M and L: `keras/src/applications/efficientnet_v2.py`."""

from __future__ import annotations

from math import ceil

from keras_shape_lint.layers.applications.architecture import COMMON, Family, Given, application
from keras_shape_lint.layers.applications.efficientnet import activated, added, squeezed, top
from keras_shape_lint.layers.applications.input_shape import three_channels
from keras_shape_lint.layers.applications.net import Net, rounded
from keras_shape_lint.layers.tensor import Tensor

Stage = tuple[int, int, int, int]
"""Blocks, filters, expansion and first stride."""

B: tuple[Stage, ...] = (1, 16, 1, 1), (2, 32, 4, 2), (2, 48, 4, 2), (3, 96, 4, 2), (5, 112, 6, 1), (8, 192, 6, 2)
S: tuple[Stage, ...] = (2, 24, 1, 1), (4, 48, 4, 2), (4, 64, 4, 2), (6, 128, 4, 2), (9, 160, 6, 1), (15, 256, 6, 2)
M: tuple[Stage, ...] = (
    (3, 24, 1, 1), (5, 48, 4, 2), (5, 80, 4, 2), (7, 160, 4, 2), (14, 176, 6, 1), (18, 304, 6, 2), (5, 512, 6, 1),
)  # fmt: skip
L: tuple[Stage, ...] = (
    (4, 32, 1, 1), (7, 64, 4, 2), (7, 96, 4, 2), (10, 192, 4, 2), (19, 224, 6, 1), (25, 384, 6, 2), (7, 640, 6, 1),
)  # fmt: skip
FUSED = 3
"""So many stages have one convolution in place of a pointwise and a depthwise one, and no squeezing."""


def body(
    net: Net, x: Tensor, given: Given, stages: tuple[Stage, ...], stem: int, width: float = 1.0, depth: float = 1.0,
    normalized: bool = False,
) -> Tensor:  # fmt: skip
    if given["include_preprocessing"]:
        x = net("Rescaling", x, scale=1 / 255)
        if normalized and three_channels(net, x, given):
            x = net("Normalization", x, axis=net.axis, mean=[0.0] * 3, variance=[1.0] * 3)
    x = _conv(net, x, "stem_conv", _scaled(stem, width), 3, 2)
    x = activated(net, x, "stem_")
    first = True
    for number, (count, filters, expansion, stride) in enumerate(stages, 1):
        block = _fused if number <= FUSED else _plain
        for i in range(ceil(depth * count)):
            name = f"block{number}{chr(ord('a') + i)}_"
            step, out = stride if i == 0 else 1, _scaled(filters, width)
            inputs = x
            x = block(net, x, name, out, expansion, step)
            if step == 1 and net.channels(inputs) == out:
                x = added(net, x, inputs, name, dropped=not first)
            first = False
    return activated(net, net.pointwise(x, "top_conv", _scaled(1280, width)), "top_")


def _scaled(filters: int, width: float) -> int:
    return rounded(filters * width, within_tenth=False)


def _plain(net: Net, x: Tensor, name: str, filters: int, expansion: int, stride: int) -> Tensor:
    """More channels, a convolution of each, weighed, and back."""
    before = net.channels(x)
    x = activated(net, net.pointwise(x, f"{name}expand_conv", before * expansion), f"{name}expand_")
    x = net("DepthwiseConv2D", x, f"{name}dwconv2", kernel_size=3, strides=stride, padding="same", use_bias=False)
    x = squeezed(net, activated(net, x, name), name, before)
    return _projected(net, net.pointwise(x, f"{name}project_conv", filters), name)


def _fused(net: Net, x: Tensor, name: str, filters: int, expansion: int, stride: int) -> Tensor:
    if expansion == 1:
        x = _projected(net, _conv(net, x, f"{name}project_conv", filters, 3, stride), name)
        return net("Activation", x, f"{name}project_activation", activation="swish")
    x = activated(net, _conv(net, x, f"{name}expand_conv", net.channels(x) * expansion, 3, stride), f"{name}expand_")
    return _projected(net, net.pointwise(x, f"{name}project_conv", filters), name)


def _projected(net: Net, x: Tensor, name: str) -> Tensor:
    return net.normalized(x, f"{name}project_bn")


def _conv(net: Net, x: Tensor, name: str, filters: int, window: int, stride: int) -> Tensor:
    return net("Conv2D", x, name, filters=filters, kernel_size=window, strides=stride, padding="same", use_bias=False)


EFFICIENTNET_V2 = Family(
    body, top, channels_first=(None, True), arguments=(*COMMON[:-1], "include_preprocessing", "name")
)
for label, pixels, parts in (
    ("S", 384, {"stages": S, "stem": 24}), ("M", 480, {"stages": M, "stem": 24}),
    ("L", 480, {"stages": L, "stem": 32}),
):  # fmt: skip
    application(
        f"EfficientNetV2{label} efficientnet_v2", EFFICIENTNET_V2, pixels, f"efficientnetv2-{label.lower()}", **parts
    )
for label, pixels, wider, deeper in (
    ("B0", 224, 1.0, 1.0),
    ("B1", 240, 1.0, 1.1),
    ("B2", 260, 1.1, 1.2),
    ("B3", 300, 1.2, 1.4),
):
    application(
        f"EfficientNetV2{label} efficientnet_v2", EFFICIENTNET_V2, pixels, f"efficientnetv2-{label.lower()}",
        stages=B, stem=32, width=wider, depth=deeper, normalized=True,
    )  # fmt: skip
