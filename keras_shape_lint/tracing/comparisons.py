"""Comparisons of values: true, false, or a question that the program alone answers."""

from __future__ import annotations

import operator
from typing import Any

from keras_shape_lint.layers.rule import find
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.symbols import Symbol, certainly_differ, certainly_less
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.concrete import hashable, is_concrete, is_vast, may_be_in
from keras_shape_lint.tracing.enums import bits_of
from keras_shape_lint.tracing.exceptions import fail
from keras_shape_lint.tracing.iterators import Iterator
from keras_shape_lint.tracing.values import (
    Bound,
    Class,
    Dict,
    External,
    Function,
    Instance,
    List,
    Native,
    Opaque,
    Set,
    Unknown,
)

_ORDER = {"Lt": operator.lt, "LtE": operator.le, "Gt": operator.gt, "GtE": operator.ge}
_MIRRORED = {"Lt": "Gt", "Gt": "Lt", "LtE": "GtE", "GtE": "LtE"}
METHODS = {"Lt": "__lt__", "LtE": "__le__", "Gt": "__gt__", "GtE": "__ge__"}
"""What an object compares by."""
_OF_TENSORS = {"Lt": "less", "LtE": "less_equal", "Gt": "greater", "GtE": "greater_equal", "Eq": "equal",
               "NotEq": "not_equal"}  # fmt: skip
_OPPOSITE = {"NotEq": "Eq", "IsNot": "Is", "NotIn": "In"}


_NAMED = (Class, Function, External, Native)
"""What is equal to itself alone."""


def identity(value: Any) -> Any:
    """Equal for two values exactly when they are certainly the same."""
    if isinstance(value, Opaque):
        return value.key
    if type(value) is tuple and is_vast(value):
        return _Same(value)
    try:
        hash(value)
    except TypeError:
        return _Same(value)
    return value


class _Same:
    """Something that is only equal to itself."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


def negate(value: Any) -> Any:
    """`not value`, of the answer to a test."""
    if value is True or value is False:
        return not value
    if isinstance(value, Opaque):
        return Opaque(value.name, value.key, not value.negated)
    return Unknown("a test that is not decided")


def operated(left: Any, right: Any, otherwise: Unknown, *more: Any) -> Any:
    """By what an object itself knows of operators."""
    for side, other in ((left, right), (right, left)):
        answer = getattr(side, "operated", None)
        if answer is not None:
            return answer(other, *more)
    return otherwise


def compare(run: Any, name: str, left: Any, right: Any, site: Any) -> Any:
    """True, False, or a value whose truth the program alone knows."""
    if (type(left) is Tensor or type(right) is Tensor) and _is_elementwise(run, name, left, right):
        from keras_shape_lint.tracing.keras.apply import apply_function

        return apply_function(run, f"keras.ops.{_OF_TENSORS[name]}", [left, right], {}, site)
    positive = _OPPOSITE.get(name)
    if positive is not None and not (name == "NotEq" and (isinstance(left, Array) or isinstance(right, Array))):
        return negate(compare(run, positive, left, right, site))
    if name == "Is":
        return _is(left, right)
    if name == "Eq" and isinstance(left, _NAMED) and isinstance(right, _NAMED):
        return _is(left, right)
    if name == "In":
        return _in(run, left, right)
    a, b = (side.integer() if isinstance(side, Opaque) and side.value is not None else side for side in (left, right))
    if isinstance(a, Symbol) or isinstance(b, Symbol):
        answer = _order_of_symbols(name, a, b)
        if answer is not None:
            return answer
    if is_concrete(left) and is_concrete(right):
        try:
            return bool(left == right if name == "Eq" else _ORDER[name](left, right))
        except Exception as error:
            return fail(run, type(error).__name__, "a comparison that fails")
    if name == "Eq" and type(left) is Tensor and type(right) is Tensor:
        return _same_tensor(run, left, right)
    if isinstance(left, Array) or isinstance(right, Array):
        from keras_shape_lint.tracing.arrays.arithmetic import compared

        return compared(run, name, left, right, site)
    if isinstance(left, Instance) or isinstance(right, Instance):
        return _compared(run, name, left, right, site)
    if name == "Eq" and _never_equal(left, right):
        return False
    if isinstance(left, (Opaque, Symbol)) or isinstance(right, (Opaque, Symbol)):
        return _asked(name, left, right)
    return operated(left, right, Unknown("a comparison with something unknown"), "bool")


def _same_tensor(run: Any, left: Tensor, right: Tensor) -> Any:
    """Symbolic tensors of Keras 3 are equal to themselves alone; those of tf.keras compare their places."""
    from keras_shape_lint.tracing.keras.symbolic import is_symbolic

    known = run.world.generation >= (3,) and is_symbolic(run, left) and is_symbolic(run, right)
    return left is right if known else Unknown("a comparison with something unknown")


def _is_elementwise(run: Any, name: str, left: Any, right: Any) -> bool:
    """Whether tensors are compared place by place.

    `!=` of Keras 3 does so, while `==` asks whether they are one. In the `call` of a layer both do since TensorFlow 2;
    there only numbers are looked at, as tensors whose shapes do not fit are just not equal.
    """
    if name in _ORDER:
        return True
    generation = run.world.generation
    if name == "NotEq" and generation >= (3,):
        return True
    number = type(left) in (int, float) or type(right) in (int, float)
    return name in ("Eq", "NotEq") and number and bool(run.inside) and generation >= (2, 4)


def _asked(name: str, left: Any, right: Any) -> Opaque:
    """A test only the program can answer: what is known stands right, and of `<` and `>=` one is the other's no."""
    if is_concrete(left):
        left, right, name = right, left, _MIRRORED.get(name, name)
    negated = name in ("LtE", "GtE") and is_concrete(right)
    key = "Gt" if negated and name == "LtE" else "Lt" if negated else name
    return Opaque(f"{left} {name} {right}", (key, identity(left), identity(right)), negated)


