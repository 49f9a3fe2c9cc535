"""MobileNetV3Small and Large: `keras/src/applications/mobilenet_v3.py`."""

from __future__ import annotations

from typing import Any, NamedTuple

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.applications.architecture import Family, Given, application
from keras_shape_lint.layers.applications.input_shape import image
from keras_shape_lint.layers.applications.mobilenet import require, require_one_shape
from keras_shape_lint.layers.applications.net import Net, rounded
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dims


class Block(NamedTuple):
    """`wide`: the window is 5 and squeezed and excited where the model is not minimalistic; `swish` likewise."""

    expansion: float
    filters: int
    stride: int
    wide: bool
    squeezed: bool
    swish: bool


SMALL = (
    Block(1, 16, 2, False, True, False), Block(72 / 16, 24, 2, False, False, False),
    Block(88 / 24, 24, 1, False, False, False), Block(4, 40, 2, True, True, True), Block(6, 40, 1, True, True, True),
    Block(6, 40, 1, True, True, True), Block(3, 48, 1, True, True, True), Block(3, 48, 1, True, True, True),
    Block(6, 96, 2, True, True, True), Block(6, 96, 1, True, True, True), Block(6, 96, 1, True, True, True),
)  # fmt: skip
LARGE = (
    Block(1, 16, 1, False, False, False), Block(4, 24, 2, False, False, False), Block(3, 24, 1, False, False, False),
    Block(3, 40, 2, True, True, False), Block(3, 40, 1, True, True, False), Block(3, 40, 1, True, True, False),
    Block(6, 80, 2, False, False, True), Block(2.5, 80, 1, False, False, True), Block(2.3, 80, 1, False, False, True),
    Block(2.3, 80, 1, False, False, True), Block(6, 112, 1, False, True, True), Block(6, 112, 1, False, True, True),
    Block(6, 160, 2, True, True, True), Block(6, 160, 1, True, True, True), Block(6, 160, 1, True, True, True),
)  # fmt: skip


def body(net: Net, x: Tensor, given: Given, blocks: tuple[Block, ...], last: int) -> Tensor:
    full = not given["minimalistic"]
    if given["include_preprocessing"]:
        x = net("Rescaling", x, scale=1.0 / 127.5, offset=-1.0)
    x = net("Conv2D", x, "conv", filters=16, kernel_size=3, strides=2, padding="same", use_bias=False)
    x = _activated(net, x, "conv_bn", full)
    for number, block in enumerate(blocks):
        x = _inverted(net, x, number, block, rounded(block.filters * given["alpha"]), full)
    x = _pointwise(net, x, "conv_1", rounded(net.channels(x) * 6))
    return _activated(net, x, "conv_1_bn", full)


def _inverted(net: Net, x: Tensor, number: int, block: Block, filters: int, full: bool) -> Tensor:
    """More channels, a convolution of each, and back; added to the input where nothing changed."""
    name, inputs = f"expanded_conv_{number}_" if number else "expanded_conv_", x
    window, swish = 5 if block.wide and full else 3, block.swish and full
    inner = rounded(net.channels(x) * block.expansion)
    if number:
        x = _activated(net, _pointwise(net, x, f"{name}expand", inner), f"{name}expand_bn", swish)
    if block.stride == 2:
        x = net("ZeroPadding2D", x, f"{name}depthwise_pad", padding=net.halving_margins(x, window))
    x = net(
        "DepthwiseConv2D", x, f"{name}depthwise", kernel_size=window, strides=block.stride,
        padding="same" if block.stride == 1 else "valid", use_bias=False,
    )  # fmt: skip
    x = _activated(net, x, f"{name}depthwise_bn", swish)
    if block.squeezed and full:
        x = _squeezed(net, x, f"{name}squeeze_excite_", inner)
    x = _pointwise(net, x, f"{name}project", filters)
    x = net("BatchNormalization", x, f"{name}project_bn", axis=net.axis)
    if block.stride == 1 and net.channels(inputs) == filters:
        return net("Add", [inputs, x], f"{name}add")
    return x


