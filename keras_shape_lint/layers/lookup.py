"""Layers that turn values into categories: `keras/src/layers/preprocessing`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.arguments import BinMode, CountMode, LookupMode, Positive, Raw, Tokens, refuse
from keras_shape_lint.layers.augmentation import OLD
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN, Dim


def _categories(x: Tensor, output_mode: Any, size: Dim) -> Tensor:
    """An integer for each value; other modes make vectors of `size` of the last axis, one_hot of each value."""
    if output_mode == "int":
        return Tensor(x.shape, None)
    if not x.rank or output_mode is UNKNOWN:
        return Tensor(UNKNOWN, None)
    last = x.dims[-1]
    if output_mode != "one_hot" or (x.rank > 1 and last == 1):
        return Tensor((*x.dims[:-1], size), None)
    return Tensor((*x.dims, size) if x.rank == 1 or last is None or isinstance(last, int) else UNKNOWN, None)


SPECIAL = ("", "[UNK]", -1)


def vocabulary_size(vocabulary: Any, max_tokens: Any, unknown_words: Any, pad: Any) -> Dim:
    """How many categories a lookup tells apart; UNKNOWN where it learns them from data."""
    if pad is True and isinstance(max_tokens, int):
        return max_tokens
    listed = isinstance(vocabulary, (list, tuple)) and not getattr(vocabulary, "open", False)
    if pad is not False or not listed or not isinstance(unknown_words, int):
        return UNKNOWN
    plain = all(isinstance(word, (str, int)) and word not in SPECIAL for word in vocabulary)
    return len(vocabulary) + unknown_words if plain else UNKNOWN


def _require_tokens(max_tokens: Any, pad: Any) -> None:
    if pad is True and max_tokens is None:
        raise refuse("max_tokens", "given with pad_to_max_tokens=True", max_tokens)


@layer("keras.layers.CategoryEncoding", OLD + "CategoryEncoding")
def category_encoding(
    inputs: Tensor, count_weights: Any = None,
    *, num_tokens: Tokens = None, output_mode: CountMode = "multi_hot", sparse: Any = False, max_tokens: Any = None,
) -> Tensor:  # fmt: skip
    """(..., n) -> (..., num_tokens); with "one_hot" a new axis of that size, or in place of a last axis of 1."""
    if not inputs.rank or output_mode is UNKNOWN or num_tokens is None:
        return Tensor(UNKNOWN, None)
    if output_mode == "one_hot" and (inputs.rank == 1 or inputs.dims[-1] != 1):
        certain = inputs.rank == 1 or isinstance(inputs.dims[-1], int) or inputs.dims[-1] is None
        return Tensor((*inputs.dims, num_tokens) if certain else UNKNOWN, None)
    return Tensor((*inputs.dims[:-1], num_tokens), None)


@layer("keras.layers.Discretization", OLD + "Discretization")
def discretization(
    inputs: Tensor,
    *, bin_boundaries: Raw = None, num_bins: Raw = None, epsilon: Any = 0.01, output_mode: BinMode = "int",
    sparse: Any = False, dtype: Any = None, name: Any = None,
) -> Tensor:  # fmt: skip
    """Any shape, of integers; other modes are as wide as there are bins: "one_hot" for each value, else of axis 1."""
    listed = isinstance(bin_boundaries, (list, tuple)) and not getattr(bin_boundaries, "open", False)
    size = len(bin_boundaries) + 1 if listed else num_bins if isinstance(num_bins, int) else UNKNOWN
    if output_mode in ("multi_hot", "count") and inputs.rank:
        left = inputs.dims[:1] + inputs.dims[2:] if inputs.rank > 1 else ()
        return Tensor((*left, size), None)
    return _categories(inputs, output_mode, size)


@layer("keras.layers.Hashing", OLD + "Hashing")
def hashing(
    inputs: Tensor,
    *, num_bins: Positive, mask_value: Any = None, salt: Any = None, output_mode: BinMode = "int", sparse: Any = False,
) -> Tensor:  # fmt: skip
    """Any shape, of integers; other modes are as wide as `num_bins`, of the last axis, as Keras declares them."""
    return _categories(inputs, "count" if output_mode == "one_hot" else output_mode, num_bins)


@layer("keras.layers.IntegerLookup", OLD + "IntegerLookup", inherited="has_input_vocabulary vocabulary_size")
def integer_lookup(
    inputs: Tensor,
    *, max_tokens: Raw = None, num_oov_indices: Raw = 1, mask_token: Any = None, oov_token: Any = -1,
    vocabulary: Raw = None, vocabulary_dtype: Any = "int64", idf_weights: Any = None, invert: Any = False,
    output_mode: LookupMode = "int", sparse: Any = False, pad_to_max_tokens: Raw = False,
    oov_method: Any = "floormod", salt: Any = None, name: Any = None,
) -> Tensor:  # fmt: skip
    """Any shape, of integers; other modes are as wide as the vocabulary."""
    _require_tokens(max_tokens, pad_to_max_tokens)
    return _categories(inputs, output_mode, vocabulary_size(vocabulary, max_tokens, num_oov_indices, pad_to_max_tokens))


@layer("keras.layers.StringLookup", OLD + "StringLookup", inherited="has_input_vocabulary vocabulary_size")
def string_lookup(
    inputs: Tensor,
    *, max_tokens: Raw = None, num_oov_indices: Raw = 1, mask_token: Any = None, oov_token: Any = "[UNK]",
    vocabulary: Raw = None, idf_weights: Any = None, invert: Any = False, output_mode: LookupMode = "int",
    pad_to_max_tokens: Raw = False, sparse: Any = False, encoding: Any = "utf-8", name: Any = None, salt: Any = None,
) -> Tensor:  # fmt: skip
    """Any shape, of integers; other modes are as wide as the vocabulary. Inverted, of words."""
    _require_tokens(max_tokens, pad_to_max_tokens)
    return _categories(inputs, output_mode, vocabulary_size(vocabulary, max_tokens, num_oov_indices, pad_to_max_tokens))
