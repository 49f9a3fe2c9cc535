"""What the Keras of this interpreter makes of every case of `grid`, one JSON line each: run as a script.

    python tests/applications/record.py [MODEL ...] | xz -9e > tests/data/applications-GENERATION.jsonl.xz

A line holds the model, the arguments, and `error` or the input and output shapes and the number of layers; the first
cases of a model also the name and output shape of every layer. No weights are downloaded: loading them does nothing.
"""

import contextlib
import importlib
import json
import os
import sys
import warnings

os.environ.update(CUDA_VISIBLE_DEVICES="", TF_CPP_MIN_LOG_LEVEL="3")
warnings.simplefilter("ignore")
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import grid  # noqa: E402
import keras  # noqa: E402

importlib.import_module("keras.applications")
NEW = keras.__version__ >= "3"
TF1 = keras.__version__ < "2.4"
LATE = ("RegNet", "ResNetRS")
"""Families of 2.15 alone, which are not described."""


def models():
    names = sorted(name for name in dir(keras.applications) if name[0].isupper() and not name.startswith(LATE))
    return [name for name in names if callable(getattr(keras.applications, name))]


def offline():
    """Weights are neither fetched nor read."""
    keras.models.Model.load_weights = lambda *args, **kwargs: None
    for name, module in list(sys.modules.items()):
        if name.startswith("keras") and hasattr(module, "get_file"):
            module.get_file = lambda *args, **kwargs: "weights.h5"


def measured(model, case, whole):
    """The record of one case."""
    given = dict(case)
    data_format = "channels_first" if given.pop("channels_first", False) else "channels_last"
    if hasattr(keras.backend, "clear_session"):
        keras.backend.clear_session()
    set_format(data_format)
    record = {"model": model, "case": case}
    try:
        with unweighted():
            if "tensor" in given:
                given["input_tensor"] = keras.layers.Input(tuple(given.pop("tensor")))
            if "input_shape" in given:
                given["input_shape"] = tuple(given["input_shape"])
            built = getattr(keras.applications, model)(**given)
    except Exception as error:
        record["error"] = type(error).__name__ + ": " + str(error)[:120]
        return record
    finally:
        set_format("channels_last")
    record.update(name=built.name, input=shape(built.input), output=shape(built.output), layers=len(built.layers))
    record["parameters"] = int(built.count_params())
    if whole:
        record["listing"] = [[layer.name, shape(layer.output)] for layer in built.layers]
    return record


def set_format(data_format):
    if NEW:
        keras.config.set_image_data_format(data_format)
    elif hasattr(keras.backend, "set_image_data_format"):
        keras.backend.set_image_data_format(data_format)
    else:
        keras.backend.set_image_dim_ordering("th" if data_format == "channels_first" else "tf")


def unweighted():
    """Variables without values: building is then a matter of shapes."""
    if TF1:
        return contextlib.ExitStack()
    return keras.StatelessScope() if NEW else importlib.import_module("tensorflow").Graph().as_default()


def shape(tensor):
    tensor = tensor[0] if isinstance(tensor, list) else tensor
    sizes = getattr(tensor, "_keras_shape", None) or tuple(tensor.shape)
    return [None if size is None else int(size) for size in sizes]


if __name__ == "__main__":
    offline()
    for name in sys.argv[1:] or models():
        for number, arguments in enumerate(grid.old_cases(name) if TF1 else grid.cases(name)):
            print(json.dumps(measured(name, arguments, number < grid.WHOLE)), flush=True)
