"""Words and crossed features as categories: `keras/src/layers/preprocessing`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, MERGE_INPUTS
from keras_shape_lint.layers.arguments import CrossingMode, LookupMode, Raw
from keras_shape_lint.layers.lookup import vocabulary_size
from keras_shape_lint.layers.op_arguments import OneSize
from keras_shape_lint.layers.preprocessing import OLD
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, differ


@layer("keras.layers.TextVectorization", OLD + "TextVectorization")
def text_vectorization(
    inputs: Tensor,
    *, max_tokens: Raw = None, standardize: Any = "lower_and_strip_punctuation", split: Raw = "whitespace",
    ngrams: Any = None, output_mode: LookupMode = "int",
    output_sequence_length: Raw = None, pad_to_max_tokens: Raw = False, vocabulary: Raw = None,
    idf_weights: Any = None, sparse: Any = False, ragged: Raw = False, encoding: Any = "utf-8", name: Any = None,
) -> Tensor:  # fmt: skip
    """(batch, ...) -> (batch, output_sequence_length), None when not given; other modes are as wide as the words."""
    if output_mode != "int" and isinstance(output_sequence_length, int):
        raise Reject(ARGUMENT, "{layer}: output_sequence_length={0} needs output_mode='int'", output_sequence_length)
    if not inputs.rank:
        return Tensor(UNKNOWN, None)
    if output_mode == "int":
        length: Dim = output_sequence_length
        known = length is None or isinstance(length, int)
        return Tensor((inputs.dims[0], length if known and not ragged else UNKNOWN), "int64")
    if split is UNKNOWN or output_mode == "one_hot":
        return Tensor(UNKNOWN, None)
    size = vocabulary_size(vocabulary, max_tokens, 1, pad_to_max_tokens)
    leading = inputs.dims if split is not None else inputs.dims[:-1]
    return Tensor((*leading, size), None)


@layer("keras.layers.HashedCrossing", OLD + "HashedCrossing")
def hashed_crossing(
    inputs: Any,
    *, num_bins: OneSize, output_mode: CrossingMode = "int", sparse: Any = False, name: Any = None,
    dtype: Any = None,
) -> Tensor:  # fmt: skip
    """Two inputs of one shape -> the same; with "one_hot" a new axis of `num_bins`, or in place of a last axis of 1."""
    if isinstance(inputs, Tensor):
        raise Reject(MERGE_INPUTS, "{layer} must be called on a list of 2 tensors, got {0}", inputs)
    tensors = [each for each in inputs if isinstance(each, Tensor)] if isinstance(inputs, (list, tuple)) else []
    if len(tensors) != 2 or tensors[0].rank is None or tensors[1].rank is None:
        return Tensor(UNKNOWN, None)
    first, second = tensors
    if first.rank != second.rank or any(map(differ, first.dims, second.dims)):
        raise Reject(ARGUMENT, "{layer} takes two inputs of one shape, got {0} and {1}", first, second)
    if output_mode == "int":
        return Tensor(first.shape, "int64")
    dims = first.dims
    if not dims or dims[-1] is UNKNOWN:
        return Tensor(UNKNOWN, None)
    return Tensor((*(dims[:-1] if len(dims) > 1 and dims[-1] == 1 else dims), num_bins), None)
