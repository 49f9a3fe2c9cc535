"""Layers that turn values into categories: `keras/src/layers/preprocessing`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.arguments import Raw
from keras_shape_lint.layers.op_arguments import Known, OneSize
from keras_shape_lint.layers.preprocessing import OLD
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN


def _categories(x: Tensor, output_mode: Any) -> Tensor:
    """An integer for each value; what the other modes make is as wide as the vocabulary."""
    return Tensor(x.shape if output_mode == "int" else UNKNOWN, None)


@layer("keras.layers.CategoryEncoding", OLD + "CategoryEncoding")
def category_encoding(
    inputs: Tensor, count_weights: Any = None,
    *, num_tokens: OneSize = None, output_mode: Known = "multi_hot", sparse: Any = False, max_tokens: Any = None,
) -> Tensor:  # fmt: skip
    """(..., n) -> (..., num_tokens); with "one_hot" a new axis of that size, or in place of a last axis of 1."""
    if not inputs.rank or output_mode not in ("one_hot", "multi_hot", "count") or num_tokens is None:
        return Tensor(UNKNOWN, None)
    if output_mode == "one_hot" and (inputs.rank == 1 or inputs.dims[-1] != 1):
        certain = inputs.rank == 1 or isinstance(inputs.dims[-1], int) or inputs.dims[-1] is None
        return Tensor((*inputs.dims, num_tokens) if certain else UNKNOWN, None)
    return Tensor((*inputs.dims[:-1], num_tokens), None)


@layer("keras.layers.Discretization", OLD + "Discretization")
def discretization(
    inputs: Tensor,
    *, bin_boundaries: Any = None, num_bins: Any = None, epsilon: Any = 0.01, output_mode: Raw = "int",
    sparse: Any = False, dtype: Any = None, name: Any = None,
) -> Tensor:  # fmt: skip
    """Any shape, of integers."""
    return _categories(inputs, output_mode)


@layer("keras.layers.Hashing", OLD + "Hashing")
def hashing(
    inputs: Tensor,
    *, num_bins: Any, mask_value: Any = None, salt: Any = None, output_mode: Raw = "int", sparse: Any = False,
) -> Tensor:  # fmt: skip
    """Any shape, of integers."""
    return _categories(inputs, output_mode)


@layer("keras.layers.IntegerLookup", OLD + "IntegerLookup")
def integer_lookup(
    inputs: Tensor,
    *, max_tokens: Any = None, num_oov_indices: Any = 1, mask_token: Any = None, oov_token: Any = -1,
    vocabulary: Any = None, vocabulary_dtype: Any = "int64", idf_weights: Any = None, invert: Any = False,
    output_mode: Raw = "int", sparse: Any = False, pad_to_max_tokens: Any = False, oov_method: Any = "floormod",
    salt: Any = None, name: Any = None,
) -> Tensor:  # fmt: skip
    """Any shape, of integers."""
    return _categories(inputs, output_mode)


@layer("keras.layers.StringLookup", OLD + "StringLookup")
def string_lookup(
    inputs: Tensor,
    *, max_tokens: Any = None, num_oov_indices: Any = 1, mask_token: Any = None, oov_token: Any = "[UNK]",
    vocabulary: Any = None, idf_weights: Any = None, invert: Any = False, output_mode: Raw = "int",
    pad_to_max_tokens: Any = False, sparse: Any = False, encoding: Any = "utf-8", name: Any = None, salt: Any = None,
) -> Tensor:  # fmt: skip
    """Any shape, of integers."""
    return _categories(inputs, output_mode)
