"""Asks the rule of a function on tensors, bound as the tracer binds it, and the installed Keras."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.graph import Node
from keras_shape_lint.layers.rule import find
from keras_shape_lint.layers.tensor import Eager, Tensor
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.tracing.keras.asking import ask_function


class Run:
    """As much of the tracer's run as a function on tensors asks for."""

    world = World((3,))
    inside = 0


MAKE: list[Any] = []
"""What turns a tensor argument into one of the side that is asked, while it is asked."""


class X:
    """A tensor argument."""

    def __init__(self, *shape: int | None, dtype: str = "float32") -> None:
        self.shape, self.dtype = shape, dtype

    def __repr__(self) -> str:
        return f"X{self.shape}"


def filled(value: Any, make: Any) -> Any:
    if isinstance(value, X):
        return make(value)
    if isinstance(value, (list, tuple)):
        return type(value)(filled(item, make) for item in value)
    return value


def shapes(out: Any) -> Any:
    if isinstance(out, (list, tuple)):
        return [shapes(each) for each in out]
    return UNKNOWN if out.shape is UNKNOWN else tuple(out.shape)


def tensor(x: X) -> Tensor:
    """A symbolic one: it comes from an Input."""
    made = Tensor(x.shape, x.dtype)
    made.producer = Node("input", "keras.Input", None, None, [], [made])
    return made


def values(x: X) -> Tensor:
    """An array: axes that may have any size are of 2."""
    return Eager(sizes(x), x.dtype)


def sizes(x: X) -> tuple[int, ...]:
    return tuple(2 if size is None else size for size in x.shape)


def ask_rule(name: str, args: tuple[Any, ...], kwargs: dict[str, Any], make: Any = tensor) -> Any:
    """The shapes, or "refused: ..."."""
    rule = find(name)
    assert rule is not None, name
    given = [filled(arg, make) for arg in args]
    named = {key: filled(arg, make) for key, arg in kwargs.items()}
    MAKE.append(make)
    out, reason = ask_function(Run(), rule, given, named)
    MAKE.pop()
    if reason is not None and reason.message.severity == "E" and reason.message.symbol != "keras-fails-at-run":
        return f"refused: {reason.text(rule.short, str)}"
    return shapes(out)


def symbolic(x: X) -> Any:
    import keras

    return keras.KerasTensor(x.shape, dtype=x.dtype)


def computed(x: X) -> Any:
    import keras

    return keras.ops.ones(sizes(x), dtype=x.dtype)


def ask_keras(name: str, args: tuple[Any, ...], kwargs: dict[str, Any], make: Any = symbolic) -> Any:
    """As `ask_rule`."""
    import keras

    function: Any = keras
    for part in name.split(".")[1:]:
        function = getattr(function, part)
    MAKE.append(make)
    try:
        out = function(*(filled(arg, make) for arg in args), **{key: filled(arg, make) for key, arg in kwargs.items()})
    except Exception as error:
        return f"refused: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
    finally:
        MAKE.pop()
    return shapes(out)


NOT_SAID = {
    "A KerasTensor cannot be used as input": (
        "the function has no symbolic form; a shape without None may be that of a value, which it takes"
    ),
    "'list' object has no attribute 'shape'": "as above: bins in a list are taken where values are computed",
    "'float' object has no attribute 'dtype'": "as above: of a number and a value the function computes",
    "Unsupported key type for array slice": "get_item by one slice; written as x[1:] it is taken",
}
"""Words of refusals that a rule leaves out, and why."""


def agree(mine: Any, real: Any) -> bool:
    """The same shapes, or both refuse."""
    if isinstance(real, str):
        return isinstance(mine, str) or any(words in real for words in NOT_SAID)
    if isinstance(mine, list) and isinstance(real, list):
        return len(mine) == len(real) and all(map(agree, mine, real))
    return bool(mine == real)


def allows(mine: Any, real: Any) -> bool:
    """What backends compute differs between them: a refusal must be one, a size that is known the real one."""
    if isinstance(real, str):
        return True
    if isinstance(mine, list):
        return isinstance(real, list) and len(mine) == len(real) and all(map(allows, mine, real))
    if mine is UNKNOWN or isinstance(mine, str):
        return mine is UNKNOWN
    return len(mine) == len(real) and all(size in (UNKNOWN, got) for size, got in zip(mine, real))


def difference(name: str, *args: Any, **kwargs: Any) -> str | None:
    mine, real = ask_rule(name, args, kwargs), ask_keras(name, args, kwargs)
    return None if agree(mine, real) else f"{name}{args}{kwargs}\n  rule:  {mine}\n  Keras: {real}"
