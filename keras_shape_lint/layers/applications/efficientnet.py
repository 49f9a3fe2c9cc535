"""EfficientNet B0 to B7: `keras/src/applications/efficientnet.py`."""

from __future__ import annotations

from math import ceil
from typing import Any

from keras_shape_lint.layers.applications.architecture import Family, Given, application
from keras_shape_lint.layers.applications.net import CannotSay, Net, rounded
from keras_shape_lint.layers.tensor import Tensor

STAGES = (
    (3, 1, 16, 1, 1), (3, 2, 24, 6, 2), (5, 2, 40, 6, 2), (3, 3, 80, 6, 2), (5, 3, 112, 6, 1), (5, 4, 192, 6, 2),
    (3, 1, 320, 6, 1),
)  # fmt: skip
"""Window, blocks, filters, expansion and first stride of B0; the others scale blocks and filters."""


def body(net: Net, x: Tensor, given: Given, width: float, depth: float) -> Tensor:
    x = net("Normalization", net("Rescaling", x, scale=1 / 255), axis=net.axis)
    if given["weights"] == "imagenet":
        if net.world.generation < (3,) and net.channels(x) != 3:
            raise CannotSay
        x = net("Rescaling", x, scale=1.0)
    x = net("ZeroPadding2D", x, "stem_conv_pad", padding=net.halving_margins(x, 3))
    x = net("Conv2D", x, "stem_conv", filters=rounded(32 * width), kernel_size=3, strides=2, use_bias=False)
    x = activated(net, x, "stem_")
    first = True
    for stage, (window, count, filters, expansion, stride) in enumerate(STAGES, 1):
        for i in range(ceil(depth * count)):
            name = f"block{stage}{chr(ord('a') + i)}_"
            x = _block(net, x, name, window, rounded(filters * width), expansion, stride if i == 0 else 1, not first)
            first = False
    x = net.pointwise(x, "top_conv", rounded(1280 * width))
    return activated(net, x, "top_")


def _block(
    net: Net, x: Tensor, name: str, window: int, filters: int, expansion: int, stride: int, dropped: bool
) -> Tensor:
    """More channels, a convolution of each, weighed, and back; added to the input where nothing changed."""
    inputs, before = x, net.channels(x)
    if expansion != 1:
        x = net.pointwise(x, f"{name}expand_conv", before * expansion)
        x = activated(net, x, f"{name}expand_")
    if stride == 2:
        x = net("ZeroPadding2D", x, f"{name}dwconv_pad", padding=net.halving_margins(x, window))
    padding = "same" if stride == 1 else "valid"
    x = net("DepthwiseConv2D", x, f"{name}dwconv", kernel_size=window, strides=stride, padding=padding, use_bias=False)
    x = squeezed(net, activated(net, x, name), name, before)
    x = net.pointwise(x, f"{name}project_conv", filters)
    x = net.normalized(x, f"{name}project_bn")
    return added(net, x, inputs, name, dropped) if stride == 1 and before == filters else x


def squeezed(net: Net, x: Tensor, name: str, before: int) -> Tensor:
    """Each channel weighed by what the means of all channels say; `before`: the channels of the block's input."""
    channels = net.channels(x)
    weight = net("GlobalAveragePooling2D", x, f"{name}se_squeeze")
    shape = (channels, 1, 1) if net.first else (1, 1, channels)
    weight = net("Reshape", weight, f"{name}se_reshape", target_shape=shape)
    weight = net("Conv2D", weight, f"{name}se_reduce", filters=max(1, before // 4), kernel_size=1, padding="same")
    weight = net("Conv2D", weight, f"{name}se_expand", filters=channels, kernel_size=1, padding="same")
    return net("Multiply", [x, weight], f"{name}se_excite")


def added(net: Net, x: Tensor, inputs: Tensor, name: str, dropped: bool) -> Tensor:
    """`dropped`: whole images of the batch are left out at random; the first block never does it."""
    if dropped:
        x = net("Dropout", x, f"{name}drop", rate=0.2, noise_shape=(None, 1, 1, 1))
    return net("Add", [x, inputs], f"{name}add")


def activated(net: Net, x: Tensor, name: str) -> Tensor:
    x = net.normalized(x, f"{name}bn")
    return net("Activation", x, f"{name}activation", activation="swish")


def top(net: Net, x: Tensor, given: Given, **parts: Any) -> Tensor:
    x = net("Dropout", net("GlobalAveragePooling2D", x, "avg_pool"), "top_dropout", rate=0.2)
    return net("Dense", x, "predictions", units=given["classes"])


EFFICIENTNET = Family(body, top)
SCALES = ((224, 1.0, 1.0), (240, 1.0, 1.1), (260, 1.1, 1.2), (300, 1.2, 1.4), (380, 1.4, 1.8), (456, 1.6, 2.2),
          (528, 1.8, 2.6), (600, 2.0, 3.1))  # fmt: skip
for number, (pixels, wider, deeper) in enumerate(SCALES):
    application(f"EfficientNetB{number} efficientnet", EFFICIENTNET, pixels, width=wider, depth=deeper)
