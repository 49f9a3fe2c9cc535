"""DenseNet: `keras/src/applications/densenet.py`."""

from __future__ import annotations

from keras_shape_lint.layers.applications.architecture import Family, Given, application, classifier
from keras_shape_lint.layers.applications.net import Net
from keras_shape_lint.layers.tensor import Tensor

GROWTH = 32
"""The channels that each block adds to its input."""


def body(net: Net, x: Tensor, given: Given, blocks: tuple[int, ...]) -> Tensor:
    between = "_" if net.world.generation >= (3,) else "/"
    x = net("ZeroPadding2D", x, padding=3)
    x = net("Conv2D", x, f"conv1{between}conv", filters=64, kernel_size=7, strides=2, use_bias=False)
    x = net("ZeroPadding2D", _activated(net, x, f"conv1{between}"), padding=1)
    x = net("MaxPooling2D", x, "pool1", pool_size=3, strides=2)
    for stage, count in enumerate(blocks, 2):
        for block in range(1, count + 1):
            x = _block(net, x, f"conv{stage}_block{block}")
        if stage < 5:
            x = _transition(net, x, f"pool{stage}")
    return _activated(net, x, "")


def _block(net: Net, x: Tensor, name: str) -> Tensor:
    new = _activated(net, x, f"{name}_0_")
    new = net("Conv2D", new, f"{name}_1_conv", filters=4 * GROWTH, kernel_size=1, use_bias=False)
    new = _activated(net, new, f"{name}_1_")
    new = net("Conv2D", new, f"{name}_2_conv", filters=GROWTH, kernel_size=3, padding="same", use_bias=False)
    return net("Concatenate", [x, new], f"{name}_concat", axis=net.axis)


def _transition(net: Net, x: Tensor, name: str) -> Tensor:
    """Half as many channels, height and width."""
    x = _activated(net, x, f"{name}_")
    x = net("Conv2D", x, f"{name}_conv", filters=net.channels(x) // 2, kernel_size=1, use_bias=False)
    return net("AveragePooling2D", x, f"{name}_pool", pool_size=2, strides=2)


def _activated(net: Net, x: Tensor, name: str) -> Tensor:
    return net("Activation", net.normalized(x, f"{name}bn"), f"{name}relu", activation="relu")


DENSENET = Family(body, classifier, least_before=221, same_before=False, channels_first=(True, False))
application("DenseNet121 densenet", DENSENET, blocks=(6, 12, 24, 16))
application("DenseNet169 densenet", DENSENET, blocks=(6, 12, 32, 32))
application("DenseNet201 densenet", DENSENET, blocks=(6, 12, 48, 32))
