"""Random programs: a small model, data and labels that fit it or nearly do, one step with them."""

from __future__ import annotations

from math import prod
from random import Random

PROLOGUE = """\
import numpy as np
from keras.layers import (LSTM, GRU, Conv1D, Conv2D, Dense, Dropout, Embedding, Flatten, GlobalAveragePooling1D,
                          GlobalMaxPooling2D, Input, Activation, BatchNormalization, RepeatVector)
from keras.models import Model, Sequential
from keras.utils import to_categorical
"""

ELEMENTWISE = ("mse", "mae", "binary_crossentropy", "huber", "kl_divergence", "cosine_similarity")
METHODS = ("fit", "fit", "fit", "train_on_batch", "evaluate", "test_on_batch", "predict", "predict_on_batch")

Shape = tuple[int, ...]


class Writer:
    """`program` is the text; the model's layers are chosen so that the model itself is never refused."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.samples = random.choice((6, 7, 9, 12))
        self.loss = random.choice((*ELEMENTWISE, "categorical_crossentropy", "sparse_categorical_crossentropy"))
        self.words = random.random() < 0.12
        self.input: Shape = (random.choice((4, 6)),) if self.words else self._input()

    def program(self) -> str:
        layers, output = self._layers()
        lines = self._model(layers)
        metrics = self.random.choice(("", "", ', metrics=["accuracy"]'))
        lines.append(f"model.compile(optimizer='sgd', loss={self.loss!r}{metrics})")
        data, labels = self._near(self.input, 0.55), self._near(self._wanted(output), 0.5)
        count = self.samples if self.random.random() < 0.93 else self.samples - 1
        lines.append(f"x = {self._array((self.samples, *data), self.words)}")
        lines.append(f"y = {self._labels((count, *labels))}")
        return PROLOGUE + "\n".join([*lines, self._step()]) + "\n"

    def _input(self) -> Shape:
        sizes = [self.random.choice((1, 2, 3, 4, 5, 8)) for _ in range(self.random.choice((1, 1, 2, 2, 3)))]
        return (max(sizes[0], 4), max(sizes[1], 4), sizes[2]) if len(sizes) == 3 else tuple(sizes)

    def _layers(self) -> tuple[list[str], Shape]:
        """-> layers, and the shape of a sample they give."""
        layers, shape = [], self.input
        if self.words:
            layers, shape = ["Embedding(9, 3)"], (*shape, 3)
        for _ in range(self.random.randrange(3)):
            layer, shape = self._layer(shape)
            layers.append(layer)
        units = self.random.choice((1, 1, 2, 3, 5))
        activation = self.random.choice(("", "", ", activation='softmax'"))
        return [*layers, f"Dense({units}{activation})"], (*shape[:-1], units)

    def _layer(self, shape: Shape) -> tuple[str, Shape]:
        choices = [("Dense(4, activation='relu')", (*shape[:-1], 4)), ("Activation('tanh')", shape),
                   ("Dropout(0.5)", shape), ("BatchNormalization()", shape)]  # fmt: skip
        if len(shape) == 1:
            choices.append(("RepeatVector(3)", (3, *shape)))
        if len(shape) > 1:
            choices.append(("Flatten()", (prod(shape),)))
        if len(shape) == 2:
            choices += [("LSTM(3)", (3,)), ("GRU(3, return_sequences=True)", (shape[0], 3)),
                        ("LSTM(2, return_sequences=True)", (shape[0], 2)), ("GlobalAveragePooling1D()", shape[1:]),
                        ("Conv1D(3, 2, padding='same')", (shape[0], 3))]  # fmt: skip
        if len(shape) == 3:
            choices += [("Conv2D(2, 3, padding='same')", (*shape[:2], 2)), ("GlobalMaxPooling2D()", shape[2:])]
        return self.random.choice(choices)

    def _model(self, layers: list[str]) -> list[str]:
        form = self.random.choice(("functional", "list", "add", "bare"))
        if form == "functional":
            return [f"x0 = inputs = Input({self.input})", *(f"x0 = {layer}(x0)" for layer in layers),
                    "model = Model(inputs, x0)"]  # fmt: skip
        if form == "add":
            return ["model = Sequential()", f"model.add(Input(shape={self.input}))",
                    *(f"model.add({layer})" for layer in layers)]  # fmt: skip
        first = [f"Input({self.input})"] if form == "list" else []
        return [f"model = Sequential([{', '.join([*first, *layers])}])"]

    def _wanted(self, output: Shape) -> Shape:
        return output[:-1] if self.loss.startswith("sparse") and self.random.random() < 0.7 else output

    def _near(self, shape: Shape, straight: float) -> Shape:
        """The shape, or one like those that people give instead."""
        if self.random.random() < straight:
            return shape
        others = [(*shape, 1), shape[:-1], shape[1:], shape[::-1], (prod(shape),), (*shape, 2), (1, *shape), ()]
        for axis, size in enumerate(shape):
            others += [(*shape[:axis], other, *shape[axis + 1 :]) for other in (size + 1, max(size - 1, 1), 1)]
        return self.random.choice(others)

    def _array(self, shape: Shape, words: bool) -> str:
        forms = [f"np.zeros({shape})", f"np.ones(shape={shape})", f"np.zeros({prod(shape)}).reshape({shape})",
                 f"np.concatenate([np.zeros({(2, *shape[1:])}), np.zeros({(shape[0] - 2, *shape[1:])})])"]  # fmt: skip
        if not words:
            forms += [f"np.random.random({shape})", f"np.random.normal(size={shape})"]
        if len(shape) > 1:
            forms.append(f"np.zeros({(*shape[:-1], shape[-1] + 2)})[..., :{shape[-1]}]")
            forms.append(f"np.stack([np.zeros({shape[1:]})] * {shape[0]})")
        return self.random.choice(forms)

    def _labels(self, shape: Shape) -> str:
        if len(shape) == 2 and shape[1] > 1 and self.random.random() < 0.4:
            return f"to_categorical(np.zeros({shape[0]}), {shape[1]})"
        return self._array(shape, words=True) if self.loss.startswith("sparse") else self._array(shape, words=False)

    def _step(self) -> str:
        method = self.random.choice(METHODS)
        if method.startswith("predict"):
            return f"model.{method}(x)"
        more = self.random.choice(("", ", batch_size=4")) if method in ("fit", "evaluate") else ""
        return f"model.{method}(x, y{more})"


def write(seed: int) -> str:
    return Writer(Random(seed)).program()
