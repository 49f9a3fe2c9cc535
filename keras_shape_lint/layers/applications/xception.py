"""Xception: `keras/src/applications/xception.py`."""

from __future__ import annotations

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.applications.architecture import Family, Given, application, classifier
from keras_shape_lint.layers.applications.net import Net
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World

MIDDLE = range(5, 13)
"""The blocks that change neither size nor channels."""


def body(net: Net, x: Tensor, given: Given) -> Tensor:
    for i, filters, stride in ((1, 32, 2), (2, 64, 1)):
        x = net("Conv2D", x, f"block1_conv{i}", filters=filters, kernel_size=3, strides=stride, use_bias=False)
        x = net.normalized(x, f"block1_conv{i}_bn")
        x = net("Activation", x, f"block1_conv{i}_act", activation="relu")
    for block, filters in ((2, 128), (3, 256), (4, 728)):
        x = _halved(net, x, f"block{block}", (filters, filters))
    for block in MIDDLE:
        residual = x
        for i in (1, 2, 3):
            x = _separable(net, x, f"block{block}_sepconv{i}", 728, before=True)
        x = net("Add", [x, residual])
    x = _halved(net, x, "block13", (728, 1024))
    for i, filters in ((1, 1536), (2, 2048)):
        x = _separable(net, x, f"block14_sepconv{i}", filters, before=False)
        x = net("Activation", x, f"block14_sepconv{i}_act", activation="relu")
    return x


def _halved(net: Net, x: Tensor, name: str, filters: tuple[int, int]) -> Tensor:
    """Two separable convolutions and a pooling, beside a strided convolution of the input."""
    residual = net("Conv2D", x, filters=filters[1], kernel_size=1, strides=2, padding="same", use_bias=False)
    residual = net.normalized(residual, None)
    for i in (1, 2):
        x = _separable(net, x, f"{name}_sepconv{i}", filters[i - 1], before=(name, i) != ("block2", 1))
    x = net("MaxPooling2D", x, f"{name}_pool", pool_size=3, strides=2, padding="same")
    return net("Add", [x, residual])


def _separable(net: Net, x: Tensor, name: str, filters: int, before: bool) -> Tensor:
    """`before`: the activation comes first."""
    if before:
        x = net("Activation", x, f"{name}_act", activation="relu")
    x = net("SeparableConv2D", x, name, filters=filters, kernel_size=3, padding="same", use_bias=False)
    return net.normalized(x, f"{name}_bn")


def check(given: Given, world: World) -> None:
    """Raises Reject where the backend cannot have it."""
    if world.generation < (2,) and world.backend == "theano":
        raise Reject(ARGUMENT, "{layer} was for TensorFlow alone before Keras 2")


application(
    "Xception xception",
    Family(body, classifier, pools=(None, None), least=71, least_before=71, loose_before=True, check=check),
    299,
)
