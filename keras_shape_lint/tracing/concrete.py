"""Whether all that a value holds is known, and whether it can be a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras_shape_lint.tracing.values import Class, Dict, External, Function, Instance, List, Native, Set

MOST_ENTRIES, MOST_LEVELS = 100_000, 100
"""What a value may hold, entries of entries too, to be compared, written or kept as a key: it may hold itself."""

_HOLDING = frozenset({tuple, List, Dict, Set, frozenset})
_ORDERED = frozenset({tuple, List, Dict})
_FIXED = frozenset({tuple, frozenset})
_ATOMIC = frozenset({int, float, str, bool, type(None), bytes, complex, range, slice, type(Ellipsis)})


def may_be_in(table: Any, key: Any) -> bool:
    """Whether a key that a dict lacks is in it all the same: a text equals the member of an enum that is one."""
    return any(isinstance(each, Instance) for each in (key, *table)) and _plain(key) in map(_plain, table)


def _plain(key: Any) -> Any:
    return key.plain() if isinstance(key, Instance) else key


def is_concrete(value: Any) -> bool:
    """Python's own answer about this value is the program's answer, and no work."""
    kind = type(value)
    return kind in _ATOMIC or (kind in _HOLDING and _every(value, _HOLDING, _is_atomic))


def is_text_known(value: Any) -> bool:
    """Concrete, and written alike by every Python: no set in it."""
    kind = type(value)
    return kind in _ATOMIC or (kind in _ORDERED and _every(value, _ORDERED, _is_atomic))


def hashable(value: Any) -> bool:
    """It can be a key, and is equal to another one exactly when Python says so."""
    return _every(value, _FIXED, _is_key) if type(value) in _FIXED else _is_key(value)


def is_vast(value: Any) -> bool:
    """A container that holds more than can be looked through: itself, maybe."""
    return type(value) in _HOLDING and not _every(value, _HOLDING, lambda item: True, False)


def _is_atomic(value: Any) -> bool:
    return type(value) in _ATOMIC


def _is_key(value: Any) -> bool:
    kind = type(value)
    if kind in _ATOMIC:
        return kind is not slice
    if kind is Instance:
        return value.cls.kind in ("", "enum") and not value.cls.lookup("__eq__") and not value.cls.lookup("__hash__")
    return kind in (Function, Class, External, Native)


def _every(container: Any, kinds: frozenset[type], holds: Callable[[Any], bool], closed: bool = True) -> bool:
    """It `holds` of all that is in the container, and in those of these kinds in it; False where that is too much.

    `closed`: none of them is open.
    """
    left = MOST_ENTRIES
    level = [container]
    for _ in range(MOST_LEVELS):
        below: list[Any] = []
        for each in level:
            left -= len(each)
            if left < 0 or (closed and getattr(each, "open", False)):
                return False
            for item in (*each, *each.values()) if type(each) is Dict else each:
                if type(item) in kinds:
                    below.append(item)
                elif not holds(item):
                    return False
        if not below:
            return True
        level = below
    return False
