"""Python's arithmetic operators on values."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from keras_shape_lint.findings import UNDEFINED_DIMENSION, Reason
from keras_shape_lint.graph import Node
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.arrays.alike import repeated, together
from keras_shape_lint.tracing.arrays.array import ARITHMETIC, Array
from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.comparisons import as_tuple, declines, identity, negate, operated
from keras_shape_lint.tracing.concrete import is_concrete, is_text_known
from keras_shape_lint.tracing.enums import combined
from keras_shape_lint.tracing.exceptions import fail
from keras_shape_lint.tracing.values import Bound, Dict, Function, Instance, List, Opaque, Set, Unknown

_BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "Add": operator.add, "Sub": operator.sub, "Mult": operator.mul, "Div": operator.truediv,
    "FloorDiv": operator.floordiv, "Mod": operator.mod, "Pow": operator.pow, "LShift": operator.lshift,
    "RShift": operator.rshift, "BitOr": operator.or_, "BitAnd": operator.and_, "BitXor": operator.xor,
}  # fmt: skip
_SIGNS = {"Add": "+", "Sub": "-", "Mult": "*", "Div": "/", "FloorDiv": "//", "Mod": "%", "Pow": "**"}
_POLYNOMIAL = frozenset({"Add", "Sub", "Mult", "FloorDiv", "Mod"})
_DUNDER = {"Add": "__add__", "Sub": "__sub__", "Mult": "__mul__", "Div": "__truediv__", "FloorDiv": "__floordiv__",
           "Mod": "__mod__", "Pow": "__pow__", "MatMult": "__matmul__", "BitOr": "__or__", "BitAnd": "__and__",
           "BitXor": "__xor__", "LShift": "__lshift__", "RShift": "__rshift__"}  # fmt: skip
_SIGN_METHODS = {"USub": "__neg__", "UAdd": "__pos__", "Invert": "__invert__"}
_KERAS = {"Add": "add", "Sub": "subtract", "Mult": "multiply", "Div": "divide", "FloorDiv": "floor_divide",
          "Mod": "mod", "Pow": "power", "MatMult": "matmul",
          "BitAnd": "logical_and", "BitOr": "logical_or", "BitXor": "logical_xor"}  # fmt: skip
_PLAIN = (int, float, complex, str, bytes, tuple, list, dict, set, frozenset, range, type(None))
_SIMPLE = frozenset({int, float, str, bool})
_SIZED = (str, list, tuple, bytes)
_HELD = (list, dict, set)
LARGEST = 1_000_000
"""Longest text or list, and most bits of a number, that is worked out."""


def binary(run: Any, name: str, left: Any, right: Any, site: Any, in_place: bool = False) -> Any:
    """`left + right` and the like, by the name of the operator in `ast`."""
    if type(left) in _SIMPLE and type(right) in _SIMPLE:
        return _worked_out(run, name, left, right, site)
    if isinstance(left, ARITHMETIC) or isinstance(right, ARITHMETIC):
        return _on_tensors(run, name, left, right, site, in_place)
    if in_place and isinstance(left, (List, Dict, Set)):
        return _in_place(run, name, left, right, site)
    if isinstance(left, (Symbol, Opaque)) or isinstance(right, (Symbol, Opaque)):
        lists = _of_lists(name, left, right)
        return _symbolic(name, left, right) if lists is None else lists
    if isinstance(left, Instance) or isinstance(right, Instance):
        return _overloaded(run, name, left, right, site, in_place)
    if isinstance(left, (Unknown, Function)) or isinstance(right, (Unknown, Function)):
        lists = _of_lists(name, left, right)
        return operated(left, right, Unknown("arithmetic with something unknown")) if lists is None else lists
    if isinstance(left, _PLAIN) and isinstance(right, _PLAIN):
        return _worked_out(run, name, left, right, site)
    return operated(left, right, Unknown("an operator of an object"))


def _worked_out(run: Any, name: str, left: Any, right: Any, site: Any) -> Any:
    """Of plain values, as Python does it."""
    function = _BINARY.get(name)
    if function is None or _too_large(run, name, left, right):
        return Unknown("a value that is not worked out")
    try:
        result = function(left, right)
    except Exception as error:
        failed = fail(run, type(error).__name__, "an operation that fails")
        if left is None or right is None:
            _refuse_none(run, name, left, right, site)
        return failed
    return run.charge(_wrapped(result, left, right)) if isinstance(result, _HELD) else result


def _refuse_none(run: Any, name: str, left: Any, right: Any, site: Any) -> None:
    """`x.shape[1] * 2` where the axis is open: a TypeError since TensorFlow 2, whose sizes are numbers or None."""
    numbers = all(value is None or isinstance(value, (int, float)) for value in (left, right))
    sign = _SIGNS.get(name)
    if not sign or not numbers or run.inside or run.world.generation < (2, 4) or not run.graph.nodes:
        return
    template = "{0} {1} {2}: an open size is None and no number; give it in Input, or leave it to a -1 in Reshape"
    function = _BINARY[name].__name__
    node = Node("use", f"operator.{function}", sign, site, [], [], None, None, ([left, right], {}))
    run.report(Reason(UNDEFINED_DIMENSION, template, (str(left), sign, str(right))), site, node)


def _of_lists(name: str, left: Any, right: Any) -> List | None:
    """A list so many times over, where that is not known."""
    if name == "Mult" and (type(left) is List or type(right) is List):
        items, count = (left, right) if type(left) is List else (right, left)
        return repeated(items, count) if not isinstance(count, (List, Instance)) else None
    return None


def _wrapped(result: Any, left: Any, right: Any) -> Any:
    """A container that an operator gives, as the program's own kind; open where one of the two is."""
    wrapped = List(result) if isinstance(result, list) else Dict(result) if isinstance(result, dict) else Set(result)
    if getattr(left, "open", False) or getattr(right, "open", False):
        if isinstance(left, List) and isinstance(right, List):
            return together(left, right)
        wrapped.clear()
        wrapped.open = True
    if isinstance(result, Dict):
        wrapped.factory = result.factory  # type: ignore[union-attr]
    return wrapped


