"""Every way people reach Keras leads to one canonical name."""

from __future__ import annotations

from functools import cache

from keras_shape_lint.layers.history import LEGACY_MERGES

_ROOTS = (
    "tensorflow.python.keras", "tensorflow.keras", "tensorflow.compat.v1.keras", "tensorflow.compat.v2.keras",
    "tensorflow.contrib.keras.python.keras", "tensorflow.contrib.keras", "tf_keras.src", "tf_keras", "keras.src",
    "keras.api._v2.keras", "keras.api",
)  # fmt: skip
_MOVED = {
    "keras.models.Model": "keras.Model",
    "keras.models.Functional": "keras.Model",
    "keras.models.Sequential": "keras.Sequential",
    "keras.layers.Input": "keras.Input",
    "keras.Layer": "keras.layers.Layer",
    "keras.layers.Merge": "Merge",
    "keras.layers.merge": "merge",
    "keras.initializations": "keras.initializers",
}
_FAMILIES = (
    "core", "merge", "merging", "legacy", "convolutional", "pooling", "recurrent", "rnn", "embeddings", "local",
    "noise", "normalization", "advanced_activations", "wrappers", "activation", "activations", "attention",
    "convolutional_recurrent", "cudnn_recurrent", "regularization", "reshaping", "preprocessing", "layers", "dense",
    "experimental", "core_layers",
)  # fmt: skip
_ENGINE = ("keras.engine", "keras.legacy")
_ALL_PUBLIC = ("nn", "numpy", "math", "core")
"""Modules of `keras.ops` whose functions stand in `keras.ops` itself, too."""
_MODELS = ("Model", "Sequential", "Functional")
_BASES = ("Input", *LEGACY_MERGES, "InputLayer", "Layer", "InputSpec")
"""What else the engine of Keras 1 and 2 holds."""


@cache
def canonical(path: str) -> str:
    """`tensorflow.keras.layers.merge.Add` -> `keras.layers.Add`."""
    path = _rooted(path)
    if not path.startswith("keras."):
        return path
    parts = path.split(".")
    last = parts[-1]
    if len(parts) == 4 and parts[1] == "ops" and parts[2] in _ALL_PUBLIC:
        return f"keras.ops.{last}"
    if len(parts) > 2 and path.startswith(_ENGINE):
        if last in _MODELS:
            path = f"keras.models.{last}"
        elif last in _BASES:
            path = f"keras.layers.{last}"
    elif len(parts) > 3 and parts[1] in ("layers", "models") and _is_name(last) and all(map(str.islower, parts[2:-1])):
        path = f"keras.{parts[1]}.{last}"
    return _MOVED.get(path, path)


def _rooted(path: str) -> str:
    """Whichever package Keras is taken from, it is `keras`."""
    if path.startswith("merge."):
        return f"keras.layers.{path[6:]}"
    for root in _ROOTS:
        if path == root or path.startswith(root + "."):
            return "keras" + path[len(root) :]
    if path.startswith(("tensorflow.compat.v1.", "tensorflow.compat.v2.")):
        return path if path[21:].startswith("image") else "tensorflow" + path[20:]
    return path


def _is_name(part: str) -> bool:
    """A class or function, not one more module of a family."""
    return not part.startswith("_") and part not in _FAMILIES
