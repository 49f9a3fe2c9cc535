"""What a dataset has, and what a step over it gives."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.tracing.arrays.array import Dataset
from keras_shape_lint.tracing.library import native
from keras_shape_lint.tracing.values import Bound, Unknown, UnknownMethod


def attribute(run: Any, data: Dataset, name: str) -> Any:
    if name in data.attributes:
        return data.attributes[name]
    found = native(f"{data.kind}.{name}")
    return Bound(found, data) if found is not None else UnknownMethod(f"{name} of a dataset", data)


def taken(run: Any, data: Dataset, key: Any) -> Any:
    """`data[i]` of a Sequence or an image iterator: a batch."""
    return data.sample() if isinstance(key, int) and not data.kind.startswith("tensorflow") else Unknown("an item")