def _squeezed(net: Net, x: Tensor, name: str, inner: int) -> Tensor:
    """Each channel weighed by what the means of all channels say."""
    weight = net("GlobalAveragePooling2D", x, f"{name}avg_pool", keepdims=True)
    weight = net("Conv2D", weight, f"{name}conv", filters=rounded(inner * 0.25), kernel_size=1, padding="same")
    weight = net("ReLU", weight, f"{name}relu")
    weight = net("Conv2D", weight, f"{name}conv_1", filters=inner, kernel_size=1, padding="same")
    weight = net("ReLU", net.operation("add", weight, 3.0), max_value=6.0)
    return net("Multiply", [x, net.operation("multiply", weight, 1.0 / 6.0)], f"{name}mul")


def _pointwise(net: Net, x: Tensor, name: str, filters: int) -> Tensor:
    return net("Conv2D", x, name, filters=filters, kernel_size=1, padding="same", use_bias=False)


def _activated(net: Net, x: Tensor, name: str, swish: bool) -> Tensor:
    return _active(net, net("BatchNormalization", x, name, axis=net.axis), swish)


def _active(net: Net, x: Tensor, swish: bool) -> Tensor:
    return net("Activation", x, activation="hard_swish") if swish else net("ReLU", x)


def top(net: Net, x: Tensor, given: Given, blocks: tuple[Block, ...], last: int) -> Tensor:
    x = net("GlobalAveragePooling2D", x, keepdims=True)
    filters = rounded(last * given["alpha"]) if given["alpha"] > 1 else last
    x = _active(
        net, net("Conv2D", x, "conv_2", filters=filters, kernel_size=1, padding="same"), not given["minimalistic"]
    )
    rate = given["dropout_rate"]
    if not isinstance(rate, (int, float)) or rate > 0:
        x = net("Dropout", x, rate=rate)
    x = net("Conv2D", x, "logits", filters=given["classes"], kernel_size=1, padding="same")
    return net("Activation", net("Flatten", x), "predictions", activation="softmax")


def check(given: Given, world: World) -> None:
    if given["weights"] == "imagenet":
        require(given, "alpha", (1.0,) if given["minimalistic"] else (0.75, 1.0))
    require_one_shape(given, world)


def dims(given: Given, size: int, world: World) -> Dims:
    """Images of any size, with the top too."""
    first = world.data_format == "channels_first"
    shape: Any = given["input_shape"]
    if shape is UNKNOWN:
        return (UNKNOWN,) * 3
    tensor = given["input_tensor"]
    if shape is None and isinstance(tensor, Tensor) and tensor.rank == 4:
        shape = tensor.dims[1:]
    shape = image(None, None, 3, first) if shape is None else shape
    if not isinstance(shape, (tuple, list)) or len(shape) != 3:
        raise Reject(ARGUMENT, "{layer}: input_shape must be a tuple of three sizes, got {0}", shape)
    sides = shape[1:] if first else shape[:2]
    if all(isinstance(side, int) for side in sides) and 0 < min(sides) < 32 and 0 not in sides:
        raise Reject(ARGUMENT, "{layer} takes images of at least 32 by 32 pixels, got {0}", tuple(shape))
    return tuple(shape)


_ARGUMENTS = (
    "input_shape", "alpha", "minimalistic", "include_top", "weights", "input_tensor", "classes", "pooling",
    "dropout_rate", "classifier_activation", "include_preprocessing", "name",
)  # fmt: skip
MOBILENET_V3 = Family(body, top, arguments=_ARGUMENTS, check=check, shape=dims)
application("MobileNetV3Small", MOBILENET_V3, named="MobileNetV3Small", blocks=SMALL, last=1024)
application("MobileNetV3Large", MOBILENET_V3, named="MobileNetV3Large", blocks=LARGE, last=1280)
