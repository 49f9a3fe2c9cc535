"""Functions of TensorFlow and of the old backend that call functions of the program."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.arguments import Called
from keras_shape_lint.layers.op_arguments import tensor_of
from keras_shape_lint.layers.op_names import TF, K, names
from keras_shape_lint.layers.ops_control import (
    NOT_FOLLOWED,
    alike,
    called,
    entry,
    first,
    gathered,
    map_,
    mapped,
    rows,
    while_loop,
)  # fmt: skip
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject

LOOP = "parallel_iterations= back_prop= swap_memory="


@op(TF + "map_fn", arguments=f"fn elems dtype= {LOOP} infer_shape= name= fn_output_signature=")
@op(TF + "vectorized_map", arguments="fn elems fallback_to_while_loop= warn=")
@op(K + "map_fn", arguments="fn elems name= dtype=")
def map_fn(fn: Called, elems: Any) -> Any:
    """What the function makes of each entry of the first axis, gathered along it."""
    return map_(fn, elems)


@op(*names(TF, "foldl foldr"), arguments=f"fn elems initializer= {LOOP} name=")
@op(*names(K, "foldl foldr"), arguments="fn elems initializer= name=")
def fold(fn: Called, elems: Any, initializer: Any = None) -> Any:
    """What is carried at the end, of the shape it starts with: an entry of the first axis unless given."""
    start = mapped(elems, entry) if initializer is None else mapped(initializer, Tensor.like)
    return start if alike(called(fn, start, mapped(elems, entry)), start) else NOT_FOLLOWED.like()


@op(TF + "scan", arguments=f"fn elems initializer= {LOOP} infer_shape= reverse= name=")
def scan(fn: Called, elems: Any, initializer: Any = None) -> Any:
    """What is carried after each entry of the first axis, gathered."""
    return mapped(fold(fn, elems, initializer), gathered(rows(first(elems))))


@op(TF + "while_loop", arguments=f"cond body loop_vars shape_invariants= {LOOP} maximum_iterations= name=")
def tensorflow_while_loop(cond: Any, body: Any, loop_vars: Any, shape_invariants: Any = None) -> Any:
    """The shapes of the loop variables, which a turn does not change."""
    return while_loop(cond, body, loop_vars) if shape_invariants is None else NOT_FOLLOWED.like()


@op(TF + "cond")
def cond(pred: Any, true_fn: Called = None, false_fn: Called = None, name: Any = None) -> Any:
    """What both functions return, where that is one shape."""
    return _one_of([true_fn, false_fn])


@op(TF + "case", arguments="pred_fn_pairs default= exclusive= strict= name=")
def case(pairs: Called, default: Called = None) -> Any:
    """What all functions return, where that is one shape."""
    listed = isinstance(pairs, (list, tuple)) and all(isinstance(pair, (list, tuple)) for pair in pairs)
    more = [] if default is None else [default]
    return _one_of([*(pair[-1] for pair in pairs), *more]) if listed else NOT_FOLLOWED.like()


@op(TF + "switch_case", arguments="branch_index branch_fns default= name=")
def switch_case(index: Any, branches: Called, default: Called = None) -> Any:
    """What all functions return, where that is one shape."""
    more = [] if default is None else [default]
    return _one_of([*branches, *more]) if isinstance(branches, (list, tuple)) else NOT_FOLLOWED.like()


def _one_of(branches: list[Any]) -> Any:
    made = [called(branch) for branch in branches]
    return made[0] if made and all(alike(made[0], each) for each in made) else NOT_FOLLOWED.like()


@op(K + "in_train_phase", K + "in_test_phase")
def in_phase(x: Called, alt: Called, training: Any = None) -> Any:
    """One of two tensors that have one shape, or of what two functions return."""
    return _one_of([_deferred(x), _deferred(alt)])


@op(K + "switch", arguments="condition then_expression else_expression", operators=True)
def switch(condition: Any, then: Called, otherwise: Called) -> Any:
    """One of two tensors, or of what two functions return, of one shape; a condition has no more axes than it."""
    out = _one_of([_deferred(then), _deferred(otherwise)])
    wanted = tensor_of(condition)
    if isinstance(out, Tensor) and out.rank is not None and wanted.rank is not None and wanted.rank > max(out.rank, 0):
        text = "{layer}: the condition {0} has {1} axes, more than {2}"
        raise Reject(ARGUMENT, text, wanted, wanted.rank, out)
    return out


def _deferred(value: Any) -> Any:
    """A function that returns the value, or the function that it is."""
    return value if callable(value) else lambda: tensor_of(value)


@op(K + "rnn", arguments="step_function inputs initial_states go_backwards= mask= constants= unroll= input_length= "
    "time_major= zero_output_for_mask= return_all_outputs=")  # fmt: skip
def backend_rnn(
    step: Called, inputs: Tensor, states: Any, back: Any = False, mask: Any = None, constants: Any = None,
    unroll: Any = False, length: Any = None, time_major: Any = False, zero: Any = False, all_outputs: Any = True,
) -> Any:  # fmt: skip
    """(the last output, all outputs, the last states) of a function of an entry of time and the states."""
    plain = time_major is False and all_outputs is True and constants is None
    if not plain or inputs.rank is None or inputs.rank < 3 or not isinstance(states, (list, tuple)):
        return NOT_FOLLOWED.like()
    made = called(step, inputs.with_shape(inputs.dims[0], *inputs.dims[2:]), list(states))
    if not isinstance(made, (list, tuple)) or len(made) != 2 or not isinstance(made[0], Tensor) or not made[0].rank:
        return NOT_FOLLOWED.like()
    last = made[0]
    every = last.with_shape(last.dims[0], inputs.dims[1], *last.dims[1:])
    return last, every, mapped(list(states), Tensor.like)
