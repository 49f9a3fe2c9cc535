"""Attention, AdditiveAttention, MultiHeadAttention: `keras/src/layers/attention`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, FAILS_AT_RUN, INPUT_RANK
from keras_shape_lint.layers.arguments import Added, HeadShape, Positive, Raw, ScoreMode, Switch
from keras_shape_lint.layers.attention_computed import computed
from keras_shape_lint.layers.op_arguments import SomeAxes
from keras_shape_lint.layers.reshaping import quotient
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.state import LayerState, broadcasts
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, apart, differ, product, surely_differ_as_written


@layer("keras.layers.Attention", label="Attention")
def attention(
    inputs: Any,
    mask: Any = None,
    training: Any = None,
    return_attention_scores: Any = False,
    use_causal_mask: Any = False,
    *,
    use_scale: Any = False,
    score_mode: ScoreMode = "dot",
    dropout: Any = 0.0,
    seed: Added = None,
    world: World,
    state: LayerState,
) -> Any:
    """[query, value(, key)] -> (batch, query steps, value features), and the scores if asked."""
    query, value, key = _parts(inputs)
    if use_scale is True:
        state.weight("scale")
    if score_mode == "concat":
        state.weight("concat_score_weight")
    if world.generation < (3,):
        return _at_once(query, value, key, score_mode == "dot", return_attention_scores)
    out = _attended(query, value, key, return_attention_scores)
    wrong = None if out is None else _misfit(query, value, key, dot=score_mode == "dot")
    if wrong is not None:
        return FailsAtRun(out, FAILS_AT_RUN, *wrong)
    return Tensor(UNKNOWN) if out is None else out


@layer("keras.layers.AdditiveAttention", label="AdditiveAttention")
def additive_attention(
    inputs: Any,
    mask: Any = None,
    training: Any = None,
    return_attention_scores: Any = False,
    use_causal_mask: Any = False,
    *,
    use_scale: Switch = True,
    dropout: Any = 0.0,
    world: World,
    state: LayerState,
) -> Any:
    """As Attention; the features of the query (until 2.15, of the value) must be known for the scale."""
    query, value, key = _parts(inputs)
    out = _attended(query, value, key, return_attention_scores)
    if out is None:
        return Tensor(UNKNOWN)
    measured = query if world.generation >= (3,) else value
    scale = state.weights.setdefault("scale", (state.size(measured, -1, resume_as=out),)) if use_scale is True else (1,)
    fits = use_scale is not True or all(broadcasts(scale, x.dims) for x in (query, key) if x.rank)
    if world.generation < (3,):
        if not fits:
            raise Reject(ARGUMENT, "{layer}: a scale of {0}, as {1} has features, meets {2}", scale[0], value, query)
        return _at_once(query, value, key, False, return_attention_scores)
    wrong = _misfit(query, value, key, dot=False)
    if not fits:
        wrong = FAILS.format("a scale of {0} meets {1}"), scale[0], query
    return out if wrong is None else FailsAtRun(out, FAILS_AT_RUN, *wrong)


FAILS = "{{layer}} builds, but always fails when it runs: {}"


def _parts(inputs: Any) -> tuple[Tensor, Tensor, Tensor]:
    if not isinstance(inputs, (list, tuple)) or not 2 <= len(inputs) <= 3:
        raise Reject(ARGUMENT, "{layer} is called on a list: [query, value] or [query, value, key]")
    query, value = inputs[:2]
    return query, value, inputs[2] if len(inputs) == 3 else value


def _at_once(query: Tensor, value: Tensor, key: Tensor, dot: bool, scores: Any) -> Any:
    if any((x.rank or 0) < 2 for x in (query, value, key)) or scores not in (True, False, None):
        return Tensor(UNKNOWN)
    return computed(query, value, key, dot, scores)


def _attended(query: Tensor, value: Tensor, key: Tensor, scores: Any) -> Any:
    if not query.rank or not value.rank or scores not in (True, False, None):
        return None
    out = query.computed(*query.dims[:-1], value.dims[-1])
    if not scores:
        return out
    steps = key.dims[-2] if key.rank and key.rank > 1 else UNKNOWN
    return [out, query.computed(*query.dims[:-1], steps)]


def _misfit(query: Tensor, value: Tensor, key: Tensor, dot: bool) -> tuple[Any, ...] | None:
    """A text and its values, when the three certainly cannot be multiplied."""
    if query.rank != 3 or value.rank != 3 or key.rank != 3:
        return None
    features = query.dims[-1], key.dims[-1]
    if differ(*features) and (dot or not broadcasts(features[:1], features[1:])):
        return FAILS.format("query {0} and key {1} have {2} and {3} features"), query, key, *features
    steps = key.dims[1], value.dims[1]
    if differ(*steps):
        return FAILS.format("key {0} and value {1} have {2} and {3} steps"), key, value, *steps
    return None


@layer("keras.layers.MultiHeadAttention", label="MultiHeadAttention({num_heads}, {key_dim})")
def multi_head_attention(
    query: Tensor,
    value: Tensor,
    key: Any = None,
    query_mask: Any = None,
    value_mask: Any = None,
    key_mask: Any = None,
    attention_mask: Any = None,
    return_attention_scores: Any = False,
    training: Any = None,
    use_causal_mask: Any = False,
    *,
    num_heads: Positive,
    key_dim: Positive,
    value_dim: Raw = None,
    dropout: Any = 0.0,
    use_bias: Switch = True,
    output_shape: HeadShape = None,
    attention_axes: SomeAxes = None,
    sliding_window: Added = None,
    flash_attention: Added = None,
    kernel_initializer: Any = "glorot_uniform",
    bias_initializer: Any = "zeros",
    kernel_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    bias_constraint: Any = None,
    use_gate: Added = False,
    seed: Added = None,
    world: World,
    state: LayerState,
) -> Any:
    """(batch, ..., features) as the query, its features replaced by `output_shape` if given; scores if asked."""
    key = value if key is None else key
    if query.rank is None or value.rank is None or not isinstance(key, Tensor) or key.rank is None:
        return Tensor(UNKNOWN)
    for each in (query, value, key):
        if len(each.dims) < 2:
            raise Reject(INPUT_RANK, "{layer} takes inputs of at least 2 axes, batch included; {0} has 1", each)
    if world.generation < (3,):
        _require_one_rank(query, value, key, attention_axes)
    projected = (query.dims[-1],) if output_shape is None else output_shape
    out = query.computed(*query.dims[:-1], *projected)
    unlike = _unlike if world.generation >= (3,) else apart
    if unlike(value.dims[1:-1], key.dims[1:-1]):
        raise Reject(
            ARGUMENT, "{layer}: value {0} and key {1} may differ only on the last axis", value, key, resume_as=out
        )
    features = [state.size(each, -1, resume_as=out) for each in (query, key, value)]
    width = key_dim if value_dim is None else value_dim
    fits = _declare(state, features, num_heads, key_dim, width, projected, use_bias, use_gate)
    result: Any = out
    if return_attention_scores is True:
        steps = query.dims[1] if world.generation >= (3,) else value.dims[1]
        result = [out, query.computed(query.dims[0], num_heads, query.dims[1], steps)]
    elif return_attention_scores is not False and return_attention_scores is not None:
        result = Tensor(UNKNOWN)
    if not fits:
        text = FAILS.format("it was built for other features than {0}, {1} and {2} have")
        return FailsAtRun(result, FAILS_AT_RUN, text, query, key, value)
    if attention_axes is None and (query.rank < 3 or query.rank != key.rank):
        text = FAILS.format("{0}, {1} and {2} must have the same number of axes, 3 or more")
        return FailsAtRun(result, FAILS_AT_RUN, text, query, key, value)
    return result


def _require_one_rank(query: Tensor, value: Tensor, key: Tensor, axes: Any) -> None:
    """Keras 2 attends along the axes of the query, by default those between batch and features, in all three."""
    listed = axes if isinstance(axes, tuple) else (axes,)
    least = 3 if axes is None else 1 if axes is UNKNOWN else 1 + max(listed, default=0)
    if len(query.dims) < least:
        text = "{layer} takes inputs of at least {0} axes, batch included; {1} has {2}"
        raise Reject(INPUT_RANK, text, least, query, query.rank)
    for x in (value, key):
        if x.rank != query.rank:
            text = "{layer} of Keras 2 takes inputs of one rank; {0} has {1} axes and {2} has {3}"
            raise Reject(INPUT_RANK, text, query, query.rank, x, x.rank)


@layer("keras.layers.GroupQueryAttention", "keras.layers.GroupedQueryAttention")
def group_query_attention(
    query: Tensor, value: Tensor, key: Any = None, query_mask: Any = None, value_mask: Any = None,
    key_mask: Any = None, attention_mask: Any = None, return_attention_scores: Any = False, training: Any = None,
    use_causal_mask: Any = False,
    *, head_dim: Positive, num_query_heads: Positive, num_key_value_heads: Positive, dropout: Any = 0.0,
    use_bias: Switch = True, sliding_window: Any = None, flash_attention: Any = None,
    kernel_initializer: Any = "glorot_uniform", bias_initializer: Any = "zeros", kernel_regularizer: Any = None,
    bias_regularizer: Any = None, activity_regularizer: Any = None, kernel_constraint: Any = None,
    bias_constraint: Any = None, use_gate: Switch = False, seed: Any = None,
    state: LayerState,
) -> Any:  # fmt: skip
    """The shape of the query, whose features the value must have; scores if asked. Heads are shared by groups."""
    if quotient(num_query_heads, num_key_value_heads) is None:
        text = "{layer}: {0} query heads are no multiple of {1} key and value heads"
        raise Reject(ARGUMENT, text, num_query_heads, num_key_value_heads)
    key = value if key is None else key
    if query.rank is None or value.rank is None or not isinstance(key, Tensor) or key.rank is None:
        return Tensor(UNKNOWN)
    for each in (query, value, key):
        if len(each.dims) < 3:
            raise Reject(INPUT_RANK, "{layer} takes inputs of at least 3 axes, batch included; {0} has {1}", each,
                         len(each.dims))  # fmt: skip
    out = query.computed()
    state.size(query, -1, resume_as=out)
    features = [state.size(each, 2, resume_as=out) for each in (query, key, value)]
    if surely_differ_as_written(query.dims[-1], value.dims[-1]):
        raise Reject(ARGUMENT, "{layer}: query {0} and value {1} must have the same features", query, value)
    if _unlike(value.dims[1:-1], key.dims[1:-1]):
        raise Reject(ARGUMENT, "{layer}: value {0} and key {1} may differ only on the last axis", value, key)
    width, keys, values = features
    gate = [("gate", width, num_query_heads)] if use_gate is True else []
    for name, size, heads in (
        ("query", width, num_query_heads), ("key", keys, num_key_value_heads), *gate,
        ("value", values, num_key_value_heads),
    ):  # fmt: skip
        state.weights.setdefault(f"{name}/kernel", (size, heads, head_dim))
        if use_bias is True:
            state.weights.setdefault(f"{name}/bias", (heads, head_dim))
    state.weights.setdefault("attention_output/kernel", (num_query_heads, head_dim, features[0]))
    if use_bias is True:
        state.weights.setdefault("attention_output/bias", (features[0],))
    result: Any = out if return_attention_scores in (False, None) else Tensor(UNKNOWN)
    if return_attention_scores is True:
        result = (out, query.computed(query.dims[0], num_query_heads, query.dims[1], value.dims[1]))
    if any(each.rank != 3 for each in (query, key, value)):
        return FailsAtRun(result, FAILS_AT_RUN, FAILS.format("{0}, {1} and {2} must have 3 axes"), query, key, value)
    return result


def _unlike(a: Dims, b: Dims) -> bool:
    return len(a) != len(b) or any(map(surely_differ_as_written, a, b))


def _declare(
    state: LayerState, features: list[Dim], heads: Dim, depth: Dim, width: Dim, projected: Dims, use_bias: Any,
    use_gate: Any,
) -> bool:  # fmt: skip
    """Declare the weights. False when the first call made them for other features, and none can be read in these.

    Keras multiplies by the weights arranged for the features that come in, if their number allows it.
    """
    fits = True
    for name, size, last in zip(("query", "key", "value"), features, (depth, depth, width), strict=True):
        built = state.weights.setdefault(f"{name}/kernel", (size, heads, last))
        total = product(built)
        misread = isinstance(size, int) and isinstance(total, int) and total % size
        fits = fits and not (differ(built[0], size) and misread)
        if use_bias is True:
            state.weights.setdefault(f"{name}/bias", (heads, last))
        if name == "key" and use_gate is not False:
            _declare_gate(state, features[0], heads, width, use_bias, use_gate)
    state.weights.setdefault("attention_output/kernel", (heads, width, *projected))
    if use_bias is True:
        state.weights.setdefault("attention_output/bias", projected)
    return fits


def _declare_gate(state: LayerState, features: Dim, heads: Dim, width: Dim, use_bias: Any, use_gate: Any) -> None:
    """Its weights stand between those of key and value; UNKNOWN where there may be none."""
    state.weights.setdefault("gate/kernel", (features, heads, width) if use_gate is True else (UNKNOWN,))
    if use_bias is True:
        state.weights.setdefault("gate/bias", (heads, width))
