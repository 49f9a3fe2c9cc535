"""ConvNeXt: `keras/src/applications/convnext.py`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.applications.architecture import COMMON, Family, Given, application
from keras_shape_lint.layers.applications.input_shape import three_channels
from keras_shape_lint.layers.applications.net import Net
from keras_shape_lint.layers.arguments import Positive
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor

SCALE = "keras.applications.convnext.LayerScale"
EPSILON = 1e-6


@layer(SCALE)
def layer_scale(x: Tensor, *, init_values: Any, projection_dim: Positive, state: LayerState) -> Tensor:
    """Any shape, unchanged; a factor for each channel."""
    state.weight("gamma", projection_dim)
    return x.computed()


def body(net: Net, x: Tensor, given: Given, model: str, depths: tuple[int, ...], widths: tuple[int, ...]) -> Tensor:
    if given["include_preprocessing"] and three_channels(net, x, given):
        x = net("Normalization", x, f"{model}_prestem_normalization", mean=[0.0] * 3, variance=[1.0] * 3)
    for stage, (count, filters) in enumerate(zip(depths, widths, strict=True)):
        x = _smaller(net, x, model, stage, filters)
        for block in range(count):
            x = _block(net, x, f"{model}_stage_{stage}_block_{block}", filters)
    return x


def _smaller(net: Net, x: Tensor, model: str, stage: int, filters: int) -> Tensor:
    """A quarter of the height and width at first, then half of what is left each time."""
    size = 2 if stage else 4
    suffix = f"_{stage - 1}" if stage else ""
    part = f"{model}_downsampling" if stage else f"{model}_stem"
    conv = ("Conv2D", f"{part}_conv{suffix}", {"filters": filters, "kernel_size": size, "strides": size})
    norm = ("LayerNormalization", f"{part}_layernorm{suffix}", {"epsilon": EPSILON})
    if stage:
        return net.sequential(x, f"{part}_block{suffix}", norm, conv)
    return net.sequential(x, part, conv, norm)


def _block(net: Net, x: Tensor, name: str, filters: int) -> Tensor:
    inputs = x
    x = net("Conv2D", x, f"{name}_depthwise_conv", filters=filters, kernel_size=7, padding="same", groups=filters)
    x = net("LayerNormalization", x, f"{name}_layernorm", epsilon=EPSILON)
    x = net("Dense", x, f"{name}_pointwise_conv_1", units=4 * filters)
    x = net("Activation", x, f"{name}_gelu", activation="gelu")
    x = net("Dense", x, f"{name}_pointwise_conv_2", units=filters)
    x = net.layer(SCALE, x, f"{name}_layer_scale", {"init_values": EPSILON, "projection_dim": filters})
    x = net("Activation", x, f"{name}_identity", activation="linear")
    return net.operation("add", inputs, x)


def top(net: Net, x: Tensor, given: Given, model: str, depths: tuple[int, ...], widths: tuple[int, ...]) -> Tensor:
    x = net("GlobalAveragePooling2D", x, f"{model}_head_gap")
    x = net("LayerNormalization", x, f"{model}_head_layernorm", epsilon=EPSILON)
    return net("Dense", x, f"{model}_head_dense", units=given["classes"])


def finish(net: Net, x: Tensor) -> Tensor:
    return net("LayerNormalization", x, epsilon=EPSILON)


CONVNEXT = Family(
    body,
    top,
    (None, None),
    ("include_top", "include_preprocessing", *COMMON[1:]),
    channels_first=(None, False),
    finish=finish,
)
for label, deep, wide in (
    ("Tiny", 9, (96, 192, 384, 768)), ("Small", 27, (96, 192, 384, 768)), ("Base", 27, (128, 256, 512, 1024)),
    ("Large", 27, (192, 384, 768, 1536)), ("XLarge", 27, (256, 512, 1024, 2048)),
):  # fmt: skip
    own = f"convnext_{label.lower()}"
    application(f"ConvNeXt{label} convnext", CONVNEXT, named=own, model=own, depths=(3, 3, deep, 3), widths=wide)
