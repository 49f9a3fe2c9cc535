"""Python's operators, comparisons and subscripts on values."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.shapes.symbols import Symbol, certainly_differ, certainly_less
from keras_shape_lint.tracing.arrays.alike import repeated, together
from keras_shape_lint.tracing.arrays.array import ARITHMETIC, Array
from keras_shape_lint.tracing.exceptions import fail
from keras_shape_lint.tracing.values import (
    Bound,
    Class,
    Dict,
    External,
    Function,
    Instance,
    Iterator,
    List,
    Native,
    Opaque,
    Set,
    Unknown,
    hashable,
    is_concrete,
)  # fmt: skip

_BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "Add": operator.add, "Sub": operator.sub, "Mult": operator.mul, "Div": operator.truediv,
    "FloorDiv": operator.floordiv, "Mod": operator.mod, "Pow": operator.pow, "LShift": operator.lshift,
    "RShift": operator.rshift, "BitOr": operator.or_, "BitAnd": operator.and_, "BitXor": operator.xor,
}  # fmt: skip
_SIGNS = {"Add": "+", "Sub": "-", "Mult": "*", "Div": "/", "FloorDiv": "//", "Mod": "%", "Pow": "**"}
_POLYNOMIAL = frozenset({"Add", "Sub", "Mult", "FloorDiv", "Mod"})
_ORDER = {"Lt": operator.lt, "LtE": operator.le, "Gt": operator.gt, "GtE": operator.ge}
_MIRRORED = {"Lt": "Gt", "Gt": "Lt", "LtE": "GtE", "GtE": "LtE"}
_OPPOSITE = {"NotEq": "Eq", "IsNot": "Is", "NotIn": "In"}
_DUNDER = {"Add": "__add__", "Sub": "__sub__", "Mult": "__mul__", "Div": "__truediv__", "FloorDiv": "__floordiv__",
           "Mod": "__mod__", "Pow": "__pow__", "MatMult": "__matmul__"}  # fmt: skip
_SIGN_METHODS = {"USub": "__neg__", "UAdd": "__pos__", "Invert": "__invert__"}
_KERAS = {"Add": "add", "Sub": "subtract", "Mult": "multiply", "Div": "divide", "FloorDiv": "floor_divide",
          "Mod": "mod", "Pow": "power", "MatMult": "matmul"}  # fmt: skip
_PLAIN = (int, float, complex, str, bytes, tuple, list, dict, set, frozenset, range, type(None))
_SIZED = (str, list, tuple, bytes)
LARGEST = 1_000_000
"""Longest text or list, and most bits of a number, that is worked out."""


def binary(run: Any, name: str, left: Any, right: Any, site: Any, in_place: bool = False) -> Any:
    if isinstance(left, ARITHMETIC) or isinstance(right, ARITHMETIC):
        return _on_tensors(run, name, left, right, site, in_place)
    if in_place and isinstance(left, (List, Dict, Set)):
        return _in_place(run, name, left, right)
    if isinstance(left, (Symbol, Opaque)) or isinstance(right, (Symbol, Opaque)):
        lists = _of_lists(name, left, right)
        return _symbolic(name, left, right) if lists is None else lists
    if isinstance(left, Instance) or isinstance(right, Instance):
        return _overloaded(run, name, left, right, site, in_place)
    if isinstance(left, (Unknown, Function)) or isinstance(right, (Unknown, Function)):
        lists = _of_lists(name, left, right)
        return Unknown("arithmetic with something unknown") if lists is None else lists
    function = _BINARY.get(name)
    if function is None or _too_large(run, name, left, right):
        return Unknown("a value that is not worked out")
    if not (isinstance(left, _PLAIN) and isinstance(right, _PLAIN)):
        return _own(left, right, Unknown("an operator of an object"))
    try:
        result = function(left, right)
    except Exception as error:
        return fail(run, type(error).__name__, "an operation that fails")
    return _wrapped(result, left, right)


def _of_lists(name: str, left: Any, right: Any) -> List | None:
    """A list so many times over, where that is not known."""
    if name == "Mult" and (type(left) is List or type(right) is List):
        items, count = (left, right) if type(left) is List else (right, left)
        return repeated(items, count) if not isinstance(count, (List, Instance)) else None
    return None


def _own(left: Any, right: Any, otherwise: Unknown, *more: Any) -> Any:
    """By what an object itself knows of operators."""
    for side, other in ((left, right), (right, left)):
        operated = getattr(side, "operated", None)
        if operated is not None:
            return operated(other, *more)
    return otherwise


def _wrapped(result: Any, left: Any, right: Any) -> Any:
    if isinstance(result, (list, dict, set)):
        wrapped = (
            List(result) if isinstance(result, list) else Dict(result) if isinstance(result, dict) else Set(result)
        )
        if getattr(left, "open", False) or getattr(right, "open", False):
            if isinstance(left, List) and isinstance(right, List):
                return together(left, right)
            wrapped.clear()
            wrapped.open = True
        if isinstance(result, Dict):
            wrapped.factory = result.factory  # type: ignore[union-attr]
        return wrapped
    return result


def _in_place(run: Any, name: str, target: Any, more: Any) -> Any:
    """`+=`, `|=` and their like on a container change it, whoever else holds it."""
    from keras_shape_lint.tracing.sequences import items_of

    run.touch(target)
    if isinstance(target, List):
        target.size = None
    if isinstance(target, List) and name == "Add":
        items = items_of(run, more)
        if items is None or len(target) + len(items) > LARGEST:
            run.forget(target)
        else:
            target.extend(items)
        return target
    if isinstance(more, (Instance, Tensor)):
        run.forget(target)
        return Unknown("an operator of an object")
    result = binary(run, name, target, more, None)
    if type(result) is not type(target) or result.open:
        run.forget(target)
        return target if isinstance(result, (Unknown, Opaque, type(target))) else result
    target.clear()
    if isinstance(target, List):
        target.extend(result)
    else:
        target.update(result)
    return target


def _too_large(run: Any, name: str, left: Any, right: Any) -> bool:
    """What is large but worked out is paid for in steps."""
    kind = type(left)
    if kind is float or kind is bool:
        return False
    if name == "Pow":
        return (isinstance(right, int) and abs(right) > 4096) or (isinstance(left, int) and left.bit_length() > 4096)
    if name == "LShift":
        return isinstance(right, int) and right > 4096
    if kind is int and type(right) is int:
        return bool(left.bit_length() + right.bit_length() > 100_000)
    size = 0
    if name == "Mult":
        count = left if isinstance(left, int) else right if isinstance(right, int) else 0
        size = count * max(len(value) for value in (left, right, ()) if isinstance(value, _SIZED))
    elif name == "Add":
        size = sum(len(value) for value in (left, right) if isinstance(value, _SIZED))
    elif name == "Mod" and isinstance(left, str):
        from keras_shape_lint.tracing.sequences import is_text_known, widest

        return widest(left) > 10_000 or "*" in left or not is_text_known(right)
    if size > 1000:
        run.spend(min(size, LARGEST) >> 6)
    return size > LARGEST


def _symbolic(name: str, left: Any, right: Any) -> Any:
    opaque = isinstance(left, Opaque) or isinstance(right, Opaque)
    a, b = (side.integer() if isinstance(side, Opaque) else side for side in (left, right))
    numbers = all(isinstance(side, (int, Symbol)) and not isinstance(side, bool) for side in (a, b))
    text = f"{left} {_SIGNS.get(name, name)} {right}"
    if not numbers or name not in _POLYNOMIAL:
        key = (name, identity(left), identity(right))
        return Opaque(text, key) if opaque else Unknown("arithmetic with something unknown")
    try:
        result = _BINARY[name](a, b)
    except Exception:
        return Unknown("an operation that fails")
    if not opaque:
        return result
    out = Opaque(str(result), (name, identity(left), identity(right)))
    out.value = result
    return out


def identity(value: Any) -> Any:
    """Equal for two values exactly when they are certainly the same."""
    if isinstance(value, Opaque):
        return value.key
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


def _overloaded(run: Any, name: str, left: Any, right: Any, site: Any, in_place: bool) -> Any:
    from keras_shape_lint.tracing.calls import invoke

    plain = [side.plain() if isinstance(side, Instance) else side for side in (left, right)]
    if plain[0] is not left or plain[1] is not right:
        return binary(run, name, plain[0], plain[1], site)
    method = _DUNDER.get(name)
    if in_place and isinstance(left, Instance) and method:
        found = left.cls.lookup(method.replace("__", "__i", 1))
        if found is not None:
            return invoke(run, Bound(found, left), [right], {}, site)
    if isinstance(left, Instance) and method and (found := left.cls.lookup(method)):
        return invoke(run, Bound(found, left), [right], {}, site)
    reflected = method.replace("__", "__r", 1) if method else None
    if isinstance(right, Instance) and reflected and (found := right.cls.lookup(reflected)):
        return invoke(run, Bound(found, right), [left], {}, site)
    return Unknown("an operator of an object")


def _on_tensors(run: Any, name: str, left: Any, right: Any, site: Any, in_place: bool) -> Any:
    if not (isinstance(left, Tensor) or isinstance(right, Tensor)):
        from keras_shape_lint.tracing.arrays.arithmetic import operated

        return operated(run, name, left, right, site, in_place)
    from keras_shape_lint.tracing.keras.apply import apply_function

    function = _KERAS.get(name)
    if function is None:
        return Tensor(UNKNOWN)
    return apply_function(run, f"keras.ops.{function}", [left, right], {}, site)


def unary(run: Any, name: str, operand: Any, site: Any) -> Any:
    if name == "Not":
        from keras_shape_lint.tracing.truth import known_truth

        truth = known_truth(run, operand)
        return negate(operand if truth is None else truth)
    if isinstance(operand, Tensor):
        from keras_shape_lint.tracing.keras.apply import apply_function

        return apply_function(run, "keras.ops.negative", [operand], {}, site) if name != "UAdd" else operand
    if isinstance(operand, Opaque):
        return _symbolic("Mult", operand, -1) if name == "USub" else operand
    if isinstance(operand, Symbol):
        return -operand if name == "USub" else operand
    if isinstance(operand, (int, float)):
        if name == "Invert":
            return ~operand if isinstance(operand, int) else Unknown()
        return -operand if name == "USub" else +operand
    if isinstance(operand, Array):
        from keras_shape_lint.tracing.arrays.arithmetic import signed

        return signed(run, name, operand, site)
    if isinstance(operand, Instance) and (found := operand.cls.lookup(_SIGN_METHODS[name])):
        from keras_shape_lint.tracing.calls import invoke

        return invoke(run, Bound(found, operand), [], {}, site)
    if is_concrete(operand):
        return fail(run, "TypeError", "an operator that fails")
    return Unknown("an operator on something unknown")


def negate(value: Any) -> Any:
    if value is True or value is False:
        return not value
    if isinstance(value, Opaque):
        return Opaque(value.name, value.key, not value.negated)
    return Unknown("a test that is not decided")


def compare(run: Any, name: str, left: Any, right: Any, site: Any) -> Any:
    """True, False, or a value whose truth the program alone knows."""
    positive = _OPPOSITE.get(name)
    if positive is not None and not (name == "NotEq" and (isinstance(left, Array) or isinstance(right, Array))):
        return negate(compare(run, positive, left, right, site))
    if name == "Is":
        return _is(left, right)
    if name == "Eq" and left is right and isinstance(left, (Class, Function, External)):
        return True
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
    if isinstance(left, Array) or isinstance(right, Array):
        from keras_shape_lint.tracing.arrays.arithmetic import compared

        return compared(run, name, left, right, site)
    if isinstance(left, Instance) or isinstance(right, Instance):
        return _compared(run, name, left, right, site)
    if name == "Eq" and _never_equal(left, right):
        return False
    if isinstance(left, (Opaque, Symbol)) or isinstance(right, (Opaque, Symbol)):
        return _asked(name, left, right)
    return _own(left, right, Unknown("a comparison with something unknown"), "bool")


def _asked(name: str, left: Any, right: Any) -> Opaque:
    """A test only the program can answer: what is known stands right, and of `<` and `>=` one is the other's no."""
    if is_concrete(left):
        left, right, name = right, left, _MIRRORED.get(name, name)
    negated = name in ("LtE", "GtE") and is_concrete(right)
    key = "Gt" if negated and name == "LtE" else "Lt" if negated else name
    return Opaque(f"{left} {name} {right}", (key, identity(left), identity(right)), negated)


