"""A program as people write them: settings, data, a layer of its own, two models, training and a report."""

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import keras
import numpy as np
from keras import layers, ops

CLASSES = 7
WINDOW, CHANNELS = 48, 6


@dataclass
class Settings:
    """What a run can be told."""

    width: int = 32
    depth: int = 3
    heads: int = 4
    rate: float = 0.1
    epochs: int = 1
    batch: int = 8
    attention: bool = True


def parse(words=None):
    parser = argparse.ArgumentParser(description="train a small classifier")
    parser.add_argument("--width", type=int, default=32)
    parser.add_argument("--depth", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--no-attention", dest="attention", action="store_false")
    parser.add_argument("--out", type=Path, default=None)
    return parser.parse_args(words)


def load(samples=32, seed=0):
    """Waves of a class's own frequency, in noise."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, CLASSES, size=samples)
    time = np.linspace(0.0, 1.0, WINDOW)
    waves = np.sin(2 * np.pi * (labels[:, None] + 1) * time[None, :])
    signal = np.repeat(waves[:, :, None], CHANNELS, axis=2)
    noise = random.normal(scale=0.3, size=(samples, WINDOW, CHANNELS))
    side = random.normal(size=(samples, 5))
    return (signal + noise).astype("float32"), side.astype("float32"), labels


class Gate(layers.Layer):
    """Scales the channels of a sequence by what its mean says."""

    def __init__(self, reduction=4, **kwargs):
        super().__init__(**kwargs)
        self.reduction = reduction

    def build(self, input_shape):
        channels = input_shape[-1]
        self.squeeze = layers.Dense(channels // self.reduction, activation="relu")
        self.excite = layers.Dense(channels, activation="sigmoid")
        super().build(input_shape)

    def call(self, inputs):
        weights = ops.mean(inputs, axis=1)
        weights = self.excite(self.squeeze(weights))
        return inputs * ops.expand_dims(weights, 1)


def block(x, filters, rate, strides=1, name=None):
    """Two convolutions with a way around them."""
    around = x
    y = layers.Conv1D(filters, 5, strides=strides, padding="same", use_bias=False)(x)
    y = layers.BatchNormalization()(y)
    y = layers.Activation("relu")(y)
    y = layers.Dropout(rate)(y)
    y = layers.Conv1D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    if strides != 1 or around.shape[-1] != filters:
        around = layers.Conv1D(filters, 1, strides=strides, padding="same")(around)
    return layers.Add(name=name)([y, around])


def encoder(settings):
    signal = keras.Input((WINDOW, CHANNELS), name="signal")
    x = layers.Conv1D(settings.width, 7, padding="same")(signal)
    for number in range(settings.depth):
        filters = settings.width * 2 ** (number // 2)
        x = block(x, filters, settings.rate, strides=2 if number else 1, name=f"block{number}")
        x = Gate()(x)
    if settings.attention:
        seen = layers.MultiHeadAttention(settings.heads, key_dim=16)(x, x)
        x = layers.LayerNormalization()(layers.Add()([x, seen]))
    mean = layers.GlobalAveragePooling1D()(x)
    peak = layers.GlobalMaxPooling1D()(x)
    return keras.Model(signal, layers.Concatenate()([mean, peak]), name="encoder")


def classifier(settings):
    signal = keras.Input((WINDOW, CHANNELS), name="signal")
    side = keras.Input((5,), name="side")
    features = encoder(settings)(signal)
    beside = layers.Dense(16, activation="tanh")(side)
    x = layers.Concatenate()([features, beside])
    for units in (64, 32):
        x = layers.Dense(units, activation="gelu")(x)
        x = layers.Dropout(settings.rate)(x)
    out = layers.Dense(CLASSES, activation="softmax", name="label")(x)
    return keras.Model([signal, side], out)


def decoder(features):
    """The signal again, out of its features."""
    model = keras.Sequential(name="decoder")
    model.add(keras.Input((features,)))
    model.add(layers.Dense(WINDOW // 4 * 16, activation="relu"))
    model.add(layers.Reshape((WINDOW // 4, 16)))
    model.add(layers.Conv1DTranspose(16, 3, strides=2, padding="same"))
    model.add(layers.UpSampling1D(2))
    model.add(layers.Conv1D(CHANNELS, 3, padding="same"))
    return model


def main(words=None):
    given = parse(words)
    settings = Settings(width=given.width, depth=given.depth, epochs=given.epochs, attention=given.attention)
    signal, side, labels = load()
    model = classifier(settings)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit([signal, side], labels, batch_size=settings.batch, epochs=settings.epochs, verbose=0)
    chances = model.predict([signal, side], verbose=0)
    hits = float(np.mean(np.argmax(chances, axis=1) == labels))

    coder = encoder(settings)
    again = decoder(coder.output_shape[-1] if hasattr(coder, "output_shape") else 64)
    pair = keras.Model(coder.input, again(coder.output))
    pair.compile("adam", "mse")
    pair.fit(signal, signal, epochs=1, verbose=0)

    report = {"settings": asdict(settings), "accuracy": hits, "parameters": model.count_params()}
    if given.out is not None:
        given.out.write_text(json.dumps(report, indent=1), encoding="utf-8")
    return report


if __name__ == "__main__":
    print(main())
