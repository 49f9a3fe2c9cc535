"""NASNetMobile and NASNetLarge: `keras/src/applications/nasnet.py`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.applications.architecture import Family, Given, application, unnamed_classifier
from keras_shape_lint.layers.applications.input_shape import usual_dims
from keras_shape_lint.layers.applications.net import CannotSay, Net
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import Dims


def body(net: Net, x: Tensor, given: Given, filters: int, blocks: int, stem: int, skip: bool) -> Tensor:
    """Three rows of cells, each cell reading the two before it, with a halving cell between the rows.

    `skip`: the cell behind a halving one still reads what was before that.
    """
    x = net("Conv2D", x, "stem_conv1", filters=stem, kernel_size=3, strides=2, use_bias=False)
    x = net.normalized(x, "stem_bn1")
    x, before = _reduction(net, x, x, filters // 4, "stem_1"), x
    x, before = _reduction(net, x, before, filters // 2, "stem_2"), x
    for row in range(3):
        width = filters * 2**row
        if row:
            halved = _reduction(net, x, before, width, f"reduce_{row * blocks}")
            x, before = halved, before if skip else x
        for i in range(blocks):
            x, before = _normal(net, x, before, width, str(row * blocks + i + (row > 0))), x
    return net("Activation", x, activation="relu")


def _normal(net: Net, x: Tensor, before: Tensor, filters: int, cell: str) -> Tensor:
    before = _adjusted(net, before, x, filters, cell)
    here = _entry(net, x, filters, "normal", cell)
    outputs = [before]
    pairs: tuple[tuple[Any, Any], ...] = ((5, 3), (5, 3))
    for i, ((left, right), source) in enumerate(zip(pairs, (here, before), strict=True), 1):
        a = _separable(net, source, filters, left, 1, f"normal_left{i}_{cell}")
        b = _separable(net, before, filters, right, 1, f"normal_right{i}_{cell}")
        outputs.append(net("Add", [a, b], f"normal_add_{i}_{cell}"))
    third = _mean(net, here, f"normal_left3_{cell}")
    outputs.append(net("Add", [third, before], f"normal_add_3_{cell}"))
    fourth = [_mean(net, before, f"normal_{side}4_{cell}") for side in ("left", "right")]
    outputs.append(net("Add", fourth, f"normal_add_4_{cell}"))
    fifth = _separable(net, here, filters, 3, 1, f"normal_left5_{cell}")
    outputs.append(net("Add", [fifth, here], f"normal_add_5_{cell}"))
    return net("Concatenate", outputs, f"normal_concat_{cell}", axis=net.axis)


def _reduction(net: Net, x: Tensor, before: Tensor, filters: int, cell: str) -> Tensor:
    """Half the height and width."""
    before = before if before is x else _adjusted(net, before, x, filters, cell)
    here = _entry(net, x, filters, "reduction", cell)
    padded = net("ZeroPadding2D", here, f"reduction_pad_1_{cell}", padding=net.halving_margins(here, 3))
    a = _separable(net, here, filters, 5, 2, f"reduction_left1_{cell}")
    b = _separable(net, before, filters, 7, 2, f"reduction_right1_{cell}")
    first = net("Add", [a, b], f"reduction_add_1_{cell}")
    a = _pooled(net, "Max", padded, f"reduction_left2_{cell}")
    b = _separable(net, before, filters, 7, 2, f"reduction_right2_{cell}")
    second = net("Add", [a, b], f"reduction_add_2_{cell}")
    a = _pooled(net, "Average", padded, f"reduction_left3_{cell}")
    b = _separable(net, before, filters, 5, 2, f"reduction_right3_{cell}")
    third = net("Add", [a, b], f"reduction_add3_{cell}")
    fourth = net("Add", [second, _mean(net, first, f"reduction_left4_{cell}")])
    a = _separable(net, first, filters, 3, 1, f"reduction_left4_{cell}")
    b = _pooled(net, "Max", padded, f"reduction_right5_{cell}")
    fifth = net("Add", [a, b], f"reduction_add4_{cell}")
    return net("Concatenate", [second, third, fourth, fifth], f"reduction_concat_{cell}", axis=net.axis)


def _entry(net: Net, x: Tensor, filters: int, kind: str, cell: str) -> Tensor:
    x = net.pointwise(net("Activation", x, activation="relu"), f"{kind}_conv_1_{cell}", filters)
    return net.normalized(x, f"{kind}_bn_1_{cell}")


def _adjusted(net: Net, before: Tensor, x: Tensor, filters: int, cell: str) -> Tensor:
    """What an earlier cell gave, brought to the size of `x`, or else to `filters`."""
    sides = [net.sides(each)[0 if net.first else 1] for each in (before, x)]
    if any(side is not None and not isinstance(side, int) for side in sides):
        raise CannotSay
    if sides[0] != sides[1]:
        return _shrunk(net, before, filters, cell)
    if net.channels(before) != filters:
        before = net("Activation", before, activation="relu")
        before = net.pointwise(before, f"adjust_conv_projection_{cell}", filters)
        return net.normalized(before, f"adjust_bn_{cell}")
    return before


def _shrunk(net: Net, x: Tensor, filters: int, cell: str) -> Tensor:
    """Every second pixel, twice: once from the first on, once from the second."""
    x = net("Activation", x, f"adjust_relu_1_{cell}", activation="relu")
    moved = x
    halves = []
    for i in (1, 2):
        if i == 2:
            moved = net("ZeroPadding2D", x, padding=((0, 1), (0, 1)))
            moved = net("Cropping2D", moved, cropping=((1, 0), (1, 0)))
        half = net("AveragePooling2D", moved, f"adjust_avg_pool_{i}_{cell}", pool_size=1, strides=2)
        halves.append(net.pointwise(half, f"adjust_conv_{i}_{cell}", filters // 2))
    return net.normalized(net("Concatenate", halves, axis=net.axis), f"adjust_bn_{cell}")


def _separable(net: Net, x: Tensor, filters: int, window: int, stride: int, name: str) -> Tensor:
    """Two separable convolutions, the first with the stride."""
    x = net("Activation", x, activation="relu")
    padding = "same"
    if stride == 2:
        x = net("ZeroPadding2D", x, f"separable_conv_1_pad_{name}", padding=net.halving_margins(x, window))
        padding = "valid"
    for i in (1, 2):
        if i == 2:
            x, stride, padding = net("Activation", x, activation="relu"), 1, "same"
        x = net(
            "SeparableConv2D", x, f"separable_conv_{i}_{name}", filters=filters, kernel_size=window, strides=stride,
            padding=padding, use_bias=False,
        )  # fmt: skip
        x = net.normalized(x, f"separable_conv_{i}_bn_{name}")
    return x


def _mean(net: Net, x: Tensor, name: str) -> Tensor:
    return net("AveragePooling2D", x, name, pool_size=3, strides=1, padding="same")


def _pooled(net: Net, kind: str, x: Tensor, name: str) -> Tensor:
    return net(f"{kind}Pooling2D", x, name, pool_size=3, strides=2)


def dims(given: Given, size: int, world: World) -> Dims:
    """NASNetMobile without its top has 224 by 224 pixels too."""
    shape = given["input_shape"]
    if isinstance(shape, tuple) and None in shape and given["weights"] == "imagenet":
        raise Reject(ARGUMENT, "{layer} with weights='imagenet' needs a fixed input_shape, got {0}", shape)
    if shape is None and size == 224 and not given["include_top"]:
        shape = (224, 224, 3)
    fixed = given["include_top"] if world.generation >= (2, 4) else world.generation >= (2, 2)
    return usual_dims(shape, given, size, 32, world, fixed)


_ARGUMENTS = (
    "input_shape", "include_top", "weights", "input_tensor", "pooling", "classes", "classifier_activation", "name",
)  # fmt: skip
NASNET = Family(
    body, unnamed_classifier, (None, None), _ARGUMENTS, channels_first=(None, False), shape=dims, same_before=False
)
application("NASNetMobile nasnet", NASNET, named="nasnet_mobile", filters=44, blocks=4, stem=32, skip=False)
application("NASNetLarge nasnet", NASNET, 331, "nasnet_large", filters=168, blocks=6, stem=96, skip=True)