def _compared(run: Any, name: str, left: Any, right: Any, site: Any) -> Any:
    """Objects of the user's own: by their methods, named tuples and dataclasses by their fields, others by identity."""
    from keras_shape_lint.tracing.calls import invoke

    plain = [side.plain() if isinstance(side, Instance) else side for side in (left, right)]
    if plain[0] is not left or plain[1] is not right:
        return compare(run, name, plain[0], plain[1], site)
    if name == "Eq":
        for side, other in ((left, right), (right, left)):
            if isinstance(side, Instance) and (found := side.cls.lookup("__eq__")):
                return invoke(run, Bound(found, side), [other], {}, site)
        by_identity = all(
            is_concrete(side) or (isinstance(side, Instance) and side.cls.kind in ("", "enum") and _closed(side))
            for side in (left, right)
        )
        if by_identity:
            return left is right
    else:
        names = {"Lt": ("__lt__", "__gt__"), "LtE": ("__le__", "__ge__"), "Gt": ("__gt__", "__lt__")}
        own, reflected = names.get(name, ("__ge__", "__le__"))
        if isinstance(left, Instance) and (found := left.cls.lookup(own)):
            return invoke(run, Bound(found, left), [right], {}, site)
        if isinstance(right, Instance) and (found := right.cls.lookup(reflected)) and not isinstance(left, Instance):
            return invoke(run, Bound(found, right), [left], {}, site)
    return Unknown("a comparison of objects")


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
    if isinstance(left, (External, Bound, Native)):
        same = isinstance(left, External) and left.path == right.path
        return True if same else Unknown("an identity that is not known")
    return False


