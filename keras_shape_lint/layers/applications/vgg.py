"""VGG16 and VGG19: `keras/src/applications/vgg16.py`, `vgg19.py`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.applications.architecture import Family, Given, application
from keras_shape_lint.layers.applications.net import Net
from keras_shape_lint.layers.tensor import Tensor

FILTERS = (64, 128, 256, 512, 512)


def body(net: Net, x: Tensor, given: Given, convolutions: tuple[int, ...]) -> Tensor:
    for block, (filters, count) in enumerate(zip(FILTERS, convolutions, strict=True), 1):
        for i in range(1, count + 1):
            x = net("Conv2D", x, f"block{block}_conv{i}", filters=filters, kernel_size=3, padding="same")
        x = net("MaxPooling2D", x, f"block{block}_pool", pool_size=2, strides=2)
    return x


def top(net: Net, x: Tensor, given: Given, **parts: Any) -> Tensor:
    x = net("Flatten", x, "flatten")
    for name, units in (("fc1", 4096), ("fc2", 4096), ("predictions", given["classes"])):
        x = net("Dense", x, name, units=units)
    return x


VGG = Family(body, top, pools=(None, None), least_before=48)
application("VGG16 vgg16", VGG, convolutions=(2, 2, 3, 3, 3))
application("VGG19 vgg19", VGG, convolutions=(2, 2, 4, 4, 4))
