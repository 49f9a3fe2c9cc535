"""`math` and `operator`."""

from __future__ import annotations

import math
import operator
from functools import reduce
from typing import Any

from keras_shape_lint.shapes.symbols import Symbol, symbol
from keras_shape_lint.tracing.attributes import attribute
from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.comparisons import compare, negate
from keras_shape_lint.tracing.library import declares, provides
from keras_shape_lint.tracing.operators import binary, unary
from keras_shape_lint.tracing.subscripts import index, set_index
from keras_shape_lint.tracing.values import Native, Opaque, Unknown

declares(math__pi=math.pi, math__e=math.e, math__inf=math.inf, math__nan=math.nan, math__tau=math.tau)

_REFUSED = ("factorial", "comb", "perm")


def _pure(function: Any) -> Any:
    def call(run: Any, *args: Any) -> Any:
        if any(isinstance(arg, (Symbol, Opaque, Unknown)) for arg in args):
            return Unknown(f"{function.__name__} of something unknown")
        return function(*args)

    return call


for _name in dir(math):
    if callable(getattr(math, _name)) and _name not in _REFUSED:
        provides(f"math.{_name}")(_pure(getattr(math, _name)))


@provides("math.prod")
def prod(run: Any, values: Any, *, start: Any = 1) -> Any:
    """The product, of symbols too."""
    from keras_shape_lint.tracing.sequences import items_of

    items = items_of(run, values)
    if items is None:
        return Unknown("the product of something unknown")
    for item in items:
        start = binary(run, "Mult", start, item, run.site)
    return start


_BINARY = {
    "add": "Add", "sub": "Sub", "mul": "Mult", "truediv": "Div", "floordiv": "FloorDiv", "mod": "Mod", "pow": "Pow",
    "matmul": "MatMult", "concat": "Add", "xor": "BitXor", "or_": "BitOr", "and_": "BitAnd", "lshift": "LShift",
    "rshift": "RShift",
}  # fmt: skip
for _alias, _op in _BINARY.items():
    provides(f"operator.{_alias}")(lambda run, a, b, op=_op: binary(run, op, a, b, run.site))
    provides(f"operator.i{_alias.rstrip('_')}")(lambda run, a, b, op=_op: binary(run, op, a, b, run.site, True))

_COMPARED = {
    "lt": "Lt",
    "le": "LtE",
    "eq": "Eq",
    "ne": "NotEq",
    "ge": "GtE",
    "gt": "Gt",
    "is_": "Is",
    "is_not": "IsNot",
}
for _alias, _op in _COMPARED.items():
    provides(f"operator.{_alias}")(lambda run, a, b, op=_op: compare(run, op, a, b, run.site))


@provides("operator.contains")
def contains(run: Any, container: Any, item: Any) -> Any:
    return compare(run, "In", item, container, run.site)


@provides("operator.getitem")
def getitem(run: Any, container: Any, key: Any) -> Any:
    return index(run, container, key, run.site)


@provides("operator.setitem")
def setitem(run: Any, container: Any, key: Any, item: Any) -> None:
    set_index(run, container, key, item)


@provides("operator.methodcaller")
def methodcaller(run: Any, name: str, *args: Any, **kwargs: Any) -> Any:
    return Native(
        "methodcaller",
        lambda run, value: invoke(run, attribute(run, value, name), list(args), dict(kwargs), run.site),
    )


@provides("operator.neg")
def neg(run: Any, value: Any) -> Any:
    return unary(run, "USub", value, run.site)


@provides("operator.not_")
def not_(run: Any, value: Any) -> Any:
    from keras_shape_lint.tracing.truth import known_truth

    truth = known_truth(run, value)
    return negate(value if truth is None else truth)


@provides("operator.itemgetter")
def itemgetter(run: Any, *keys: Any) -> Any:
    def get(run: Any, value: Any) -> Any:
        items = tuple(index(run, value, key, run.site) for key in keys)
        return items[0] if len(items) == 1 else items

    return Native("itemgetter", get)


@provides("operator.attrgetter")
def attrgetter(run: Any, *names: str) -> Any:
    def get(run: Any, value: Any) -> Any:
        found = tuple(reduce(lambda part, step: attribute(run, part, step), name.split("."), value) for name in names)
        return found[0] if len(found) == 1 else found

    return Native("attrgetter", get)


@provides("random.randint", "random.randrange")
def random_integer(run: Any, first: Any, *more: Any) -> Any:
    low = first if more and type(first) is int else 0 if not more else None
    return symbol("random", low)


@provides("operator.index")
def as_index(run: Any, value: Any) -> Any:
    return operator.index(value)
