"""Code that runs an unknown number of times."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.tracing.arrays.alike import loosen
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.values import List, Unknown


def loosely(frame: Any, names: Iterable[str], body: Callable[[], Any]) -> Any:
    """Run code once, with all it may write unknown before and after. `names` are the locals it binds.

    A rehearsal finds out what it writes; inside another one, that suffices. Else a local tensor keeps so much of its
    shape as the code leaves it.
    """
    run = frame.run
    unknown = Unknown("changed in a loop that is not followed")

    certain = not run.rehearsing
    updated = getattr(names, "updated", ())

    settled: set[int] = set()
    kept = {name: value for name in names if type(value := frame.vars.get(name)) is Tensor and value.rank is not None}

    def blur(targets: Iterable[Any]) -> None:
        for target in targets:
            if id(target) not in settled:
                loosen(run, target, certain)
        for name in names:
            if name not in frame.vars:
                continue
            value = frame.vars[name]
            if name in updated and (type(value) is List or (type(value) is Array and value.rank)):
                loosen(run, value, certain)
            else:
                frame.vars[name] = unknown

    def lose(touched: list[Any]) -> None:
        settled.update(id(target) for target in touched if getattr(target, "settled", False))
        blur(touched)

    blur(())
    run.loose += 1
    if frame.yielded is not None:
        frame.yielded.open = True
    try:
        if not run.rehearsing:
            kept = _invariant(frame, kept, body, lose)
            frame.vars.update(kept)
        signal, written = run.capture(body)
    finally:
        run.loose -= 1
        blur(())
    blur(written)
    if not run.rehearsing:
        for name, value in kept.items():
            frame.vars[name] = value.like()
            frame.vars[name].name = name
    return signal


def _invariant(
    frame: Any, kept: dict[str, Tensor], body: Callable[[], Any], lose: Callable[[list[Any]], None]
) -> dict[str, Tensor]:
    """What holds of these locals however often the code runs, all else that it writes being unknown.

    Nothing where it hangs on a test that is open: that may go another way each time.
    """
    settled = False
    while True:
        frame.vars.update(kept)
        attempt = _Attempt(frame, body)
        lose(frame.run.rehearse(attempt))
        if attempt.tested:
            return {}
        widened = {
            name: wider
            for name, value in kept.items()
            if (wider := _joined(value, attempt.after.get(name))) is not None
        }
        same = all(widened.get(name) is value for name, value in kept.items())
        if not widened or (settled and same):
            return widened
        settled, kept = same, widened


def _joined(one: Tensor, other: Any) -> Tensor | None:
    """`one` where the other has its shape, else what both have in common; None where that is not even the rank."""
    if type(other) is not Tensor or other.rank != one.rank:
        return None
    dims = tuple(size if size == new else UNKNOWN for size, new in zip(one.dims, other.dims))
    dtype = one.dtype if one.dtype == other.dtype else None
    return one if (dims, dtype) == (one.shape, one.dtype) else Tensor(dims, dtype)


class _Attempt:
    """Code run to see what its locals are `after` it, and whether it `tested` what is open."""

    __slots__ = ("_body", "_frame", "after", "tested")

    def __init__(self, frame: Any, body: Callable[[], Any]) -> None:
        self._frame = frame
        self._body = body
        self.after: dict[str, Any] = {}
        self.tested = False

    def __call__(self) -> None:
        run = self._frame.run
        tests = len(run.decided) + run.assumed
        try:
            self._body()
        finally:
            self.tested = len(run.decided) + run.assumed > tests
            self.after = dict(self._frame.vars)
