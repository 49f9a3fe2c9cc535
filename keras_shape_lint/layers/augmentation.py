"""Augmentation layers that leave every shape: `keras/src/layers/preprocessing/image_preprocessing`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.arguments import Bits
from keras_shape_lint.layers.axes import channels_first, require_images
from keras_shape_lint.layers.rule import Parameter, layer, registered
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.window_arguments import DataFormat
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, differ

OLD = "keras.layers.experimental.preprocessing."
IMAGE_BASE = "factor bounding_box_format data_format"
"""What every class that changes images hands on to BaseImagePreprocessingLayer, by name only."""

NEEDED = Ellipsis
RANGE = {"value_range": (0, 255)}
FORMAT = {"data_format": None}
SEED = {"seed": None}
FILLED = {"fill_mode": "reflect", "interpolation": "bilinear", **SEED, "fill_value": 0.0, **FORMAT}

ARGUMENTS: dict[str, dict[str, Any]] = {
    "AugMix": RANGE | {
        "num_chains": 3, "chain_depth": 3, "factor": 0.3, "alpha": 1.0, "all_ops": True, "interpolation": "bilinear",
    } | SEED | FORMAT,
    "AutoContrast": RANGE,
    "ContrastLimitedAdaptiveHistogramEqualization": RANGE | {"clip_limit": 4.0, "tile_grid_size": (8, 8)} | FORMAT,
    "Equalization": RANGE | {"bins": 256} | FORMAT,
    "RandAugment": RANGE | {"num_ops": 2, "factor": 0.5, "interpolation": "bilinear"} | SEED | FORMAT,
    "RandomBrightness": {"factor": NEEDED} | RANGE | SEED,
    "RandomColorDegeneration": {"factor": NEEDED} | RANGE | FORMAT | SEED,
    "RandomColorJitter": RANGE | dict.fromkeys(
        ("brightness_factor", "contrast_factor", "saturation_factor", "hue_factor")
    ) | SEED | FORMAT,
    "RandomContrast": {"factor": NEEDED} | RANGE | SEED,
    "RandomElasticTransform": {
        "factor": 1.0, "scale": 1.0, "interpolation": "bilinear", "fill_mode": "reflect", "fill_value": 0.0,
    } | RANGE | SEED | FORMAT,
    "RandomErasing": {"factor": 1.0, "scale": (0.02, 0.33), "fill_value": None} | RANGE | SEED | FORMAT,
    "RandomFlip": {"mode": "horizontal_and_vertical"} | SEED | FORMAT,
    "RandomGaussianBlur": {"factor": 1.0, "kernel_size": 3, "sigma": 1.0} | RANGE | FORMAT | SEED,
    "RandomGrayscale": {"factor": 0.5} | FORMAT | SEED,
    "RandomHue": {"factor": NEEDED} | RANGE | FORMAT | SEED,
    "RandomInvert": {"factor": 1.0} | RANGE | SEED | FORMAT,
    "RandomPerspective": {"factor": 1.0, "scale": 1.0, "interpolation": "bilinear", "fill_value": 0.0} | SEED | FORMAT,
    "RandomPosterization": {"factor": NEEDED} | RANGE | FORMAT | SEED,
    "RandomRotation": {"factor": NEEDED} | FILLED,
    "RandomSaturation": {"factor": NEEDED} | RANGE | FORMAT | SEED,
    "RandomSharpness": {"factor": NEEDED} | RANGE | FORMAT | SEED,
    "RandomShear": {
        "x_factor": 0.0, "y_factor": 0.0, "interpolation": "bilinear", "fill_mode": "reflect", "fill_value": 0.0,
    } | FORMAT | SEED,
    "RandomTranslation": {"height_factor": NEEDED, "width_factor": NEEDED} | FILLED,
    "RandomZoom": {"height_factor": NEEDED, "width_factor": None} | FILLED,
    "Solarization": {"addition_factor": 0.0, "threshold_factor": 0.0} | RANGE | SEED,
}  # fmt: skip
"""The constructor arguments in order, with their defaults."""

OLDEST = ("RandomContrast", "RandomFlip", "RandomRotation", "RandomTranslation", "RandomZoom")
"""Those that were experimental first."""

LIMITED: dict[str, dict[str, Any]] = {
    **{name: {"data_format": DataFormat} for name in ARGUMENTS},
    "RandomPosterization": {"factor": Bits, "data_format": DataFormat},
}
"""Arguments that are checked."""


def augmented(data: Tensor, training: Any = True, **arguments: Any) -> Tensor:
    """Any shape, unchanged."""
    return Tensor(data.shape, None)


def computed(data: Tensor, training: Any = True, **arguments: Any) -> Tensor:
    """Any shape, unchanged, in floats."""
    return data.computed()


def greyed(data: Tensor, training: Any = True, *, world: World, **arguments: Any) -> Tensor:
    """An image of three channels, or a batch of them, unchanged; grey on the way."""
    require_images(data)
    first = channels_first(arguments.get("data_format"), world)
    channels = data.dims[-3 if first else -1] if data.rank is not None and first is not UNKNOWN else UNKNOWN
    if differ(channels, 3):
        raise Reject(ARGUMENT, "{layer} takes images of 3 channels, {0} has {1}", data, channels)
    return Tensor(data.shape, None)


RUN = {"RandomColorDegeneration": greyed, **dict.fromkeys((*OLDEST, "RandomBrightness"), computed)}

for _name, _arguments in ARGUMENTS.items():
    _names = [f"keras.layers.{_name}", *([f"{OLD}{_name}"] if _name in OLDEST else [])]
    layer(*_names, inherited=IMAGE_BASE)(RUN.get(_name, augmented))
    _rule = registered()[_names[0]]
    for _argument, _default in _arguments.items():
        _hint = LIMITED.get(_name, {}).get(_argument)
        _rule.add(Parameter(_argument, _hint) if _default is NEEDED else Parameter(_argument, _hint, _default))


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
