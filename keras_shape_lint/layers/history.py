"""First and last measured generation of the names and arguments whose use dates a program."""

from __future__ import annotations

from functools import cache

from keras_shape_lint.layers.rule import BASE_ARGUMENTS
from keras_shape_lint.layers.spans import NAMES, NEW_ARGUMENTS, OLD_ARGUMENTS
from keras_shape_lint.layers.training.measures import is_class
from keras_shape_lint.layers.world import ALL, LATEST, Generation, Span, World

KERAS_1: Span = ((1,), (1, 99))
KERAS_2_ON: Span = ((2,), LATEST)
BEFORE_3: Span = ((1,), (2, 99))
CONVERTED: Span = ((1,), (2, 3, 99))
"""Spellings of Keras 1: 2.0 to 2.3 take them and warn."""
MEASURES: Span = ((2, 3), LATEST)
"""Classes of losses and metrics."""
ONLY_3: Span = ((3,), LATEST)

APPLICATIONS: dict[Generation, str] = {
    (2, 15): "efficientnet efficientnet_v2 convnext mobilenet_v3 regnet resnet_rs MobileNetV3Small MobileNetV3Large "
    "EfficientNetB0 EfficientNetB1 EfficientNetB2 EfficientNetB3 EfficientNetB4 EfficientNetB5 EfficientNetB6 "
    "EfficientNetB7 EfficientNetV2B0 EfficientNetV2B1 EfficientNetV2B2 EfficientNetV2B3 EfficientNetV2S "
    "EfficientNetV2M EfficientNetV2L ConvNeXtTiny ConvNeXtSmall ConvNeXtBase ConvNeXtLarge ConvNeXtXLarge",
    (2, 3): "resnet resnet_v2 ResNet101 ResNet152 ResNet50V2 ResNet101V2 ResNet152V2",
    (2, 2): "mobilenet_v2 MobileNetV2",
    (2, 1): "densenet nasnet DenseNet121 DenseNet169 DenseNet201 NASNetMobile NASNetLarge",
    (2,): "mobilenet inception_resnet_v2 MobileNet InceptionResNetV2",
}
"""First generation of the modules and models of keras.applications that were not there from the first."""

PLACES: dict[str, Span] = {
    "keras.applications": ((1, 1), LATEST),
    "tensorflow.keras": ((2, 15), LATEST),
    "tf_keras": ((2, 15), (2, 99)),
    "keras.src": ((2, 15), LATEST),
    "keras.layers.merge": ((2,), (2, 3, 99)),
    "keras.legacy": ((2,), (2, 3, 99)),
    "keras.engine": BEFORE_3,
    "keras.utils.np_utils": BEFORE_3,
    "keras.initializations": KERAS_1,
    "keras.utils.visualize_util": KERAS_1,
    "keras.initializers": KERAS_2_ON,
    "keras.backend.image_dim_ordering": CONVERTED,
    "keras.backend.set_image_dim_ordering": CONVERTED,
    "keras.backend.image_data_format": KERAS_2_ON,
    "keras.backend.set_image_data_format": KERAS_2_ON,
    **{
        f"keras.applications.{name}": (first, LATEST)
        for first, names in APPLICATIONS.items()
        for name in names.split()
    },
    **{
        f"keras.{module}.{name}": KERAS_1
        for module in ("engine", "engine.topology", "layers.core") for name in ("Merge", "merge")
    },
    **dict.fromkeys(
        ("keras.ops", "keras.random", "keras.tree", "keras.distribution", "keras.config", "keras.dtype_policies",
         "keras.KerasTensor", "keras.Operation", "keras.Function", "keras.StatelessScope", "keras.Variable"),
        ONLY_3,
    ),
    **dict.fromkeys(
        (f"keras.layers.{family}" for family in ("core", "convolutional", "pooling", "recurrent", "embeddings",
         "local", "noise", "normalization", "advanced_activations", "wrappers")),
        BEFORE_3,
    ),
}  # fmt: skip
"""Modules and what lives outside keras.layers: a name stands for all that is reached through it."""

MERGE_FUNCTION: Span = ((1,), (2, 1, 99))
"""`merge` is a function to 2.1, and a module to 2.3."""
LEGACY_MERGES: dict[str, Span] = {"Merge": MERGE_FUNCTION, "merge": ((1,), (2, 3, 99))}
"""The class and the function of Keras 1 that join, by their canonical names, and the generations that have them."""

