"""Augmentation layers that leave every shape: `keras/src/layers/preprocessing/image_preprocessing`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, INPUT_RANK
from keras_shape_lint.layers.arguments import Bits
from keras_shape_lint.layers.axes import channels_first
from keras_shape_lint.layers.rule import Parameter, layer, registered
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.window_arguments import DataFormat
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, differ

IMAGE_BASE = "factor bounding_box_format data_format"
"""What every class that changes images hands on to BaseImagePreprocessingLayer, by name only."""

ARGUMENTS = {
    "AugMix": "value_range=, num_chains=, chain_depth=, factor=, alpha=, all_ops=, interpolation=, seed=, data_format=",
    "AutoContrast": "value_range=",
    "ContrastLimitedAdaptiveHistogramEqualization": "value_range=, clip_limit=, tile_grid_size=, data_format=",
    "Equalization": "value_range=, bins=, data_format=",
    "RandAugment": "value_range=, num_ops=, factor=, interpolation=, seed=, data_format=",
    "RandomColorDegeneration": "factor, value_range=, data_format=, seed=",
    "RandomColorJitter": (
        "value_range=, brightness_factor=, contrast_factor=, saturation_factor=, hue_factor=, seed=, data_format="
    ),
    "RandomElasticTransform": (
        "factor=, scale=, interpolation=, fill_mode=, fill_value=, value_range=, seed=, data_format="
    ),
    "RandomErasing": "factor=, scale=, fill_value=, value_range=, seed=, data_format=",
    "RandomGaussianBlur": "factor=, kernel_size=, sigma=, value_range=, data_format=, seed=",
    "RandomGrayscale": "factor=, data_format=, seed=",
    "RandomHue": "factor, value_range=, data_format=, seed=",
    "RandomInvert": "factor=, value_range=, seed=, data_format=",
    "RandomPerspective": "factor=, scale=, interpolation=, fill_value=, seed=, data_format=",
    "RandomPosterization": "factor, value_range=, data_format=, seed=",
    "RandomSaturation": "factor, value_range=, data_format=, seed=",
    "RandomSharpness": "factor, value_range=, data_format=, seed=",
    "RandomShear": "x_factor=, y_factor=, interpolation=, fill_mode=, fill_value=, data_format=, seed=",
    "Solarization": "addition_factor=, threshold_factor=, value_range=, seed=",
}
"""The constructor arguments in order, those with a default marked `=`."""


LIMITED: dict[str, dict[str, Any]] = {
    **{name: {"data_format": DataFormat} for name in ARGUMENTS},
    "RandomPosterization": {"factor": Bits, "data_format": DataFormat},
}
"""Arguments that are checked."""


def augmented(data: Tensor, training: Any = True, **arguments: Any) -> Tensor:
    """Any shape, unchanged."""
    return Tensor(data.shape, None)


def greyed(data: Tensor, training: Any = True, *, world: World, **arguments: Any) -> Tensor:
    """An image of three channels, or a batch of them, unchanged; grey on the way."""
    require_image(data)
    first = channels_first(arguments.get("data_format"), world)
    channels = data.dims[-3 if first else -1] if data.rank is not None and first is not UNKNOWN else UNKNOWN
    if differ(channels, 3):
        raise Reject(ARGUMENT, "{layer} takes images of 3 channels, {0} has {1}", data, channels)
    return Tensor(data.shape, None)


def require_image(x: Tensor) -> None:
    if x.rank is not None and x.rank not in (3, 4):
        text = "{layer} takes images of 3 axes, or 4 with a batch; {0} has {1}"
        raise Reject(INPUT_RANK, text, x, x.rank)


for _name, _arguments in ARGUMENTS.items():
    layer(f"keras.layers.{_name}", inherited=IMAGE_BASE)(greyed if _name == "RandomColorDegeneration" else augmented)
    _rule = registered()[f"keras.layers.{_name}"]
    for _argument in _arguments.split(", "):
        _known, _optional, _ = _argument.partition("=")
        _hint = LIMITED.get(_name, {}).get(_known)
        _rule.add(Parameter(_known, _hint, None) if _optional else Parameter(_known, _hint))


@layer("keras.layers.CutMix", inherited=IMAGE_BASE)
def cut_mix(
    data: Any, training: Any = True, *, factor: Any = 1.0, seed: Any = None, data_format: DataFormat = None
) -> Any:
    """Images, or a dictionary of images and labels, unchanged."""
    return _same(data)


@layer("keras.layers.MixUp", inherited=IMAGE_BASE)
def mix_up(
    data: Any, training: Any = True, *, alpha: Any = 0.2, data_format: DataFormat = None, seed: Any = None
) -> Any:
    """Images, or a dictionary of images and labels, unchanged."""
    return _same(data)


@layer("keras.layers.MaxNumBoundingBoxes", inherited=IMAGE_BASE)
def max_num_bounding_boxes(data: Any, training: Any = True, *, max_number: Any, fill_value: Any = -1) -> Any:
    """Images, unchanged; of boxes beside them the number is not followed."""
    return _same(data) if isinstance(data, Tensor) else Tensor(UNKNOWN, None)


def _same(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: _same(each) for name, each in data.items()}
    return Tensor(data.shape if isinstance(data, Tensor) else UNKNOWN, None)
