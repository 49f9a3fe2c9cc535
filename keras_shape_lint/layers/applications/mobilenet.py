"""MobileNet and MobileNetV2: `keras/src/applications/mobilenet.py`, `mobilenet_v2.py`."""

from __future__ import annotations

from functools import partial
from typing import Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.applications.architecture import Family, Given, application, unnamed_classifier
from keras_shape_lint.layers.applications.input_shape import usual_dims
from keras_shape_lint.layers.applications.net import Net, rounded
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import Dims, differ

BLOCKS = (
    (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1), (512, 1), (512, 1), (512, 1), (512, 1),
    (1024, 2), (1024, 1),
)  # fmt: skip
"""Filters and stride of each block of MobileNet."""
STAGES = ((16, 1, 1), (24, 2, 2), (32, 3, 2), (64, 4, 2), (96, 3, 1), (160, 3, 2), (320, 1, 1))
"""Filters, number of blocks and first stride of each stage of MobileNetV2."""
TRAINED = (128, 160, 192, 224)
"""The sizes in pixels that MobileNet has weights for."""
TRAINED_V2 = (96, *TRAINED)


def body(net: Net, x: Tensor, given: Given) -> Tensor:
    alpha, multiplier = given["alpha"], given["depth_multiplier"]
    early = net.world.generation < (2, 2)
    margins = ((1, 1), (1, 1)) if early else ((0, 1), (0, 1))
    if net.world.generation < (2, 4):
        x = net("ZeroPadding2D", x, "conv1_pad", padding=margins)
    x = _conv(net, x, "conv1", int(32 * alpha), 3, 2, valid=net.world.generation < (2, 4))
    for i, (filters, stride) in enumerate(BLOCKS, 1):
        padded = early or stride == 2
        if padded:
            x = net("ZeroPadding2D", x, f"conv_pad_{i}", padding=margins)
        x = net(
            "DepthwiseConv2D", x, f"conv_dw_{i}", kernel_size=3, strides=stride, depth_multiplier=multiplier,
            padding="valid" if padded else "same", use_bias=False,
        )  # fmt: skip
        x = _activated(net, x, f"conv_dw_{i}")
        x = _conv(net, x, f"conv_pw_{i}", int(filters * alpha), 1, 1)
    return x


def _conv(net: Net, x: Tensor, name: str, filters: int, window: int, stride: int, valid: bool = False) -> Tensor:
    padding = "valid" if valid else "same"
    x = net("Conv2D", x, name, filters=filters, kernel_size=window, strides=stride, padding=padding, use_bias=False)
    return _activated(net, x, name)


def _activated(net: Net, x: Tensor, name: str) -> Tensor:
    return net("ReLU", net.normalized(x, f"{name}_bn"), f"{name}_relu", max_value=6.0)


def top(net: Net, x: Tensor, given: Given, **parts: Any) -> Tensor:
    classes = given["classes"]
    x = net("GlobalAveragePooling2D", x, keepdims=True)
    x = net("Dropout", x, "dropout", rate=given["dropout"])
    x = net("Conv2D", x, "conv_preds", filters=classes, kernel_size=1, padding="same")
    x = net("Reshape", x, "reshape_2", target_shape=(classes,))
    return net("Activation", x, "predictions", activation="softmax")


def body_v2(net: Net, x: Tensor, given: Given) -> Tensor:
    alpha = given["alpha"]
    stem = {"filters": rounded(32 * alpha), "kernel_size": 3, "strides": 2, "padding": "same", "use_bias": False}
    x = net("Conv2D", x, "Conv1", **stem)
    x = _normalized(net, x, "bn_Conv1", "Conv1_relu")
    number = 0
    for filters, count, first_stride in STAGES:
        for i in range(count):
            x = _inverted(net, x, number, rounded(int(filters * alpha)), first_stride if i == 0 else 1)
            number += 1
    x = net("Conv2D", x, "Conv_1", filters=rounded(1280 * alpha) if alpha > 1 else 1280, kernel_size=1, use_bias=False)
    return _normalized(net, x, "Conv_1_bn", "out_relu")


