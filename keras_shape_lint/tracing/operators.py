"""Python's operators, comparisons and subscripts on values."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.shapes.symbols import Symbol, certainly_differ, certainly_less
from keras_shape_lint.tracing.values import (
    Bound,
    Dict,
    Function,
    Instance,
    List,
    Opaque,
    Set,
    Unknown,
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
_OPPOSITE = {"NotEq": "Eq", "IsNot": "Is", "NotIn": "In"}
_DUNDER = {"Add": "__add__", "Sub": "__sub__", "Mult": "__mul__", "Div": "__truediv__", "FloorDiv": "__floordiv__",
           "Mod": "__mod__", "Pow": "__pow__", "MatMult": "__matmul__"}  # fmt: skip
_KERAS = {"Add": "add", "Sub": "subtract", "Mult": "multiply", "Div": "divide", "FloorDiv": "floor_divide",
          "Mod": "mod", "Pow": "power", "MatMult": "matmul"}  # fmt: skip
LARGEST = 1_000_000
"""Longest text or list, and most bits of a number, that is worked out."""


def binary(run: Any, name: str, left: Any, right: Any, site: Any, in_place: bool = False) -> Any:
    if isinstance(left, Tensor) or isinstance(right, Tensor):
        return _on_tensors(run, name, left, right, site)
    if isinstance(left, List) and name == "Add" and in_place:
        return _extend(run, left, right)
    if isinstance(left, (Symbol, Opaque)) or isinstance(right, (Symbol, Opaque)):
        return _symbolic(name, left, right)
    if isinstance(left, Instance) or isinstance(right, Instance):
        return _overloaded(run, name, left, right, site)
    if isinstance(left, (Unknown, Function)) or isinstance(right, (Unknown, Function)):
        return Unknown("arithmetic with something unknown")
    function = _BINARY.get(name)
    if function is None or _too_large(name, left, right):
        return Unknown("a value that is not worked out")
    try:
        result = function(left, right)
    except Exception:
        return Unknown("an operation that fails")
    return _wrapped(result, left, right)


def _wrapped(result: Any, left: Any, right: Any) -> Any:
    if type(result) is list:
        result = List(result)
        result.open = getattr(left, "open", False) or getattr(right, "open", False)
    elif type(result) is dict:
        result = Dict(result)
        result.open = getattr(left, "open", False) or getattr(right, "open", False)
    elif type(result) is set:
        result = Set(result)
    return result


def _extend(run: Any, target: List, more: Any) -> List:
    from keras_shape_lint.tracing.sequences import iterate

    run.touch(target)
    items = iterate(more)
    if items is None:
        run.forget(target)
    else:
        target.extend(items)
    return target


def _too_large(name: str, left: Any, right: Any) -> bool:
    if name == "Pow":
        return (isinstance(right, int) and abs(right) > 4096) or (isinstance(left, int) and left.bit_length() > 4096)
    if name == "LShift":
        return isinstance(right, int) and right > 4096
    if name == "Mult":
        sizes = [value for value in (left, right) if isinstance(value, int)]
        lengths = [len(value) for value in (left, right) if isinstance(value, (str, list, tuple, bytes))]
        return bool(sizes and lengths and sizes[0] * lengths[0] > LARGEST)
    return False


def _symbolic(name: str, left: Any, right: Any) -> Any:
    opaque = isinstance(left, Opaque) or isinstance(right, Opaque)
    a, b = (side.integer() if isinstance(side, Opaque) else side for side in (left, right))
    numbers = all(isinstance(side, (int, Symbol)) and not isinstance(side, bool) for side in (a, b))
    text = f"{left} {_SIGNS.get(name, name)} {right}"
    if not numbers or name not in _POLYNOMIAL:
        key = (name, _identity(left), _identity(right))
        return Opaque(text, key) if opaque else Unknown("arithmetic with something unknown")
    try:
        result = _BINARY[name](a, b)
    except Exception:
        return Unknown("an operation that fails")
    if not opaque:
        return result
    out = Opaque(str(result), (name, _identity(left), _identity(right)))
    out.value = result
    return out


def _identity(value: Any) -> Any:
    if isinstance(value, Opaque):
        return value.key
    try:
        hash(value)
    except TypeError:
        return id(value)
    return value


def _overloaded(run: Any, name: str, left: Any, right: Any, site: Any) -> Any:
    from keras_shape_lint.tracing.calls import invoke

    method = _DUNDER.get(name)
    if isinstance(left, Instance) and method and (found := left.cls.lookup(method)):
        return invoke(run, Bound(found, left), [right], {}, site)
    reflected = method.replace("__", "__r", 1) if method else None
    if isinstance(right, Instance) and reflected and (found := right.cls.lookup(reflected)):
        return invoke(run, Bound(found, right), [left], {}, site)
    return Unknown("an operator of an object")


def _on_tensors(run: Any, name: str, left: Any, right: Any, site: Any) -> Any:
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
    if positive is not None:
        return negate(compare(run, positive, left, right, site))
    if name == "Is":
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
        except Exception:
            return Unknown("a comparison that fails")
    if name == "Eq" and _never_equal(left, right):
        return False
    if isinstance(left, (Opaque, Symbol)) or isinstance(right, (Opaque, Symbol)):
        return Opaque(f"{left} {name} {right}", (name, _identity(left), _identity(right)))
    return Unknown("a comparison with something unknown")


def _never_equal(left: Any, right: Any) -> bool:
    kinds = (Function, Instance, Tensor)
    if isinstance(left, Instance) and left.cls.lookup("__eq__"):
        return False
    return isinstance(left, kinds[:1]) and left is not right and not isinstance(right, (Unknown, Opaque))


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
        return True if left is right else Opaque(f"{left} is {right}", ("is", left.key, _identity(right)))
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return Unknown("an identity that is not known")
    if isinstance(left, (int, str, float, tuple)) and type(left) is type(right):
        return bool(left == right)
    return left is right


def _in(run: Any, item: Any, container: Any) -> Any:
    if isinstance(container, (Unknown, Tensor)) or getattr(container, "open", False):
        return Unknown("a container that is not known")
    if isinstance(container, Opaque) or isinstance(item, (Opaque, Symbol)):
        return Opaque(f"{item} in {container}", ("in", _identity(item), _identity(container)))
    if isinstance(container, Dict):
        return bool(item in container) if is_concrete(item) else Unknown()
    if isinstance(container, (list, tuple)):
        if any(entry is item for entry in container):
            return True
        if not is_concrete(item):
            return Unknown()
        known = [entry for entry in container if is_concrete(entry)]
        return True if item in known else False if len(known) == len(container) else Unknown()
    try:
        return bool(item in container)
    except TypeError:
        return Unknown("a container that is not known")


def index(run: Any, value: Any, key: Any, site: Any) -> Any:
    if isinstance(value, Dict):
        try:
            return value[key] if is_concrete(key) else Unknown("a key that is not known")
        except (KeyError, TypeError):
            return Unknown("a key that is not known")
    if isinstance(value, (List, tuple, str, bytes, range)):
        return _item(value, key)
    if isinstance(value, Opaque):
        text = f"{key.start or ''}:{key.stop or ''}" if isinstance(key, slice) else key
        return value.part("item", str(key) if isinstance(key, slice) else key, f"{value.name}[{text}]")
    if isinstance(value, Tensor):
        from keras_shape_lint.tracing.keras.apply import apply_function

        return apply_function(run, "operator.getitem", [value, key], {}, site)
    if isinstance(value, Instance) and (found := value.cls.lookup("__getitem__")):
        from keras_shape_lint.tracing.calls import invoke

        return invoke(run, Bound(found, value), [key], {}, site)
    getter = getattr(value, "item", None)
    return getter(key) if getter is not None else Unknown("an item of something unknown")


def _item(value: Any, key: Any) -> Any:
    if getattr(value, "open", False):
        return Unknown("an item of a list that is not known")
    if not is_concrete(key) or (isinstance(key, slice) and not all(map(is_concrete, (key.start, key.stop, key.step)))):
        return Unknown("an index that is not known")
    try:
        result = value[key]
    except Exception:
        return Unknown("an index that fails")
    return List(result) if type(result) is list else result


def set_index(run: Any, container: Any, key: Any, item: Any) -> None:
    if isinstance(container, Opaque):
        container.parts.clear()
    if isinstance(container, Instance) and (found := container.cls.lookup("__setitem__")):
        from keras_shape_lint.tracing.calls import invoke

        invoke(run, Bound(found, container), [key, item], {}, None)
    if not isinstance(container, (List, Dict)):
        return
    run.touch(container)
    bounds = (key.start, key.stop, key.step) if isinstance(key, slice) else (key,)
    if not all(map(is_concrete, bounds)) or (isinstance(container, List) and container.open):
        run.forget(container)
        return
    try:
        container[key] = item
    except Exception:
        run.forget(container)


def delete_index(run: Any, container: Any, key: Any) -> None:
    if isinstance(container, (List, Dict)):
        run.touch(container)
        try:
            del container[key]
        except Exception:
            run.forget(container)
