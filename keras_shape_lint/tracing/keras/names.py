"""Every way people reach Keras leads to one canonical name."""

from __future__ import annotations

from functools import cache
from typing import Any

from keras_shape_lint.layers.history import LEGACY_MERGES
from keras_shape_lint.layers.world import MEASURED
from keras_shape_lint.tracing.library import constant, native
from keras_shape_lint.tracing.values import External
from keras_shape_lint.tracing.worlds import lacks_name

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
    "keras.layers.Layer": "keras.layers.Layer",
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
_VERSIONS = {world.generation: world.version for world in MEASURED} | {(2, 15): "2.15.0", (3,): "3.15.1"}
_ENGINE = ("keras.engine", "keras.legacy")
_ALL_PUBLIC = ("nn", "numpy", "math", "core")
"""Modules of `keras.ops` whose functions stand in `keras.ops` itself, too."""
_MODELS = ("Model", "Sequential", "Functional")


@cache
def canonical(path: str) -> str:
    """`tensorflow.keras.layers.merge.Add` -> `keras.layers.Add`."""
    if path.startswith("merge."):
        path = f"keras.layers.{path[6:]}"
    for root in _ROOTS:
        if path == root or path.startswith(root + "."):
            path = "keras" + path[len(root) :]
            break
    else:
        if path.startswith(("tensorflow.compat.v1.", "tensorflow.compat.v2.")):
            path = path if path[21:].startswith("image") else "tensorflow" + path[20:]
        if not path.startswith("keras."):
            return path
    parts = path.split(".")
    last = parts[-1]
    if len(parts) == 4 and parts[1] == "ops" and parts[2] in _ALL_PUBLIC:
        return f"keras.ops.{last}"
    if len(parts) > 2 and (path.startswith(_ENGINE) or parts[1] in ("layers", "models")):
        if path.startswith(_ENGINE):
            if last in _MODELS:
                return f"keras.{'Model' if last == 'Functional' else last}"
            if last in ("Input", *LEGACY_MERGES, "InputLayer", "Layer", "InputSpec"):
                path = f"keras.layers.{last}"
        elif len(parts) > 3 and _is_name(last) and all(part in _FAMILIES or part.islower() for part in parts[2:-1]):
            path = f"keras.{parts[1]}.{last}"
    return _MOVED.get(path, path)


def _is_name(part: str) -> bool:
    """A class or function, not one more module of a family."""
    return not part.startswith("_") and part not in _FAMILIES


def external(run: Any, path: str) -> Any:
    """The value of a dotted library name: known constant or function, or the bare name."""
    asked = path, run.world.generation
    known = run.worlds.names.get(asked)
    if known is not None:
        return known
    written, path = path, canonical(path)
    replaced = run.worlds.replaced.get(path)
    if replaced is not None:
        return replaced
    if path.startswith("keras") or path in LEGACY_MERGES:
        if written.startswith("merge."):
            run.worlds.merge_is_module()
            written = f"keras.layers.{written}"
        if not run.worlds.seen(run, written, path):
            raised = lacks_name(run)
            if raised is not None:
                raise raised
        if path == "keras.__version__":
            return _VERSIONS.get(run.world.generation, External(path))
        value = External(path)
        if (*asked, path) in run.worlds.settled:
            run.worlds.names[asked] = value
        return value
    if path == "tensorflow.newaxis":
        return None
    known = native(path)
    if known is not None:
        return known
    return constant(path, External(path))
