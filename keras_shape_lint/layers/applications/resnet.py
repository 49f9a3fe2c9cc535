"""ResNet and ResNetV2: `keras/src/applications/resnet.py`, `resnet_v2.py`."""

from __future__ import annotations

from keras_shape_lint.layers.applications.architecture import Family, Given, application, classifier
from keras_shape_lint.layers.applications.net import Net
from keras_shape_lint.layers.tensor import Tensor

FILTERS = (64, 128, 256, 512)


def stem(net: Net, x: Tensor, activated: bool) -> Tensor:
    """What comes before the blocks; a quarter of height and width is left."""
    x = net("ZeroPadding2D", x, "conv1_pad", padding=3)
    x = net("Conv2D", x, "conv1_conv", filters=64, kernel_size=7, strides=2)
    if activated:
        x = _activated(net, x, "conv1")
    x = net("ZeroPadding2D", x, "pool1_pad", padding=1)
    return net("MaxPooling2D", x, "pool1_pool", pool_size=3, strides=2)


def body(net: Net, x: Tensor, given: Given, blocks: tuple[int, ...]) -> Tensor:
    x = stem(net, x, activated=True)
    for stack, (filters, count) in enumerate(zip(FILTERS, blocks, strict=True), 2):
        for block in range(1, count + 1):
            stride = 2 if block == 1 and stack > 2 else 1
            x = _block(net, x, f"conv{stack}_block{block}", filters, stride, widened=block == 1)
    if net.world.generation < (2, 2):
        return net("AveragePooling2D", x, "avg_pool", pool_size=7)
    return x


def _block(net: Net, x: Tensor, name: str, filters: int, stride: int, widened: bool) -> Tensor:
    """1x1, 3x3, 1x1, beside the input itself or a 1x1 convolution of it."""
    shortcut = x
    if widened:
        shortcut = _conv(net, x, f"{name}_0", 4 * filters, stride)
    x = _activated(net, net("Conv2D", x, f"{name}_1_conv", filters=filters, kernel_size=1, strides=stride), f"{name}_1")
    x = net("Conv2D", x, f"{name}_2_conv", filters=filters, kernel_size=3, padding="same")
    x = _conv(net, _activated(net, x, f"{name}_2"), f"{name}_3", 4 * filters, 1)
    return net("Activation", net("Add", [shortcut, x], f"{name}_add"), f"{name}_out", activation="relu")


def _conv(net: Net, x: Tensor, name: str, filters: int, stride: int) -> Tensor:
    x = net("Conv2D", x, f"{name}_conv", filters=filters, kernel_size=1, strides=stride)
    return net.normalized(x, f"{name}_bn")


def _activated(net: Net, x: Tensor, name: str) -> Tensor:
    x = net.normalized(x, f"{name}_bn")
    return net("Activation", x, f"{name}_relu", activation="relu")


def body_v2(net: Net, x: Tensor, given: Given, blocks: tuple[int, ...]) -> Tensor:
    x = stem(net, x, activated=False)
    for stack, (filters, count) in enumerate(zip(FILTERS, blocks, strict=True), 2):
        for block in range(1, count + 1):
            stride = 2 if block == count and stack < 5 else 1
            x = _block_v2(net, x, f"conv{stack}_block{block}", filters, stride, widened=block == 1)
    return _activated(net, x, "post")


def _block_v2(net: Net, x: Tensor, name: str, filters: int, stride: int, widened: bool) -> Tensor:
    """As `_block`, normalised and activated before each convolution."""
    active = _activated(net, x, f"{name}_preact")
    if widened:
        shortcut = net("Conv2D", active, f"{name}_0_conv", filters=4 * filters, kernel_size=1, strides=stride)
    else:
        shortcut = net("MaxPooling2D", x, pool_size=1, strides=stride) if stride > 1 else x
    x = net("Conv2D", active, f"{name}_1_conv", filters=filters, kernel_size=1, use_bias=False)
    x = net("ZeroPadding2D", _activated(net, x, f"{name}_1"), f"{name}_2_pad", padding=1)
    x = net("Conv2D", x, f"{name}_2_conv", filters=filters, kernel_size=3, strides=stride, use_bias=False)
    x = net("Conv2D", _activated(net, x, f"{name}_2"), f"{name}_3_conv", filters=4 * filters, kernel_size=1)
    return net("Add", [shortcut, x], f"{name}_out")


RESNET = Family(body, classifier, least_before=197, same_before=False)
RESNET_V2 = Family(body_v2, classifier)
BLOCKS = {"50": (3, 4, 6, 3), "101": (3, 4, 23, 3), "152": (3, 8, 36, 3)}
for depth, counts in BLOCKS.items():
    application(f"ResNet{depth} resnet" + (" resnet50" if depth == "50" else ""), RESNET, blocks=counts)
    application(f"ResNet{depth}V2 resnet_v2", RESNET_V2, blocks=counts)
