"""`heapq` and `bisect`, on lists whose items are known."""

from __future__ import annotations

import bisect
import heapq
from collections.abc import Callable
from typing import Any

from keras_shape_lint.tracing.calls import forget_arguments
from keras_shape_lint.tracing.concrete import is_concrete
from keras_shape_lint.tracing.library import provides
from keras_shape_lint.tracing.values import List, Unknown


def _in_place(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(run: Any, items: Any, *more: Any) -> Any:
        if not isinstance(items, List) or items.open or not all(map(is_concrete, (*items, *more))):
            forget_arguments(run, [items], {})
            return Unknown("an item of a list that is not known")
        run.touch(items)
        return function(items, *more)

    return call


for _module, _names in {
    heapq: "heapify heappush heappop heappushpop heapreplace",
    bisect: "bisect bisect_left bisect_right insort insort_left insort_right",
}.items():
    for _name in _names.split():
        provides(f"{_module.__name__}.{_name}")(_in_place(getattr(_module, _name)))
