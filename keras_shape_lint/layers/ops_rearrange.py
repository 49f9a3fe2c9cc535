"""rearrange: a pattern in words, `keras/src/ops/einops.py`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, UNDEFINED_DIMENSION
from keras_shape_lint.layers.op_arguments import Known
from keras_shape_lint.layers.op_names import KERAS
from keras_shape_lint.layers.reshaping import quotient
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, is_known, product


@op(KERAS + "rearrange")
def rearrange(tensor: Tensor, pattern: Known, *, symbolic: bool, **axes_lengths: Any) -> Tensor:
    """The axes as the words behind `->` name them, those in brackets as one. Keras declares no None among them."""
    if not isinstance(pattern, str) or tensor.rank is None or pattern.count("->") != 1:
        return tensor.unknown()
    before, after = map(_groups, pattern.split("->"))
    if len(before) != tensor.rank:
        return tensor.unknown()
    sizes: dict[str, Dim] = {}
    for group, dim in zip(before, tensor.dims):
        sizes.update(_taken_apart(group, dim, axes_lengths))
    if any(name not in sizes for group in after for name in group):
        raise Reject(ARGUMENT, "{layer}: {0} names an axis that the left side does not", repr(pattern))
    out = tensor.with_shape(*(product(sizes[name] for name in group) for group in after))
    if symbolic and None in out.dims:
        raise Reject(UNDEFINED_DIMENSION, "{layer} needs to know every axis of {0}", tensor, resume_as=out)
    return out


def _groups(side: str) -> list[list[str]]:
    groups: list[list[str]] = []
    depth = 0
    for word in side.replace("(", " ( ").replace(")", " ) ").split():
        if word == "(":
            groups.append([])
        elif word != ")":
            groups[-1].append(word) if depth else groups.append([word])
        depth += (word == "(") - (word == ")")
    return groups


def _taken_apart(group: list[str], dim: Dim, lengths: dict[str, Any]) -> dict[str, Dim]:
    """The size of each word of one axis; the one that is not given is what is left."""
    if len(group) == 1:
        return {group[0]: dim}
    given = {name: lengths[name] if is_known(lengths[name]) else UNKNOWN for name in group if name in lengths}
    rest = None if dim is None else quotient(dim, product(given.values()))
    left = UNKNOWN if rest is None and dim is not None else rest
    return {name: given.get(name, left) for name in group}