def _in(run: Any, item: Any, container: Any) -> Any:
    if isinstance(container, (Unknown, Tensor, Array)) or getattr(container, "open", False):
        return Unknown("a container that is not known")
    if isinstance(container, Opaque) or isinstance(item, (Opaque, Symbol)):
        among = identity(container)
        if is_concrete(container) and isinstance(container, (List, Dict, Set)):
            among = frozenset(container) if all(map(hashable, container)) else among
        return Opaque(f"{item} in {container}", ("In", identity(item), among))
    if isinstance(container, Instance) and (found := container.cls.lookup("__contains__")):
        from keras_shape_lint.tracing.calls import invoke
        from keras_shape_lint.tracing.truth import known_truth

        truth = known_truth(run, invoke(run, Bound(found, container), [item], {}, None))
        return Unknown("a container that is not known") if truth is None else truth
    if isinstance(container, Dict):
        return bool(item in container) if hashable(item) else Unknown()
    if isinstance(container, Iterator):
        run.forget(container)
        return Unknown("a container that is not known")
    if isinstance(container, range) and not isinstance(item, int):
        return Unknown("a container that is not known")
    if isinstance(container, (list, tuple)):
        if any(entry is item for entry in container):
            return True
        if not is_concrete(item):
            return Unknown()
        known = [entry for entry in container if is_concrete(entry)]
        return True if item in known else False if len(known) == len(container) else Unknown()
    try:
        return bool(item in container) if is_concrete(item) else Unknown("a container that is not known")
    except TypeError:
        return fail(run, "TypeError", "a container that is not known")
