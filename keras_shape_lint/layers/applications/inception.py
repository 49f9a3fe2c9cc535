"""InceptionV3: `keras/src/applications/inception_v3.py`."""

from __future__ import annotations

from keras_shape_lint.layers.applications.architecture import Family, Given, application, classifier
from keras_shape_lint.layers.applications.net import Net
from keras_shape_lint.layers.tensor import Tensor

Convolution = tuple[int, int, int]
"""Filters, height and width of the window."""
Branch = tuple[Convolution, ...]


def conv(net: Net, x: Tensor, filters: int, height: int, width: int, stride: int = 1, valid: bool = False) -> Tensor:
    """A convolution, normalised and activated; Keras makes up the names."""
    window, padding = (height, width), "valid" if valid else "same"
    x = net("Conv2D", x, filters=filters, kernel_size=window, strides=stride, padding=padding, use_bias=False)
    x = net("BatchNormalization", x, axis=net.axis, scale=False)
    return net("Activation", x, activation="relu")


def chain(net: Net, x: Tensor, branch: Branch) -> Tensor:
    """One convolution after the other."""
    for filters, height, width in branch:
        x = conv(net, x, filters, height, width)
    return x


def body(net: Net, x: Tensor, given: Given) -> Tensor:
    x = conv(net, x, 32, 3, 3, 2, valid=True)
    x = conv(net, x, 32, 3, 3, valid=True)
    x = conv(net, x, 64, 3, 3)
    x = net("MaxPooling2D", x, pool_size=3, strides=2)
    x = conv(net, x, 80, 1, 1, valid=True)
    x = conv(net, x, 192, 3, 3, valid=True)
    x = net("MaxPooling2D", x, pool_size=3, strides=2)
    for i, pooled in enumerate((32, 64, 64)):
        x = _mixed(net, x, f"mixed{i}", _small(), pooled)
    x = _reduced(net, x, "mixed3", (((384, 3, 3),), ((64, 1, 1), (96, 3, 3), (96, 3, 3))))
    for i, inner in enumerate((128, 160, 160, 192), 4):
        x = _mixed(net, x, f"mixed{i}", _factored(inner), 192)
    x = _reduced(net, x, "mixed8", (((192, 1, 1), (320, 3, 3)), ((192, 1, 1), (192, 1, 7), (192, 7, 1), (192, 3, 3))))
    for i in (0, 1):
        x = _wide(net, x, i)
    return x


def _small() -> tuple[Branch, ...]:
    return ((64, 1, 1),), ((48, 1, 1), (64, 5, 5)), ((64, 1, 1), (96, 3, 3), (96, 3, 3))


def _factored(inner: int) -> tuple[Branch, ...]:
    """7x7 windows taken apart into 1x7 and 7x1."""
    once: Branch = ((inner, 1, 1), (inner, 1, 7), (192, 7, 1))
    twice: Branch = ((inner, 1, 1), (inner, 7, 1), (inner, 1, 7), (inner, 7, 1), (192, 1, 7))
    return ((192, 1, 1),), once, twice


def _mixed(net: Net, x: Tensor, name: str, branches: tuple[Branch, ...], pooled: int) -> Tensor:
    """Branches of convolutions and one behind a pooling, joined along the channels."""
    outputs = [chain(net, x, branch) for branch in branches]
    outputs.append(_pooled(net, x, pooled))
    return net("Concatenate", outputs, name, axis=net.axis)


def _pooled(net: Net, x: Tensor, filters: int) -> Tensor:
    x = net("AveragePooling2D", x, pool_size=3, strides=1, padding="same")
    return conv(net, x, filters, 1, 1)


def _reduced(net: Net, x: Tensor, name: str, branches: tuple[Branch, ...]) -> Tensor:
    """As `_mixed`, each branch ending at stride 2."""
    outputs = [conv(net, chain(net, x, branch[:-1]), *branch[-1], 2, valid=True) for branch in branches]
    outputs.append(net("MaxPooling2D", x, pool_size=3, strides=2))
    return net("Concatenate", outputs, name, axis=net.axis)


def _wide(net: Net, x: Tensor, i: int) -> Tensor:
    """Two branches of the four are split once more, into 1x3 beside 3x1."""
    plain = conv(net, x, 320, 1, 1)
    single = _split(net, conv(net, x, 384, 1, 1), f"mixed9_{i}")
    double = _split(net, chain(net, x, ((448, 1, 1), (384, 3, 3))), None)
    return net("Concatenate", [plain, single, double, _pooled(net, x, 192)], f"mixed{9 + i}", axis=net.axis)


def _split(net: Net, x: Tensor, name: str | None) -> Tensor:
    return net("Concatenate", [conv(net, x, 384, 1, 3), conv(net, x, 384, 3, 1)], name, axis=net.axis)


application(
    "InceptionV3 inception_v3",
    Family(body, classifier, pools=(None, None), least=75, least_before=139, loose_before=True),
    299,
    "inception_v3",
)
