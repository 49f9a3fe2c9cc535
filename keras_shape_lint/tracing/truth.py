"""Whether a value is true, as far as that can be told."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.symbols import Symbol, certainly_differ
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.beliefs import implied
from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.values import Bound, Dict, Instance, List, Opaque, Set, Unknown


def known_truth(run: Any, value: Any) -> bool | None:
    """True, False, or None when the program alone knows."""
    if value is True or value is False:
        return bool(value)
    if isinstance(value, Opaque):
        known = implied(run.memory, value.key)
        return known if known is None else known is not value.negated
    if isinstance(value, (Unknown, Tensor, Array)):
        return None
    if isinstance(value, Symbol):
        return True if certainly_differ(value, 0) else None
    if isinstance(value, (List, Dict, Set)):
        return True if value else None if value.open else False
    if isinstance(value, Instance):
        return _of_instance(run, value)
    if value is None or isinstance(value, (int, float, str, bytes, tuple, range, frozenset, complex)):
        return bool(value)
    return True


def _of_instance(run: Any, value: Instance) -> bool | None:
    if value.cls.open or (value.cls.external is not None and value.cls.kind != "enum"):
        return None if value.cls.lookup("__bool__") or value.cls.lookup("__len__") else True
    if value.cls.kind == "enum":
        if (bits := value.attributes.get("value")) is not None and "flag" in value.cls.options and type(bits) is int:
            return bits != 0
        if value.plain() is not value:
            return known_truth(run, value.plain())
        return None if value.cls.external is not None and value.cls.external.path != "enum.Enum" else True
    if value.cls.kind == "namedtuple":
        return bool(value.cls.fields)
    for name in ("__bool__", "__len__"):
        method = value.cls.lookup(name)
        if method is not None:
            answer = invoke(run, Bound(method, value), [], {}, None)
            return None if isinstance(answer, Instance) else known_truth(run, answer)
    return True