def _inverted(net: Net, x: Tensor, number: int, filters: int, stride: int) -> Tensor:
    """Six times the channels, a convolution of each, and back; added to the input where nothing changed."""
    name, inputs = f"block_{number}_" if number else "expanded_conv_", x
    if number:
        x = net.pointwise(x, f"{name}expand", 6 * net.channels(x))
        x = _normalized(net, x, f"{name}expand_BN", f"{name}expand_relu")
    if stride == 2:
        x = net("ZeroPadding2D", x, f"{name}pad", padding=net.halving_margins(x, 3))
    padding = "same" if stride == 1 else "valid"
    x = net("DepthwiseConv2D", x, f"{name}depthwise", kernel_size=3, strides=stride, padding=padding, use_bias=False)
    x = _normalized(net, x, f"{name}depthwise_BN", f"{name}depthwise_relu")
    x = net.normalized(net.pointwise(x, f"{name}project", filters), f"{name}project_BN")
    if stride == 1 and net.channels(inputs) == filters:
        return net("Add", [inputs, x], f"{name}add")
    return x


def _normalized(net: Net, x: Tensor, name: str, relu: str) -> Tensor:
    return net("ReLU", net.normalized(x, name), relu, max_value=6.0)


def check(given: Given, world: World) -> None:
    """What the trained weights are there for. Raises Reject."""
    if given["weights"] == "imagenet":
        require(given, "depth_multiplier", (1,))
        require(given, "alpha", (0.25, 0.5, 0.75, 1.0))


def check_v2(given: Given, world: World) -> None:
    """With both a shape and a tensor their widths must agree."""
    if given["weights"] == "imagenet":
        require(given, "alpha", (0.35, 0.5, 0.75, 1.0, 1.3, 1.4))
    require_one_shape(given, world)


def require(given: Given, name: str, choices: tuple[Any, ...]) -> None:
    """Raises Reject for a value that none of the trained weights are for."""
    value = given[name]
    if isinstance(value, (int, float)) and value not in choices:
        text = "{layer} with weights='imagenet' takes " + name + " {0}, not {1}"
        raise Reject(ARGUMENT, text, " or ".join(map(str, choices)), value)


def require_one_shape(given: Given, world: World) -> None:
    """Raises Reject where `input_shape` is not that of `input_tensor`."""
    tensor, shape = given["input_tensor"], given["input_shape"]
    if not isinstance(tensor, Tensor) or not isinstance(shape, (tuple, list)) or len(shape) < 2 or tensor.rank != 4:
        return
    axis = 1 if world.data_format == "channels_first" else 2
    if differ(tensor.dims[axis], shape[1]):
        raise Reject(ARGUMENT, "{layer}: input_shape={0} is not that of input_tensor {1}", tuple(shape), tensor)


def dims(given: Given, size: int, world: World) -> Dims:
    """The input of MobileNet, without the batch."""
    return _trained(given["input_shape"], given, TRAINED, world)


def dims_v2(given: Given, size: int, world: World) -> Dims:
    """As `dims`, of MobileNetV2, which looks at its `input_tensor`, too."""
    tensor, shape = given["input_tensor"], given["input_shape"]
    seen = tensor.dims[1:] if shape is None and isinstance(tensor, Tensor) and tensor.rank == 4 else shape
    return _trained(seen, given, TRAINED_V2, world)


def _trained(seen: Any, given: Given, sizes: tuple[int, ...], world: World) -> Dims:
    """A square of a size with weights is its own default."""
    size = 224
    if isinstance(seen, (tuple, list)) and len(seen) >= 3:
        height, width = seen[1:3] if world.data_format == "channels_first" else seen[:2]
        if height == width and height in sizes:
            size = height
    return usual_dims(given["input_shape"], given, size, 32, world, given["include_top"])


def _name(label: str, sizes: tuple[int, ...], given: Given, shape: Dims) -> str:
    """By the width and the size the weights are for."""
    height = shape[1] if shape[0] == 3 and shape[2] != 3 else shape[0]
    square = shape.count(height) > 1 and height in sizes
    return f"{label}_{given['alpha']:0.2f}_{224 if given['weights'] == 'imagenet' and not square else height}"


_HEAD = ("include_top", "weights", "input_tensor", "pooling", "classes", "classifier_activation", "name")
application(
    "MobileNet mobilenet",
    Family(
        body,
        top,
        (None, None),
        ("input_shape", "alpha", "depth_multiplier", "dropout", *_HEAD),
        check=check,
        shape=dims,
        named=partial(_name, "mobilenet", TRAINED),
        same_before=False,
    ),
)
application(
    "MobileNetV2 mobilenet_v2",
    Family(
        body_v2,
        unnamed_classifier,
        (None, None),
        ("input_shape", "alpha", *_HEAD),
        check=check_v2,
        shape=dims_v2,
        named=partial(_name, "mobilenetv2", TRAINED_V2),
        same_before=False,
    ),
)