_METHODS: dict[str, Span] = {
    "fit.nb_epoch": CONVERTED, "fit.epochs": KERAS_2_ON, "fit_generator.nb_epoch": CONVERTED,
    "fit_generator.samples_per_epoch": CONVERTED, "fit_generator.nb_val_samples": CONVERTED,
    "fit_generator.max_q_size": CONVERTED, "fit_generator.nb_worker": CONVERTED,
    "fit_generator.epochs": KERAS_2_ON, "fit_generator.steps_per_epoch": KERAS_2_ON,
    "fit_generator.validation_steps": KERAS_2_ON, "evaluate_generator.val_samples": CONVERTED,
    "predict_generator.val_samples": CONVERTED, "Model.input": CONVERTED, "Model.output": CONVERTED,
    "Model.inputs": KERAS_2_ON, "Model.outputs": KERAS_2_ON,
}  # fmt: skip
_DATING = ("batch_input_shape", "input_dtype", "weights", "dynamic", "autocast")
"""Arguments of every layer that not every generation has, and that few classes have of their own."""
_WITH_WEIGHTS = ("Embedding", "Bidirectional", "InputLayer")
_ALIASES = {
    "Convolution1D": "Conv1D", "Convolution2D": "Conv2D", "Convolution3D": "Conv3D",
    "Deconvolution2D": "Conv2DTranspose", "Convolution2DTranspose": "Conv2DTranspose",
    "SeparableConvolution2D": "SeparableConv2D", "Deconv2D": "Conv2DTranspose",
    "AtrousConv1D": "Conv1D", "AtrousConvolution1D": "Conv1D", "AtrousConv2D": "Conv2D",
    "AtrousConvolution2D": "Conv2D",
    **{f"{short}{rank}D": f"{name}{rank}D" for rank in (1, 2, 3) for short, name in (
        ("AvgPool", "AveragePooling"), ("MaxPool", "MaxPooling"), ("GlobalAvgPool", "GlobalAveragePooling"),
        ("GlobalMaxPool", "GlobalMaxPooling"))},
}  # fmt: skip


def class_of(owner: str) -> str:
    """The class that a name of Keras 1 or 2 is another name for."""
    return _ALIASES.get(owner, owner)


def _released(version: str) -> Generation:
    return tuple(int(part) for part in version.split("."))


@cache
def _names() -> dict[str, Span]:
    return {
        name: (_released(first), LATEST if last == "3" else _released(last))
        for (first, last), names in NAMES.items()
        for name in names.split()
    }


@cache
def _arguments() -> dict[str, dict[str, tuple[Span, str]]]:
    """Class -> argument -> generations that take it, and its name of today where another took its place."""
    out: dict[str, dict[str, tuple[Span, str]]] = {}
    for names, pairs in OLD_ARGUMENTS.items():
        for name in names.split():
            known = out.setdefault(name, {})
            for old, _, new in (pair.partition("=") for pair in pairs.split()):
                known[old] = (CONVERTED, new)
                known[new or "kernel_size"] = (KERAS_2_ON, "")
    for first, found in NEW_ARGUMENTS.items():
        for name, _, argument in (entry.partition(".") for entry in found.split()):
            out.setdefault(name, {})[argument] = ((_released(first), LATEST), "")
    return out


@cache
def span_of(path: str) -> Span:
    """The generations that have a name: as written, or canonical."""
    if path in LEGACY_MERGES:
        return LEGACY_MERGES[path]
    first, last = ALL
    parts = path.split(".")
    found = [PLACES.get(".".join(parts[:count])) for count in range(1, len(parts) + 1)]
    if path.startswith("keras.layers.") and len(parts) == 3:
        found.append(_names().get(parts[2]))
    if path.startswith(("keras.losses.", "keras.metrics.")) and is_class(parts[2]):
        found.append(MEASURES)
    for span in found:
        if span is not None:
            first, last = max(first, span[0]), min(last, span[1])
    return first, last


def span_of_argument(owner: str, argument: str) -> Span:
    """The generations that take an argument of a class of keras.layers, or of a method as `fit`."""
    method = _METHODS.get(f"{owner}.{argument}")
    if method is not None:
        return method
    known = _arguments().get(class_of(owner), {}).get(argument)
    if known is not None:
        return known[0]
    return BASE_ARGUMENTS[argument] if argument in _DATING and owner not in _WITH_WEIGHTS else ALL


def name_today(owner: str, argument: str) -> str | None:
    """What took the place of an argument of Keras 1; None where nothing did, or it is none of Keras 1."""
    if owner == "Model":
        return {"input": "inputs", "output": "outputs"}.get(argument)
    known = _arguments().get(class_of(owner), {}).get(argument)
    return known[1] or None if known is not None and known[0] == CONVERTED else None


_WINDOWED = {"Conv2D": 2, "SeparableConv2D": 2, "Conv3D": 3}


def sizes_by_position(owner: str, world: World) -> int | None:
    """How many positional arguments a kernel has there, None where it is one as today."""
    return _WINDOWED.get(class_of(owner)) if world.generation <= CONVERTED[1] else None


def is_old_spelling(owner: str) -> bool:
    """A name that every release has, of a kernel that reads its sizes by position otherwise since tf.keras."""
    return _ALIASES.get(owner) in _WINDOWED


@cache
def renamed(owner: str) -> dict[str, str]:
    """Arguments of Keras 1 of a class -> their names of today, "" where they became part of another."""
    known = _arguments().get(class_of(owner), {})
    return {name: new for name, (span, new) in known.items() if span == CONVERTED}
