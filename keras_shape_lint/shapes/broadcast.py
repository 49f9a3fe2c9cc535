"""Right-aligned broadcasting of shapes, without any batch axis of its own."""

from __future__ import annotations

from collections.abc import Callable

from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, differ, same


class Mismatch(Exception):
    """Two dimensions that cannot be broadcast; `axis` counts from the right, -1 the last."""

    def __init__(self, axis: int, left: Dim, right: Dim) -> None:
        super().__init__(axis, left, right)
        self.axis, self.left, self.right = axis, left, right


def broadcast_dim(a: Dim, b: Dim, undefined: Callable[[Dim], Dim]) -> Dim:
    """1 gives way, equals stay; None against another dimension gives `undefined(other)`.

    Raises ValueError when the two certainly differ and neither is 1. `n` against `n + 1` is refused although
    a single program in all, with 1 for `n`, would be broadcast.
    """
    if a is UNKNOWN or b is UNKNOWN:
        return UNKNOWN
    if a is None or b is None:
        other = b if a is None else a
        return None if other is None else undefined(other)
    if same(a, b):
        return a
    if isinstance(a, int) and a == 1:
        return b
    if isinstance(b, int) and b == 1:
        return a
    if differ(a, b) and not (_is_other(a, b) or _is_other(b, a)):
        raise ValueError((a, b))
    if isinstance(a, int):
        return a
    return b if isinstance(b, int) else UNKNOWN


def broadcast(left: Dims, right: Dims, undefined: Callable[[Dim], Dim]) -> Dims:
    """The shape both broadcast to. Raises Mismatch at the first axis, from the right, that does not fit."""
    if left == right:
        return left
    out: list[Dim] = []
    for back in range(1, max(len(left), len(right)) + 1):
        if back > len(left):
            out.append(right[-back])
        elif back > len(right):
            out.append(left[-back])
        else:
            try:
                out.append(broadcast_dim(left[-back], right[-back], undefined))
            except ValueError:
                raise Mismatch(-back, left[-back], right[-back]) from None
    return tuple(reversed(out))


def _is_other(dim: Dim, number: Dim) -> bool:
    """A symbol beside a number, and perhaps 1."""
    return isinstance(number, int) and not isinstance(dim, int) and not differ(dim, 1)
