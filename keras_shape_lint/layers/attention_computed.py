"""Attention of Keras 2, which computes its scores where it is called: `keras/layers/attention/base_dense_attention`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import SHAPES_DIFFER
from keras_shape_lint.layers.merging import graph_dim
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.broadcast import Mismatch, broadcast
from keras_shape_lint.shapes.dims import Dims, differ


def computed(query: Tensor, value: Tensor, key: Tensor, dot: bool, scores: Any) -> Any:
    """(output, scores) of three tensors of known rank; the output alone unless asked. Refused: what never fits."""
    weights = _dotted(query, key) if dot else _added(query, key)
    text = "{layer}: the scores of {0} and {1} are for {2} steps, {3} has {4}"
    if differ(weights[-1], value.dims[-2]):
        raise Reject(SHAPES_DIFFER, text, query, key, weights[-1], value, value.dims[-2])
    leading = _leading(weights[:-2], value.dims[:-2], query, value)
    out = query.computed(*leading, weights[-2], value.dims[-1])
    return [out, query.computed(*weights)] if scores else out


def _dotted(query: Tensor, key: Tensor) -> Dims:
    if differ(query.dims[-1], key.dims[-1]):
        raise Reject(SHAPES_DIFFER, DIFFER, query, key, query.dims[-1], key.dims[-1])
    return (*_leading(query.dims[:-2], key.dims[:-2], query, key), query.dims[-2], key.dims[-2])


def _added(query: Tensor, key: Tensor) -> Dims:
    """Each step of the query beside each of the key, summed over the features."""
    try:
        left, right = (*query.dims[:-1], 1, query.dims[-1]), (*key.dims[:-2], 1, *key.dims[-2:])
        return broadcast(left, right, graph_dim)[:-1]
    except Mismatch as wrong:
        raise Reject(SHAPES_DIFFER, DIFFER, query, key, wrong.left, wrong.right) from None


DIFFER = "{layer}: query {0} and key {1} do not fit: {2} against {3}"


def _leading(left: Dims, right: Dims, first: Tensor, second: Tensor) -> Dims:
    try:
        return broadcast(left, right, graph_dim)
    except Mismatch as wrong:
        raise Reject(SHAPES_DIFFER, "{layer}: {0} and {1} do not fit: {2} against {3}", first, second, wrong.left,
                     wrong.right) from None  # fmt: skip
