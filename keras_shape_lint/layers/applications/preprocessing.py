"""`preprocess_input` of each module: pixels as its models were trained on. No shape changes."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.rule import Rule, registered
from keras_shape_lint.layers.tensor import Tensor

MODULES = (
    "convnext", "densenet", "efficientnet", "efficientnet_v2", "imagenet_utils", "inception_resnet_v2",
    "inception_v3", "mobilenet", "mobilenet_v2", "mobilenet_v3", "nasnet", "regnet", "resnet", "resnet50", "resnet_rs",
    "resnet_v2", "vgg16", "vgg19", "xception",
)  # fmt: skip


def preprocess_input(x: Tensor, data_format: Any = None, mode: Any = "caffe") -> Tensor:
    """Any shape, unchanged; of an array an array."""
    return x.computed()


NAMES = tuple(f"keras.applications.{module}.preprocess_input" for module in MODULES)
registered().update(dict.fromkeys(NAMES, Rule(NAMES, preprocess_input, "preprocessing", None)))
