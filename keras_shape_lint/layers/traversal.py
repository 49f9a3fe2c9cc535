"""The order in which Keras lists the layers of a functional model: `keras/src/ops/function.py`."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

L = TypeVar("L", bound=Hashable)


def listed(ends: Iterable[Any], parents: Callable[[Any], Iterable[Any]], layer: Callable[[Any], L]) -> list[L]:
    """The layers of all calls that lead to `ends`, those farthest from an output first.

    `parents` gives the calls that a call reads from, `layer` what was called. Layers equally far stand as a walk from
    the outputs meets them. Iterative: models may be deep.
    """
    met: dict[L, int] = {}
    done: set[int] = set()
    order: list[Any] = []
    for end in ends:
        pending: list[tuple[Any, bool]] = [(end, False)]
        while pending:
            call, left = pending.pop()
            if left:
                order.append(call)
                continue
            if id(call) in done:
                continue
            done.add(id(call))
            met.setdefault(layer(call), len(met))
            pending.append((call, True))
            pending.extend((parent, False) for parent in reversed(list(parents(call))))
    depths: dict[int, int] = {}
    layer_depths: dict[L, int] = {}
    for call in reversed(order):
        depth = max(depths.get(id(call), 0), layer_depths.get(layer(call), 0))
        depths[id(call)] = layer_depths[layer(call)] = depth
        for parent in parents(call):
            depths[id(parent)] = max(depth + 1, depths.get(id(parent), 0))
    return sorted(layer_depths, key=lambda each: (-layer_depths[each], met[each]))