def _in_place(run: Any, name: str, target: Any, more: Any, site: Any) -> Any:
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
            if target.limit is not None:
                del target[: max(0, len(target) - target.limit)]
        return target
    if isinstance(target, Dict) and target.counts:
        run.forget(target)
        return target
    if isinstance(more, (Instance, Tensor)):
        run.forget(target)
        return Unknown("an operator of an object")
    result = binary(run, name, target, more, site)
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
    elif name == "Mod" and isinstance(left, (str, bytes)):
        from keras_shape_lint.tracing.sequences import widest

        layout = left if isinstance(left, str) else left.decode("latin-1")
        return widest(layout) > 10_000 or "*" in layout or not is_text_known(right)
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


def _without_class(value: Any) -> Any:
    """The number or text that a member of an enum is, the tuple that a named tuple is."""
    if not isinstance(value, Instance):
        return value
    return value.plain() if value.cls.kind != "namedtuple" else as_tuple(value)


def _overloaded(run: Any, name: str, left: Any, right: Any, site: Any, in_place: bool) -> Any:
    if (flags := combined(name, left, right)) is not None:
        return flags
    plain = [_without_class(side) for side in (left, right)]
    if plain[0] is not left or plain[1] is not right:
        return binary(run, name, plain[0], plain[1], site)
    method = _DUNDER.get(name)
    if in_place and isinstance(left, Instance) and method:
        found = left.cls.lookup(method.replace("__", "__i", 1))
        if found is not None:
            return invoke(run, Bound(found, left), [right], {}, site)
    if isinstance(left, Instance) and method and (found := left.cls.lookup(method)):
        answer = invoke(run, Bound(found, left), [right], {}, site)
        if not declines(answer):
            return answer
    reflected = method.replace("__", "__r", 1) if method else None
    if isinstance(right, Instance) and reflected and (found := right.cls.lookup(reflected)):
        return invoke(run, Bound(found, right), [left], {}, site)
    return Unknown("an operator of an object")


def _on_tensors(run: Any, name: str, left: Any, right: Any, site: Any, in_place: bool) -> Any:
    if not (isinstance(left, Tensor) or isinstance(right, Tensor)):
        from keras_shape_lint.tracing.arrays.arithmetic import operated

        return operated(run, name, left, right, site, in_place)
    from keras_shape_lint.tracing.keras.apply import apply_function
    from keras_shape_lint.tracing.keras.symbolic import refuse_operands

    function = _KERAS.get(name)
    if function is None:
        return Tensor(UNKNOWN)
    if not (isinstance(left, Tensor) and isinstance(right, Tensor)) and refuse_operands(
        run, _BINARY.get(name, operator.matmul).__name__, function, left, right, site
    ):
        return Tensor(UNKNOWN)
    return apply_function(run, f"keras.ops.{function}", [left, right], {}, site)


def unary(run: Any, name: str, operand: Any, site: Any) -> Any:
    """`-operand` and the like, by the name of the operator in `ast`."""
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
        return invoke(run, Bound(found, operand), [], {}, site)
    if is_concrete(operand):
        return fail(run, "TypeError", "an operator that fails")
    return Unknown("an operator on something unknown")
