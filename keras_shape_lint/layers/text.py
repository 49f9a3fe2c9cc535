"""Words and crossed features as categories: `keras/src/layers/preprocessing`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, FAILS_AT_RUN, INPUT_RANK, MERGE_INPUTS
from keras_shape_lint.layers.arguments import CrossingMode, LookupMode, Raw
from keras_shape_lint.layers.augmentation import OLD
from keras_shape_lint.layers.lookup import vocabulary_size
from keras_shape_lint.layers.op_arguments import OneSize
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, apart, differ, surely_differ_as_written


@layer("keras.layers.TextVectorization", OLD + "TextVectorization")
def text_vectorization(
    inputs: Tensor,
    *, max_tokens: Raw = None, standardize: Any = "lower_and_strip_punctuation", split: Raw = "whitespace",
    ngrams: Any = None, output_mode: LookupMode = "int",
    output_sequence_length: Raw = None, pad_to_max_tokens: Raw = False, vocabulary: Raw = None,
    idf_weights: Any = None, sparse: Any = False, ragged: Raw = False, encoding: Any = "utf-8", name: Any = None,
    world: World,
) -> Tensor:  # fmt: skip
    """(batch, ...) -> (batch, output_sequence_length), None when not given; other modes are as wide as the words."""
    if output_mode != "int" and isinstance(output_sequence_length, int):
        raise Reject(ARGUMENT, "{layer}: output_sequence_length={0} needs output_mode='int'", output_sequence_length)
    if not inputs.rank:
        return Tensor(UNKNOWN, None)
    if world.generation < (3,):
        if split not in (None, UNKNOWN) and inputs.rank > 1 and surely_differ_as_written(inputs.dims[-1], 1):
            raise Reject(INPUT_RANK, "{layer} splits texts of shape (batch,) or (batch, 1), got {0}", inputs)
        if split is None or split is UNKNOWN:
            return Tensor(UNKNOWN, None)
    if output_mode == "int":
        length: Dim = output_sequence_length
        known = length is None or isinstance(length, int)
        return Tensor((inputs.dims[0], length if known and not ragged else UNKNOWN), "int64")
    if split is UNKNOWN or output_mode == "one_hot":
        return Tensor(UNKNOWN, None)
    size = vocabulary_size(vocabulary, max_tokens, 1, pad_to_max_tokens)
    leading = inputs.dims if split is not None or inputs.rank == 1 else inputs.dims[:-1]
    return Tensor((*leading, size), None)


@layer("keras.layers.HashedCrossing", OLD + "HashedCrossing")
def hashed_crossing(
    inputs: Any,
    *, num_bins: OneSize, output_mode: CrossingMode = "int", sparse: Any = False, name: Any = None,
    dtype: Any = None, world: World,
) -> Tensor | FailsAtRun:  # fmt: skip
    """Two inputs of one shape -> the same; with "one_hot" a new axis of `num_bins`, or in place of a last axis of 1."""
    if isinstance(inputs, Tensor):
        raise Reject(MERGE_INPUTS, "{layer} must be called on a list of 2 tensors, got {0}", inputs)
    tensors = [each for each in inputs if isinstance(each, Tensor)] if isinstance(inputs, (list, tuple)) else []
    if isinstance(inputs, (list, tuple)) and not getattr(inputs, "open", False) and len(inputs) != 2:
        raise Reject(MERGE_INPUTS, "{layer} takes exactly 2 inputs, got {0}", len(inputs))
    if len(tensors) != 2 or tensors[0].rank is None or tensors[1].rank is None:
        return Tensor(UNKNOWN, None)
    first, second = tensors
    out = _crossed(first, output_mode, num_bins)
    text = "{layer} takes two inputs of one shape, got {0} and {1}"
    unlike = apart(first.dims, second.dims)
    ends = (x.dims[-1] if x.dims else 1 for x in tensors)
    if (unlike and world.generation < (3,)) or surely_differ_as_written(*ends):
        raise Reject(ARGUMENT, text, first, second)
    wide = len(first.dims) > 2 or (len(first.dims) == 2 and differ(first.dims[1], 1))
    if world.generation >= (3,) and (unlike or wide):
        text = text if unlike else "{layer} takes inputs (batch,) or (batch, 1), got {0}"
        return FailsAtRun(out, FAILS_AT_RUN, text + ": fails when it runs", first, second)
    return out


def _crossed(x: Tensor, output_mode: Any, num_bins: Dim) -> Tensor:
    if output_mode == "int":
        return Tensor(x.shape, "int64")
    dims = x.dims
    if not dims or dims[-1] is UNKNOWN:
        return Tensor(UNKNOWN, None)
    return Tensor((*(dims[:-1] if len(dims) > 1 and dims[-1] == 1 else dims), num_bins), None)
