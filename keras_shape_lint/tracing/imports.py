"""`import` and `from ... import`: the user's own modules are followed, libraries are names."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.history import LEGACY_MERGES
from keras_shape_lint.tracing.keras.names import external
from keras_shape_lint.tracing.values import External


def import_module(frame: Any, name: str, renamed: bool, site: Any) -> Any:
    """What `import name` binds: the first package, or with `as` the module itself."""
    own = frame.run.project.module(frame, name if renamed else name.partition(".")[0], 0)
    if own is not None:
        if not renamed and "." in name:
            frame.run.project.module(frame, name, 0)
        return own
    external(frame.run, name)
    return External(name.partition(".")[0]) if not renamed else external(frame.run, name)


def import_from(frame: Any, module: str, level: int, name: str, site: Any) -> Any:
    """What `from module import name` binds; for `*`, a dict of names."""
    run = frame.run
    if level:
        module, level = run.project.absolute(frame, module, level)
    own = run.project.module(frame, module, level)
    if own is not None:
        return run.project.members(run, own, name, frame.variables)
    if level:
        return {} if name == "*" else run.project.unresolved(module, name)
    if name == "*":
        return run.project.star(run, frame.variables, module)
    value = external(run, f"{module}.{name}")
    if isinstance(value, External) and value.path in LEGACY_MERGES:
        run.worlds.imported_merge(run, value.path, site)
    return value
