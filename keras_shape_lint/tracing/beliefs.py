"""What follows from the tests a path has decided, about values that only a caller knows.

A test of one value against something known is a key `(name, value, known)`; a value by itself is the test of its
truth. `memory` maps keys to what was decided, and `(VALUES, value)` to all that the value can then still be.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.concrete import is_concrete
from keras_shape_lint.tracing.values import Opaque

Memory = dict[Any, Any]
VALUES = "values"
_TESTS: dict[str, Callable[[Any, Any], Any]] = {
    "Eq": operator.eq, "Lt": operator.lt, "Gt": operator.gt, "In": lambda value, known: value in known,
    "is": lambda value, known: value is known if known is None or isinstance(known, bool) else None,
    "case": lambda value, position: None,
    "isinstance": lambda value, kind: _is_kind(type(value).__name__, kind),
}  # fmt: skip
_PLAIN = frozenset({"int", "float", "str", "bytes", "list", "tuple", "dict", "set", "bool", "NoneType"})
_WIDEST = 64
"""Most values that are kept for one that is among them."""


def subject_of(key: Any) -> Any:
    """The value that a test is about; None for a test of several, or of nothing known."""
    if isinstance(key, (Opaque, Symbol)):
        return key
    if type(key) is tuple and len(key) == 3 and key[0] in _TESTS and not is_concrete(key[1]) and is_concrete(key[2]):
        return key[1]
    return None


def learn(memory: Memory, key: Any, taken: bool) -> None:
    """A test was answered; what follows for other tests of the same value is kept, too."""
    memory[key] = taken
    subject = subject_of(key)
    if subject is None or subject is key or not taken:
        return
    name, _, known = key
    if name == "Eq" or (name == "is" and known is None):
        memory[VALUES, subject] = (known,)
    elif name == "In" and isinstance(known, (tuple, frozenset, range)) and len(known) <= _WIDEST:
        memory[VALUES, subject] = tuple(known)
    elif name == "isinstance" and known in _PLAIN:
        memory["kind", subject] = known


def implied(memory: Memory, key: Any) -> bool | None:
    """What is decided about a test, by itself or by what was decided before."""
    known = memory.get(key)
    if known is not None:
        return bool(known)
    subject = subject_of(key)
    if subject is None:
        return None
    values = memory.get((VALUES, subject))
    if values is not None:
        answers = {_holds(key, value) for value in values}
        return answers.pop() if len(answers) == 1 else None
    kind = memory.get(("kind", subject))
    if kind is not None and key is not subject and key[0] == "isinstance":
        return _is_kind(kind, key[2])
    return None


def _holds(key: Any, value: Any) -> bool | None:
    try:
        answer = _TESTS[key[0]](value, key[2]) if type(key) is tuple else bool(value)
    except TypeError:
        return None
    return answer if answer is None else bool(answer)


def _is_kind(kind: str, other: str) -> bool | None:
    if kind not in _PLAIN or other not in _PLAIN:
        return None
    if kind == "int" and other == "bool":
        return None
    return kind == other or (kind, other) == ("bool", "int")
