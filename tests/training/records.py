"""The measured grid: what real Keras said to each case of measure.py, and the case as Tensors or as a program."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data" / "training.jsonl.xz"

GENERATIONS = {"1.2.2": (1, 2, 2), "2.1.6": (2, 1, 6), "2.2.4": (2, 2, 4), "2.3.1": (2, 3, 1), "2.15": (2, 15),
               "3": (3,)}  # fmt: skip


def records(*asked: str) -> Iterator[dict[str, Any]]:
    with lzma.open(DATA, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["ask"] in asked:
                yield record


_LAYERS = {
    "dense": ("Dense(2)",),
    "flatten": ("Flatten()", "Dense(2)"),
    "conv2": ("Conv2D(2, 3)", "Flatten()", "Dense(2)"),
    "conv2gap": ("Conv2D(2, 3)", "GlobalAveragePooling2D()"),
    "conv1": ("Conv1D(2, 2)", "GlobalMaxPooling1D()"),
    "lstm": ("LSTM(2)",),
    "embed": ("Embedding(9, 2)", "LSTM(2)"),
    "embedflat": ("Embedding(9, 2)", "Flatten()", "Dense(2)"),
    "norm": ("BatchNormalization()", "Dense(2)"),
    "activation": ("Activation('relu')",),
}


def program(record: dict[str, Any]) -> str:
    """A case of data against an input, as measure.py ran it."""
    layers, shape = _LAYERS[record["end"]], tuple(record["input"])
    kind, end = record["kind"], "model.predict_on_batch(np.zeros({!r}))".format(tuple(record["data"]))
    lines = [
        "import numpy as np",
        "from keras.models import Model, Sequential",
        "from keras.layers import (Activation, BatchNormalization, Conv1D, Conv2D, Dense, Embedding, Flatten,",
        "                          GlobalAveragePooling2D, GlobalMaxPooling1D, Input, InputLayer, LSTM)",
    ]
    if kind == "functional":
        lines += [f"x = inputs = Input({shape})", *(f"x = {layer}(x)" for layer in layers), "model = Model(inputs, x)"]
    elif kind == "subclass":
        lines += ["class Sub(Model):", "    def __init__(self):", "        super().__init__()"]
        lines += [f"        self.parts = [{', '.join(layers)}]", "    def call(self, x):"]
        lines += ["        for part in self.parts:", "            x = part(x)", "        return x", "model = Sub()"]
    else:
        lines += ["model = Sequential()"]
        first = f"Input({shape})" if record["generation"] == "3" else f"InputLayer(batch_input_shape={(None, *shape)})"
        lines += [f"model.add({first})"] if kind == "sequential" else []
        lines += [f"model.add({layer})" for layer in layers]
    text = "\n".join([*lines, end]) + "\n"
    if record["generation"] == "1.2.2":
        return text.replace("Conv2D(2, 3)", "Convolution2D(2, 3, 3)").replace("Conv2D,", "Convolution2D,")
    return text
