"""The arguments that keras.applications is measured with: data only, for Python 3.6 and later."""

SMALLEST = {"InceptionV3": 75, "InceptionResNetV2": 75, "Xception": 71}
DEFAULT = {
    "InceptionV3": 299, "InceptionResNetV2": 299, "Xception": 299, "NASNetLarge": 331,
    "EfficientNetB1": 240, "EfficientNetB2": 260, "EfficientNetB3": 300, "EfficientNetB4": 380,
    "EfficientNetB5": 456, "EfficientNetB6": 528, "EfficientNetB7": 600,
    "EfficientNetV2B1": 240, "EfficientNetV2B2": 260, "EfficientNetV2B3": 300,
    "EfficientNetV2S": 384, "EfficientNetV2M": 480, "EfficientNetV2L": 480,
}  # fmt: skip
"""224 for all others; 32 is the smallest size of all others."""
WHOLE = 2
"""So many cases of each model are recorded with every layer, the others with their outputs alone."""


FIRST = (
    "ConvNeXtTiny", "DenseNet121", "EfficientNetB0", "EfficientNetV2B0", "EfficientNetV2S", "InceptionResNetV2",
    "InceptionV3", "MobileNet", "MobileNetV2", "MobileNetV3Large", "MobileNetV3Small", "NASNetMobile", "ResNet50",
    "ResNet50V2", "VGG16", "Xception",
)  # fmt: skip
"""One of each family, measured with every case; the others differ from it in sizes alone."""


def cases(model):
    """Keyword arguments; `tensor` stands for an `input_tensor` of that shape, `channels_first` for the setting."""
    size = DEFAULT.get(model, 224)
    if model in FIRST:
        return list(every(model)) + list(own(model))
    few = list(every(model))[:2]
    few += [{}, {"input_shape": [size + 32, size + 32, 3]}, {"classes": 10}]
    few.append({"include_top": False, "pooling": "avg", "input_shape": [150, 150, 3]})
    return few


def old_cases(model):
    """What Keras before 2.4 is measured with, whose smallest sizes differ from release to release."""
    size = DEFAULT.get(model, 224)
    no_top = {"weights": None, "include_top": False}
    yield {"weights": None}
    yield dict(no_top, input_shape=[size + 3, size + 30, 3])
    yield dict(no_top, input_shape=[None, None, 3], pooling="max")
    yield no_top
    yield dict(no_top, tensor=[size, size, 3])
    for least in (32, 48, 71, 75, 139, 197, size):
        yield dict(no_top, input_shape=[least - 1, least - 1, 3])
        yield dict(no_top, input_shape=[least, least, 3], pooling="avg")
    yield {"weights": None, "input_shape": [size + 32, size + 32, 3], "classes": 7}
    yield {"weights": None, "input_shape": [None, None, 3]}
    yield {}
    yield {"classes": 10}
    yield {"input_shape": [size + 32, size + 32, 3]}
    yield {"include_top": False, "input_shape": [size, size, 1]}
    yield {"classifier_activation": "relu"}


