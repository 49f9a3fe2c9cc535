"""InceptionResNetV2: `keras/src/applications/inception_resnet_v2.py`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.applications.architecture import Family, Given, application, classifier
from keras_shape_lint.layers.applications.net import Net
from keras_shape_lint.layers.merging import elementwise
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.world import World

SCALE = "keras.applications.inception_resnet_v2.CustomScaleLayer"
Window = int | tuple[int, int]
Branch = tuple[tuple[int, Window], ...]
"""Filters and window of each convolution."""

BLOCKS: tuple[tuple[str, int, tuple[Branch, ...]], ...] = (
    ("block35", 10, (((32, 1),), ((32, 1), (32, 3)), ((32, 1), (48, 3), (64, 3)))),
    ("block17", 20, (((192, 1),), ((128, 1), (160, (1, 7)), (192, (7, 1))))),
    ("block8", 10, (((192, 1),), ((192, 1), (224, (1, 3)), (256, (3, 1))))),
)
ENTRY: tuple[Branch, ...] = ((96, 1),), ((48, 1), (64, 5)), ((64, 1), (96, 3), (96, 3))
REDUCTIONS: tuple[tuple[str, tuple[Branch, ...]], ...] = (
    ("mixed_6a", (((384, 3),), ((256, 1), (256, 3), (384, 3)))),
    ("mixed_7a", (((256, 1), (384, 3)), ((256, 1), (288, 3)), ((256, 1), (288, 3), (320, 3)))),
)


@layer(SCALE)
def custom_scale(x: Any, *, scale: Any, world: World) -> Any:
    """The first of two tensors of one shape, and the second by a factor."""
    return elementwise(x, world)


def body(net: Net, x: Tensor, given: Given) -> Tensor:
    x = _conv(net, x, 32, 3, stride=2)
    x = _conv(net, x, 32, 3, padding="valid")
    x = net("MaxPooling2D", _conv(net, x, 64, 3), pool_size=3, strides=2)
    x = _conv(net, x, 80, 1, padding="valid")
    x = net("MaxPooling2D", _conv(net, x, 192, 3, padding="valid"), pool_size=3, strides=2)
    outputs = [_chain(net, x, branch) for branch in ENTRY]
    pooled = net("AveragePooling2D", x, pool_size=3, strides=1, padding="same")
    outputs.append(_conv(net, pooled, 64, 1))
    x = net("Concatenate", outputs, "mixed_5b", axis=net.axis)
    for i, (name, count, branches) in enumerate(BLOCKS):
        if i > 0:
            x = _reduced(net, x, *REDUCTIONS[i - 1])
        for number in range(1, count + 1):
            x = _residual(net, x, f"{name}_{number}", branches, last=(name, number) == ("block8", 10))
    return _conv(net, x, 1536, 1, name="conv_7b")


def _conv(
    net: Net, x: Tensor, filters: int, window: Window, stride: int = 1, padding: str = "same", name: str | None = None
) -> Tensor:
    """A convolution, normalised and activated."""
    padding = "valid" if stride == 2 else padding
    x = net("Conv2D", x, name, filters=filters, kernel_size=window, strides=stride, padding=padding, use_bias=False)
    x = net("BatchNormalization", x, name and f"{name}_bn", axis=net.axis, scale=False)
    return net("Activation", x, name and f"{name}_ac", activation="relu")


def _chain(net: Net, x: Tensor, branch: Branch) -> Tensor:
    for filters, window in branch:
        x = _conv(net, x, filters, window)
    return x


def _reduced(net: Net, x: Tensor, name: str, branches: tuple[Branch, ...]) -> Tensor:
    """Branches that end at stride 2, and a pooling."""
    outputs = [_conv(net, _chain(net, x, branch[:-1]), *branch[-1], stride=2) for branch in branches]
    outputs.append(net("MaxPooling2D", x, pool_size=3, strides=2))
    return net("Concatenate", outputs, name, axis=net.axis)


def _residual(net: Net, x: Tensor, name: str, branches: tuple[Branch, ...], last: bool) -> Tensor:
    """Branches brought back to the channels of the input, and added to it."""
    mixed = net("Concatenate", [_chain(net, x, branch) for branch in branches], f"{name}_mixed", axis=net.axis)
    up = net("Conv2D", mixed, f"{name}_conv", filters=net.channels(x), kernel_size=1, padding="same")
    x = net.layer(SCALE, [x, up], None, {"scale": 1.0})
    return x if last else net("Activation", x, f"{name}_ac", activation="relu")


application(
    "InceptionResNetV2 inception_resnet_v2",
    Family(body, classifier, pools=(None, None), least=75, least_before=139, loose_before=True, same_before=False),
    299,
    "inception_resnet_v2",
)
