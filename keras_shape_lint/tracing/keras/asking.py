"""Asking a rule: what a call gives, and why Keras refuses it if it does."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, MERGE_INPUTS, Reason
from keras_shape_lint.graph import Node, flat_tensors
from keras_shape_lint.layers.rule import Rule
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.keras.layer import Layer
from keras_shape_lint.tracing.keras.nests import as_input, as_tensor, from_input, holds_tensor, is_data


def ask(run: Any, rule: Rule, layer: Layer, inputs: list[Any], named: dict[str, Any]) -> tuple[Any, Reason | None]:
    """-> output, and why Keras refuses it if it does."""
    given: dict[str, Any] = layer.config.values.copy()
    if "world" in rule.given:
        given["world"] = run.world
    if "state" in rule.given:
        given["state"] = layer.state
    for name, value in named.items():
        if name in rule.input_names:
            given[name] = value
    if len(inputs) > len(rule.inputs):
        if any(isinstance(extra, Tensor) for extra in inputs[len(rule.inputs) :]):
            return Tensor(UNKNOWN, None), _one_by_one(rule, inputs)
        inputs = inputs[: len(rule.inputs)]
    if rule.inputs[0].tensor:
        first = inputs[0]
        if type(first) in (list, tuple):
            reason = _in_a_list(rule, layer, first, run.world)
            if reason is not None:
                return Tensor(UNKNOWN, None), reason
            first = first[0] if len(first) == 1 else first
        if not isinstance(first, Tensor):
            return Tensor(UNKNOWN, None), None
        if first.rank is None:
            first = first.like()
        inputs = [first, *inputs[1:]]
    if len(inputs) < rule.needed:
        missing = [parameter.name for parameter in rule.inputs[len(inputs) : rule.needed]]
        absent = [name for name in missing if name not in named]
        if absent:
            return Tensor(UNKNOWN, None), Reason(ARGUMENT, "{layer} is called without its argument {0}", (absent[0],))
    try:
        out, reason = _answer(rule.run(*inputs, **given), layer.state)
        return _inferred(out, inputs) if run.inside and rule.merges else out, reason
    except Reject as reject:
        meant = reject.resume_as
        return meant if meant is not None else Tensor(UNKNOWN, None), reject.reason


def _one_by_one(rule: Rule, inputs: list[Any]) -> Reason | None:
    """A merge called on its tensors, not on a list of them."""
    if not rule.takes_list or not all(isinstance(x, Tensor) and isinstance(x.shape, tuple) for x in inputs):
        return None
    template = "{layer} takes its inputs as one list: {layer}([{0}, ...]) instead of {layer}({0}, ...)"
    return Reason(MERGE_INPUTS, template, (inputs[0].name or "a",))


def _inferred(out: Any, inputs: Any) -> Any:
    """Inside another layer the backend infers the shape: where an input has a size it may say more than None."""
    tensors = flat_tensors(inputs)
    if not isinstance(out, Tensor) or any(tensor.rank != out.rank for tensor in tensors):
        return out
    sizes = zip(out.dims, *(tensor.dims for tensor in tensors))
    dims = [UNKNOWN if dim is None and any(size is not None for size in met) else dim for dim, *met in sizes]
    return out.with_shape(*dims) if UNKNOWN in dims else out


def _in_a_list(rule: Rule, layer: Layer, tensors: Any, world: Any) -> Reason | None:
    from keras_shape_lint.layers.single import refused

    known = tensors and all(isinstance(x, Tensor) and x.rank is not None for x in tensors)
    return refused(rule, tensors, world) if known and not layer.state.built else None


def _answer(out: Any, state: LayerState | None) -> tuple[Any, Reason | None]:
    reason: Reason | None = None
    if isinstance(out, FailsAtRun):
        out, reason = out.out, out.reason
    if state is not None and state.contradiction is not None:
        reason, state.contradiction = state.contradiction, None
    return _fresh(out), reason


def _fresh(out: Any) -> Any:
    """A rule may give an input back as its output; the graph needs a tensor of its own."""
    if isinstance(out, Tensor):
        return out if out.producer is None and out.name is None else out.like()
    if isinstance(out, (list, tuple)):
        return type(out)(_fresh(item) for item in out)
    return out


def ask_function(run: Any, rule: Rule, args: list[Any], kwargs: dict[str, Any]) -> tuple[Any, Reason | None]:
    """As `ask`, of a function on tensors."""
    unknown = Tensor(UNKNOWN, None)
    if rule.name.startswith("keras.ops.") and run.world.generation >= (3,):
        from keras_shape_lint.layers.op_binding import misfit

        wrong = misfit(rule, args, kwargs, not run.inside)
        if wrong is not None:
            return unknown, wrong
    named = dict(zip((parameter.name for parameter in rule.inputs), args))
    if len(args) > len(rule.inputs) or any(name in named for name in kwargs):
        return unknown, None
    named.update(kwargs)
    if kwargs and rule.name.startswith("tensorflow."):
        _rename_old(rule, kwargs, named)
    try:
        given = _given(run, rule, named)
    except Reject as reject:
        return _refused(reject)
    if given is None:
        return unknown, None
    if "symbolic" not in rule.given:
        return _told(rule, given)
    told = [_told(rule, {**given, "symbolic": symbolic}) for symbolic in _symbolic(run, given)]
    return told[0] if _alike(told) else (unknown, None)


def _told(rule: Rule, given: dict[str, Any]) -> tuple[Any, Reason | None]:
    try:
        return _answer(rule.run(**given), None)
    except Reject as reject:
        return _refused(reject)


def _refused(reject: Reject) -> tuple[Any, Reason]:
    return Tensor(UNKNOWN, None) if reject.resume_as is None else reject.resume_as, reject.reason


def _symbolic(run: Any, given: dict[str, Any]) -> tuple[bool, ...]:
    """What may be: that Keras 3 declares what it gives, as of symbolic tensors, or that its backend computes it."""
    if run.world.generation < (3,) or run.inside:
        return (False,)
    tensors = flat_tensors(list(given.values()))
    if any(isinstance(tensor.producer, Node) and from_input(tensor.producer) for tensor in tensors):
        return (True,)
    return (False,) if all(map(is_data, tensors)) else (True, False)


def _alike(told: list[tuple[Any, Reason | None]]) -> bool:
    """All are refused, or none is and all have the same shapes."""
    if all(reason is not None for _, reason in told):
        return True
    if any(reason is not None for _, reason in told):
        return False
    first, *others = ([tensor.shape for tensor in flat_tensors(out)] for out, _ in told)
    return all(shapes == first for shapes in others)


def _rename_old(rule: Rule, kwargs: dict[str, Any], named: dict[str, Any]) -> None:
    """The words of TensorFlow 1 for arguments become those since."""
    from keras_shape_lint.layers.op_arguments import OF_TENSORFLOW_1

    for old in (name for name in kwargs if name in OF_TENSORFLOW_1 and name not in rule.input_names):
        value, new = named.pop(old), OF_TENSORFLOW_1[old]
        if named.get(new) is None:
            named[new] = value


def _given(run: Any, rule: Rule, named: dict[str, Any]) -> dict[str, Any] | None:
    """The arguments as the rule takes them, None where one that it needs is not known. Raises Reject."""
    given: dict[str, Any] = {}
    for parameter in rule.inputs:
        if parameter.name not in named:
            if parameter.required:
                return None
            continue
        value = named.pop(parameter.name)
        if parameter.check is not None:
            if value is not parameter.default:
                value = parameter.check(value, parameter.name, run.world)
                if parameter.check.essential and parameter.check.unknown(value):
                    return None
        elif parameter.tensor and isinstance(value, (int, float, Symbol)):
            value = Tensor((), None)
        elif parameter.tensor:
            value = as_tensor(value) if value is not None else None
        elif holds_tensor(value):
            value = as_input(value)
        if parameter.tensor and not isinstance(value, Tensor) and value is not parameter.default:
            return None
        given[parameter.name] = value
    if named:
        if not rule.any_name:
            return None
        given.update(named)
    if "world" in rule.given:
        given["world"] = run.world
    return given
