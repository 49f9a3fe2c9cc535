"""Layers that turn values into categories: `keras/src/layers/preprocessing`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, INPUT_RANK
from keras_shape_lint.layers.arguments import BinMode, CountMode, LookupMode, Positive, Raw, Tokens, refuse
from keras_shape_lint.layers.augmentation import OLD
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim


def _categories(x: Tensor, output_mode: Any, size: Dim, world: World) -> Tensor:
    """An integer for each value; other modes make vectors of `size` of the last axis, one_hot of each value.

    Before Keras 3 vectors are refused that would have more than two axes.
    """
    if output_mode == "int":
        return Tensor(x.shape, None)
    if not x.rank or output_mode is UNKNOWN:
        return Tensor(UNKNOWN, None)
    last = x.dims[-1]
    if output_mode != "one_hot" or (x.rank > 1 and last == 1):
        return _flat(x, Tensor((*x.dims[:-1], size), None), output_mode, world)
    known = x.rank == 1 or last is None or isinstance(last, int)
    return _flat(x, Tensor((*x.dims, size) if known else UNKNOWN, None), output_mode, world)


def _flat(x: Tensor, out: Tensor, output_mode: str, world: World) -> Tensor:
    if world.generation < (3,) and out.rank is not None and out.rank > 2:
        text = "{layer}: output_mode={0} gives at most 2 axes, {1} would have {2}"
        raise Reject(INPUT_RANK, text, repr(output_mode), x, out.rank)
    return out


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
    world: World,
) -> Tensor:  # fmt: skip
    """(..., n) -> (..., num_tokens); with "one_hot" a new axis of that size, or in place of a last axis of 1."""
    return Tensor(UNKNOWN, None) if num_tokens is None else _categories(inputs, output_mode, num_tokens, world)


@layer("keras.layers.Discretization", OLD + "Discretization")
def discretization(
    inputs: Tensor,
    *, bin_boundaries: Raw = None, num_bins: Raw = None, epsilon: Any = 0.01, output_mode: BinMode = "int",
    sparse: Any = False, dtype: Any = None, name: Any = None, world: World,
) -> Tensor:  # fmt: skip
    """Any shape, of integers; other modes are as wide as there are bins: "one_hot" for each value, else of axis 1."""
    listed = isinstance(bin_boundaries, (list, tuple)) and not getattr(bin_boundaries, "open", False)
    size = len(bin_boundaries) + 1 if listed else num_bins if isinstance(num_bins, int) else UNKNOWN
    if output_mode in ("multi_hot", "count") and inputs.rank and world.generation >= (3,):
        left = inputs.dims[:1] + inputs.dims[2:] if inputs.rank > 1 else ()
        return Tensor((*left, size), None)
    return _categories(inputs, output_mode, size, world)


@layer("keras.layers.Hashing", OLD + "Hashing")
def hashing(
    inputs: Tensor,
    *, num_bins: Positive, mask_value: Any = None, salt: Any = None, output_mode: BinMode = "int", sparse: Any = False,
    world: World,
) -> Tensor:  # fmt: skip
    """Any shape, of integers; other modes are as wide as `num_bins`, of the last axis, as Keras declares them."""
    if world.generation < (3,) and inputs.dtype is not None and inputs.dtype.startswith("float"):
        raise Reject(ARGUMENT, "{layer} takes integers or texts, {0} is of {1}", inputs, inputs.dtype)
    return _categories(inputs, "count" if output_mode == "one_hot" else output_mode, num_bins, world)


@layer("keras.layers.IntegerLookup", OLD + "IntegerLookup", inherited="has_input_vocabulary vocabulary_size")
def integer_lookup(
    inputs: Tensor,
    *, max_tokens: Raw = None, num_oov_indices: Raw = 1, mask_token: Any = None, oov_token: Any = -1,
    vocabulary: Raw = None, vocabulary_dtype: Any = "int64", idf_weights: Any = None, invert: Any = False,
    output_mode: LookupMode = "int", sparse: Any = False, pad_to_max_tokens: Raw = False,
    oov_method: Any = "floormod", salt: Any = None, name: Any = None, world: World,
) -> Tensor:  # fmt: skip
    """Any shape, of integers; other modes are as wide as the vocabulary."""
    _require_tokens(max_tokens, pad_to_max_tokens)
    size = vocabulary_size(vocabulary, max_tokens, num_oov_indices, pad_to_max_tokens)
    return _categories(inputs, output_mode, size, world)


@layer("keras.layers.StringLookup", OLD + "StringLookup", inherited="has_input_vocabulary vocabulary_size")
def string_lookup(
    inputs: Tensor,
    *, max_tokens: Raw = None, num_oov_indices: Raw = 1, mask_token: Any = None, oov_token: Any = "[UNK]",
    vocabulary: Raw = None, idf_weights: Any = None, invert: Any = False, output_mode: LookupMode = "int",
    pad_to_max_tokens: Raw = False, sparse: Any = False, encoding: Any = "utf-8", name: Any = None, salt: Any = None,
    world: World,
) -> Tensor:  # fmt: skip
    """Any shape, of integers; other modes are as wide as the vocabulary. Inverted, of words."""
    _require_tokens(max_tokens, pad_to_max_tokens)
    size = vocabulary_size(vocabulary, max_tokens, num_oov_indices, pad_to_max_tokens)
    return _categories(inputs, output_mode, size, world)