def _compared(run: Any, name: str, left: Any, right: Any, site: Any) -> Any:
    """Objects of the user's own: by their methods, named tuples and dataclasses by their fields, others by identity."""
    plain = [side.plain() if isinstance(side, Instance) else side for side in (left, right)]
    if plain[0] is not left or plain[1] is not right:
        return compare(run, name, plain[0], plain[1], site)
    if name == "Eq":
        for side, other in ((left, right), (right, left)):
            if isinstance(side, Instance) and (found := side.cls.lookup("__eq__")):
                answer = invoke(run, Bound(found, side), [other], {}, site)
                if not declines(answer):
                    return answer
        records = [_fields_of(run, side) for side in (left, right)]
        if None not in records:
            return compare(run, name, records[0], records[1], site) if _same_kind(left, right) else left is right
        by_identity = all(
            is_concrete(side) or (isinstance(side, Instance) and side.cls.kind in ("", "enum") and _closed(side))
            for side in (left, right)
        )
        if by_identity:
            return left is right
    else:
        own, reflected = METHODS[name], METHODS[_MIRRORED[name]]
        if isinstance(left, Instance) and (found := left.cls.lookup(own)):
            answer = invoke(run, Bound(found, left), [right], {}, site)
            return Unknown("a comparison of objects") if declines(answer) else answer
        if isinstance(right, Instance) and (found := right.cls.lookup(reflected)) and not isinstance(left, Instance):
            return invoke(run, Bound(found, right), [left], {}, site)
        records = [_fields_of(run, side, "order") for side in (left, right)]
        if None not in records and _same_kind(left, right):
            return compare(run, name, records[0], records[1], site)
    return Unknown("a comparison of objects")


def declines(answer: Any) -> bool:
    """A method leaves an operator to the other side."""
    return isinstance(answer, External) and answer.path == "builtins.NotImplemented"


def _fields_of(run: Any, value: Any, option: str = "eq") -> Any:
    """What a named tuple, a tuple or, by the option that it is made with, a dataclass is compared by."""
    if not isinstance(value, Instance):
        return value if isinstance(value, tuple) else None
    named = value.cls.kind == "namedtuple" or (value.cls.kind == "dataclass" and option in value.cls.options)
    if not named or value.open or value.cls.open:
        return None
    return tuple(value.attributes.get(name) for name in value.cls.fields if _counts(value.cls.lookup(name)))


def as_tuple(value: Instance) -> Any:
    """A named tuple without its class; itself where operators are its own, or its fields not known."""
    own = any(value.cls.lookup(name) for name in ("__add__", "__mul__", "__radd__", "__rmul__"))
    return value if own or value.open else tuple(value.attributes.get(name) for name in value.cls.fields)


def _counts(default: Any) -> bool:
    return getattr(default, "compares", True) is True


def _same_kind(left: Any, right: Any) -> bool:
    """Whether the fields decide: those of a dataclass do among objects of its own class."""
    left, right = (
        side.cls if isinstance(side, Instance) and side.cls.kind == "dataclass" else tuple for side in (left, right)
    )
    return left is right


