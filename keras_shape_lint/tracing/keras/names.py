"""What a dotted name of a library stands for."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.canonical import canonical
from keras_shape_lint.layers.history import LEGACY_MERGES
from keras_shape_lint.layers.world import MEASURED
from keras_shape_lint.tracing.library import constant, native
from keras_shape_lint.tracing.values import External
from keras_shape_lint.tracing.worlds import lacks_name

_VERSIONS = {world.generation: world.version for world in MEASURED} | {(2, 15): "2.15.0", (3,): "3.15.1"}
"""`keras.__version__` of each generation."""


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