def every(model):
    """Cases of the arguments that all models have."""
    least = SMALLEST.get(model, 32)
    size = DEFAULT.get(model, 224)
    no_top = {"weights": None, "include_top": False}
    yield {"weights": None}
    yield dict(no_top, input_shape=[least + 20, least + 53, 3])
    yield no_top
    yield dict(no_top, input_shape=[None, None, 3], pooling="max")
    yield dict(no_top, input_shape=[160, 160, 3], pooling="avg")
    yield dict(no_top, input_shape=[least, least, 1])
    yield dict(no_top, input_shape=[least - 1, least, 3])
    yield dict(no_top, input_shape=[None, least - 1, 3])
    yield dict(no_top, input_shape=[150, None, 4])
    yield dict(no_top, input_shape=[150, 150])
    yield dict(no_top, input_shape=[150, 150, 3, 3])
    yield dict(no_top, input_shape=[150, 150, 3], pooling="mean")
    yield dict(no_top, tensor=[150, 171, 3])
    yield dict(no_top, tensor=[None, None, 3], pooling="avg")
    yield dict(no_top, tensor=[150, 150, 3], input_shape=[100, 100, 3])
    yield dict(no_top, tensor=[20, 20, 3])
    yield {"weights": None, "input_shape": [None, None, 3], "classes": 3}
    yield {"weights": None, "input_shape": [least + 40, least + 41, 1], "classes": 7}
    yield {"weights": None, "classes": 10, "classifier_activation": None}
    yield {"weights": None, "tensor": [size, size, 3], "classes": 5}
    yield {"weights": None, "tensor": [None, None, 3], "classes": 5}
    yield {"weights": None, "tensor": [128, 128, 1], "classes": 5}
    yield {}
    yield {"include_top": False}
    yield {"include_top": False, "input_shape": [150, 150, 3]}
    yield {"include_top": False, "input_shape": [150, 150, 1]}
    yield {"include_top": False, "input_shape": [None, None, 3]}
    yield {"include_top": False, "tensor": [150, 150, 3]}
    yield {"include_top": False, "tensor": [150, 150, 1]}
    yield {"input_shape": [size, size, 3]}
    yield {"input_shape": [size + 32, size + 32, 3]}
    yield {"input_shape": [size, size, 1]}
    yield {"classes": 10}
    yield {"classes": 10, "include_top": False}
    yield {"classifier_activation": "relu"}
    yield {"classifier_activation": "relu", "include_top": False}
    yield {"weights": "no such file"}
    yield {"channels_first": True, "weights": None, "include_top": False, "input_shape": [3, 160, 160]}
    yield {"channels_first": True, "weights": None, "include_top": False}
    yield {"channels_first": True, "weights": None, "classes": 4}
    yield {"channels_first": True, "weights": None, "include_top": False, "input_shape": [160, 160, 3]}


def own(model):
    """Cases of the arguments that a family has for itself."""
    no_top = {"weights": None, "include_top": False}
    if model == "MobileNet":
        for alpha in (0.25, 0.3, 0.5, 0.75, 1.3, 2):
            yield dict(no_top, alpha=alpha)
        yield dict(no_top, depth_multiplier=2, input_shape=[100, 100, 3])
        yield {"weights": None, "dropout": 0.0}
        yield {"depth_multiplier": 2}
        yield {"alpha": 0.3}
        yield {"alpha": 0.25, "input_shape": [160, 160, 3]}
        yield {"include_top": False, "alpha": 2}
    if model == "MobileNetV2":
        for alpha in (0.1, 0.35, 0.5, 0.75, 1.3, 1.4, 2):
            yield dict(no_top, alpha=alpha)
        yield {"alpha": 0.3}
        yield {"alpha": 1.4, "input_shape": [96, 96, 3]}
        yield {"alpha": 1.4, "tensor": [96, 96, 3]}
        yield dict(no_top, tensor=[150, 150, 3], input_shape=[100, 150, 3])
        yield dict(no_top, tensor=[150, 150, 3], input_shape=[150, 100, 3])
    if model.startswith("MobileNetV3"):
        for alpha in (0.25, 0.75, 1.3, 2):
            yield dict(no_top, alpha=alpha)
        yield dict(no_top, minimalistic=True)
        yield {"weights": None, "minimalistic": True, "dropout_rate": 0}
        yield {"weights": None, "include_preprocessing": False, "input_shape": [100, 100, 3]}
        yield {"alpha": 0.5}
        yield {"alpha": 0.75, "minimalistic": True}
        yield {"weights": None, "input_shape": [20, None, 3]}
        yield {"weights": None, "input_shape": [100, 20, 3]}
        yield {"weights": None, "tensor": [100, 120, 3]}
    if model.startswith(("EfficientNetV2", "ConvNeXt")):
        yield dict(no_top, include_preprocessing=False)
        yield dict(no_top, include_preprocessing=True, input_shape=[100, 100, 1])
    if model.startswith("NASNet"):
        yield {"include_top": False, "input_shape": (None, None, 3)}
        yield {"input_shape": (None, None, 3)}
