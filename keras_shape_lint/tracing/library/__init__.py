"""The part of Python's standard library that model code computes shapes with, on abstract values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from keras_shape_lint.tracing.values import Native

_FAMILIES = {
    "math": "numbers", "operator": "numbers", "os": "paths", "posixpath": "paths",
    "pathlib": "paths", "sys": "paths", "six": "moved", "builtins": "moved", "past": "moved",
    "functools": "functional", "itertools": "iterators",
    "copy": "functional", "collections": "records", "dataclasses": "records", "enum": "records", "typing": "records",
    "abc": "records", "contextlib": "managers", "pytest": "managers", "types": "records", "random": "numbers",
    "re": "patterns", "heapq": "heaps", "bisect": "heaps", "ast": "outside",
    "argparse": "outside", "json": "outside", "yaml": "outside", "toml": "outside", "tomllib": "outside",
}  # fmt: skip

_KERAS = "keras_datasets labels images"
_DATA = {
    "keras.datasets": "keras_datasets",
    "keras.utils": _KERAS,
    "keras.preprocessing": _KERAS,
    "keras.legacy": "images",
    "keras_preprocessing": _KERAS,
    "tensorflow.data": "tf_data",
    "tensorflow.TensorSpec": "tf_data",
    "sklearn": "sklearn",
    "pandas": "frames",
    "cv2": "pictures",
    "PIL": "pictures",
    "skimage": "pictures",
    "imageio": "pictures",
    "librosa": "sounds",
    "scipy.misc": "pictures",
    "scipy.ndimage": "pictures",
    "matplotlib.image": "pictures",
    "numpy": "creation scalars random reshaping reductions joining elementwise searching products grids files",
}
"""Of libraries that make and change arrays: the modules of `tracing/arrays` by the name, or first two names. They are
imported in this order until a name is found."""

_waiting: dict[str, list[str]] = {}
_natives: dict[str, Native] = {}
_constants: dict[str, Any] = {}


F = TypeVar("F", bound=Callable[..., Any])


def provides(*names: str) -> Callable[[F], F]:
    """Declare a function of the library: `function(run, *args, **kwargs)` on values."""

    def register(function: F) -> F:
        for name in names:
            _natives[name] = Native(name.rpartition(".")[2], function)
        return function

    return register


def declares(**values: Any) -> None:
    """Declare constants; `__` in a name stands for a dot."""
    _constants.update({name.replace("__", "."): value for name, value in values.items()})


def _load(path: str) -> None:
    root = path.partition(".")[0]
    family = _FAMILIES.get(root)
    if family is not None:
        __import__(f"{__name__}.{family}")
        return
    if root not in _DATA:
        root = ".".join(path.split(".")[:2])
    if root not in _DATA or path == root == path.partition(".")[0]:
        return
    waiting = _waiting.setdefault(root, _DATA[root].split())
    while waiting and path not in _natives and path not in _constants:
        __import__(f"keras_shape_lint.tracing.arrays.{waiting.pop(0)}")


def native(path: str) -> Native | None:
    _load(path)
    return _natives.get(path)


def member(owner: Native, name: str) -> Native | None:
    """A function that stands in another one, as `from_iterable` in `itertools.chain`."""
    return next((_natives.get(f"{path}.{name}") for path, known in _natives.items() if known is owner), None)


def constant(path: str, default: Any) -> Any:
    return _constants.get(path, default)
