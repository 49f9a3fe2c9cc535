"""Asks a rule and the installed Keras the same question, and says where they differ."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers import rule as rules
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN
from tests.layers.nested import Run, made, ruled

KERAS3 = World((3,))
Batched = tuple[Any, ...]


class Case:
    """One layer, the calls it gets in turn, each a batched shape (or a list of them), and the dtype of all inputs.

    With `run`, Keras is asked as well whether the layer runs on data of that shape. With `spread`, the shapes of a
    call are arguments of their own.
    """

    def __init__(
        self,
        name: str,
        kwargs: dict[str, Any],
        calls: list[Any],
        dtype: str = "float32",
        run: bool = True,
        spread: bool = False,
    ) -> None:
        self.name, self.kwargs, self.calls, self.dtype, self.run, self.spread = name, kwargs, calls, dtype, run, spread

    def __repr__(self) -> str:
        return f"{self.name}(**{self.kwargs}) on {self.calls} of {self.dtype}"


def ask_rule(case: Case, world: World) -> list[Any]:
    """For each call the output shapes, or the text of the rejection, which ends the list. None: it cannot say."""
    rule = rules.find(f"keras.layers.{case.name}")
    assert rule is not None, case.name
    try:
        config = rule.configure([], ruled(rule, case.kwargs, Run(world)), world)
    except Reject as reject:
        return [f"refused: {reject.reason.text(rule.short, str)}"]
    if config.cannot_say:
        return [None]
    state = LayerState()
    answers: list[Any] = []
    for call in case.calls:
        given = {name: value for name, value in (("world", world), ("state", state)) if name in rule.given}
        tensors = _tensors(call, case.dtype)
        try:
            out = rule.run(*(tensors if case.spread else [tensors]), **config.values, **given)
        except Reject as reject:
            answers.append(f"refused: {reject.reason.text(rule.label(config.values), _describe)}")
            break
        if isinstance(out, FailsAtRun):
            answers.append((_shapes(out.out), f"fails: {out.reason.text(rule.label(config.values), _describe)}"))
        elif state.contradiction is not None:
            answers.append((_shapes(out), f"fails: {state.contradiction.text(rule.label(config.values), _describe)}"))
            state.contradiction = None
        else:
            answers.append((_shapes(out), "runs"))
    return answers


def _describe(value: Any) -> str:
    return str(value.shape) if isinstance(value, Tensor) else str(value)


def _tensors(call: Any, dtype: str) -> Any:
    return [_tensors(each, dtype) for each in call] if isinstance(call, list) else Tensor(call, dtype)


def _shapes(out: Any) -> Any:
    return [_shapes(each) for each in out] if isinstance(out, (list, tuple)) else (out.shape, out.dtype)


def ask_keras(case: Case) -> list[Any]:
    """As `ask_rule`, of the installed Keras; calls of known size are run on data as well."""
    import keras

    try:
        layer = getattr(keras.layers, case.name)(**made(case.kwargs))
    except Exception as error:
        return [f"refused: {_line(error)}"]
    answers: list[Any] = []
    for call in case.calls:
        try:
            inputs = _inputs(keras, call, case.dtype)
            out = layer(*(inputs if case.spread else [inputs]))
        except Exception as error:
            answers.append(f"refused: {_line(error)}")
            break
        answers.append((_keras_shapes(out), _run(layer, call, case) if case.run else None))
    return answers


def _line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"


def _inputs(keras: Any, call: Any, dtype: str) -> Any:
    if isinstance(call, list):
        return [_inputs(keras, each, dtype) for each in call]
    if hasattr(keras, "ops"):
        return keras.Input(batch_shape=call, dtype=dtype)
    return keras.Input(shape=call[1:], batch_size=call[0], dtype=dtype)


def _keras_shapes(out: Any) -> Any:
    if isinstance(out, (list, tuple)):
        return [_keras_shapes(each) for each in out]
    return tuple(out.shape), getattr(out.dtype, "name", out.dtype)


def _run(layer: Any, call: Any, case: Case) -> Any:
    import numpy as np

    shapes = call if isinstance(call, list) else [call]
    if case.dtype != "float32" or any(len(shape) < 2 or None in shape[1:] for shape in shapes):
        return None
    data = [np.zeros((shape[0] or 2, *shape[1:]), case.dtype) for shape in shapes]
    try:
        layer(*(data if case.spread or not isinstance(call, list) else [data]))
    except Exception as error:
        return f"fails: {_line(error)}"
    return "runs"


def differences(case: Case, world: World = KERAS3) -> str | None:
    """None when rule and Keras agree, as far as the rule says anything.

    Before Keras 3 a layer computes at once, so that there a failure at run and a rejection are the same.
    """
    if world != KERAS3:
        first = _rank(case.calls[0])
        calls = [call for call in case.calls if _rank(call) == first]
        case = Case(case.name, case.kwargs, calls, run=case.run, spread=case.spread)
    ours, theirs = ask_rule(case, world), ask_keras(case)
    agree = len(ours) == len(theirs) or ours == [None] or world != KERAS3
    for mine, real in zip(ours, theirs, strict=False):
        agree = agree and _agree(mine, real, strict=world == KERAS3)
    return None if agree or explained(case) else f"{case}\n  rule:  {ours}\n  Keras: {theirs}"


def explained(case: Case) -> str | None:
    """Why rule and Keras are let differ on a case, None where they must not."""
    ranks = [_rank(call) for call in case.calls]
    if case.name == "Normalization" and min(ranks) < ranks[0]:
        return "a call of fewer axes sets the batch against a kept axis: whether it runs hangs on the batch"
    if case.name == "LayerNormalization" and min(ranks) == 2 and _axes(case) == 2:
        return "the batch of a call is one of the axes: whether it runs hangs on the batch"
    if case.name == "RNN" and ranks[0] == 2:
        return "with a batch size it is built on 2 axes too, and fails when it runs: refused at once"
    if case.name == "Pipeline" and any(None in call[1:] for call in case.calls):
        return "an axis that is open meets a Reshape inside only when it runs: refused at once"
    if case.name == "GroupQueryAttention" and any(1 < len(shape) < 3 for call in case.calls[1:] for shape in call):
        return "once built it is not built for other ranks, and fails when it runs: refused at once"
    return None


def _axes(case: Case) -> int:
    axis = case.kwargs.get("axis", -1)
    return len(axis) if isinstance(axis, (list, tuple)) else 1


def _rank(call: Any) -> Any:
    return [_rank(each) for each in call] if isinstance(call, list) else len(call)


def _fails(answer: Any) -> bool:
    return isinstance(answer, str) or (answer[1] or "").startswith("fails")


def _agree(mine: Any, real: Any, strict: bool) -> bool:
    if mine is None:
        return True
    if not strict and (_fails(mine) or _fails(real)):
        return _fails(mine) and _fails(real)
    if isinstance(mine, str) or isinstance(real, str):
        return isinstance(mine, str) and isinstance(real, str)
    return _same(mine[0], real[0], strict) and (real[1] is None or mine[1][:4] == real[1][:4])


def _same(mine: Any, real: Any, strict: bool) -> bool:
    if isinstance(mine, list) or isinstance(real, list):
        alike = isinstance(mine, list) and isinstance(real, list) and len(mine) == len(real)
        return alike and all(_same(left, right, strict) for left, right in zip(mine, real, strict=True))
    (shape, dtype), (real_shape, real_dtype) = mine, real
    if strict or not isinstance(shape, tuple):
        return (shape == real_shape and dtype in (real_dtype, None)) or shape is UNKNOWN
    return len(shape) == len(real_shape) and all(
        dim is UNKNOWN or dim == other for dim, other in zip(shape, real_shape, strict=True)
    )


def normal(value: Any) -> Any:
    """A default in the one form that Keras makes of it."""
    return normal(value[0]) if isinstance(value, (list, tuple)) and len(set(map(str, value))) == 1 else value
