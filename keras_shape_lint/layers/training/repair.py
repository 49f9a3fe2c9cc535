"""What to write instead, where data of one shape meets a model that wants another."""

from __future__ import annotations

from itertools import permutations

from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, differ, is_known, product, same, shape_text

FLATTENED = frozenset(("keras.layers.Dense",))
"""Layers that keep every axis but the last: a Flatten before them drops the others."""


def repair(given: Dims, wanted: Dims) -> str:
    """How data of a whole shape comes to fit a declared one; the batch axis is first in both."""
    if len(wanted) > 1 and _equal(given, wanted[1:]):
        return _batch_axis(given)
    sample, declared = given[1:], wanted[1:]
    if _equal(sample, (*declared, 1)) or _equal((*sample, 1), declared):
        return f"reshape it to {_filled(given, declared)}"
    one = UNKNOWN if UNKNOWN in (product(sample), product(declared)) else product(declared)
    if is_known(one) and same(product(sample), one) and sample:
        turned = _turned(sample, declared)
        if turned is not None:
            return f"transpose it: np.transpose(x, {turned})"
        if len(declared) == 1 and len(sample) > 1:
            shape = shape_text(sample)
            return f"reshape it to {_filled(given, declared)}, or declare input_shape={shape} and begin with Flatten()"
        return f"reshape it to {_filled(given, declared)}"
    if not sample:
        return "give it as rows of samples: its second axis is what one sample holds"
    if all(map(is_known, sample)):
        if len(declared) == len(sample):
            return f"declare input_shape={shape_text(sample)}, or bring the data to {shape_text(declared)}"
        return f"declare input_shape={shape_text(sample)}, or bring the data to {len(wanted)} axes"
    return "declare in input_shape what one sample holds"


def _batch_axis(given: Dims) -> str:
    """All of the data was declared as one sample, or one sample is given as all of the data."""
    if len(given) == 1:
        return "give a single sample as x[np.newaxis]"
    sample = shape_text(given[1:])
    return (
        f"input_shape leaves out the samples: write input_shape={sample} if axis 0 counts them, "
        "or give a single sample as x[np.newaxis]"
    )


def _filled(given: Dims, declared: Dims) -> str:
    first = given[0] if is_known(given[0]) else -1
    return shape_text((first, *declared))


def _turned(sample: Dims, declared: Dims) -> tuple[int, ...] | None:
    """The axes to give np.transpose, where one order of them fits and the sizes are worth it."""
    if len(sample) != len(declared) or not 1 < len(sample) < 4:
        return None
    for order in permutations(range(len(sample))):
        if _equal(tuple(sample[axis] for axis in order), declared):
            return (0, *(axis + 1 for axis in order))
    return None


def _equal(a: Dims, b: Dims) -> bool:
    return len(a) == len(b) and not any(map(_may_differ, a, b))


def _may_differ(a: Dim, b: Dim) -> bool:
    return differ(a, b) or not (is_known(a) and is_known(b))
