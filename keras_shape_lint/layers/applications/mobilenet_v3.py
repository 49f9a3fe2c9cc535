"""MobileNetV3Small and Large: `keras/src/applications/mobilenet_v3.py`."""

from __future__ import annotations

from collections.abc import Callable
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


_BEFORE_3 = {
    "conv": "Conv", "conv_bn": "Conv/BatchNorm", "conv_1": "Conv_1", "conv_1_bn": "Conv_1/BatchNorm",
    "conv_2": "Conv_2", "logits": "Logits", "predictions": "Predictions", "expand_bn": "expand/BatchNorm",
    "depthwise_pad": "depthwise/pad", "depthwise_bn": "depthwise/BatchNorm", "project_bn": "project/BatchNorm",
    "add": "Add", "squeeze_excite_avg_pool": "squeeze_excite/AvgPool", "squeeze_excite_conv": "squeeze_excite/Conv",
    "squeeze_excite_relu": "squeeze_excite/Relu", "squeeze_excite_conv_1": "squeeze_excite/Conv_1",
    "squeeze_excite_mul": "squeeze_excite/Mul",
}  # fmt: skip
Named = Callable[[str], str]


def _named(net: Net, block: str = "") -> Named:
    """The names of the layers of a block: Keras 3 has none with a slash."""
    if net.world.generation >= (3,):
        return lambda part: f"{block}_{part}" if block else part
    return lambda part: f"{block}/{_BEFORE_3.get(part, part)}" if block else _BEFORE_3[part]


def body(net: Net, x: Tensor, given: Given, blocks: tuple[Block, ...], last: int) -> Tensor:
    full, named = not given["minimalistic"], _named(net)
    if given["include_preprocessing"]:
        x = net("Rescaling", x, scale=1.0 / 127.5, offset=-1.0)
    x = net("Conv2D", x, named("conv"), filters=16, kernel_size=3, strides=2, padding="same", use_bias=False)
    x = _activated(net, x, named("conv_bn"), full)
    for number, block in enumerate(blocks):
        name = f"expanded_conv_{number}" if number else "expanded_conv"
        x = _inverted(net, x, _named(net, name), number > 0, block, rounded(block.filters * given["alpha"]), full)
    x = net.pointwise(x, named("conv_1"), rounded(net.channels(x) * 6))
    return _activated(net, x, named("conv_1_bn"), full)


def _inverted(net: Net, x: Tensor, named: Named, expanded: bool, block: Block, filters: int, full: bool) -> Tensor:
    """More channels, a convolution of each, and back; added to the input where nothing changed."""
    inputs, window, swish = x, 5 if block.wide and full else 3, block.swish and full
    inner = rounded(net.channels(x) * block.expansion)
    if expanded:
        x = _activated(net, net.pointwise(x, named("expand"), inner), named("expand_bn"), swish)
    if block.stride == 2:
        x = net("ZeroPadding2D", x, named("depthwise_pad"), padding=net.halving_margins(x, window))
    x = net(
        "DepthwiseConv2D", x, named("depthwise"), kernel_size=window, strides=block.stride,
        padding="same" if block.stride == 1 else "valid", use_bias=False,
    )  # fmt: skip
    x = _activated(net, x, named("depthwise_bn"), swish)
    if block.squeezed and full:
        x = _squeezed(net, x, named, inner)
    x = net.pointwise(x, named("project"), filters)
    x = net.normalized(x, named("project_bn"))
    if block.stride == 1 and net.channels(inputs) == filters:
        return net("Add", [inputs, x], named("add"))
    return x


def _squeezed(net: Net, x: Tensor, named: Named, inner: int) -> Tensor:
    """Each channel weighed by what the means of all channels say."""
    few = {"filters": rounded(inner * 0.25), "kernel_size": 1, "padding": "same"}
    weight = net("GlobalAveragePooling2D", x, named("squeeze_excite_avg_pool"), keepdims=True)
    weight = net("ReLU", net("Conv2D", weight, named("squeeze_excite_conv"), **few), named("squeeze_excite_relu"))
    weight = net("Conv2D", weight, named("squeeze_excite_conv_1"), filters=inner, kernel_size=1, padding="same")
    return net("Multiply", [x, _hard_sigmoid(net, weight)], named("squeeze_excite_mul"))


def _hard_sigmoid(net: Net, x: Tensor) -> Tensor:
    x = net("ReLU", net.operation("add", x, 3.0), max_value=6.0)
    return net.operation("multiply", x, 1.0 / 6.0)


def _activated(net: Net, x: Tensor, name: str, swish: bool) -> Tensor:
    return _active(net, net.normalized(x, name), swish)


def _active(net: Net, x: Tensor, swish: bool) -> Tensor:
    if not swish:
        return net("ReLU", x)
    if net.world.generation < (3,):
        return net("Multiply", [x, _hard_sigmoid(net, x)])
    return net("Activation", x, activation="hard_swish")


def top(net: Net, x: Tensor, given: Given, blocks: tuple[Block, ...], last: int) -> Tensor:
    named = _named(net)
    x = net("GlobalAveragePooling2D", x, keepdims=True)
    filters = rounded(last * given["alpha"]) if given["alpha"] > 1 else last
    x = net("Conv2D", x, named("conv_2"), filters=filters, kernel_size=1, padding="same")
    x = _active(net, x, not given["minimalistic"])
    rate = given["dropout_rate"]
    if not isinstance(rate, (int, float)) or rate > 0:
        x = net("Dropout", x, rate=rate)
    x = net("Conv2D", x, named("logits"), filters=given["classes"], kernel_size=1, padding="same")
    return net("Activation", net("Flatten", x), named("predictions"), activation="softmax")


def check(given: Given, world: World) -> None:
    """What the trained weights are there for. Raises Reject."""
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
application("MobileNetV3Small", MOBILENET_V3, named="MobilenetV3small MobileNetV3Small", blocks=SMALL, last=1024)
application("MobileNetV3Large", MOBILENET_V3, named="MobilenetV3large MobileNetV3Large", blocks=LARGE, last=1280)