def _closed(instance: Instance) -> bool:
    """Its class has no base that is not followed, and is no number at the same time."""
    external = instance.cls.external
    return not instance.cls.open and (external is None or external.path == "enum.Enum")


def _never_equal(left: Any, right: Any) -> bool:
    return isinstance(left, Function) and left is not right and not isinstance(right, (Unknown, Opaque, Instance))


def _order_of_symbols(name: str, a: Any, b: Any) -> bool | None:
    if not all(isinstance(side, (int, Symbol)) for side in (a, b)):
        return False if name == "Eq" and (a is None or b is None) else None
    if name == "Eq":
        return True if a == b else False if certainly_differ(a, b) else None
    if name in ("Gt", "GtE"):
        a, b, name = b, a, "Lt" if name == "Gt" else "LtE"
    if name == "Lt":
        return True if certainly_less(a, b) else False if certainly_less(b, a + 1) else None
    return True if certainly_less(a, b + 1) else False if certainly_less(b, a) else None


def _is(left: Any, right: Any) -> Any:
    if isinstance(right, Opaque) and not isinstance(left, Opaque):
        left, right = right, left
    if isinstance(left, Opaque):
        if right is None and left.value is not None:
            return False
        return True if left is right else Opaque(f"{left} is {right}", ("is", left.key, identity(right)))
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return Unknown("an identity that is not known")
    if left is right or type(left) is not type(right):
        return left is right
    if isinstance(left, (bool, type(None), type(...))):
        return left is right
    if isinstance(left, (int, str, float, tuple, bytes, range, frozenset, complex)):
        small = isinstance(left, int) and -5 <= left <= 256
        if left == right:
            return True if small else Unknown("an identity that is not known")
        return False
    if isinstance(left, External):
        return _same_name(left.path, right.path)
    if isinstance(left, Native):
        from keras_shape_lint.tracing.library.builtin import BUILTINS

        return Unknown("an identity that is not known") if left not in BUILTINS.values() else False
    return Unknown("an identity that is not known") if isinstance(left, Bound) else False


def _same_name(path: str, other: str) -> Any:
    """Two names of libraries: one may be another for the same; a class of Keras' layers is told from all of Keras'."""
    if path == other:
        return True
    rules = [find(each) for each in (path, other) if each.startswith("keras.")]
    known = [rule for rule in rules if rule is not None]
    if len(known) == 2 and known[0] is not known[1] and any(rule.kind == "layer" for rule in known):
        return False
    return Unknown("an identity that is not known")


def _in(run: Any, item: Any, container: Any) -> Any:
    if isinstance(container, (Unknown, Tensor, Array)) or getattr(container, "open", False):
        return Unknown("a container that is not known")
    if isinstance(container, Opaque) or isinstance(item, (Opaque, Symbol)):
        among = identity(container)
        if is_concrete(container) and isinstance(container, (List, Dict, Set)):
            among = frozenset(container) if all(map(hashable, container)) else among
        return Opaque(f"{item} in {container}", ("In", identity(item), among))
    if (bits := bits_of(container)) is not None and (wanted := bits_of(item)) is not None:
        return bits & wanted == wanted
    if isinstance(container, Instance) and (found := container.cls.lookup("__contains__")):
        from keras_shape_lint.tracing.truth import known_truth

        truth = known_truth(run, invoke(run, Bound(found, container), [item], {}, None))
        return Unknown("a container that is not known") if truth is None else truth
    if isinstance(container, Dict):
        told = hashable(item) and (item in container or not may_be_in(container, item))
        return bool(item in container) if told else Unknown()
    if isinstance(container, Iterator):
        run.forget(container)
        return Unknown("a container that is not known")
    if isinstance(container, range) and not isinstance(item, int):
        return Unknown("a container that is not known")
    if isinstance(container, (list, tuple)):
        if any(entry is item for entry in container):
            return True
        if isinstance(item, (*_NAMED, Tensor)):
            answers = [compare(run, "Eq", item, entry, None) for entry in container]
            return True if True in answers else Unknown() if any(answer is not False for answer in answers) else False
        if not is_concrete(item):
            return Unknown()
        known = [entry for entry in container if is_concrete(entry)]
        return True if item in known else False if len(known) == len(container) else Unknown()
    try:
        return bool(item in container) if is_concrete(item) else Unknown("a container that is not known")
    except TypeError:
        return fail(run, "TypeError", "a container that is not known")
